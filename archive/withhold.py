"""Withholding an article, and giving it back: what these two decisions change in the rows.

Withheld, an article leaves every table and so the search, the web and what is exported;
its captures stay in WARC, sealed, and its visits in the ledger. Released, it is read from its
captures again. Both follow from the decision and the rows before it alone, so that a
rebuild, which meets the decision at its date, comes to the same rows.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from archive import copies, identity, ingest, tombstones
from archive.articles import Rules, article_id
from archive.records import Page
from archive.titles import mark
from archive.tombstones import CLASSES, Tombstone, listed

if TYPE_CHECKING:
    from archive.decisions import Decision

log = logging.getLogger(__name__)

WITHHOLD, RELEASE, ERASE = "withhold", "release", "erase"
"""Kinds of decision; the target is the article's URL."""

Again = Callable[[sqlite3.Connection, str], tuple[Page, Rules] | None]
"""Reads a capture again by its id, and says by which rules; None when it cannot be read."""

_GIVEN = "(SELECT value FROM json_each(:given))"


def detail(db: sqlite3.Connection, url: str, kind: str, until: str = "") -> dict[str, str]:
    """What a decision to withhold the article at ``url`` must say, so that it holds even where
    the article can no longer be computed: its id, site, other URLs, texts' digests,
    copies, and the marks of its titles."""
    ids = _articles(db, [url])
    ident = ids[0] if ids else article_id(url)
    site = db.execute("SELECT site FROM urls WHERE url = ?", (url,)).fetchone()
    return {
        "class": kind,
        "until": until,
        "article": ident,
        "site": site[0] if site else "",
        "urls": json.dumps(sorted({url, *_urls(db, ids)})),
        "digests": json.dumps(_digests(db, ids)),
        "copies": copies.note(db, url, ids),
        "titles": json.dumps(_titles(db, url, ids)),
    }


def enter(db: sqlite3.Connection, decision: Decision, again: Again | None) -> None:
    """Do what a decision that is new to the archive says, in the caller's transaction.

    Without ``again`` a released article comes back with its next visit.
    """
    if decision.kind == WITHHOLD:
        _take_out(db, decision)
    elif decision.kind == RELEASE:
        _bring_back(db, decision, again)


def _take_out(db: sqlite3.Connection, decision: Decision) -> None:
    said = decision.detail
    known = {decision.target, *listed(said.get("urls", ""))}
    ids = _articles(db, known)
    known |= set(_urls(db, ids))
    digests = {*listed(said.get("digests", "")), *_digests(db, ids)}
    before = db.execute("PRAGMA secure_delete").fetchone()[0]
    db.execute("PRAGMA secure_delete = ON")  # zeroes where the rows were
    for ident in ids:
        identity.remove(db, ident)
    db.execute(f"PRAGMA secure_delete = {before}")
    kind = said.get("class", "")
    standing = tombstones.of_url(db, decision.target)
    stone = Tombstone(
        standing.article_id if standing else said.get("article") or article_id(decision.target),
        decision.target,
        said.get("site", ""),
        decision.made_at.isoformat(timespec="microseconds"),
        kind if kind in CLASSES else "other",
        said.get("until", ""),
        decision.id,
    )
    tombstones.write(db, stone, digests)
    tombstones.add_urls(db, stone.article_id, sorted(known))
    given = {"given": json.dumps(tombstones.urls(db, stone.article_id))}
    db.execute(f"UPDATE urls SET owed = NULL WHERE url IN {_GIVEN}", given)


def _bring_back(db: sqlite3.Connection, decision: Decision, again: Again | None) -> None:
    stone = tombstones.of_url(db, decision.target)
    if stone is None:
        return
    urls = tombstones.urls(db, stone.article_id)
    tombstones.take_away(db, stone.article_id)
    db.execute("UPDATE urls SET owed = 'revisit' WHERE url = ? AND owed IS NULL", (stone.url,))
    if again is None:
        return
    given = {"given": json.dumps(urls)}
    told = db.execute(
        "SELECT url, kind, capture_id FROM witnesses WHERE kind <> 'article' AND title = ''"
        f" AND url IN {_GIVEN}",
        given,
    ).fetchall()
    for url, kind, capture_id in told:  # before the pages: a reader may ask what listings said
        if (read := again(db, capture_id)) is not None:
            title = next((link.title for link in read[0].links if link.url == url), "")
            db.execute(
                "UPDATE witnesses SET title = ? WHERE url = ? AND kind = ?", (title, url, kind)
            )
    captures = db.execute(
        "SELECT capture_id FROM visits v JOIN captures c ON c.id = v.capture_id"
        f" WHERE v.url IN {_GIVEN} AND c.erased_by = '' ORDER BY v.visited_at, v.capture_id",
        given,
    ).fetchall()
    for (capture_id,) in captures:
        if (read := again(db, capture_id)) is not None:
            _read_again(db, *read)


def _read_again(db: sqlite3.Connection, page: Page, rules: Rules) -> None:
    """What a page's first visit did to the article, without a second visit in the ledger."""
    if page.capture is None or page.role != "article":
        return
    db.execute("SAVEPOINT again")
    try:
        ingest.outcome_of(db, page, page.capture, rules)
    except Exception as error:
        if ingest.is_ours(error):
            raise
        # The rows would not hold it then either: see ingest.take_in.
        log.warning("%s: cannot be taken in again: %s", page.url, error)
        db.execute("ROLLBACK TO again")
    finally:
        db.execute("RELEASE again")


def _articles(db: sqlite3.Connection, urls: Iterable[str]) -> list[str]:
    """The ids of the articles that go by these URLs, in order."""
    rows = db.execute(
        f"SELECT id FROM articles WHERE url IN {_GIVEN} UNION"
        f" SELECT article_id FROM url_aliases WHERE alias IN {_GIVEN} ORDER BY 1",
        {"given": json.dumps(sorted(urls))},
    )
    return [row[0] for row in rows]


def _urls(db: sqlite3.Connection, ids: list[str]) -> list[str]:
    rows = db.execute(
        f"SELECT url FROM articles WHERE id IN {_GIVEN} UNION"
        f" SELECT alias FROM url_aliases WHERE article_id IN {_GIVEN}",
        {"given": json.dumps(ids)},
    )
    return [row[0] for row in rows]


def _titles(db: sqlite3.Connection, url: str, ids: list[str]) -> list[str]:
    """The marks of an article's titles, as itself and listings had them, and of those an earlier
    decision names; without what is also another article's title, or a section's name."""
    given = {"given": json.dumps(ids), "urls": json.dumps([url, *_urls(db, ids)])}
    site = "(SELECT site FROM articles WHERE id IN (SELECT value FROM json_each(:given)))"
    rows = db.execute(
        f"SELECT title FROM revisions WHERE article_id IN {_GIVEN} UNION SELECT title FROM"
        " witnesses WHERE url IN (SELECT value FROM json_each(:urls))",
        given,
    ).fetchall()
    named = {"titles": json.dumps([row[0] for row in rows])}
    shared = db.execute(
        f"SELECT section FROM urls WHERE site IN {site} UNION SELECT title FROM articles"
        f" WHERE site IN {site} AND id NOT IN {_GIVEN}"
        " AND title IN (SELECT value FROM json_each(:titles))",
        given | named,
    ).fetchall()
    said = db.execute(
        "SELECT json_extract(d.detail, '$.titles') FROM tombstone_urls u"
        " JOIN tombstones t USING (article_id) JOIN decisions d ON d.id = t.decision_id"
        " WHERE u.url = ?",
        (url,),
    ).fetchone()
    found = {mark(row[0]) for row in rows} - {mark(row[0] or "") for row in shared}
    return sorted(found - {""} | {*listed(str((said and said[0]) or "[]"))})


def _digests(db: sqlite3.Connection, ids: list[str]) -> list[str]:
    # A page without a body may have the title of many.
    rows = db.execute(
        "SELECT DISTINCT digest FROM revisions WHERE body <> ''"
        f" AND article_id IN {_GIVEN} ORDER BY 1",
        {"given": json.dumps(ids)},
    )
    return [row[0] for row in rows]
