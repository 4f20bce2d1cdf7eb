"""The archive's figures for Prometheus, as a file for node_exporter's textfile collector.

Written whole or not at all (prometheus_client writes beside the place and renames).
Moments are timestamps, as Prometheus asks: the newest article's age is ``time() - …``,
which goes on growing should no run ever write the file again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from archive import checkup, reader

STATES = ("done", "gaps", "interrupted", "failed", "running")

Row = tuple[float, *tuple[str, ...]]


def write(db: sqlite3.Connection, folder: Path, path: Path) -> None:
    """The figures as they stand now.

    :raises OSError: ``path`` cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_to_textfile(str(path), registry(db, folder))


def registry(db: sqlite3.Connection, folder: Path) -> CollectorRegistry:
    """Every figure, computed from the rows; the first value of a row is the figure."""
    found = CollectorRegistry()

    def gauge(name: str, about: str, labels: str, rows: Iterable[Row]) -> None:
        one = Gauge(f"lamtheo_{name}", about, labels.split(), registry=found)
        for value, *names in rows:
            (one.labels(*names) if names else one).set(value)

    run = db.execute(
        "SELECT id, state, started_at, coalesce(finished_at, started_at) FROM runs"
        " WHERE kind = 'crawl' ORDER BY started_at DESC, rowid DESC LIMIT 1"
    ).fetchone()
    if run is not None:
        ident, state, started, finished = run
        gauge("last_run_timestamp_seconds", "When the last run ended", "", [(_unix(finished),)])
        gauge(
            "last_run_duration_seconds",
            "How long the last run took",
            "",
            [(_unix(finished) - _unix(started),)],
        )
        gauge(
            "last_run_state",
            "1 for the state of the last run",
            "state",
            [(float(name == state), name) for name in STATES],
        )
        nights = db.execute(
            "SELECT site, requests, bytes, outcomes FROM site_runs WHERE run_id = ?", (ident,)
        ).fetchall()
        gauge(
            "site_outcomes",
            "Articles by outcome in the last run",
            "site outcome",
            [
                (count, site, outcome)
                for site, _, _, outcomes in nights
                for outcome, count in json.loads(outcomes).items()
            ],
        )
        gauge("site_requests", "Requests in the last run", "site", [(n[1], n[0]) for n in nights])
        gauge("site_bytes", "Bytes kept in the last run", "site", [(n[2], n[0]) for n in nights])
    gauge(
        "articles",
        "Articles in the archive",
        "site verdict",
        db.execute("SELECT count(*), site, verdict FROM articles GROUP BY site, verdict"),
    )
    gauge(
        "newest_article_timestamp_seconds",
        "When the newest article of a site was first seen",
        "site",
        [
            (_unix(seen), site)
            for seen, site in db.execute(
                "SELECT max(first_seen_at), site FROM articles GROUP BY site"
            )
        ],
    )
    gauge(
        "gaps_open",
        "Gaps open",
        "site cause",
        db.execute("SELECT count(*), site, cause FROM gaps WHERE state = 'open' GROUP BY 2, 3"),
    )
    kept = reader.disk(folder)
    parts: list[Row] = [(kept[part], part) for part in ("database", "warc")]
    gauge("archive_bytes", "Bytes of the archive", "part", parts)
    left = checkup.disk(db, folder)
    gauge("disk_free_bytes", "Bytes free where the archive lies", "", [(left.free,)])
    if left.nights is not None:
        gauge("disk_nights", "Nights of the usual growth that still fit", "", [(left.nights,)])
    return found


def _unix(iso: str) -> float:
    return datetime.fromisoformat(iso).timestamp()
