"""The map: where it is reported, or of where; in the 34 provinces of today, in the 63 of before."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from archive.places import province_after, provinces_after, provinces_before, provinces_within
from archive.text import vietnamese
from archive.web import geography, subjects
from archive.web.asked import Answer, Asked, NoSuchPage, listed
from archive.web.facets import Places
from archive.web.labels import DESK, PHONE, Label, labels
from archive.web.memory import kept
from archive.web.monthly import Monthly

BY = ("publisher", "subject")
LARGEST = {"34": 28.0, "63": 19.0}
"""Radius of the largest circle: the 63 stand closer. The ends of the lines to names
(:mod:`archive.web.labels`) are free of circles of this size."""
SMALLEST = DESK.least
EMPTY = 3.0
"""Radius of the dot of a province without articles."""

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
class Circle:
    province: Province
    x: float
    y: float
    radius: float
    link: str
    label: Label
    large: Label
    """``large`` is the label on a phone."""

    @property
    def short(self) -> str:
        return geography.short(self.province.name)


@dataclass(frozen=True, slots=True)
class Size:
    """A circle of the key to sizes, and where its number stands."""

    value: float
    radius: float
    text: float


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
    sizes = {
        name: round(max(SMALLEST, _radius(value / most, scheme)), 1) if value else EMPTY
        for name, value in values.items()
    }
    # The cities first: where two names want the same room, they have it.
    first = sorted((p.name for p in order), key=lambda name: name not in geography.cities())
    drawn = tuple((name, sizes[name]) for name in first)
    label, large = (labels(drawn, scheme, letters) for letters in (DESK, PHONE))
    return [
        Circle(
            p,
            *geography.centre(p.name, scheme),
            sizes[p.name],
            links[p.name] if p.articles else "",
            label[p.name],
            large[p.name],
        )
        for p in order
    ]


def _radius(share: float, scheme: str) -> float:
    return LARGEST[scheme] * sqrt(share)


def key(most: float, scheme: str, measure: str) -> list[Size]:
    """Up to three circles to compare others with, the largest first: round numbers, the first not
    above the largest on the map, each a fifth or so of the one before."""
    unit = 1000 if measure == "share" else 1
    rounds = [digit * 10**power / unit for power in range(9, -1, -1) for digit in (5, 2, 1)]
    chosen: list[Size] = []
    for value in rounds:
        if not 0 < value <= most or (chosen and value > chosen[-1].value / 4):
            continue
        radius = round(_radius(value / most, scheme), 1)
        if radius < SMALLEST or len(chosen) == 3:
            break
        chosen.append(Size(value, radius, geography.KEY[1] + 24 + 24 * len(chosen)))
    return chosen


def _measured(province: Province, measure: str) -> float:
    return province.share if measure == "share" else float(province.articles)


def show(db: sqlite3.Connection, asked: Asked) -> Answer:
    scheme = "63" if asked.get("map") == "63" else "34"
    measure = "share" if asked.get("measure") == "share" else "count"
    by = asked.get("by") if asked.get("by") in BY else "publisher"
    keys = listed(db, "SELECT key, kind, number FROM documents ORDER BY issued_on DESC")
    document = asked.get("document").upper()
    if document and document not in {row["key"] for row in keys}:
        raise NoSuchPage(document)
    found = _count(db, by, scheme, document)
    placed = [province for province in found if province.name]
    links = {province.name: _link(asked, by, scheme, province.name) for province in placed}
    sums = {
        either: sum(p.articles for p in _count(db, by, either, document)) for either in ("34", "63")
    }
    total = found[0].seen if by == "subject" else sums[scheme]
    most = max((_measured(p, measure) for p in placed), default=0)
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
            "least": PHONE.least,
            "key": key(most, scheme, measure),
            "key_at": geography.KEY,
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
            "most": most,
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
