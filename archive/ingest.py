"""The one door: what a captured and read page changes in the archive.

The live crawl, ``ingest`` of files from elsewhere and ``rebuild`` all pass each
page through :func:`ingest`, in the caller's transaction. It trusts nothing but
the page and the rows already there, so that replaying the captures by their
WARC-Date gives equal rows.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import astuple, replace

from archive import articles, discovery, gaps, vitals
from archive.articles import Rules
from archive.challenges import challenge
from archive.records import Capture, Ingested, Outcome, Page
from archive.tombstones import WITHHELD
from archive.vitals import Vitals

log = logging.getLogger(__name__)

NO_RULES = Rules()


BLOCKING = {401, 402, 403, 407, 418, 429, 451}
"""Statuses by which a server refuses us, as against failing (5xx) or having lost a page."""


EMPTY_PAGE, EMPTY_AGAIN = "empty page", "empty page twice"
"""A further page of a listing that announces nothing is asked for once more before it
counts as the end: portals under load answer 200 with an empty list."""


def take_in(db: sqlite3.Connection, page: Page, rules: Rules = NO_RULES) -> Ingested:
    """:func:`ingest`, whole or not at all. A page that the rows will not hold is told on
    the page, as one that cannot be read: it must not end a run, a recovery or a rebuild.

    :raises sqlite3.Error: the database itself fails (full, read-only, damaged).
    """
    db.execute("SAVEPOINT page")
    try:
        try:
            return ingest(db, page, rules)
        except Exception as error:
            if page.capture is None or is_ours(error):
                raise
            log.exception("%s: cannot be taken in", page.url)
            db.execute("ROLLBACK TO page")
            return ingest(db, spoilt(page, error), rules)
    except BaseException:
        db.execute("ROLLBACK TO page")
        raise
    finally:
        db.execute("RELEASE page")


def is_ours(error: BaseException | None) -> bool:
    """Whether an error is the archive's own (disk, database) and no single page's."""
    page_s = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError)
    return isinstance(error, OSError | sqlite3.Error) and not isinstance(error, page_s)


def spoilt(page: Page, error: BaseException | None) -> Page:
    """``page`` as one our own rules failed on, with what they said."""
    said = f"{type(error).__name__}: {error}".encode("utf-8", "replace").decode()
    return replace(
        page, trouble=f"reading: {said}", links=(), next_page="", reading=None, judgement=None
    )


def ingest(db: sqlite3.Connection, page: Page, rules: Rules = NO_RULES) -> Ingested:
    """Take one page in. Idempotent: a capture already visited changes nothing."""
    capture = page.capture
    if capture is None:
        raise ValueError(f"{page.url}: a page without its capture cannot enter the archive")
    done = db.execute(
        "SELECT outcome, reason FROM visits WHERE capture_id = ?", (capture.id,)
    ).fetchone()
    if done:
        return Ingested(page.url, page.role, done[0], done[1])
    record_capture(db, page, capture)
    url_row(db, page, capture)
    if is_hop(page):
        return Ingested(page.url, page.role, "moved", f"to {page.header('location')}")
    outcome, reason, article_id = outcome_of(db, page, capture, rules)
    if outcome == "irrelevant" and (twin := discovery.twin(db, page)):
        outcome, reason = "duplicate", f"another URL of {twin}"
    # A revisit record is read back without its body, so nothing may depend on it.
    whole = capture.record_type == "response" and outcome not in ("broken", "blocked")
    known = discovery.known(db, page, capture) if whole and page.status == 200 else ()
    found = discovery.take(db, page, capture, known) if whole else 0
    if capture.record_type == "revisit" and page.role == "listing":
        gaps.owe_following(db, page)
    if outcome == "archived" and (empty := _empty(db, page)):
        outcome, reason = ("broken" if empty == EMPTY_PAGE else "unchanged"), empty
    elif page.role != "article" and outcome == "archived":
        outcome, reason = ("archived", f"{found} new") if found else ("unchanged", "nothing new")
    _visit(db, page, capture, outcome, reason, found, known)
    return Ingested(page.url, page.role, outcome, reason, article_id, found)


def is_hop(page: Page) -> bool:
    """Whether a capture is a redirect to another spelling of the page's own URL (https, www):
    the visit goes on there, and what comes of it is its one outcome."""
    led = page.role != "robots" and page.status in (301, 302, 303, 307, 308)
    return led and any(link.url == page.url for link in page.links)


def record_capture(db: sqlite3.Connection, page: Page, capture: Capture) -> None:
    """The row by which a capture is found again in its WARC file."""
    db.execute(
        "INSERT OR IGNORE INTO captures(id, url, site, run_id, warc_file, offset, length,"
        " record_type, status, digest, content_type, failure, etag, last_modified, fetched_at,"
        " asked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            capture.id,
            capture.url,
            page.site.name,
            capture.run_id,
            capture.warc_file,
            capture.offset,
            capture.length,
            capture.record_type,
            capture.status,
            capture.digest,
            capture.content_type,
            capture.failure,
            page.header("etag"),
            page.header("last-modified"),
            page.moment,
            capture.asked,
        ),
    )


def url_row(db: sqlite3.Connection, page: Page, capture: Capture) -> None:
    """A URL that was fetched without being discovered first: a section, robots.txt, a
    page of ``ingest``. Its first capture is what found it."""
    section = next((s.name for s in page.site.sections if s.url == page.url), "")
    db.execute(
        "INSERT INTO urls(url, site, role, section, found_at, found_in, proposed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(url) DO UPDATE SET found_at = excluded.found_at,"
        " found_in = excluded.found_in WHERE found_in IS NULL",
        (page.url, page.site.name, page.role, section, page.moment, capture.id, _guessed(page)),
    )
    # What a page turns out to be is its role from now on; where links to it stand says less.
    db.execute(
        "UPDATE urls SET role = :role, proposed = proposed OR :role <> 'article'"
        " WHERE url = :url AND role <> :role",
        {"role": page.role, "url": page.url},
    )


def _guessed(page: Page) -> bool:
    """Whether a page that nothing led to was guessed: neither the site file's nor robots.txt."""
    known = {page.site.home, *(section.url for section in page.site.sections)}
    return page.role in ("feed", "sitemap") and page.url not in known


def outcome_of(
    db: sqlite3.Connection, page: Page, capture: Capture, rules: Rules
) -> tuple[Outcome, str, str]:
    """What a visit comes to: outcome, reason, article id; and what it does to the article."""
    if capture.record_type == "metadata":
        refused = capture.failure.startswith("refused")
        return ("refused" if refused else "broken"), capture.failure, ""
    status = capture.status
    if status == 304 and capture.record_type == "response":
        return "broken", "HTTP 304, and no earlier copy it could mean", ""
    if capture.record_type == "revisit":
        return "unchanged", "304" if status == 304 else "same bytes", articles.seen(db, page)
    if status in (404, 410):
        return "gone", str(status), articles.gone(db, page)
    if stopped := challenge(page):
        return "blocked", f"{stopped} ({status})", ""
    if status in (301, 302, 303, 307, 308):
        return articles.moved(db, page, capture)
    if status in BLOCKING:
        return "blocked", str(status), ""
    if status != 200:
        return "broken", f"HTTP {status}", ""
    if page.trouble:
        return "broken", page.trouble, ""
    if page.role != "article":
        return "archived", "", ""
    return articles.keep(db, page, rules)


def _empty(db: sqlite3.Connection, page: Page) -> str:
    """What an empty page that is no section's first says of itself; "" of any other."""
    if page.role != "listing" or any(link.role == "article" for link in page.links):
        return ""
    before = db.execute(
        "SELECT reason FROM urls WHERE url = ? AND first_page <> ''", (page.url,)
    ).fetchone()
    if before is None:
        return ""
    return EMPTY_AGAIN if before[0] in (EMPTY_PAGE, EMPTY_AGAIN) else EMPTY_PAGE


def _visit(
    db: sqlite3.Connection,
    page: Page,
    capture: Capture,
    outcome: Outcome,
    reason: str,
    new: int,
    known: tuple[bool, ...],
) -> None:
    whole = capture.record_type == "response" and outcome != "blocked" and not page.trouble
    yielded = vitals.take(page) if whole else vitals.NONE
    announced: int | None = sum(link.role == "article" for link in page.links)
    if capture.record_type == "revisit":
        # It says what its original did, but is read back without a body.
        row = db.execute(
            "SELECT announced, prose, marked, lost, body, dated FROM visits WHERE url = ?"
            " AND announced IS NOT NULL AND outcome NOT IN ('broken', 'blocked', 'gone', 'moved')"
            " ORDER BY visited_at DESC LIMIT 1",
            (page.url,),
        ).fetchone()
        announced, yielded = (row[0], Vitals(*row[1:])) if row else (None, vitals.NONE)
    db.execute(
        "INSERT INTO visits(capture_id, run_id, site, url, role, outcome, reason, announced, new,"
        " visited_at, known, prose, marked, lost, body, dated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            capture.id,
            capture.run_id,
            page.site.name,
            page.url,
            page.role,
            outcome,
            reason,
            None if capture.record_type == "metadata" else announced,
            new,
            page.moment,
            sum(known) if known else None,
            *astuple(yielded),
        ),
    )
    # A visit that came to nothing is still owed; so is a refusal, since robots.txt may
    # change its mind. A page that our own rules fail on is mended by them and
    # a rebuild, not by asking for it again; one that is withheld rests until it is released.
    unread = page.trouble.startswith("reading:") or reason == WITHHELD
    owed = "retry" if outcome in ("broken", "blocked", "refused") and not unread else None
    db.execute(
        "UPDATE urls SET outcome = ?, reason = ?, visited_at = ?, capture_id = ?, owed = ?,"
        " not_before = '' WHERE url = ?",
        (outcome, reason, page.moment, capture.id, owed, page.url),
    )
