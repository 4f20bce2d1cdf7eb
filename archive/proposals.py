"""Listings that pages propose, where a site's file names none: kept, and tried, within bounds.

A proposal is a row of ``urls`` like any other. Whether it is a section is told by what
its visits announce (``fruit_at``), so that a rebuild comes to the same rows.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from archive.records import Capture, Link, Page

MOST = 200
"""Proposals of one site. Its largest menus have some 60 entries, with what lies below them
150; beyond that a page makes them up."""

STEPS = 2
"""How far from the front page or robots.txt a listing may be proposed: a section, and the
sections below it."""

ENDLESS = 5
"""Pages in a row that announce nothing new, after which the walk through a proposed
listing ends. A declared one is given more: somebody has seen it."""

SELDOM = timedelta(days=30)
"""How often a proposal that announced nothing is looked at again: a site that is rebuilt
begins to use pages it has long had."""

FRESH = timedelta(days=60)
"""How long a sitemap is worth a nightly visit after it last named something new: most of
an index's are of months long past."""


def propose(db: sqlite3.Connection, page: Page, link: Link, capture: Capture) -> None:
    """Owe a first visit to a listing, feed or sitemap that a page leads to, unless it is known,
    or too far from the front page, or one of too many."""
    moved = 300 <= page.status < 400
    if link.role == "listing" and not moved:
        count = db.execute(
            "SELECT count(*) FROM urls WHERE site = ? AND proposed = 1 AND first_page = ''",
            (page.site.name,),
        ).fetchone()[0]
        if count >= MOST or _steps(db, page.url) >= STEPS:
            return
    db.execute(
        "INSERT INTO urls(url, site, role, section, found_at, found_in, owed, proposed)"
        " VALUES (?, ?, ?, ?, ?, ?, 'new', 1)"
        # What was guessed and not yet asked for is found now.
        " ON CONFLICT(url) DO UPDATE SET found_at = excluded.found_at,"
        " found_in = excluded.found_in, section = excluded.section"
        " WHERE found_in IS NULL AND proposed = 1",
        (
            link.url,
            page.site.name,
            link.role,
            link.section,
            page.moment,
            capture.id,
        ),
    )


def _steps(db: sqlite3.Connection, url: str) -> int:
    """How many pages led here from an entrance; a redirect and a further page are no step."""
    steps = 0
    while steps < STEPS:
        row = db.execute(
            "SELECT c.url, c.status FROM urls u JOIN urls head"
            " ON head.url = coalesce(nullif(u.first_page, ''), u.url)"
            " JOIN captures c ON c.id = head.found_in WHERE u.url = ? AND c.url <> head.url",
            (url,),
        ).fetchone()
        if row is None:
            break
        url, status = row
        steps += not 300 <= status < 400
    return steps


def is_proposed(db: sqlite3.Connection, url: str) -> bool:
    row = db.execute("SELECT proposed FROM urls WHERE url = ?", (url,)).fetchone()
    return bool(row and row[0])


def bore_fruit(db: sqlite3.Connection, page: Page) -> None:
    """A page announced what no listing had: it and the listing it is a page of are worth
    their visits."""
    db.execute(
        "UPDATE urls SET fruit_at = :now WHERE url = :url"
        " OR url = (SELECT nullif(first_page, '') FROM urls WHERE url = :url)",
        {"now": page.moment, "url": page.url},
    )


def known(db: sqlite3.Connection, site: str) -> list[tuple[str, bool, bool]]:
    """A site's proposals: (URL, visited, fruitful). A feed or sitemap is worth a look if it
    names any article: that of last month is known from the listings, older ones are not."""
    rows = db.execute(
        "SELECT url, visited_at IS NOT NULL, fruit_at <> '' OR role IN ('feed', 'sitemap') AND"
        " EXISTS(SELECT 1 FROM visits WHERE visits.url = urls.url AND announced > 0) FROM urls"
        " WHERE site = ? AND proposed = 1 AND first_page = ''",
        (site,),
    )
    return [(url, bool(visited), bool(fruitful)) for url, visited, fruitful in rows]


def owe(db: sqlite3.Connection, site: str, now: datetime) -> int:
    """Owe tonight's visits of proposals: those that bear fruit every night, a sitemap while it
    names anything new, what was barren seldom, what was never there not again. How many."""
    return db.execute(
        "UPDATE urls SET owed = 'section', not_before = '' WHERE site = :site AND proposed = 1"
        " AND first_page = '' AND role <> 'article' AND owed IS NULL AND visited_at IS NOT NULL"
        " AND CASE"
        " WHEN fruit_at = '' AND outcome = 'gone' THEN 0"
        " WHEN fruit_at = '' OR role = 'sitemap' AND fruit_at < :fresh THEN visited_at < :seldom"
        " ELSE 1 END",
        {
            "site": site,
            "fresh": (now - FRESH).isoformat(timespec="microseconds"),
            "seldom": (now - SELDOM).isoformat(timespec="microseconds"),
        },
    ).rowcount
