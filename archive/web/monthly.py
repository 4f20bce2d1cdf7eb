"""What was published by month: articles on the campaign, among all that the archive knows of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.web.denominator import SEEN, ByMonth, by_month
from archive.web.memory import kept

FIRST = "2016-01"
EARLIEST = "2006-11"
"""The month of Chỉ thị 06-CT/TW, where the campaign's story begins; an article on it that is
dated before has a date that a page got wrong."""
FEW = 20
"""Pages seen in a month below which a share says little, and is drawn pale."""

_ARTICLES = (
    "SELECT site, month, {sums} FROM article_tally WHERE verdict = 'relevant' GROUP BY site, month"
)
# The document's key is matched with its quotes, as JSON writes it.
_NAMING = "sum(number * (instr(documents, '\"' || ? || '\"') > 0))"


@dataclass(frozen=True, slots=True)
class Month:
    """``articles`` on the campaign, of ``seen`` pages that are known to be of this month, on
    ``sites`` sites; the month "" is of those whose month is not known."""

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

    def axis(self, changed: Iterable[str] = ()) -> list[str]:
        """The months a chart is drawn over: from the campaign's first, or that of an article on
        it if that is earlier, to the last in which something was published, or the archive
        ``changed``: a mark may not fall off the chart. What is seen of other things in the years
        before would only make the chart begin empty."""
        on_it = _plausible(set().union(*self.articles[""].values()))
        known = _plausible({*set().union(*self.seen.values()), *changed})
        return between(min([FIRST, *on_it]), max([FIRST, *on_it, *known]))

    def months(self, axis: Iterable[str] = ()) -> list[str]:
        """Every month in which something was published, and those of an axis: in order."""
        published = set().union(*self.articles[""].values(), *self.seen.values())
        return sorted({*published, *axis} - {""})

    def of(self, sites: Iterable[str], document: str, months: Sequence[str]) -> list[Month]:
        """The months of some sites; of articles those alone that name ``document``, "" any."""
        articles, seen, wide = (dict.fromkeys(months, 0) for _ in range(3))
        for site in sites:
            _add(articles, self.articles[document].get(site, {}))
            _add(seen, self.seen.get(site, {}))
            known = {*self.seen.get(site, ()), *self.articles[""].get(site, ())}
            _add(wide, dict.fromkeys(known, 1))
        return [
            Month(month, articles[month], max(seen[month], articles[month]), wide[month])
            for month in months
        ]

    def undated(self, sites: Iterable[str], document: str) -> Month:
        """What some sites published in a month that is not known."""
        articles = sum(self.articles[document].get(site, {}).get("", 0) for site in sites)
        seen = sum(self.seen.get(site, {}).get("", 0) for site in sites)
        return Month("", articles, max(seen, articles), self.wide(sites, [""]))

    def wide(self, sites: Iterable[str], months: Sequence[str]) -> int:
        """How many of some sites have anything in any of some months."""
        return sum(
            any(
                month in self.seen.get(site, ()) or month in self.articles[""].get(site, ())
                for month in months
            )
            for site in sites
        )


def _plausible(months: Iterable[str]) -> list[str]:
    return [month for month in months if EARLIEST <= month < "2100" and len(month) == 7]


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
