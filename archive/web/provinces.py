"""The map: who reports where, in the 34 provinces of today and in the 63 of before."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from archive.places import province_after, provinces_after, provinces_before, provinces_within
from archive.text import vietnamese
from archive.web import geography
from archive.web.asked import Answer, Asked, listed
from archive.web.denominator import counted
from archive.web.facets import province_in
from archive.web.memory import kept

LARGEST = {"34": 30.0, "63": 22.0}
"""Radius of the largest circle: the 63 stand closer."""
SMALLEST = 3.5
CORE = 0.8
"""Share of a circle's radius that no name may touch: the corners of its square are empty."""
LETTER = 6.6
"""Units of the drawing that a letter of a name takes, on average."""

# The document's key is matched with its quotes, as JSON writes it.
_COUNTS = (
    "SELECT s.name, s.province_before, s.province_after,"
    " (SELECT count(*) FROM articles a WHERE a.site = s.name AND a.verdict = 'relevant'"
    "   AND (:document = '' OR instr(a.documents, '\"' || :document || '\"'))) AS articles,"
    " (SELECT count(*) FROM urls u WHERE u.site = s.name AND u.role = 'article'"
    f"   AND {counted('u')} AND length(u.day) >= 7) AS seen"
    " FROM sites s"
)


@dataclass(frozen=True, slots=True)
class Province:
    """A province of one of the maps: its sites, their articles, and of how many pages."""

    name: str
    sites: int
    articles: int
    seen: int

    @property
    def share(self) -> float:
        return self.articles / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """Where a circle's name stands; ``anchor`` as SVG has it."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Circle:
    province: Province
    x: float
    y: float
    radius: float
    label: Label | None
    link: str


def provinces(db: sqlite3.Connection, scheme: str, document: str = "") -> list[Province]:
    """Every province of a map, those without a site too; then, named "", what belongs to none
    (central sites, or a site whose old province its facts do not tell)."""
    names = provinces_after() if scheme == "34" else provinces_before()
    found = {name: [0, 0, 0] for name in ("", *names)}
    for row in kept(db, ("sites", document), lambda: listed(db, _COUNTS, {"document": document})):
        name = province_in(scheme, row["province_before"], row["province_after"])
        counts = found.setdefault(name, [0, 0, 0])
        counts[0] += 1
        counts[1] += row["articles"]
        counts[2] += max(row["seen"], row["articles"])
    named = sorted((name for name in found if name), key=vietnamese)
    return [Province(name, *found[name]) for name in (*named, "") if name or found[""][0]]


def circles(found: Sequence[Province], scheme: str, measure: str, asked: Asked) -> list[Circle]:
    """Circles whose areas are as their numbers; small ones last, so that none is hidden."""
    placed = [province for province in found if province.name]
    values = {p.name: p.share if measure == "share" else float(p.articles) for p in placed}
    most = max(values.values(), default=0) or 1
    order = sorted(placed, key=lambda p: -values[p.name])
    at = {p.name: geography.centre(p.name, scheme) for p in placed}
    sizes = {
        name: round(max(SMALLEST, LARGEST[scheme] * sqrt(value / most)), 1)
        for name, value in values.items()
    }
    # A circle without articles is a dot, and may stand under a name.
    taken = [_box(*at[name], CORE * r) for name, r in sizes.items() if values[name]]
    drawn = []
    for province in order:
        name = province.name
        label = _label(name, *at[name], sizes[name], taken) if values[name] else None
        link = asked.link(path="/tim", province=name, map=scheme, measure=None)
        link = link if province.articles else ""
        drawn.append(Circle(province, *at[name], sizes[name], label, link))
    return drawn


_Box = tuple[float, float, float, float]


def _box(x: float, y: float, radius: float) -> _Box:
    return (x - radius, y - radius, x + radius, y + radius)


def _label(name: str, x: float, y: float, radius: float, taken: list[_Box]) -> Label | None:
    """A place for a name beside its circle that nothing else has, right before left, below,
    above; None where there is none. What is found is taken."""
    wide, away = len(name) * LETTER, radius + 4
    for label, left in (
        (Label(x + away, y + 4, "start"), x + away),
        (Label(x - away, y + 4, "end"), x - away - wide),
        (Label(x, y + away + 9, "middle"), x - wide / 2),
        (Label(x, y - away, "middle"), x - wide / 2),
    ):
        box = (left, label.y - 10, left + wide, label.y + 2)
        free = all(
            box[0] >= other[2] or box[2] <= other[0] or box[1] >= other[3] or box[3] <= other[1]
            for other in taken
        )
        if free and left >= 0 and left + wide <= geography.WIDTH:
            taken.append(box)
            return label
    return None


def show(db: sqlite3.Connection, asked: Asked) -> Answer:
    scheme = "63" if asked.get("map") == "63" else "34"
    measure = "share" if asked.get("measure") == "share" else "count"
    keys = listed(db, "SELECT key, kind, number FROM documents ORDER BY issued_on DESC")
    document = asked.get("document").upper()
    if document not in {row["key"] for row in keys}:
        document = ""
    found = provinces(db, scheme, document)
    placed = [province for province in found if province.name]
    return Answer(
        "map.html",
        context={
            "scheme": scheme,
            "measure": measure,
            "document": document,
            "documents": keys,
            "outline": geography.outline(),
            "islands": geography.islands(),
            "width": geography.WIDTH,
            "height": geography.HEIGHT,
            "circles": circles(found, scheme, measure, asked),
            "provinces": sorted(placed, key=lambda p: -p.articles),
            "within": {name: provinces_within(name) for name in provinces_after()},
            "after": {name: province_after(name) for name in provinces_before()},
            "nowhere": next((p for p in found if not p.name), None),
            "total": sum(p.articles for p in found),
            "reported": sum(p.articles > 0 for p in placed),
            "most": max((p.share if measure == "share" else p.articles for p in placed), default=0),
        },
        rows=[_row(province, scheme) for province in found],
    )


def _row(province: Province, scheme: str) -> dict[str, Any]:
    return {
        "map": scheme,
        "province": province.name,
        "sites": province.sites,
        "articles": province.articles,
        "pages_seen": province.seen,
        "share": round(province.share, 6),
    }


PAGES = (("/ban-do", show),)
