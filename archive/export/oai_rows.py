"""The archive as a harvester sees it: identifiers with datestamps, sets, and what is gone."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.places import province_after, province_name
from archive.search_numbers import RANKED
from archive.text import fold, vietnamese


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
    SELECT c.article_id AS id, c.changed_at AS datestamp, 0 AS deleted, a.site AS site
    FROM changed c CROSS JOIN articles a ON a.id = c.article_id
    """,
    """
    SELECT article_id AS id, departed_at AS datestamp, 1 AS deleted, site
    FROM departed WHERE returned_at = ''
    """,
)

_NO_END = "~"
"""Later than any datestamp."""
_BETWEEN = "SELECT article_id FROM changed WHERE changed_at BETWEEN :since AND :until"
# Who harvests every day asks for little of very much: those few are found first.
_FEW = f"""
    i.id IN ({_BETWEEN} UNION ALL
        SELECT article_id FROM departed WHERE departed_at BETWEEN :since AND :until)
"""


def headers(db: sqlite3.Connection, wanted: Wanted, limit: int) -> list[Header]:
    """The next headers, in the order of their identifiers."""
    where = ["i.id > :after"]
    values: dict[str, Any] = {"after": wanted.after, "limit": limit}
    if wanted.since or wanted.until:
        where.append("i.datestamp BETWEEN :since AND :until")
        values |= {"since": wanted.since, "until": wanted.until or _NO_END}
        counted = f"SELECT count(*) FROM ({_BETWEEN} LIMIT {RANKED + 1})"
        if db.execute(counted, values).fetchone()[0] <= RANKED:
            where.append(_FEW)
    if wanted.set:
        condition, names = _within(db, wanted.set)
        where.append(condition)
        values |= names
    return _found(db, " AND ".join(where), values)


def header(db: sqlite3.Connection, ident: str) -> Header | None:
    """The header of one identifier, None when it never was one."""
    return next(iter(_found(db, "i.id = :id", {"id": ident, "limit": 1})), None)


def earliest(db: sqlite3.Connection) -> str:
    """The earliest datestamp there is."""
    found = db.execute(
        "SELECT min(at) FROM (SELECT min(changed_at) AS at FROM changed"
        " UNION ALL SELECT min(departed_at) FROM departed)"
    ).fetchone()[0]
    return found or "1970-01-01T00:00:00Z"


def sets(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """The sets: provinces of today with a site, documents, and verdicts, by spec and name."""
    names = sorted(set(_provinces(db).values()) - {""}, key=vietnamese)
    documents = db.execute("SELECT key, number, title FROM documents ORDER BY key").fetchall()
    return [
        ("province", "Tỉnh (hiện nay)"),
        *((f"province:{slug(name)}", name) for name in names),
        ("document", "Văn bản được dẫn"),
        *((f"document:{key}", f"{number} {title}".strip()) for key, number, title in documents),
        ("verdict", "Nhận định"),
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
        verdict = f"CASE deleted WHEN 0 THEN {standing} ELSE {left} END"
        return (f"{verdict} = :verdict", {"verdict": name}) if name else (f"{verdict} <> ''", {})
    if kind == "document":
        which = "AND document = :document" if name else ""
        named = f"SELECT article_id FROM mentions WHERE true {which}"
        count = f"SELECT count(*) FROM ({named} LIMIT {RANKED + 1})"
        few = db.execute(count, {"document": name}).fetchone()[0] <= RANKED
        # As with a verdict, but for what few have: to ask 200,000 for those takes as long.
        standing = f"id IN ({named})" if few else f"EXISTS ({named} AND article_id = i.id)"
        which = "WHERE value = :document" if name else ""
        left = f"EXISTS (SELECT 1 FROM json_each(documents) {which})"
        condition = _either(standing, left) if few else _in_turn(standing, left)
        return condition, {"document": name}
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


def _in_turn(standing: str, left: str) -> str:
    """The same, asked of each article as it comes."""
    gone = f"EXISTS (SELECT 1 FROM departed WHERE article_id = i.id AND {left})"
    return f"CASE deleted WHEN 0 THEN {standing} ELSE {gone} END"


def _provinces(db: sqlite3.Connection) -> dict[str, str]:
    """The province of today of every site."""
    rows = db.execute("SELECT name, province_before, province_after FROM sites").fetchall()
    return {
        name: province_name(after) or province_after(before) for name, before, after in rows
    }  # fmt: skip
