"""Coverage, honestly: what the archive has of which year, and what it knows it lacks."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from archive.places import provinces_after, provinces_before
from archive.text import vietnamese
from archive.web.asked import Answer, Asked, listed
from archive.web.denominator import counted
from archive.web.facets import Places
from archive.web.memory import kept

FIRST = 2016
STEPS = (1, 10, 50, 200, 1000)
"""Pages of a year from which a cell is one shade darker."""
CLOSED = 30

_SEEN = (
    "SELECT site, substr(day, 1, 7) AS month, count(*) AS seen FROM urls WHERE role = 'article'"
    f" AND length(day) >= 7 AND {counted()} GROUP BY 1, 2"
)


def coverage(db: sqlite3.Connection, asked: Asked) -> Answer:
    by = "site" if asked.get("by") == "site" else "province"
    scheme = "63" if asked.get("map") == "63" else "34"
    places = Places.read(db, scheme)
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    cells: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    latest = FIRST
    for site, month, seen in kept(db, "seen", lambda: db.execute(_SEEN).fetchall()):
        year = int(month[:4]) if month[:4].isdecimal() else 0
        row = site if by == "site" else places.of.get(site, "")
        cells[row][year] += seen
        latest = max(latest, year if year < 2100 else 0)
    years = list(range(FIRST, latest + 1))
    provinces = provinces_after() if scheme == "34" else provinces_before()
    rows = _rows(by, cells, years, names if by == "site" else dict.fromkeys(provinces, ""))
    return Answer(
        "coverage.html",
        context={
            "by": by,
            "scheme": scheme,
            "years": years,
            "table": rows,
            "steps": STEPS,
            "empty": sum(not row["total"] for row in rows),
            "open": gaps(db, "open"),
            "closed": gaps(db, "closed")[:CLOSED],
            "never": listed(
                db,
                "SELECT s.name, s.organisation, s.host, s.status, s.host_status,"
                " EXISTS (SELECT 1 FROM site_runs r WHERE r.site = s.name) AS visited"
                " FROM sites s WHERE s.verified = 'never' ORDER BY s.name",
            ),
            "reach": reach(sections(db)),
            "names": names,
        },
        rows=[
            {"name": row["name"], "shown": row["shown"], "year": year, "pages_seen": n}
            for row in rows
            for year, n in zip(years, row["cells"], strict=True)
        ],
    )


def _rows(
    by: str, cells: Mapping[str, Mapping[int, int]], years: Sequence[int], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    rows = []
    for name in {**names, **({"": ""} if "" in cells else {})}:
        counts = [cells[name].get(year, 0) if name in cells else 0 for year in years]
        rows.append(
            {
                "name": name,
                "shown": names.get(name) or name,
                "cells": counts,
                "shades": [sum(n >= step for step in STEPS) for n in counts],
                "before": sum(n for year, n in cells.get(name, {}).items() if year < FIRST),
                "total": sum(counts),
                "link": ("site", name) if by == "site" else ("province", name),
            }
        )
    return sorted(rows, key=lambda row: (not row["name"], vietnamese(row["shown"])))


def gaps(db: sqlite3.Connection, state: str) -> list[dict[str, Any]]:
    """Gaps in a state, those seen last first."""
    rows: list[dict[str, Any]] = listed(
        db,
        "SELECT g.*, s.organisation FROM gaps g JOIN sites s ON s.name = g.site"
        " WHERE g.state = :state ORDER BY g.seen_at DESC, g.id",
        {"state": state},
    )
    return rows


def sections(db: sqlite3.Connection, site: str = "") -> list[dict[str, Any]]:
    """How far back each section of a site, or of all, reaches, by the days of what it announced."""
    return kept(db, ("sections", site), lambda: _sections(db, site))


def _sections(db: sqlite3.Connection, site: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = listed(
        db,
        "SELECT site, section, count(*) AS urls, min(nullif(day, '')) AS oldest,"
        " max(nullif(day, '')) AS newest FROM urls WHERE role = 'article' AND section <> ''"
        + (" AND site = :site" if site else "")
        + " GROUP BY site, section ORDER BY site, urls DESC, section",
        {"site": site},
    )
    return rows


def reach(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
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
