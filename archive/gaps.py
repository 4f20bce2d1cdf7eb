"""What an open gap makes the next night do by itself, from its row alone.

A gap of a section makes its paging go on past known ground, back to what was known
before the window; a gap of misread articles owes them again. There is no second
queue: the gap is the order, and closing it takes the order back.
"""

from __future__ import annotations

import sqlite3

from archive import frontier
from archive.records import Page
from archive.vitals import LOST

MISREAD = ("layout-changed", "wrong-charset", "site-replaced")
"""Causes by which articles answered 200 and were not what they should be."""

VANISHED = ("articles-gone", "to-front-page", "moved-host")
"""Causes by which most articles of a night were not where they had been."""

PROBES = 3
"""Vanished articles asked for again each night while such a gap is open, for evidence that
they are back; a site that took down a thousand is not asked for them night after night."""

LEAST_LETTERS = 200
"""Letters of prose below which an article page holds no article: the shortest real page
measured has 480, a page whose text comes by script 0 to 150 (its footer)."""

_SPOILT = (
    " FROM urls u JOIN visits v ON v.capture_id = u.capture_id JOIN gaps g ON g.site = u.site"
    " WHERE u.site = :site AND u.role = 'article' AND g.state = 'open'"
    f" AND g.cause IN ({', '.join(repr(cause) for cause in MISREAD)})"
    f" AND (v.prose < {LEAST_LETTERS} OR v.lost >= {LOST} OR v.body = 0)"
    " AND v.visited_at >= g.window_from AND v.visited_at <= g.window_to"
)


_MISSED = (
    "UPDATE urls SET owed = 'retry', not_before = ? WHERE owed IS NULL AND url IN"
    " (SELECT u.url FROM urls u JOIN gaps g ON g.site = u.site WHERE g.{} = ?"
    f" AND g.section = '' AND g.cause IN {VANISHED} AND g.state = ? AND u.role = 'article'"
    " AND (u.outcome = 'gone' OR u.outcome = 'moved' AND u.reason LIKE 'redirects to %')"
    " AND u.visited_at >= g.window_from AND u.visited_at <= g.window_to"
    " ORDER BY u.visited_at DESC LIMIT ?)"
)


def reaches_behind(db: sqlite3.Connection, page: Page) -> bool:
    """Whether an open gap of the section that ``page`` lists reaches further back than the
    page: not everything on it was found before the gap's window."""
    since = db.execute(
        "SELECT min(g.window_from) FROM gaps g JOIN urls u ON u.url = :url"
        " WHERE g.site = u.site AND g.state = 'open' AND g.section <> '' AND (g.section = u.section"
        " OR u.section = '' AND g.section IN (SELECT url FROM urls WHERE role = 'listing'))",
        {"url": page.url},
    ).fetchone()[0]
    if page.role != "listing" or since is None:
        return False
    if page.capture is not None and page.capture.record_type == "revisit":
        # As it was when its bytes were first kept, so nothing on it was found later.
        first = db.execute(
            "SELECT min(fetched_at) FROM captures WHERE url = ? AND digest = ?"
            " AND record_type = 'response'",
            (page.url, page.capture.digest),
        ).fetchone()[0]
        return first is None or first > since
    found = [
        db.execute("SELECT found_at FROM urls WHERE url = ?", (link.url,)).fetchone()
        for link in page.links
        if link.role == "article"
    ]
    return any(one is None or one[0] > since for one in found)


def owe_following(db: sqlite3.Connection, page: Page) -> None:
    """Owe the pages that an unchanged listing page led to, where a gap reaches behind it: an
    answer of 304 has no links of its own."""
    if reaches_behind(db, page):
        db.execute(
            "UPDATE urls SET owed = coalesce(owed, 'paging') WHERE role = 'listing' AND url <> ?"
            " AND found_in IN (SELECT id FROM captures WHERE url = ?)",
            (page.url, page.url),
        )


def owe_misread(db: sqlite3.Connection, site: str, budget: int) -> int:
    """Owe again the articles that the site's open gaps say were misread, at most ``budget``,
    longest unseen first; how many."""
    return db.execute(
        "UPDATE urls SET owed = 'retry', not_before = '' WHERE owed IS NULL AND url IN"
        f" (SELECT u.url{_SPOILT} AND u.owed IS NULL ORDER BY v.visited_at LIMIT :budget)",
        {"site": site, "budget": budget},
    ).rowcount


def owe_probes(db: sqlite3.Connection, site: str) -> None:
    """Owe again a few of the articles that an open gap of the site says have vanished."""
    db.execute(_MISSED.format("site"), ("", site, "open", PROBES))


def owe_vanished(db: sqlite3.Connection, gap: str) -> None:
    """Owe the next run all that vanished in the window of a gap now closed."""
    db.execute(_MISSED.format("id"), (frontier.NEXT_RUN, gap, "closed", -1))


def misread_left(db: sqlite3.Connection, site: str) -> int:
    """How many of them were not asked for again since."""
    count: int = db.execute(f"SELECT count(DISTINCT u.url){_SPOILT}", {"site": site}).fetchone()[0]
    return count
