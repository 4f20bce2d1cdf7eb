"""Timelines: articles by month, as counts and as shares of all that the sites published."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.web.asked import Answer, Asked, NoSuchPage
from archive.web.calendar import BIRTHDAY_MONTH, OCCASIONS
from archive.web.changes import Change, Mark, by_place, changes, marks, read_by, told, touching
from archive.web.charts import bars, rules, spark
from archive.web.denominator import SEEN, ByMonth, by_month
from archive.web.facets import Places
from archive.web.memory import kept

FIRST = "2016-01"
EARLIEST = "2006-11"
"""The month of Chỉ thị 06-CT/TW, where the campaign's story begins; a date before it is an
error of a page."""
WIDTH, HEIGHT = 1080, 342
BY = ("province", "document", "site")
FEW = 20
"""Pages seen in a month below which a share says little, and is drawn pale."""

_ARTICLES = (
    "SELECT site, month, {sums} FROM article_tally WHERE verdict = 'relevant' AND month <> ''"
    " GROUP BY site, month"
)
# The document's key is matched with its quotes, as JSON writes it.
_NAMING = "sum(number * (instr(documents, '\"' || ? || '\"') > 0))"


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
    """What was published, by site and month; of ``articles``, those that name each of some
    documents, and under "" all."""

    articles: Mapping[str, ByMonth]
    seen: ByMonth

    @classmethod
    def read(cls, db: sqlite3.Connection, documents: Iterable[str] = ()) -> Monthly:
        keys = tuple(sorted({"", *documents}))
        return kept(db, ("monthly", keys), lambda: cls._read(db, keys))

    @classmethod
    def _read(cls, db: sqlite3.Connection, keys: Sequence[str]) -> Monthly:
        """All documents in one go over the sums: each alone takes 40 ms at 200,000 articles."""
        sums = ", ".join(
            f"{_NAMING if key else 'sum(number)'} AS n{at}" for at, key in enumerate(keys)
        )
        named = [key for key in keys if key]
        found = by_month(db, _ARTICLES.format(sums=sums), named, len(keys))
        return cls(dict(zip(keys, found, strict=True)), *by_month(db, SEEN))

    def months(self, changed: Iterable[str] = ()) -> list[str]:
        """Every month from the campaign's first to the last in which something was published, or
        the archive ``changed``: a mark may not fall off the chart."""
        published = set().union(*self.articles[""].values(), *self.seen.values())
        known = [m for m in (*published, *changed) if EARLIEST <= m < "2100"]
        return between(min([FIRST, *known]), max([FIRST, *known]))

    def of(self, sites: Iterable[str], document: str, months: Sequence[str]) -> list[Month]:
        """The months of some sites; of articles those alone that name ``document``, "" any."""
        articles, seen, wide = (dict.fromkeys(months, 0) for _ in range(3))
        for site in sites:
            _add(articles, self.articles[document].get(site, {}))
            _add(seen, self.seen.get(site, {}))
            _add(wide, dict.fromkeys(self._known(site), 1))
        return [
            Month(month, articles[month], max(seen[month], articles[month]), wide[month])
            for month in months
        ]

    def wide(self, sites: Iterable[str], months: Sequence[str]) -> int:
        """How many of some sites have anything in any of some months."""
        return sum(not self._known(site).isdisjoint(months) for site in sites)

    def _known(self, site: str) -> set[str]:
        """The months in which a site is known to have published."""
        return {*self.seen.get(site, ()), *self.articles[""].get(site, ())}


def _add(total: dict[str, int], more: Mapping[str, int]) -> None:
    """What falls in the months of ``total``, added to it."""
    for month, number in more.items():
        if month in total:
            total[month] += number


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
    places = Places.read(db, scheme)
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    chosen = asked.get("name")
    parts = _parts(db, by, places, names)
    monthly = Monthly.read(db, (document for _, document in parts.values()))
    changed = changes(db)
    months = monthly.months(one.day[:7] for one in changed)
    if chosen and chosen not in parts:
        raise NoSuchPage(chosen)
    sites, document = parts[chosen] if chosen else (tuple(names), "")
    shown = monthly.of(sites, document, months)
    here = marks(touching(changed, sites))
    return Answer(
        "timeline.html",
        context={
            "by": by,
            "scheme": scheme,
            "measure": measure,
            "chosen": chosen,
            "chosen_name": names.get(chosen, chosen),
            "chart": chart(shown, measure),
            "calendar": calendar(months, asked),
            "changes": here,
            "marks": by_place(here, months),
            "read_by": read_by(db, sites),
            "months": shown,
            "years": yearly(monthly, sites, shown),
            "few": FEW,
            "most_sites": max((month.sites for month in shown), default=1) or 1,
            "parts": kept(
                db,
                ("series", by, scheme, measure),
                lambda: _series(monthly, parts, names, months, measure, changed),
            ),
        },
        rows=[_row(month, here) for month in shown],
    )


def _row(month: Month, changed: Sequence[Mark]) -> dict[str, Any]:
    return {
        "month": month.month,
        "articles": month.articles,
        "pages_seen": month.seen,
        "share": round(month.share, 6),
        "sites": month.sites,
        **told(changed, month.month),
    }


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
        bottom=70,
        top=34,
        gap=0.15,
        most=max(solid) if solid else None,
        whole=measure == "count",
    )


def yearly(monthly: Monthly, sites: Sequence[str], months: Sequence[Month]) -> list[dict[str, Any]]:
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
                "sites": monthly.wide(sites, [m.month for m in parts]),
            }
        )
    return rows


def calendar(months: Sequence[str], asked: Asked) -> dict[str, Any]:
    """Occasions and birthdays, each at the number of its month."""
    at = {month: place for place, month in enumerate(months)}
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
    }


def _series(
    monthly: Monthly,
    parts: Mapping[str, tuple[tuple[str, ...], str]],
    names: Mapping[str, str],
    months: Sequence[str],
    measure: str,
    changed: Sequence[Change],
) -> list[dict[str, Any]]:
    """A small chart by quarter for each part, most articles first."""
    rows = []
    for name, (sites, document) in parts.items():
        told = monthly.of(sites, document, months)
        quarters = [told[i : i + 3] for i in range(0, len(told), 3)]
        totals = [(sum(m.articles for m in q), sum(m.seen for m in q)) for q in quarters]
        counts = [float(n) for n, _ in totals]
        shares = [n / seen if seen >= FEW else 0.0 for n, seen in totals]
        # A young archive has no quarter of which a share can be told: then its counts, paler.
        pale = measure == "share" and not any(shares) and any(counts)
        values = counts if measure == "count" or pale else shares
        articles, seen = sum(n for n, _ in totals), sum(s for _, s in totals)
        here = by_place(marks(touching(changed, sites)), months)
        rows.append(
            {
                "name": name,
                "shown": names.get(name, name),
                "articles": articles,
                "seen": seen,
                "share": articles / seen if seen else 0.0,
                "path": spark(values),
                "pale": pale,
                "changed": rules([place // 3 for place in here], len(values)),
            }
        )
    return sorted(rows, key=lambda row: (-row["articles"], row["name"]))


PAGES = (("/dong-thoi-gian", timeline),)
