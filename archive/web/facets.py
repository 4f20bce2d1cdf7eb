"""How many articles match, by site, province, year, document and verdict: one question in SQL.

It counts every combination that occurs; each facet then adds up those that fit the
other filters, so that a facet shows what choosing another of its values would give.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from archive.places import province_after, province_name, provinces_within
from archive.query import Query, parse, wanted
from archive.search import ABOUT, EXACT, FOLDED
from archive.search_numbers import density, finds, match
from archive.web.memory import kept

_ALL = (
    "SELECT site, substr(month, 1, 4), verdict, documents, sum(number) FROM article_tally"
    " GROUP BY 1, 2, 3, 4"
)
_GROUPS = (
    "SELECT site, substr(published_at, 1, 4), verdict, documents, count(*) FROM {articles}"
    " WHERE {where} GROUP BY 1, 2, 3, 4"
)
_INDEX = "articles a INDEXED BY articles_facets"
"""Read from end to end, 0.1 s at 200,000: to look up each of very many rows takes four times that,
because a row's columns after its body lie pages further on."""
TOLD = {"34": "after", "63": "before"}
"""By which of a place's two provinces a map goes: that after the reform of 2025, or before."""
UNDATED = "-"
"""The year of an article without a date that can be trusted."""


class Group(NamedTuple):
    """Articles that share what facets tell apart."""

    site: str
    year: str
    verdict: str
    documents: tuple[str, ...]
    number: int


@lru_cache(maxsize=4096)
def members(column: str) -> tuple[str, ...]:
    """The members of a list as a column keeps it, in JSON.

    Thousands of rows have one of the same few lists, and to decode each takes 3 µs.
    """
    return tuple(json.loads(column))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader narrowed a search to; "" is not narrowed. ``province`` is the site's
    province by name, of the map chosen; ``about`` is a province of it that the article names a
    place of. ``verdict`` "all" is any."""

    site: str = ""
    province: str = ""
    year: str = ""
    document: str = ""
    verdict: str = "relevant"
    about: str = ""


def groups(
    db: sqlite3.Connection,
    text: str,
    about: str = "",
    scheme: str = "34",
    days: tuple[str, str] = ("", ""),
) -> list[Group]:
    """The articles a query matches, counted; those of "" are all. ``about`` is the province, of
    the map ``scheme``, that they name a place of; "" any or none. ``days`` are the first and the
    last, "" for no limit."""
    key = ("groups", text, about, scheme if about else "", days)
    return kept(db, key, lambda: _groups(db, text, about, scheme, days))


def _groups(
    db: sqlite3.Connection, text: str, about: str, scheme: str, days: tuple[str, str]
) -> list[Group]:
    query = parse(text)
    if text.strip() and not query.terms:
        return []
    where, values = _matching(query)
    if about:
        told = TOLD[scheme]
        where.append(ABOUT.format(told=told))
        values[f"about_{told}"] = about
    for limit, compared, day in zip(("since", "until"), (">=", "<="), days, strict=True):
        if day:
            where.append(f"{_DAY} {compared} substr(:{limit}, 1, length({_DAY}))")
            values[limit] = day
    sql = _ALL
    if where:
        found = _FOUND.format(_index(query))
        rare = wanted(query.terms) and not query.documents and not density(db, found, values)
        sql = _GROUPS.format(articles="articles a" if rare else _INDEX, where=" AND ".join(where))
    return [
        Group(intern(site), intern(year or UNDATED), intern(verdict), members(documents), number)
        for site, year, verdict, documents, number in db.execute(sql, values)
    ]


_DAY = "substr(a.published_at, 1, 10)"
"""An article's day in Viet Nam, or its month: as the search compares it, from the index alone."""
_FOUND = "SELECT rowid FROM {0} WHERE {0} MATCH :match"


def _index(query: Query) -> str:
    return EXACT if query.exact else FOLDED


def _matching(query: Query) -> tuple[list[str], dict[str, object]]:
    """The conditions of what :func:`archive.search.search` finds."""
    if not query.terms:
        return [], {}
    index = _index(query)
    found = finds(query.terms, index)
    values: dict[str, object] = {"match": match(query.terms, index)}
    if query.documents:
        # Matched with its quotes, as JSON writes it.
        values |= {f"named{n}": f'"{key}"' for n, key in enumerate(query.documents)}
        naming = [f"instr(a.documents, :named{n})" for n in range(len(query.documents))]
        if query.rest:
            naming.append(finds(query.rest, index, "rest"))
            values["rest"] = match(query.rest, index)
        found = f"({found} OR {' AND '.join(naming)})"
    return [found], values


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
            total += group.number
        for name in tests if not failed else failed if len(failed) == 1 else ():
            for value in _values(name, group, places):
                facets[name][value] += group.number
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
