"""How many articles and pages there are, of which site and month: sums kept by triggers.

To count 200,000 articles takes a tenth of a second, a million URLs half of one, and every page
of the web that shows a sum would do so anew after each commit of the crawl. Any SQLite client
keeps the sums right: they are part of the transaction that changes what they count.
"""

from __future__ import annotations

_ARTICLE = (
    "SELECT {0}.site AS site, coalesce(substr({0}.published_at, 1, 7), '') AS month,"
    " {0}.verdict AS verdict, {0}.documents AS documents"
)

# A moved or duplicate address is the same article once more, unless it is the one the article
# is kept under: a duplicate that its twin later moved to.
_PAGE = (
    "SELECT {0}.site AS site, {0}.section AS section,"
    " CASE WHEN length({0}.day) >= 7 THEN substr({0}.day, 1, 7) ELSE '' END AS month,"
    " {0}.outcome NOT IN ('moved', 'duplicate')"
    " OR EXISTS (SELECT 1 FROM articles WHERE url = {0}.url) AS counted"
)


def _keep(table: str, row: str, change: int) -> str:
    """Statements of a trigger that add 1 to the sum ``row`` belongs to, a SELECT of at most one
    key, or take 1 off; a sum that is not there is 0."""
    keys = TALLIES[table]
    listed = ", ".join(keys)
    here = " AND ".join(f"t.{key} = s.{key}" for key in keys)
    # No ON CONFLICT: that of the statement which fires a trigger would take its place.
    first = (
        f"INSERT INTO {table}({listed}, number) SELECT {listed}, 0 FROM ({row}) s"
        f" WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {here});"
    )
    sum_ = f"UPDATE {table} SET number = number {change:+} WHERE ({listed}) = ({row});"
    last = f"DELETE FROM {table} WHERE ({listed}) = ({row}) AND number = 0;"
    return first + sum_ if change > 0 else sum_ + last


TALLIES = {
    "article_tally": ("site", "month", "verdict", "documents"),
    "page_tally": ("site", "section", "month", "counted"),
}
"""Each table of sums and its key; the sum itself is ``number``."""


def _page(row: str, condition: str = "") -> str:
    """The key of a row of ``urls``, none where it is no article's."""
    return f"{_PAGE.format(row)} WHERE {row}.role = 'article'{condition}"


def _again(url: str, counted: int) -> str:
    """The key of an address that counts only while an article is kept under it."""
    # Its place in the sums is asked for as it was or is, not as the row says now.
    return (
        f"SELECT site, section, month, {counted} AS counted FROM ({_PAGE.format('u')}"
        f" FROM urls u WHERE u.url = {url} AND u.role = 'article'"
        " AND u.outcome IN ('moved', 'duplicate'))"
    )


def _kept_under(url: str, change: int) -> str:
    """An article came to an address, or left it: if it is a moved or duplicate one, it counts
    from now on, or no longer."""
    return _keep("page_tally", _again(url, int(change < 0)), -1) + _keep(
        "page_tally", _again(url, int(change > 0)), +1
    )


def _differ(*columns: str) -> str:
    return " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)


def article_came(row: str) -> str:
    """Statements that count an article; ``row`` is a trigger's "new"."""
    return _keep("article_tally", _ARTICLE.format(row), +1) + _kept_under(f"{row}.url", +1)


def article_left(row: str) -> str:
    """Statements that count an article no longer; ``row`` is a trigger's "old"."""
    return _keep("article_tally", _ARTICLE.format(row), -1) + _kept_under(f"{row}.url", -1)


def article_moved() -> str:
    """Statements by which an article comes to be kept under another address."""
    return _kept_under("old.url", -1) + _kept_under("new.url", +1)


def page_left(table: str) -> str:
    """Statements that no longer count the address that is in ``table``, of at most one row."""
    row = f"{_PAGE.format(table)} FROM {table} WHERE {table}.role = 'article'"
    return _keep("page_tally", row, -1)


_COUNTED_BY = ("site", "published_at", "verdict", "documents")
_SEEN_BY = ("url", "site", "role", "section", "outcome", "day")

COUNTED_ANEW = (
    "INSERT INTO article_tally SELECT *, count(*) FROM"
    f" ({_ARTICLE.format('a')} FROM articles a) GROUP BY 1, 2, 3, 4",
    "INSERT INTO page_tally SELECT *, count(*) FROM"
    f" ({_PAGE.format('u')} FROM urls u WHERE u.role = 'article') GROUP BY 1, 2, 3, 4",
)
"""Every sum from the rows, into empty tables."""

TABLES = (
    """
    CREATE TABLE article_tally (
        site TEXT NOT NULL,
        month TEXT NOT NULL,
        verdict TEXT NOT NULL,
        documents TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (site, month, verdict, documents)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE page_tally (
        site TEXT NOT NULL,
        section TEXT NOT NULL,
        month TEXT NOT NULL,
        counted INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (site, section, month, counted)
    ) STRICT, WITHOUT ROWID
    """,
    *COUNTED_ANEW,
    f"""
    CREATE TRIGGER article_tally_insert AFTER INSERT ON articles BEGIN
        {_keep("article_tally", _ARTICLE.format("new"), +1)}
        {_kept_under("new.url", +1)}
    END
    """,
    f"""
    CREATE TRIGGER article_tally_delete AFTER DELETE ON articles BEGIN
        {_keep("article_tally", _ARTICLE.format("old"), -1)}
        {_kept_under("old.url", -1)}
    END
    """,
    f"""
    CREATE TRIGGER article_tally_update AFTER UPDATE OF {", ".join(_COUNTED_BY)} ON articles
    WHEN {_differ(*_COUNTED_BY)} BEGIN
        {_keep("article_tally", _ARTICLE.format("old"), -1)}
        {_keep("article_tally", _ARTICLE.format("new"), +1)}
    END
    """,
    f"""
    CREATE TRIGGER article_tally_move AFTER UPDATE OF url ON articles
    WHEN {_differ("url")} BEGIN
        {_kept_under("old.url", -1)}
        {_kept_under("new.url", +1)}
    END
    """,
    f"""
    CREATE TRIGGER page_tally_insert AFTER INSERT ON urls WHEN new.role = 'article' BEGIN
        {_keep("page_tally", _page("new"), +1)}
    END
    """,
    f"""
    CREATE TRIGGER page_tally_delete AFTER DELETE ON urls WHEN old.role = 'article' BEGIN
        {_keep("page_tally", _page("old"), -1)}
    END
    """,
    f"""
    CREATE TRIGGER page_tally_update AFTER UPDATE OF {", ".join(_SEEN_BY)} ON urls
    WHEN {_differ(*_SEEN_BY)} BEGIN
        {_keep("page_tally", _page("old"), -1)}
        {_keep("page_tally", _page("new"), +1)}
    END
    """,
)
