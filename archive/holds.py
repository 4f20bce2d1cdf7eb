"""Until when servers asked to be left alone: kept, because a run that ends does not end that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta

LONGEST = timedelta(days=7)
"""A longer wish is kept as one of a week: a date of next year is mostly a slip of a clock, ours
or theirs, and whoever means it says so again."""


def keep(db: sqlite3.Connection, servers: Iterable[str], until: datetime) -> None:
    """Keep the later of what a server asks for now (UTC) and what it asked for before."""
    db.executemany(
        "INSERT INTO holds(server, until) VALUES (?, ?) ON CONFLICT(server) DO UPDATE"
        " SET until = excluded.until WHERE excluded.until > until",
        [(server, until.isoformat(timespec="seconds")) for server in servers],
    )


def take(db: sqlite3.Connection, now: datetime) -> dict[str, float]:
    """The seconds for which each server is still to be left alone; what is over is forgotten."""
    db.execute("DELETE FROM holds WHERE until <= ?", (now.isoformat(timespec="seconds"),))
    found = db.execute("SELECT server, until FROM holds ORDER BY server")
    return {
        server: min(datetime.fromisoformat(until) - now, LONGEST).total_seconds()
        for server, until in found
    }
