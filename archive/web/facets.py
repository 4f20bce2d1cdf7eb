"""How many articles match, by site, province, year, document and verdict: one pass of SQL.

The pass counts every combination that occurs; each facet then adds up those that fit the
other filters, so that a facet shows what choosing another of its values would give.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive.places import province_after, province_name, provinces_within
from archive.query import Query, parse
from archive.search import EXACT, FOLDED
from archive.web.memory import kept

_GROUPS = (
    "SELECT site, substr(published_at, 1, 4), verdict, documents, count(*) FROM articles a"
    " {where} GROUP BY 1, 2, 3, 4"
)
UNDATED = "-"
"""The year of an article without a date that can be trusted."""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that share what facets tell apart."""

    site: str
    year: str
    verdict: str
    documents: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader narrowed a search to; "" is not narrowed. ``provinces`` is the site's
    province by name, of the map chosen. ``verdict`` "all" is any."""

    site: str = ""
    province: str = ""
    year: str = ""
    document: str = ""
    verdict: str = "relevant"


def groups(db: sqlite3.Connection, text: str) -> list[Group]:
    """The articles a query matches, counted; those of "" are all."""
    return kept(db, ("groups", text), lambda: _groups(db, text))


def _groups(db: sqlite3.Connection, text: str) -> list[Group]:
    query = parse(text)
    if text.strip() and not query.terms:
        return []
    where, values = _matching(query)
    return [
        Group(site, year or UNDATED, verdict, tuple(json.loads(documents)), count)
        for site, year, verdict, documents, count in db.execute(_GROUPS.format(where=where), values)
    ]


def _matching(query: Query) -> tuple[str, dict[str, object]]:
    """The WHERE clause of what :func:`archive.search.search` finds."""
    if not query.terms:
        return "", {}
    index = EXACT if query.exact else FOLDED

    def match(terms: Sequence[object]) -> str:
        return " ".join(term.fts(exact=query.exact) for term in terms)  # type: ignore[attr-defined]

    found = f"SELECT rowid FROM {index} WHERE {index} MATCH :match"
    values: dict[str, object] = {"match": match(query.terms)}
    if query.document:
        naming = (
            "SELECT b.n FROM mentions m JOIN articles b ON b.id = m.article_id"
            " WHERE m.document = :document"
        )
        values["document"] = query.document
        if query.rest:
            naming += f" AND b.n IN (SELECT rowid FROM {index} WHERE {index} MATCH :rest)"
            values["rest"] = match(query.rest)
        found += f" UNION {naming}"
    return f"WHERE a.n IN ({found})", values


@dataclass(frozen=True, slots=True)
class Places:
    """Each site's province, in the map of 34 or of 63."""

    of: Mapping[str, str]

    @classmethod
    def read(cls, db: sqlite3.Connection, scheme: str) -> Places:
        rows = db.execute("SELECT name, province_before, province_after FROM sites")
        return cls({name: province_in(scheme, before, after) for name, before, after in rows})

    def sites(self, province: str) -> tuple[str, ...]:
        return tuple(name for name, found in self.of.items() if found == province)


def province_in(scheme: str, before: str, after: str) -> str:
    """A site's province in the map of "34" or "63"; "" where the facts do not tell.

    A province of the 34 that is one of the 63 unchanged tells both.
    """
    if scheme == "34":
        return province_name(after) or province_after(before)
    if found := province_name(before):
        return found
    within = provinces_within(after)
    return within[0] if len(within) == 1 else ""


def count(
    found: Sequence[Group], places: Places, chosen: Chosen
) -> tuple[int, dict[str, Counter[str]]]:
    """How many articles fit what was chosen, and for each facet how many each value would give."""
    tests: dict[str, Callable[[Group], bool]] = {
        "site": lambda group: chosen.site in ("", group.site),
        "province": lambda group: chosen.province in ("", places.of.get(group.site, "")),
        "year": lambda group: chosen.year in ("", group.year),
        "document": lambda group: not chosen.document or chosen.document in group.documents,
        "verdict": lambda group: chosen.verdict in ("all", group.verdict),
    }
    facets: dict[str, Counter[str]] = {name: Counter() for name in tests}
    total = 0
    for group in found:
        failed = [name for name, fits in tests.items() if not fits(group)]
        if not failed:
            total += group.count
        for name in tests if not failed else failed if len(failed) == 1 else ():
            for value in _values(name, group, places):
                facets[name][value] += group.count
    return total, facets


def _values(facet: str, group: Group, places: Places) -> tuple[str, ...]:
    match facet:
        case "site":
            return (group.site,)
        case "province":
            return (places.of.get(group.site, ""),)
        case "year":
            return (group.year,)
        case "verdict":
            return (group.verdict,)
    return group.documents
