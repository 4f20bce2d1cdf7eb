"""Which sites a night passes over: where ``rhythm = "own"``, those that publish rarely.

A ward's page that speaks every three weeks need not be asked twenty-one times to hear it. It is
asked again when half its usual interval between two days of publication has passed since it
was last well, and each week at least. A run that names its sites passes none over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from archive import frontier
from archive.records import VIETNAM, Site
from crawler import silence
from crawler.config import Config
from crawler.health import ENOUGH

WEEK = 7
KNOWN = 10
"""Intervals from which on a rhythm is known, as many as a usual silence takes."""

SLACK = timedelta(hours=12)
"""What a night may start earlier in its day than the one before: jitter, a night caught up."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A site that is not due: it usually publishes each ``every`` days, and is asked again in
    the night of ``due``, unless something is owed to it before."""

    site: str
    every: int
    due: str


def passed_over(
    db: sqlite3.Connection, config: Config, sites: Iterable[Site], now: datetime
) -> tuple[Passed, ...]:
    """Those of ``sites`` that a night at the aware moment ``now`` need not ask."""
    if config.rhythm != "own":
        return ()
    revisits = frontier.revisits_due(db, now, config.revisit_days)
    found = (_passed(db, site, revisits, now) for site in sites)
    return tuple(one for one in found if one)


def usual_interval(days: Iterable[str]) -> int | None:
    """The days that mostly lie between two days of publication; None when too few are known."""
    dates = sorted({date.fromisoformat(day) for day in days})
    between = [(later - day).days for day, later in pairwise(dates)]
    return int(median(between)) if len(between) >= KNOWN else None


def _passed(
    db: sqlite3.Connection, site: Site, revisits: Mapping[str, int], now: datetime
) -> Passed | None:
    if revisits.get(site.name) or _is_owed(db, site):
        return None
    nights, last = db.execute(
        "SELECT count(*), max(s.started_at) FROM site_runs s JOIN runs r ON r.id = s.run_id"
        " WHERE s.site = ? AND s.reason = '' AND s.finished_at IS NOT NULL AND r.kind = 'crawl'"
        " AND r.state IN ('done', 'gaps')",
        (site.name,),
    ).fetchone()
    usual = usual_interval(silence.published_days(db, site.name, now.astimezone(VIETNAM).date()))
    if nights < ENOUGH or usual is None:
        return None
    seen = datetime.fromisoformat(last)
    wait = timedelta(days=min(WEEK, usual // 2))
    # A clock that was ahead must not keep a site waiting until its time has come.
    if not seen <= now < seen + wait - SLACK:
        return None
    return Passed(site.name, usual, (seen + wait).astimezone(VIETNAM).date().isoformat())


def _is_owed(db: sqlite3.Connection, site: Site) -> bool:
    """Whether something is owed to a site whatever its rhythm: an open gap, a page left from an
    earlier night, a section that its file names and the archive has never asked for."""
    asked = "SELECT count(*) FROM urls WHERE url = ?"
    if not all(db.execute(asked, (section.url,)).fetchone()[0] for section in site.sections):
        return True
    return bool(
        db.execute(
            "SELECT EXISTS(SELECT 1 FROM gaps WHERE site = :site AND state = 'open')"
            " OR EXISTS(SELECT 1 FROM urls WHERE site = :site AND owed IS NOT NULL)",
            {"site": site.name},
        ).fetchone()[0]
    )
