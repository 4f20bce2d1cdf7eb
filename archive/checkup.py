"""How an archive is, at a glance: quick questions, no full hash (that is ``verify``).

Each function takes a connection opened by ``archive.writer.connect_readonly``.
"""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from sqlite_utils import Database

from archive.migrations import migrations
from archive.warc import OPEN
from archive.writer import DATABASE, WARC_FOLDER

USUAL = 14
"""Nights the usual growth is taken over; their median, so that the first night, which
fetches years at once, does not make every later one look as large."""


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes free, bytes a usual night adds, and the nights the one holds of the other.

    ``nights`` is None while nothing is known to grow.
    """

    free: int
    nightly: int
    nights: int | None


@dataclass(frozen=True, slots=True)
class Files:
    """WARC files against the table that holds their sizes: names.

    ``unread`` lie on the disk unregistered, as a killed run leaves them: the next run reads them.
    """

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def damaged(self) -> tuple[str, ...]:
        return self.missing + self.changed


def disk(db: sqlite3.Connection, folder: Path) -> Disk:
    """How long the disk lasts. The database is taken to grow as the WARC files do."""
    free = shutil.disk_usage(folder).free
    sizes = [
        row[0]
        for row in db.execute(
            "SELECT sum(w.size) FROM runs r JOIN warc_files w ON w.run_id = r.id"
            " WHERE r.kind = 'crawl' GROUP BY r.id ORDER BY r.started_at DESC LIMIT ?",
            (USUAL,),
        )
    ]
    kept = db.execute("SELECT coalesce(sum(size), 0) FROM warc_files").fetchone()[0]
    if not sizes or not kept:
        return Disk(free, 0, None)
    share = sum(path.stat().st_size for path in folder.glob(DATABASE + "*")) / kept
    nightly = int(median(sizes) * (1 + share))
    return Disk(free, nightly, free // nightly if nightly else None)


def files(db: sqlite3.Connection, folder: Path) -> Files:
    """What lies in the WARC folder against what the table says; sizes only."""
    known = dict(db.execute("SELECT name, size FROM warc_files").fetchall())
    there = {path.name: path.stat().st_size for path in (folder / WARC_FOLDER).glob("*.warc.gz*")}
    return Files(
        tuple(sorted(known.keys() - there.keys())),
        tuple(sorted(name for name in known.keys() & there.keys() if known[name] != there[name])),
        tuple(sorted(name for name in there if name.removesuffix(OPEN) not in known)),
    )


def pending(db: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """Migrations this archive still waits for, and those it has that we do not know."""
    here = Database(db)
    waiting = [migration.name for migration in migrations.pending(here)]
    ours = {migration.name for migration in migrations.applied(here)} | set(waiting)
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    return waiting, sorted(ours - known)


def silent(db: sqlite3.Connection, now: datetime, days: int) -> dict[str, int]:
    """Sites visited for longer than ``days`` that announced no new article for as long: the
    days since the last one, or since the first visit of a site that never had any."""
    rows = db.execute(
        "SELECT s.site, julianday(:now) - julianday(coalesce((SELECT max(u.found_at) FROM urls u"
        " WHERE u.site = s.site AND u.role = 'article'), min(s.started_at))) AS silent"
        " FROM site_runs s GROUP BY s.site HAVING silent > :days"
        " AND julianday(:now) - julianday(min(s.started_at)) > :days ORDER BY s.site",
        {"now": now.isoformat(), "days": days},
    )
    return {site: int(since) for site, since in rows}
