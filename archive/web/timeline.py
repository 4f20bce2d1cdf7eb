"""Timelines: articles by month, as counts and as shares of all that the sites published."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.web.asked import Answer, Asked, NoSuchPage
from archive.web.calendar import BIRTHDAY_MONTH, OCCASIONS
from archive.web.charts import bars, spark
from archive.web.denominator import counted
from archive.web.facets import Places
from archive.web.memory import kept

FIRST = "2016-01"
EARLIEST = "2006-11"
"""The month of Chỉ thị 06-CT/TW, where the campaign's story begins; a date before it is an
error of a page."""
WIDTH, HEIGHT = 1080, 330
BY = ("province", "document", "site")
FEW = 20
"""Pages seen in a month below which a share says little, and is drawn pale."""

_ARTICLES = (
    "SELECT site, substr(published_at, 1, 7) AS month, documents, count(*) AS n FROM articles"
    " WHERE verdict = 'relevant' AND published_at IS NOT NULL GROUP BY 1, 2, 3"
)
_SEEN = (
    "SELECT site, substr(day, 1, 7) AS month, count(*) AS n FROM urls WHERE role = 'article'"
    f" AND length(day) >= 7 AND {counted()} GROUP BY 1, 2"
)


@dataclass(frozen=True, slots=True)
class Month:
    """``articles`` on the campaign, of ``seen`` pages that are known to be of this month, on
    ``sites`` sites."""

    month: str
    articles: int
    seen: int
    sites: int

    @property
    def share(self) -> float:
        return self.articles / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Monthly:
    """What was published, by site and month."""

    articles: Mapping[tuple[str, str], Mapping[str, int]]
    seen: Mapping[tuple[str, str], int]

    @classmethod
    def read(cls, db: sqlite3.Connection) -> Monthly:
        return kept(db, "monthly", lambda: cls._read(db))

    @classmethod
    def _read(cls, db: sqlite3.Connection) -> Monthly:
        articles: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for site, month, documents, n in db.execute(_ARTICLES):
            articles[site, month][documents] += n
        return cls(articles, {(site, month): n for site, month, n in db.execute(_SEEN)})

    def months(self) -> list[str]:
        """Every month from the campaign's first to the last in which something was published."""
        known = [m for _, m in (*self.articles, *self.seen) if EARLIEST <= m < "2100"]
        return between(min([FIRST, *known]), max([FIRST, *known]))

    def of(self, sites: Iterable[str], document: str, months: Sequence[str]) -> list[Month]:
        """The months of some sites; of articles those alone that name ``document``, "" any."""
        chosen = tuple(sites)
        return [self._month(chosen, document, month) for month in months]

    def _month(self, sites: Sequence[str], document: str, month: str) -> Month:
        articles = seen = wide = 0
        for site in sites:
            here = self.seen.get((site, month), 0)
            named = self.articles.get((site, month))
            if named:
                articles += sum(
                    n
                    for documents, n in named.items()
                    if not document or f'"{document}"' in documents
                )
            seen += here
            wide += bool(here or named)
        return Month(month, articles, max(seen, articles), wide)


def between(first: str, last: str) -> list[str]:
    """The months from ``first`` to ``last``, both included.

    >>> between("2020-11", "2021-02")
    ['2020-11', '2020-12', '2021-01', '2021-02']
    """
    year, month = int(first[:4]), int(first[5:7])
    found = []
    while (name := f"{year:04}-{month:02}") <= last:
        found.append(name)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def timeline(db: sqlite3.Connection, asked: Asked) -> Answer:
    by = asked.get("by") if asked.get("by") in BY else "province"
    scheme = "63" if asked.get("map") == "63" else "34"
    measure = "count" if asked.get("measure") == "count" else "share"
    monthly, places = Monthly.read(db), Places.read(db, scheme)
    months = monthly.months()
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    chosen = asked.get("name")
    parts = _parts(db, by, places, names)
    if chosen and chosen not in parts:
        raise NoSuchPage(chosen)
    sites, document = parts[chosen] if chosen else (tuple(names), "")
    told = monthly.of(sites, document, months)
    return Answer(
        "timeline.html",
        context={
            "by": by,
            "scheme": scheme,
            "measure": measure,
            "chosen": chosen,
            "chosen_name": names.get(chosen, chosen),
            "chart": chart(told, measure),
            "marks": marks(db, sites, months, asked),
            "months": told,
            "years": yearly(told),
            "few": FEW,
            "most_sites": max((month.sites for month in told), default=1) or 1,
            "parts": kept(
                db,
                ("series", by, scheme, measure),
                lambda: _series(monthly, parts, names, months, measure),
            ),
        },
        rows=[
            {
                "month": month.month,
                "articles": month.articles,
                "pages_seen": month.seen,
                "share": round(month.share, 6),
                "sites": month.sites,
            }
            for month in told
        ],
    )


def _parts(
    db: sqlite3.Connection, by: str, places: Places, names: Mapping[str, str]
) -> dict[str, tuple[tuple[str, ...], str]]:
    """What the timeline is divided into: to each name its sites and the document it is about."""
    if by == "site":
        return {name: ((name,), "") for name in names}
    if by == "document":
        keys = [row[0] for row in db.execute("SELECT key FROM documents ORDER BY issued_on DESC")]
        return {key: (tuple(names), key) for key in keys}
    return {province: (places.sites(province), "") for province in set(places.of.values()) - {""}}


def chart(months: Sequence[Month], measure: str) -> Any:
    """The bars of the months: how many, or of a hundred pages how many."""
    values = [(m.month, float(m.articles) if measure == "count" else m.share) for m in months]
    # One article of two pages is 50 %: such months are drawn, cut off, and set no scale.
    solid = [m.share for m in months if m.seen >= FEW] if measure == "share" else None
    return bars(
        values,
        width=WIDTH,
        height=HEIGHT,
        left=56,
        bottom=58,
        top=34,
        gap=0.15,
        most=max(solid) if solid else None,
        whole=measure == "count",
    )


def yearly(months: Sequence[Month]) -> list[dict[str, Any]]:
    found: dict[str, list[Month]] = defaultdict(list)
    for month in months:
        found[month.month[:4]].append(month)
    rows = []
    for year, parts in found.items():
        articles, seen = sum(m.articles for m in parts), sum(m.seen for m in parts)
        rows.append(
            {
                "year": year,
                "articles": articles,
                "seen": seen,
                "share": articles / seen if seen else 0.0,
                "sites": max(m.sites for m in parts),
            }
        )
    return rows


def marks(
    db: sqlite3.Connection, sites: Sequence[str], months: Sequence[str], asked: Asked
) -> dict[str, Any]:
    """What a reader must know to trust a curve: occasions, birthdays, and when the archive itself
    changed. Each stands at the number of its month."""
    at = {month: place for place, month in enumerate(months)}
    added: Counter[str] = Counter()
    for site, month in db.execute(
        "SELECT site, substr(min(started_at), 1, 7) FROM site_runs GROUP BY 1"
    ):
        if site in sites and month in at:
            added[month] += 1
    readers, last = [], ""
    for version, month in db.execute(
        "SELECT version, substr(started_at, 1, 7) FROM runs WHERE version <> ''"
        " ORDER BY started_at, id"
    ):
        if last and version != last and month in at:
            readers.append({"at": at[month], "month": month, "version": version})
        last = version
    return {
        "occasions": [
            {"number": number, "at": at[o.day[:7]], "day": o.day, "said": o.said(asked.lang)}
            for number, o in enumerate(OCCASIONS, 1)
            if o.day[:7] in at
        ],
        "birthdays": [
            place
            for place, month in enumerate(months)
            if month >= FIRST and int(month[5:]) == BIRTHDAY_MONTH
        ],
        "added": [{"at": at[m], "month": m, "sites": n} for m, n in sorted(added.items())],
        "readers": readers,
    }


def _series(
    monthly: Monthly,
    parts: Mapping[str, tuple[tuple[str, ...], str]],
    names: Mapping[str, str],
    months: Sequence[str],
    measure: str,
) -> list[dict[str, Any]]:
    """A small chart by quarter for each part, most articles first."""
    rows = []
    for name, (sites, document) in parts.items():
        told = monthly.of(sites, document, months)
        quarters = [told[i : i + 3] for i in range(0, len(told), 3)]
        totals = [(sum(m.articles for m in q), sum(m.seen for m in q)) for q in quarters]
        values = [
            float(n) if measure == "count" else n / seen if seen >= FEW else 0.0
            for n, seen in totals
        ]
        articles, seen = sum(n for n, _ in totals), sum(s for _, s in totals)
        rows.append(
            {
                "name": name,
                "shown": names.get(name, name),
                "articles": articles,
                "seen": seen,
                "share": articles / seen if seen else 0.0,
                "path": spark(values),
            }
        )
    return sorted(rows, key=lambda row: (-row["articles"], row["name"]))


PAGES = (("/dong-thoi-gian", timeline),)
