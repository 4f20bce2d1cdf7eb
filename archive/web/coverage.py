"""Coverage, honestly: what the archive has of which year, and what it knows it lacks."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from archive.places import provinces_after, provinces_before
from archive.reader import reach
from archive.text import vietnamese
from archive.web.asked import Answer, Asked, listed
from archive.web.changes import by_place, changes, marks, told, touching
from archive.web.denominator import SEEN, by_month
from archive.web.facets import Places
from archive.web.provinces import nowhere

FIRST = 2016
STEPS = (1, 10, 50, 200, 1000)
"""Pages of a year from which a cell is one shade darker."""
CLOSED = 30
FOLDED = 6
"""A list with more in it is folded: of 160 sites most have a gap, and each of them many words."""
OWN = ("added", "layout")
"""Changes marked in a row's own cells; those of the reader touch nearly all, and stand at the
head of their year."""

_NEVER = (
    "SELECT s.name, s.organisation, s.host,"
    " EXISTS (SELECT 1 FROM site_runs r WHERE r.site = s.name) AS visited"
    " FROM sites s WHERE s.verified = 'never'"
)


def coverage(db: sqlite3.Connection, asked: Asked) -> Answer:
    by = "site" if asked.get("by") == "site" else "province"
    scheme = "63" if asked.get("map") == "63" else "34"
    places = Places.read(db, scheme)
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for site, seen_in in by_month(db, SEEN)[0].items():
        line = cells[site if by == "site" else places.of.get(site, "")]
        for month, seen in seen_in.items():
            line[_year(month)] += seen
    changed = changes(db)
    seen_years = {year for line in cells.values() for year in line if year}
    latest = max([str(FIRST), *seen_years, *(one.day[:4] for one in changed)])
    years = [str(year) for year in range(FIRST, int(latest) + 1)]
    provinces = provinces_after() if scheme == "34" else provinces_before()
    rows = _rows(cells, years, names if by == "site" else dict.fromkeys(provinces, ""))
    of: dict[str, list[str]] = defaultdict(list)
    for site in names:
        of[site if by == "site" else places.of[site]].append(site)
    for row in rows:
        row["changes"] = marks(touching(changed, of[row["name"]]), 4)
        row["marks"] = by_place([mark for mark in row["changes"] if mark.kind in OWN], years)
    here = marks(changed, 4)
    return Answer(
        "coverage.html",
        context={
            "by": by,
            "scheme": scheme,
            "years": years,
            "table": [row for row in rows if row["total"] or row["marks"]],
            "empty": [row["shown"] for row in rows if not (row["total"] or row["marks"])],
            "before": sum(row["before"] for row in rows),
            "undated": sum(row["undated"] for row in rows),
            "first": FIRST,
            "steps": STEPS,
            "changes": here,
            "marks": by_place(here, years),
            "nowhere": nowhere(places, Places.read(db, "34")),
            "open": by_cause(gaps(db, "open")),
            "closed": gaps(db, "closed")[:CLOSED],
            "folded": FOLDED,
            "never": sorted(listed(db, _NEVER), key=lambda row: vietnamese(row["organisation"])),
            "reach": sorted(
                _by_site(reach(db)), key=lambda row: vietnamese(names.get(row["site"], ""))
            ),
            "names": names,
        },
        rows=[
            {
                "name": row["name"],
                "shown": row["shown"],
                "year": int(year) if year else None,
                "pages_seen": n,
                **told(row["changes"], year),
            }
            for row in rows
            for year, n in _told(cells.get(row["name"], {}), years)
        ],
    )


@lru_cache(maxsize=4096)
def _year(month: str) -> str:
    """The year of a month; "" where it is not known, or cannot be right."""
    return month[:4] if "1900" <= month < "2100" and month[:4].isdecimal() else ""


def _told(line: Mapping[str, int], years: Sequence[str]) -> Iterator[tuple[str, int]]:
    """What a file says of a row: every year since the first, and each other one that has any;
    last, as "", what is of no year that is known."""
    yield from sorted((year, n) for year, n in line.items() if "" < year < years[0])
    yield from ((year, line.get(year, 0)) for year in years)
    if line.get(""):
        yield "", line[""]


def _rows(
    cells: Mapping[str, Mapping[str, int]], years: Sequence[str], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    rows = []
    for name in {**names, **({"": ""} if "" in cells else {})}:
        line = cells.get(name, {})
        counts = [line.get(year, 0) for year in years]
        rows.append(
            {
                "name": name,
                "shown": names.get(name) or name,
                "before": sum(n for year, n in line.items() if "" < year < years[0]),
                "cells": counts,
                "shades": [sum(n >= step for step in STEPS) for n in counts],
                "undated": line.get("", 0),
                "total": sum(line.values()),
            }
        )
    return sorted(rows, key=lambda row: (not row["name"], vietnamese(row["shown"])))


def by_cause(rows: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Gaps by what causes them, the most frequent first."""
    of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        of[row["cause"]].append(row)
    return sorted(of.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def gaps(db: sqlite3.Connection, state: str) -> list[dict[str, Any]]:
    """Gaps in a state, those seen last first."""
    rows: list[dict[str, Any]] = listed(
        db,
        "SELECT g.*, s.organisation FROM gaps g JOIN sites s ON s.name = g.site"
        " WHERE g.state = :state ORDER BY g.seen_at DESC, g.id",
        {"state": state},
    )
    return rows


def _by_site(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sections by their site, with the oldest and newest day of them all."""
    by_site: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_site[row["site"]].append(row)
    return [
        {
            "site": site,
            "sections": found,
            "oldest": min((row["oldest"] for row in found if row["oldest"]), default=""),
            "newest": max((row["newest"] for row in found if row["newest"]), default=""),
        }
        for site, found in by_site.items()
    ]


PAGES = (("/do-phu", coverage),)
