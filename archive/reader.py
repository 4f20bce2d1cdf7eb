"""Read-only questions to an archive: one article with its evidence, its history, the state of all.

Every function takes a connection opened by ``archive.writer.connect_readonly``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive import tombstones, warc
from archive.tombstones import Tombstone
from archive.writer import WARC_FOLDER

SHORTEST_PREFIX = 4
"""Characters of an id from which it may stand for the whole."""
LONGEST_PREFIX = 64
"""And up to which: SQLite refuses a pattern of very many."""


class UnknownArticle(LookupError):
    """No article, or more than one, goes by this name; ``near`` are ids it may have meant."""

    def __init__(self, given: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(given)
        self.given = given
        self.near = near


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article's bytes lie, and whether they are still what was captured.

    ``digest`` is the payload's as the row states it, ``found`` as computed from the
    bytes at (file, offset) now, "" when they cannot be read; ``trouble`` says why.
    """

    capture: str
    url: str
    warc_file: str
    offset: int
    length: int
    fetched_at: str
    digest: str
    found: str
    trouble: str = ""

    @property
    def ok(self) -> bool:
        return bool(self.found) and self.found == self.digest


@dataclass(frozen=True, slots=True)
class Revision:
    """An article's text as it stood at ``captured_at`` (UTC)."""

    capture_id: str
    captured_at: str
    title: str
    lead: str
    body: str
    digest: str
    warc_file: str
    offset: int


class Withheld(UnknownArticle):
    """The article that goes by this name is withheld, or was erased; ``stone`` says since when
    and why."""

    def __init__(self, given: str, stone: Tombstone) -> None:
        super().__init__(given)
        self.stone = stone


def find(db: sqlite3.Connection, given: str) -> str:
    """The id of the article that goes by an id, an older id, a URL or the start of an id.

    :raises Withheld: it is withheld, or released with nothing left of it to read.
    :raises UnknownArticle: none does, or several.
    """
    row = db.execute(
        # Not ":it IN (id, url)", which walks every row: 120 ms at 200,000 articles.
        "SELECT id FROM articles WHERE id = :it OR url = :it UNION"
        " SELECT article_id FROM url_aliases WHERE alias = :it OR old_id = :it LIMIT 1",
        {"it": given},
    ).fetchone()
    if row:
        return str(row[0])
    if stone := tombstones.of_article(db, given) or tombstones.of_url(db, given):
        raise Withheld(given, stone)
    short = given.isalnum() and SHORTEST_PREFIX <= len(given) <= LONGEST_PREFIX
    like = f"{given.lower()}%" if short else ""
    near = tuple(
        row[0]
        for row in db.execute(
            "SELECT id FROM articles WHERE id LIKE :like UNION SELECT article_id FROM url_aliases"
            " WHERE old_id LIKE :like LIMIT 5",
            {"like": like},
        )
    )
    if not near and (stone := tombstones.erased(db, given)):
        raise Withheld(given, stone)
    if len(near) != 1:
        raise UnknownArticle(given, near)
    return str(near[0])


def article(db: sqlite3.Connection, ident: str) -> dict[str, Any]:
    """An article's row with what hangs on it: site, documents, cluster, images, places, aliases."""
    found = _one(db, "SELECT * FROM articles WHERE id = ?", ident)
    for column in ("authors", "documents", "evidence"):
        found[column] = json.loads(found[column])
    del found["n"]
    site = _one(db, "SELECT * FROM sites WHERE name = ?", found["site"])
    return found | {
        "organisation": site["organisation"],
        "province_before": site["province_before"],
        "province_after": site["province_after"],
        "mentions": _all(
            db,
            'SELECT document, number, field, start, "end", text FROM mentions'
            " JOIN documents ON documents.key = document WHERE article_id = ?"
            " ORDER BY CASE field WHEN 'title' THEN 0 WHEN 'lead' THEN 1 ELSE 2 END, start",
            ident,
        ),
        "cluster": _all(
            db,
            "SELECT id, site, url, title, published_at FROM articles"
            " WHERE cluster_id = (SELECT cluster_id FROM articles WHERE id = ?1) AND id <> ?1"
            " ORDER BY coalesce(published_at, first_seen_at), id",
            ident,
        ),
        "images": _all(
            db,
            "SELECT url, caption, credit FROM images WHERE article_id = ? ORDER BY position",
            ident,
        ),
        "attachments": _all(
            db,
            "SELECT url, name FROM attachments WHERE article_id = ? ORDER BY position",
            ident,
        ),
        "places": _all(
            db,
            "SELECT name, role, province_before, province_after, evidence FROM article_places"
            " JOIN places ON places.id = place WHERE article_id = ? ORDER BY role, name",
            ident,
        ),
        "aliases": _all(
            db,
            "SELECT alias AS url, old_id, kind, fetched_at AS seen_at FROM url_aliases"
            " JOIN captures ON captures.id = capture_id WHERE article_id = ? ORDER BY fetched_at",
            ident,
        ),
        "revisions": db.execute(
            "SELECT count(*) FROM revisions WHERE article_id = ?", (ident,)
        ).fetchone()[0],
    }


def evidence(db: sqlite3.Connection, folder: Path, capture_id: str) -> Evidence:
    """Read a capture's bytes back from (file, offset) and compute their digest anew."""
    row = _one(db, "SELECT * FROM captures WHERE id = ?", capture_id)
    found, trouble = "", ""
    try:
        stored = warc.read_at(folder / WARC_FOLDER, row["warc_file"], row["offset"])
        if stored.id != capture_id:
            trouble = f"record {stored.id} lies there instead"
        else:
            sha1 = hashlib.sha1(stored.payload, usedforsecurity=False).digest()
            found = "sha1:" + base64.b32encode(sha1).decode()
    # warcio raises its own ArchiveLoadFailed and, for a digest it finds wrong, more.
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        trouble = f"{type(error).__name__}: {error}"
    return Evidence(
        capture=row["id"],
        url=row["url"],
        warc_file=row["warc_file"],
        offset=row["offset"],
        length=row["length"],
        fetched_at=row["fetched_at"],
        digest=row["digest"],
        found=found,
        trouble=trouble,
    )


def revisions(db: sqlite3.Connection, ident: str) -> list[Revision]:
    """All texts an article has had, oldest first."""
    rows = _all(
        db,
        "SELECT capture_id, captured_at, title, lead, body, r.digest, warc_file, offset"
        " FROM revisions r JOIN captures c ON c.id = capture_id WHERE article_id = ?"
        " ORDER BY captured_at, capture_id",
        ident,
    )
    return [Revision(**row) for row in rows]


def events(db: sqlite3.Connection, ident: str) -> list[dict[str, Any]]:
    """Every visit to an article under each of its URLs, oldest first, unchanged ones left out."""
    return _all(
        db,
        "SELECT visited_at, url, outcome, reason, run_id FROM visits WHERE outcome <> 'unchanged'"
        " AND url IN (SELECT url FROM articles WHERE id = ?1 UNION"
        " SELECT alias FROM url_aliases WHERE article_id = ?1) ORDER BY visited_at",
        ident,
    )


def runs(db: sqlite3.Connection, limit: int = 5) -> list[dict[str, Any]]:
    """The last runs, newest first; the small runs of decisions are told with those."""
    found = _all(
        db,
        "SELECT * FROM runs WHERE kind <> 'decide' ORDER BY started_at DESC, id DESC LIMIT ?",
        limit,
    )
    return [row | {"missed": json.loads(row["missed"])} for row in found]


def health(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Each visited site: its last night, articles, their span of days, open gaps, what is owed."""
    found = _all(
        db,
        "SELECT s.name AS site, s.organisation, s.host_status, s.verified,"
        " (SELECT max(finished_at) FROM site_runs WHERE site = s.name) AS last_night,"
        " (SELECT reason FROM site_runs WHERE site = s.name ORDER BY started_at DESC LIMIT 1)"
        "   AS left_alone,"
        " (SELECT count(*) FROM articles WHERE site = s.name AND verdict = 'relevant') AS articles,"
        " (SELECT count(*) FROM articles WHERE site = s.name AND verdict = 'mention') AS mentions,"
        " (SELECT count(*) FROM articles WHERE site = s.name AND gone_at IS NOT NULL) AS gone,"
        " (SELECT max(published_day) FROM articles WHERE site = s.name) AS newest,"
        " (SELECT min(published_day) FROM articles WHERE site = s.name) AS oldest,"
        " (SELECT count(*) FROM gaps WHERE site = s.name AND state = 'open') AS gaps,"
        " (SELECT count(*) FROM urls WHERE site = s.name AND owed IS NOT NULL) AS owed"
        " FROM sites s WHERE EXISTS (SELECT 1 FROM site_runs WHERE site = s.name)"
        " ORDER BY s.name",
    )
    return [row | {"left_alone": row["left_alone"] or ""} for row in found]


def condition(db: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """How each site is, by name: its last night that ran to its end, what is kept of it
    (relevant and mentions), its newest day, its open gaps."""
    rows = _all(
        db,
        "SELECT s.name, (SELECT max(n.finished_at) FROM site_runs n JOIN runs r ON r.id = n.run_id"
        " WHERE n.site = s.name AND n.reason = '' AND r.state IN ('done', 'gaps')) AS last_good,"
        " (SELECT count(*) FROM articles WHERE site = s.name) AS articles,"
        " (SELECT max(published_day) FROM articles WHERE site = s.name) AS newest,"
        " (SELECT count(*) FROM gaps WHERE site = s.name AND state = 'open') AS gaps"
        " FROM sites s",
    )
    return {row.pop("name"): row for row in rows}


def gaps(db: sqlite3.Connection, *, state: str = "open") -> list[dict[str, Any]]:
    """The gaps in a state (open or closed), by site."""
    return _all(
        db, "SELECT * FROM gaps WHERE state = ? ORDER BY site, section, cause, opened_at", state
    )


def reach(db: sqlite3.Connection, site: str = "") -> list[dict[str, Any]]:
    """How far back each section of a site, or of all, reaches: how many URLs of articles are known
    of it, and the oldest and newest day of those that it announced."""
    return _all(
        db,
        # The days are looked up, the addresses never counted: a million took half a second.
        "SELECT t.site, t.section, sum(t.number) AS urls,"
        " (SELECT min(day) FROM urls u WHERE u.role = 'article' AND u.section <> ''"
        "   AND u.site = t.site AND u.section = t.section AND u.day > '') AS oldest,"
        " (SELECT max(day) FROM urls u WHERE u.role = 'article' AND u.section <> ''"
        "   AND u.site = t.site AND u.section = t.section AND u.day > '') AS newest"
        " FROM page_tally t WHERE t.section <> ''"
        + (" AND t.site = ?" if site else "")
        + " GROUP BY t.site, t.section ORDER BY t.site, urls DESC, t.section",
        *((site,) if site else ()),
    )


def owed(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """What the archive owes, counted by site, role and why."""
    return _all(
        db,
        "SELECT site, role, owed AS why, count(*) AS urls FROM urls WHERE owed IS NOT NULL"
        " GROUP BY site, role, owed ORDER BY site, role, owed",
    )


def disk(folder: Path) -> dict[str, int]:
    """Bytes of the database (with its log) and of the WARC files, and the files' number."""
    files = [path for path in (folder / WARC_FOLDER).glob("*.warc.gz*") if path.is_file()]
    return {
        "database": sum(path.stat().st_size for path in folder.glob("archive.db*")),
        "warc": sum(path.stat().st_size for path in files),
        "warc_files": len(files),
    }


def _one(db: sqlite3.Connection, sql: str, value: object) -> dict[str, Any]:
    found = _all(db, sql, value)
    if not found:
        raise UnknownArticle(str(value))
    return found[0]


def _all(db: sqlite3.Connection, sql: str, *values: object) -> list[dict[str, Any]]:
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
