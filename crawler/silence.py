"""Which sites have been silent for too long: by each one's own rhythm, as its archive tells it."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta

from archive import checkup
from archive.records import VIETNAM
from crawler import health
from crawler.health import Found

UNKNOWN = 30
"""Days of silence after which a site is named whose own rhythm is not known yet."""


def too_long(db: sqlite3.Connection, now: datetime, days: int | None = None) -> dict[str, int]:
    """Sites that have been silent for too long, with the days since their last sign of life.

    :param days: takes the place of every rhythm; None leaves each site its own.
    """
    if days is not None:
        return checkup.silent(db, now, days)
    found: dict[str, int] = {}
    long = checkup.silent(db, now, UNKNOWN)
    today = now.astimezone(VIETNAM).date()
    for (site,) in db.execute("SELECT DISTINCT site FROM site_runs ORDER BY site").fetchall():
        if one := of_site(db, site, now):
            found[site] = int(str(one.detail["days"]))
        elif site in long and health.usual_silence(published_days(db, site, today)) is None:
            found[site] = long[site]
    return found


def of_site(db: sqlite3.Connection, site: str, now: datetime, but: str = "") -> Found | None:
    """Whether a site is silent beyond its own rhythm, by the nights that went well ``but`` one."""
    today = now.astimezone(VIETNAM).date()
    nights = db.execute(
        "SELECT count(*), min(s.started_at) FROM site_runs s JOIN runs r ON r.id = s.run_id"
        " WHERE s.site = ? AND s.run_id <> ? AND s.reason = '' AND r.state IN ('done', 'gaps')",
        (site, but),
    ).fetchone()
    if nights[0] < health.ENOUGH:
        return None
    days = published_days(db, site, today)
    # An article without a date is a sign of life too, once the first night is over, but no known
    # one's other URL; by the day in Viet Nam, where a night at 01:30 is the day before in UTC.
    seen = db.execute(
        "SELECT date(max(u.found_at), '+7 hours') FROM urls u JOIN captures c ON c.id = u.found_in"
        " WHERE u.site = ? AND u.role = 'article' AND u.outcome <> 'duplicate'"
        " AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.url = u.url"
        " AND a.first_seen_at < u.found_at) AND c.run_id <>"
        " (SELECT run_id FROM site_runs WHERE site = ? ORDER BY started_at LIMIT 1)",
        (site, site),
    ).fetchone()[0]
    alive = max([*days[:1], seen or ""])
    return health.of_silence(days, alive, today.isoformat(), nights[0])


def published_days(db: sqlite3.Connection, site: str, today: date) -> list[str]:
    """The latest days a site published on, newest first: what its rhythm is told from."""
    latest = (today + timedelta(days=2)).isoformat()  # an event's date is no day of publication
    rows = db.execute(
        "SELECT DISTINCT day FROM urls WHERE site = ? AND role = 'article'"
        " AND length(day) = 10 AND day <= ? ORDER BY day DESC LIMIT 60",
        (site, latest),
    )
    return [row[0] for row in rows]
