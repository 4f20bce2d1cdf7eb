"""Small charts, one for each part of a timeline: a province, a document or a site."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from archive.text import vietnamese
from archive.web.changes import Change, by_place, marks, touching
from archive.web.charts import rules, spark
from archive.web.facets import Places
from archive.web.monthly import FEW, Monthly

BY = ("province", "document", "site")


class Part(NamedTuple):
    """A part of a timeline: what people call it, its sites, and the document its articles name,
    "" for any."""

    shown: str
    sites: tuple[str, ...]
    document: str


def parts(
    db: sqlite3.Connection, by: str, places: Places, names: Mapping[str, str]
) -> dict[str, Part]:
    """What the timeline is divided into, each part by its name in an address."""
    if by == "site":
        return {name: Part(shown or name, (name,), "") for name, shown in names.items()}
    if by == "document":
        found = db.execute("SELECT key, kind || ' ' || number FROM documents").fetchall()
        return {key: Part(shown, tuple(names), key) for key, shown in found}
    return {
        province: Part(province, places.sites(province), "")
        for province in set(places.of.values()) - {""}
    }


def quarter(month: str) -> tuple[str, str]:
    """The quarter of a month: its number and its year.

    >>> quarter("2021-06")
    ('2', '2021')
    """
    return str((int(month[5:7]) + 2) // 3), month[:4]


def small_charts(
    monthly: Monthly,
    found: Mapping[str, Part],
    axis: Sequence[str],
    measure: str,
    changed: Sequence[Change],
) -> list[dict[str, Any]]:
    """A chart by quarter for each part, most articles first."""
    months = monthly.months(axis)
    first, last = months.index(axis[0]), months.index(axis[-1]) + 1
    quarters = [[place for place, _ in there] for _, there in
                groupby(enumerate(axis), lambda pair: quarter(pair[1]))]  # fmt: skip
    of = {place: number for number, there in enumerate(quarters) for place in there}
    rows = []
    for name, part in found.items():
        told = monthly.of(part.sites, part.document, months)
        drawn = told[first:last]
        counts = [float(sum(drawn[place].articles for place in there)) for there in quarters]
        seen_in = [sum(drawn[place].seen for place in there) for there in quarters]
        shares = [n / seen if seen >= FEW else 0.0 for n, seen in zip(counts, seen_in, strict=True)]
        # A young archive has no quarter of which a share can be told: then its counts, paler.
        pale = measure == "share" and not any(shares) and any(counts)
        values = counts if measure == "count" or pale else shares
        top = max(values, default=0.0)
        dated, seen = sum(m.articles for m in told), sum(m.seen for m in told)
        undated = monthly.undated(part.sites, part.document).articles
        here = by_place(marks(touching(changed, part.sites)), axis)
        rows.append(
            {
                "name": name,
                "shown": part.shown,
                "articles": dated + undated,
                "undated": undated,
                "seen": seen,
                "share": dated / seen if seen else 0.0,
                "path": spark(values),
                "pale": pale,
                "counted": values is counts,
                "top": top,
                "top_at": quarter(axis[quarters[values.index(top)][0]]) if top else (),
                "changed": rules([of[place] for place in here], len(values)),
            }
        )
    return sorted(rows, key=lambda row: (-row["articles"], vietnamese(row["shown"]), row["name"]))
