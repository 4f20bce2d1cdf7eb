"""Cards: the small boxes with which a page announces another article, wherever they stand.

No class name gives them away. What they share is their links: a picture and a title that
lead to the same place, with a sentence or two beside them. A paper's columnists have cards too.
"""

from __future__ import annotations

import re

from pipelines.bylines import is_person
from pipelines.markup import Element, absolute, text_of

# How far a card reaches above its picture's link, and what it holds at most.
_REACH = 5
_LONGEST_CARD = 700
_SHORTEST_TITLE = 15
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHOLES = frozenset(("body", "main", "html"))
# A picture that leads to a file is enlarged or an attachment's sign, not another article's.
_A_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|pdf|docx?|xlsx?|pptx?|rar|zip|7z|mp[34])(?:$|[?#])", re.IGNORECASE
)


def cards(body: Element, base: str) -> set[Element]:
    """The cards on a page; ``base`` is its own address, for a link to itself makes no card."""
    links = list(body.iter("a"))
    pictures = [
        (link, target)
        for link in links
        if next(link.iter("img"), None) is not None
        and (target := _target(link.get("href"), base)) is not None
    ]
    hrefs = {link.get("href") for link, _ in pictures}
    shown = {link for link, _ in pictures}
    titled: set[tuple[Element, str]] = set()
    for link in links:
        if link not in shown and (href := link.get("href")) in hrefs:
            target = _target(href, base)
            if target is not None and _is_title(link, target):
                titled.update((element, target) for element in _above(link))
    around = (_around(link, target, titled) for link, target in pictures)
    return {card for card in around if card is not None and len(text_of(card)) <= _LONGEST_CARD}


def _around(link: Element, target: str, titled: set[tuple[Element, str]]) -> Element | None:
    """The smallest element that holds a picture's link and a title with the same target."""
    if any(child.tag in _HEADINGS for child in link.iter()):
        return link
    holding = next((element for element in _above(link) if (element, target) in titled), None)
    # What stands with its picture in one figure is the caption, linked as the picture is.
    return None if holding is None or holding.tag == "figure" else holding


def _above(link: Element) -> list[Element]:
    found: list[Element] = []
    for element in link.iterancestors():
        if element.tag in _WHOLES or len(found) == _REACH:
            break
        found.append(element)
    return found


def _target(address: str | None, base: str) -> str | None:
    """Where a link leads, "" for nowhere; None for the page itself, a file or a script."""
    href = (address or "").strip()
    if not href or href.startswith("#"):
        return ""
    url = absolute(base, href)
    return url if url and url != base and not _A_FILE.search(url) else None


def _is_title(link: Element, target: str) -> bool:
    text = text_of(link)
    if len(text) < _SHORTEST_TITLE and not is_person(text):
        return False
    parent = link.getparent()
    return bool(target) or (parent is not None and parent.tag in _HEADINGS)
