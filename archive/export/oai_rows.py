"""The archive as a harvester sees it: identifiers with datestamps, sets, and what is gone."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.places import province_after, province_name
from archive.search_numbers import density
from archive.text import fold


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for. ``since`` and ``until`` are datestamps, both included, ``after``
    the identifier before the first one wanted, ``cursor`` how many came before it."""

    since: str = ""
    until: str = ""
    set: str = ""
    after: str = ""
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """An article's identifier and the last change of what is told of it, UTC to the second."""

    id: str
    datestamp: str
    sets: tuple[str, ...]
    deleted: bool


# What left is told for good, of all that was ever told (archive/departures.py): an id that an
# article had before it moved as well, since whoever harvested it has the article under its new one.
_ITEMS = (
    """
    SELECT a.id AS id, substr(max(
            coalesce((SELECT max(captured_at) FROM revisions WHERE article_id = a.id), ''),
            coalesce((SELECT max(c.fetched_at) FROM url_aliases u
                JOIN captures c ON c.id = u.capture_id WHERE u.article_id = a.id), ''),
            coalesce((SELECT returned_at FROM departed WHERE article_id = a.id), '')
        ), 1, 19) || 'Z' AS datestamp, 0 AS deleted, a.site AS site
    FROM articles a
    """,
    """
    SELECT article_id AS id, departed_at AS datestamp, 1 AS deleted, site
    FROM departed WHERE returned_at = ''
    """,
)


_SINCE = "SELECT rowid FROM revisions WHERE captured_at >= :moment"
_BEFORE = "SELECT rowid FROM revisions WHERE captured_at <= :second"
# Who harvests every day asks for little of very much: those few are found first, where to ask
# each of 200,000 for its datestamp takes a second.
_CHANGED = """
    i.id IN (SELECT article_id FROM revisions WHERE captured_at >= :moment UNION ALL
        SELECT u.article_id FROM url_aliases u JOIN captures c ON c.id = u.capture_id
        WHERE c.fetched_at >= :moment UNION ALL
        SELECT article_id FROM departed WHERE max(departed_at, returned_at) >= :moment)
"""
_UNCHANGED = """
    i.id IN (SELECT article_id FROM revisions WHERE captured_at <= :second UNION ALL
        SELECT article_id FROM departed WHERE departed_at <= :second)
"""


def headers(db: sqlite3.Connection, wanted: Wanted, limit: int) -> list[Header]:
    """The next headers, in the order of their identifiers."""
    where = ["i.id > :after"]
    values: dict[str, Any] = {"after": wanted.after, "limit": limit}
    if wanted.since:
        where.append("i.datestamp >= :since")
        values |= {"since": wanted.since, "moment": wanted.since.removesuffix("Z")}
        if not density(db, _SINCE, values):
            where.append(_CHANGED)
    if wanted.until:
        where.append("i.datestamp <= :until")
        values |= {"until": wanted.until, "second": f"{wanted.until.removesuffix('Z')}~"}
        if not density(db, _BEFORE, values):
            where.append(_UNCHANGED)
    if wanted.set:
        condition, names = _within(db, wanted.set)
        where.append(condition)
        values |= names
    return _found(db, " AND ".join(where), values)


def header(db: sqlite3.Connection, ident: str) -> Header | None:
    """The header of one identifier, None when it never was one."""
    return next(iter(_found(db, "i.id = :id", {"id": ident, "limit": 1})), None)


def earliest(db: sqlite3.Connection) -> str:
    """The earliest datestamp there can be: nothing was captured before the first revision, and
    what the archive lost since may have left before that."""
    found = db.execute(
        "SELECT min(at) FROM (SELECT min(captured_at) AS at FROM revisions"
        " UNION ALL SELECT min(departed_at) FROM departed)"
    ).fetchone()[0]
    return f"{found[:19]}Z" if found else "1970-01-01T00:00:00Z"


def sets(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """The sets: provinces of today with a site, documents, and verdicts, by spec and name."""
    names = sorted(set(_provinces(db).values()) - {""})
    documents = db.execute("SELECT key, number, title FROM documents ORDER BY key").fetchall()
    return [
        ("province", "Tỉnh (hiện nay)"),
        *((f"province:{slug(name)}", name) for name in names),
        ("document", "Văn bản được dẫn"),
        *((f"document:{key}", f"{number} {title}".strip()) for key, number, title in documents),
        ("verdict:relevant", "Thuộc chủ đề"),
        ("verdict:mention", "Chỉ nhắc qua"),
    ]


def slug(name: str) -> str:
    """A name in the letters that a set's spec may have.

    >>> slug("Đắk Lắk")
    'dak-lak'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _found(db: sqlite3.Connection, where: str, values: dict[str, Any]) -> list[Header]:
    # Each part by itself: SQLite then walks its index and stops when a page is full, 10 ms
    # at 200,000 articles where filtering their union took 600.
    parts = [f"SELECT id, datestamp, deleted, site FROM ({item}) i WHERE {where}"
             for item in _ITEMS]  # fmt: skip
    rows = db.execute(
        "SELECT id, datestamp, deleted, site, CASE deleted WHEN 0"
        " THEN (SELECT json_array(json(documents), verdict) FROM articles WHERE id = i.id)"
        " ELSE (SELECT json_array(json(documents), verdict) FROM departed WHERE article_id = i.id)"
        f" END FROM ({' UNION ALL '.join(parts)} ORDER BY 1 LIMIT :limit) i",
        values,
    ).fetchall()
    provinces = _provinces(db) if rows else {}
    return [
        Header(ident, datestamp, _sets(provinces.get(site, ""), judged), bool(gone))
        for ident, datestamp, gone, site, judged in rows
    ]


def _sets(province: str, judged: str) -> tuple[str, ...]:
    """The specs of an article, or those it had when it left: who harvests a set must hear of it."""
    documents, verdict = json.loads(judged)
    return (
        *([f"province:{slug(province)}"] if province else []),
        *(f"document:{key}" for key in documents),
        *([f"verdict:{verdict}"] if verdict else []),
    )


def _within(db: sqlite3.Connection, spec: str) -> tuple[str, dict[str, str]]:
    """The condition of being in a set; a set that there is none of has nothing in it."""
    kind, _, name = spec.partition(":")
    if kind == "verdict":
        # Asked of each in turn: a page is full long before all that have it would be found.
        standing = "(SELECT verdict FROM articles WHERE id = i.id)"
        left = "(SELECT verdict FROM departed WHERE article_id = i.id)"
        return f"CASE deleted WHEN 0 THEN {standing} ELSE {left} END = :verdict", {"verdict": name}
    if kind == "document":
        which = "AND document = :document" if name else ""
        standing = f"id IN (SELECT article_id FROM mentions WHERE true {which})"
        which = "WHERE value = :document" if name else ""
        left = f"EXISTS (SELECT 1 FROM json_each(documents) {which})"
        return _either(standing, left), {"document": name}
    found = _provinces(db).items() if kind == "province" else ()
    sites = [site for site, province in found if province and name in ("", slug(province))]
    keys = {f"site{i}": site for i, site in enumerate(sites)}
    return f"i.site IN ({', '.join(f':{key}' for key in keys)})", keys


def _either(standing: str, left: str) -> str:
    """A condition on articles, and the same on those that left."""
    return (
        f"i.id IN (SELECT id FROM articles WHERE {standing} UNION ALL"
        f" SELECT article_id FROM departed WHERE returned_at = '' AND {left})"
    )


def _provinces(db: sqlite3.Connection) -> dict[str, str]:
    """The province of today of every site."""
    rows = db.execute("SELECT name, province_before, province_after FROM sites").fetchall()
    return {
        name: province_name(after) or province_after(before) for name, before, after in rows
    }  # fmt: skip
