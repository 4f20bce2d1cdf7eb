"""Of how many pages a share is: each article once, under whichever of its addresses."""


def counted(urls: str = "urls") -> str:
    """An SQL condition on ``urls``. A moved or duplicate address is the same article once more,
    unless it is the one the article is kept under: a duplicate that its twin later moved to."""
    return (
        f"({urls}.outcome NOT IN ('moved', 'duplicate')"
        f" OR EXISTS (SELECT 1 FROM articles WHERE articles.url = {urls}.url))"
    )
