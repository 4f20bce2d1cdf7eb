"""When the archive itself changed: sites were added to it, or what reads them became another.

A chart that does not say so shows the archive's history as if it were the country's.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Literal

from archive.layouts import OF
from archive.records import VIETNAM
from archive.web.memory import kept

Kind = Literal["added", "reader", "software", "layout"]
KINDS: tuple[Kind, ...] = ("added", "reader", "software", "layout")
_DATED = "started_at >= '2016' AND started_at < '2100'"
"""Outside of these years the clock of a run was wrong: it came before or after no other."""
_RUNS = (
    f"SELECT started_at, reader_version, version FROM runs WHERE {_DATED} ORDER BY started_at, id"
)
# One look into the index for each site; to group the rows would read all of them.
_ADDED = (
    "SELECT name, first FROM (SELECT name, (SELECT min(started_at) FROM site_runs"
    f" WHERE site = name AND {_DATED}) AS first FROM sites) WHERE first NOT NULL"
)
# Few sites ever change their layout; only their nights are put in order.
_LAYOUTS = (
    f"SELECT site, started_at, layout FROM site_runs WHERE layout <> '' AND {_DATED} AND site IN"
    " (SELECT site FROM site_runs WHERE layout <> '' GROUP BY site"
    " HAVING min(layout) <> max(layout)) ORDER BY site, started_at"
)


@dataclass(frozen=True, slots=True)
class Change:
    """``day`` is that of the first run after it, in Viet Nam. ``version`` is what came then, ""
    for a site ``added``. ``sites`` are those it touches."""

    day: str
    kind: Kind
    version: str
    sites: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened in one month or year (``when``): to how many sites, and what came."""

    when: str
    kind: Kind
    sites: int
    versions: tuple[str, ...]


def changes(db: sqlite3.Connection) -> Sequence[Change]:
    """Every change the archive knows of, in order.

    A reader or program that an older archive did not write down is unknown, not another. Both
    touch the sites that had been visited before; to later ones they are what was always there.
    """
    return kept(db, "changes", lambda: _changes(db))


def _changes(db: sqlite3.Connection) -> Sequence[Change]:
    added: dict[str, str] = dict(db.execute(_ADDED).fetchall())
    found = [Change(_day(at), "added", "", frozenset([site])) for site, at in added.items()]
    runs = db.execute(_RUNS).fetchall()
    for kind, told in (
        ("reader", [(at, reader) for at, reader, _ in runs if reader]),
        ("software", [(at, version) for at, _, version in runs if version]),
    ):
        for (_, before), (at, now) in pairwise(told):
            touched = frozenset(site for site, since in added.items() if since < at)
            if before != now and touched:
                found.append(Change(_day(at), kind, now, touched))  # type: ignore[arg-type]
    for (site, _, before), (other, at, now) in pairwise(db.execute(_LAYOUTS)):
        if site == other and before != now:
            found.append(Change(_day(at), "layout", now, frozenset([site])))
    return sorted(found, key=lambda one: (one.day, one.kind, sorted(one.sites)))


def _day(moment: str) -> str:
    """The day in Viet Nam of a moment that the ledger wrote."""
    return datetime.fromisoformat(moment).astimezone(VIETNAM).date().isoformat()


def touching(found: Sequence[Change], sites: Iterable[str]) -> list[Change]:
    """The changes that touch some sites, each with those of them it touches."""
    chosen = frozenset(sites)
    return [replace(one, sites=one.sites & chosen) for one in found if one.sites & chosen]


def marks(found: Sequence[Change], length: int = 7) -> list[Mark]:
    """What to mark on an axis of months (``length`` 7) or of years (4), in order."""
    at: dict[tuple[str, Kind], list[Change]] = defaultdict(list)
    for one in found:
        at[one.day[:length], one.kind].append(one)
    return [
        Mark(
            when,
            kind,
            len(frozenset().union(*(one.sites for one in there))),
            tuple(dict.fromkeys(one.version for one in there if one.version)),
        )
        for (when, kind), there in sorted(at.items(), key=lambda item: _order(*item[0]))
    ]


def _order(when: str, kind: Kind) -> tuple[str, int]:
    return when, KINDS.index(kind)


def by_place(found: Sequence[Mark], places: Sequence[str]) -> dict[int, list[Mark]]:
    """Marks at the numbers of their places on an axis."""
    at = {place: number for number, place in enumerate(places)}
    drawn: dict[int, list[Mark]] = defaultdict(list)
    for mark in found:
        if mark.when in at:
            drawn[at[mark.when]].append(mark)
    return dict(drawn)


def told(found: Sequence[Mark], when: str) -> dict[str, object]:
    """What changed in a month or year, as columns of a file: whoever plots it can mark it too."""
    of = {mark.kind: mark for mark in found if mark.when == when}
    came: dict[str, object] = {
        f"new_{kind}": ", ".join(of[kind].versions) if kind in of else ""
        for kind in KINDS
        if kind != "added"
    }
    return {"sites_added": of["added"].sites if "added" in of else 0, **came}


def readers(db: sqlite3.Connection) -> Mapping[str, Counter[str]]:
    """By which rules the articles on the campaign stand here now, by site: nights read each page
    once, and a rebuild since may have read all of them anew."""
    return kept(db, "readers", lambda: _readers(db))


def _readers(db: sqlite3.Connection) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for site, version, count in db.execute(
        "SELECT site, reader_version, count(*) FROM articles WHERE verdict = 'relevant'"
        " GROUP BY 1, 2"
    ):
        found[site][version.partition(OF)[0]] += count
    return found


def read_by(db: sqlite3.Connection, sites: Iterable[str]) -> list[tuple[str, int]]:
    """The readers of some sites' articles as they stand, each with how many, most first."""
    by_site = readers(db)
    total: Counter[str] = Counter()
    for site in sites:
        total.update(by_site.get(site, {}))
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
