"""What a listing, feed or sitemap announces, as rows: articles found, further pages owed,
what was said of each. Part of the one door (:mod:`archive.ingest`)."""

from __future__ import annotations

import sqlite3

from archive import gaps, proposals
from archive.records import Capture, Link, Page

_LISTINGS = ("listing", "feed", "sitemap")

MARGIN = 5
"""Known articles in a row at the end of a page that stop the paging, where the order of the
section's own list is known. Items pinned on top and articles published a few hours
late stand above such a run, and it costs no request, as a further page would."""

ENDLESS = 30
"""Pages of one listing in a row that announce nothing a listing had not announced:
a pager that never ends costs so many requests, and two sections of one site that
share their articles may overlap for so many pages."""


def take(db: sqlite3.Connection, page: Page, capture: Capture, known: tuple[bool, ...]) -> int:
    """Write the links a page announces; the number of articles not known before."""
    if page.role == "article" and page.status == 200:
        _call(db, page, capture)
        return 0
    new = told = 0
    for link in page.links:
        if link.role in _LISTINGS:
            proposals.propose(db, page, link, capture)
            continue
        cursor = db.execute(
            "INSERT OR IGNORE INTO urls(url, site, role, section, found_at, found_in, owed, day)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                link.url,
                page.site.name,
                link.role,
                link.section,
                page.moment,
                capture.id,
                # Where robots.txt moved to is asked for by politeness, not by the frontier.
                None if link.role == "robots" else "new",
                link.published_at[:10],
            ),
        )
        if cursor.rowcount and link.role == "article":
            new += 1
        elif link.section or link.published_at:
            # A sidebar may have announced it first, without section or day.
            db.execute(
                "UPDATE urls SET section = coalesce(nullif(section, ''), ?),"
                " day = coalesce(nullif(day, ''), ?) WHERE url = ?",
                (link.section, link.published_at[:10], link.url),
            )
        if link.role == "article":
            told += _witness(db, page, link, capture)
    if page.next_page and _goes_on(db, page, capture, known):
        db.execute(
            "INSERT INTO urls(url, site, role, section, found_at, found_in, owed, proposed,"
            " first_page) SELECT :next, site, role, section, :now, :capture, 'paging', proposed,"
            " coalesce(nullif(first_page, ''), url) FROM urls WHERE url = :here"
            " ON CONFLICT(url) DO UPDATE SET owed = coalesce(owed, 'paging')",
            {
                "next": page.next_page,
                "here": page.url,
                "now": page.moment,
                "capture": capture.id,
            },
        )
    if new or told:
        proposals.bore_fruit(db, page)
    return new


def _call(db: sqlite3.Connection, page: Page, capture: Capture) -> None:
    """Keep by which URL an article's page calls itself, when that is another one."""
    for link in page.links:
        db.execute(
            "INSERT INTO witnesses(url, kind, capture_id) VALUES (?, 'article', ?)"
            " ON CONFLICT(url, kind) DO NOTHING",
            (link.url, capture.id),
        )


def twin(db: sqlite3.Connection, page: Page) -> str:
    """The URL under which the same page, by its own word, was found to be none of ours
    before; "" when there is none. (What is kept is compared by its text.)"""
    row = db.execute(
        "SELECT url FROM urls WHERE url = ? AND outcome = 'irrelevant' AND url <> ?"
        " UNION ALL SELECT u.url FROM witnesses w JOIN captures c ON c.id = w.capture_id"
        " JOIN urls u ON u.url = c.url WHERE w.url = ? AND w.kind = 'article'"
        " AND u.url <> ? AND u.outcome = 'irrelevant' LIMIT 1",
        (next((link.url for link in page.links), ""), page.url, page.url, page.url),
    ).fetchone()
    return row[0] if row else ""


def _goes_on(db: sqlite3.Connection, page: Page, capture: Capture, known: tuple[bool, ...]) -> bool:
    """Whether paging goes on: the next page was never read, this one is not yet known
    ground, or a gap of the section reaches further back than what it announces."""
    visited = db.execute(
        "SELECT visited_at IS NOT NULL FROM urls WHERE url = ?", (page.next_page,)
    ).fetchone()
    if not visited or not visited[0]:
        return _barren(db, capture.id) < (
            proposals.ENDLESS if proposals.is_proposed(db, page.url) else ENDLESS
        )
    ordered = any(link.section for link in page.links)
    if not all(known[-MARGIN:] if ordered else known):
        return True
    return gaps.reaches_behind(db, page)


def _barren(db: sqlite3.Connection, capture_id: str) -> int:
    """How many pages of a listing in a row, back from this capture, announced nothing that
    no listing had announced before; counted up to :data:`ENDLESS`."""
    count, here = 0, capture_id
    while count < ENDLESS and here:
        fruit = db.execute(
            "SELECT EXISTS(SELECT 1 FROM urls WHERE found_in = :id AND role = 'article')"
            " OR EXISTS(SELECT 1 FROM witnesses WHERE capture_id = :id)",
            {"id": here},
        ).fetchone()
        if fruit[0]:
            return count
        count += 1
        before = db.execute(
            "SELECT u.found_in FROM captures c JOIN urls u ON u.url = c.url WHERE c.id = ?",
            (here,),
        ).fetchone()
        here = before[0] if before and before[0] != here else ""
    return count


def _witness(db: sqlite3.Connection, page: Page, link: Link, capture: Capture) -> bool:
    """Keep what a page says of an article; whether no page of its kind had said anything."""
    if page.role == "article" or not (link.title or link.published_at):
        return False
    first = db.execute(
        "SELECT 1 FROM witnesses WHERE url = ? AND kind = ?", (link.url, page.role)
    ).fetchone()
    # The fuller statement of a kind stays; an equal one does not touch the row. The title of
    # an article that is withheld is not kept.
    db.execute(
        "INSERT INTO witnesses(url, kind, title, published_at, precision, capture_id)"
        " VALUES (?1, ?2, iif(EXISTS(SELECT 1 FROM tombstone_urls WHERE url = ?1), '', ?3),"
        " ?4, ?5, ?6) ON CONFLICT(url, kind) DO UPDATE SET"
        " title = excluded.title, published_at = excluded.published_at,"
        " precision = excluded.precision, capture_id = excluded.capture_id"
        " WHERE length(excluded.published_at) > length(witnesses.published_at)",
        (link.url, page.role, link.title, link.published_at, link.precision, capture.id),
    )
    return first is None and page.role == "listing"


def known(db: sqlite3.Connection, page: Page, capture: Capture) -> tuple[bool, ...]:
    """Of each article a page announces, in page order, whether an earlier run had found it;
    found by this run's feed does not count, or a feed would end the paging. Where a listing
    tells its own list from what stands beside it, that list alone."""
    announced = [link for link in page.links if link.role == "article"]
    own = [link for link in announced if link.section]
    return tuple(
        db.execute(
            "SELECT 1 FROM urls LEFT JOIN captures ON captures.id = urls.found_in"
            " WHERE urls.url = ? AND captures.run_id IS NOT ?",
            (link.url, capture.run_id),
        ).fetchone()
        is not None
        for link in own or announced
    )
