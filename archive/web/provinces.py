"""The map: where it is reported, or of where; in the 34 provinces of today, in the 63 of before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from archive.places import province_after, provinces_after, provinces_before, provinces_within
from archive.text import vietnamese
from archive.web import geography, subjects
from archive.web.asked import Answer, Asked, listed
from archive.web.facets import Places
from archive.web.memory import kept
from archive.web.timeline import Monthly

BY = ("publisher", "subject")
LARGEST = {"34": 30.0, "63": 22.0}
"""Radius of the largest circle: the 63 stand closer."""
SMALLEST = 3.5
LEAST = 8.0
"""The radius below which a circle is drawn larger on a phone, whose drawing is half the size."""
CORE = 0.8
"""Share of a circle's radius that no name may touch: the corners of its square are empty."""

_ARTICLES = (
    "SELECT site, sum(number) AS articles FROM article_tally WHERE verdict = 'relevant'"
    # The document's key is matched with its quotes, as JSON writes it.
    " AND (:document = '' OR instr(documents, '\"' || :document || '\"')) GROUP BY site"
)


@dataclass(frozen=True, slots=True)
class Province:
    """A province of one of the maps: its sites and their articles, and of these ``dated``, those
    of a known month, among how many pages ``seen`` that are. Where articles are counted by what
    they speak of: sites and articles that speak of it, of how many articles in all."""

    name: str
    sites: int
    articles: int
    dated: int
    seen: int

    @property
    def share(self) -> float:
        return self.dated / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Lettering:
    """How large names are written: units of the drawing that a letter takes on average, that a
    line is high, and the smallest radius a circle is drawn with."""

    letter: float
    line: float
    least: float


DESK = Lettering(7.2, 12, SMALLEST)
PHONE = Lettering(12, 20, LEAST)
"""On a screen 390 pixels wide a unit is half a pixel."""


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
    link: str
    label: Label | None
    large: Label | None
    """``large`` is the label on a phone."""


def provinces(db: sqlite3.Connection, scheme: str, document: str = "") -> list[Province]:
    """Every province of a map, those without a site too; then, named "", what belongs to none
    (central sites, or a site whose old province its facts do not tell)."""
    return kept(db, ("provinces", scheme, document), lambda: _provinces(db, scheme, document))


def _provinces(db: sqlite3.Connection, scheme: str, document: str) -> list[Province]:
    places = Places.read(db, scheme)
    articles: dict[str, int] = dict(db.execute(_ARTICLES, {"document": document}).fetchall())
    monthly = Monthly.read(db, (document,))
    months = monthly.months()

    def province(name: str, sites: Sequence[str]) -> Province:
        told = monthly.of(sites, document, months)
        return Province(
            name,
            len(sites),
            sum(articles.get(site, 0) for site in sites),
            sum(month.articles for month in told),
            sum(month.seen for month in told),
        )

    named = sorted(_names(scheme), key=vietnamese)
    elsewhere = places.sites("")
    return [
        *(province(name, places.sites(name)) for name in named),
        *([province("", elsewhere)] if elsewhere else []),
    ]


def _names(scheme: str) -> tuple[str, ...]:
    return provinces_after() if scheme == "34" else provinces_before()


def nowhere(here: Places, now: Places) -> str:
    """The word for what belongs to no province of the map ``here``: central sites alone, or also
    those that have one on the map of ``now``."""
    unknown = any(now.of[site] for site, province in here.of.items() if not province)
    return "map.nowhere.unknown" if unknown else "map.nowhere.publisher"


def spoken_of(db: sqlite3.Connection, scheme: str, document: str = "") -> list[Province]:
    """Every province of a map with the articles that speak of it, each article once in every
    province that it names a place of; then, named "", those that speak of none."""
    names = _names(scheme)
    told = subjects.told(db, document)
    total = sum(one.articles for one in told)
    found = subjects.by_province(told, scheme, names)
    none = subjects.Spoken(0, 0)
    rows = [(name, found.get(name, none)) for name in (*sorted(names, key=vietnamese), "")]
    return [
        Province(name, spoken.sites, spoken.articles, spoken.articles, total)
        for name, spoken in rows
        if name or spoken.articles
    ]


def circles(
    found: Sequence[Province], scheme: str, measure: str, links: Mapping[str, str]
) -> list[Circle]:
    """Circles whose areas are as their numbers; small ones last, so that none is hidden."""
    placed = [province for province in found if province.name]
    values = {p.name: _measured(p, measure) for p in placed}
    most = max(values.values(), default=0) or 1
    order = sorted(placed, key=lambda p: -values[p.name])
    at = {p.name: geography.centre(p.name, scheme) for p in placed}
    sizes = {
        name: round(max(SMALLEST, LARGEST[scheme] * sqrt(value / most)), 1)
        for name, value in values.items()
    }
    # A circle without articles is a dot, and may stand under a name.
    named = [p.name for p in order if values[p.name]]
    label = _labels(named, at, sizes, DESK)
    large = _labels(named, at, sizes, PHONE)
    return [
        Circle(
            p,
            *at[p.name],
            sizes[p.name],
            links[p.name] if p.articles else "",
            label.get(p.name),
            large.get(p.name),
        )
        for p in order
    ]


def _measured(province: Province, measure: str) -> float:
    return province.share if measure == "share" else float(province.articles)


_Box = tuple[float, float, float, float]


def _box(x: float, y: float, radius: float) -> _Box:
    return (x - radius, y - radius, x + radius, y + radius)


def written(words: str, x: float, y: float, letters: Lettering) -> _Box:
    """The room that words take whose line's middle stands at ``x`` and ``y``."""
    half = len(words) * letters.letter / 2
    return (x - half, y - letters.line, x + half, y + letters.line / 6)


def _labels(
    names: Iterable[str],
    at: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    letters: Lettering,
) -> dict[str, Label]:
    """A place for each name beside its circle that no circle, no other name and no word of the
    sea has; the first come first, and those that find none have none."""
    names = list(names)
    radii = {name: max(sizes[name], letters.least) for name in names}
    taken = [_box(*at[name], CORE * radii[name]) for name in names]
    for x, y, words in geography.sea():
        taken.append(written(words, x, y, letters))
    found = {}
    for name in names:
        if label := _label(name, *at[name], radii[name], letters, taken):
            found[name] = label
    return found


def _label(
    name: str, x: float, y: float, radius: float, letters: Lettering, taken: list[_Box]
) -> Label | None:
    """A place that is free, right before left, below, above. What is found is taken."""
    away, line = radius + 4, letters.line
    half = len(name) * letters.letter / 2
    for anchor, middle, low in (
        ("start", x + away + half, y + line / 3),
        ("end", x - away - half, y + line / 3),
        ("middle", x, y + away + line * 3 / 4),
        ("middle", x, y - away),
    ):
        box = written(name, middle, low, letters)
        free = all(
            box[0] >= other[2] or box[2] <= other[0] or box[1] >= other[3] or box[3] <= other[1]
            for other in taken
        )
        if free and box[0] >= 0 and box[2] <= geography.WIDTH:
            taken.append(box)
            left = {"start": -half, "middle": 0, "end": half}[anchor]
            return Label(middle + left, low, anchor)
    return None


def show(db: sqlite3.Connection, asked: Asked) -> Answer:
    scheme = "63" if asked.get("map") == "63" else "34"
    measure = "share" if asked.get("measure") == "share" else "count"
    by = asked.get("by") if asked.get("by") in BY else "publisher"
    keys = listed(db, "SELECT key, kind, number FROM documents ORDER BY issued_on DESC")
    document = asked.get("document").upper()
    if document not in {row["key"] for row in keys}:
        document = ""
    found = _count(db, by, scheme, document)
    placed = [province for province in found if province.name]
    links = {province.name: _link(asked, by, scheme, province.name) for province in placed}
    sums = {
        either: sum(p.articles for p in _count(db, by, either, document)) for either in ("34", "63")
    }
    total = found[0].seen if by == "subject" else sums[scheme]
    return Answer(
        "map.html",
        context={
            "by": by,
            "scheme": scheme,
            "measure": measure,
            "document": document,
            "documents": keys,
            "outline": geography.outline(),
            "islands": geography.islands(),
            "sea": geography.SEA,
            "width": geography.WIDTH,
            "height": geography.HEIGHT,
            "circles": circles(found, scheme, measure, links),
            "least": LEAST,
            "provinces": sorted(placed, key=lambda p: (-_measured(p, measure), -p.articles)),
            "within": {name: provinces_within(name) for name in provinces_after()},
            "after": {name: province_after(name) for name in provinces_before()},
            "nowhere": next((p for p in found if not p.name), None),
            "nowhere_is": nowhere(Places.read(db, scheme), Places.read(db, "34"))
            if by == "publisher"
            else "map.nowhere.subject",
            "links": links,
            "total": total,
            "sums": sums,
            "reported": sum(p.articles > 0 for p in placed),
            "most": max((_measured(p, measure) for p in placed), default=0),
        },
        rows=[_row(province, by, scheme) for province in found],
    )


def _count(db: sqlite3.Connection, by: str, scheme: str, document: str) -> list[Province]:
    return (spoken_of if by == "subject" else provinces)(db, scheme, document)


def _link(asked: Asked, by: str, scheme: str, name: str) -> str:
    """The search that finds what a province's number counts."""
    where = {"about" if by == "subject" else "province": name}
    return asked.link(path="/tim", **where, map=scheme, by=None, measure=None)


def _row(province: Province, by: str, scheme: str) -> dict[str, Any]:
    of = (
        {"articles_of_all": province.seen}
        if by == "subject"
        else {"articles_dated": province.dated, "pages_seen": province.seen}
    )
    return {
        "map": scheme,
        "province": province.name,
        "sites": province.sites,
        "articles": province.articles,
        **of,
        "share": round(province.share, 6),
        "by": by,
    }


PAGES = (("/ban-do", show),)
