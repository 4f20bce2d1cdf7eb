"""What a run came to, site by site: every outcome counted once, every hole a gap.

The ledger trusts rows, not exit codes: what is wrong is judged by :mod:`crawler.health`
from what the pages held, and opened or closed as gaps by :mod:`crawler.gaps`,
whatever the crawler thought of its own run.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.writer import Archive
from crawler import gaps


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site's night. ``outcomes`` counts each article URL once; requests count everything."""

    site: str
    requests: int
    bytes: int
    outcomes: dict[str, int]
    reason: str


@dataclass(frozen=True, slots=True)
class OpenGap:
    id: str
    site: str
    section: str
    cause: str
    detail: str
    opened_at: str
    new: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What ``lamtheo crawl`` prints. ``recovered`` counts pages a killed run had fetched."""

    run: str
    state: str
    started_at: str
    sites: tuple[SiteReport, ...]
    gaps: tuple[OpenGap, ...]
    recovered: int


def open_site(archive: Archive, run_id: str, site: str) -> None:
    archive.begin().execute(
        "INSERT OR IGNORE INTO site_runs(run_id, site, started_at) VALUES (?, ?, ?)",
        (run_id, site, _now()),
    )


def close_site(
    archive: Archive, run_id: str, site: str, closed: str, *, finished: bool, slow: str = ""
) -> None:
    """Count a site's night and open or close its gaps.

    ``closed`` is why the site was left alone early, "" when it was not; an
    unfinished one (interrupted, page limit) proves nothing about what it did not reach.
    ``slow`` is why a night had no room for all of it.
    """
    db = archive.begin()
    outcomes = _outcomes(archive, run_id, site)
    requests, size = db.execute(
        "SELECT count(*), coalesce(sum(length), 0) FROM captures"
        " WHERE run_id = ? AND site = ? AND record_type <> 'metadata'",
        (run_id, site),
    ).fetchone()
    pending = outcomes.get("pending", 0)
    gaps.settle(archive, gaps.Told(run_id, site, closed, finished, pending, slow))
    db.execute(
        "UPDATE site_runs SET finished_at = ?, requests = ?, bytes = ?, outcomes = ?, reason = ?"
        " WHERE run_id = ? AND site = ?",
        (_now(), requests, size, json.dumps(outcomes), closed, run_id, site),
    )


def recount(archive: Archive) -> None:
    """Count what runs that died had fetched, once it is read: their visits are visits too."""
    db = archive.begin()
    for run_id, site in db.execute(
        "SELECT DISTINCT v.run_id, v.site FROM runs r JOIN visits v ON v.run_id = r.id"
        " LEFT JOIN site_runs s ON s.run_id = r.id AND s.site = v.site"
        " WHERE r.state IN ('interrupted', 'failed') AND coalesce(s.outcomes, '{}') = '{}'"
    ).fetchall():
        db.execute(
            "INSERT OR IGNORE INTO site_runs(run_id, site, started_at)"
            " SELECT id, ?, started_at FROM runs WHERE id = ?",
            (site, run_id),
        )
        requests, size = _requests(archive, run_id, site)
        db.execute(
            "UPDATE site_runs SET requests = ?, bytes = ?, outcomes = ?"
            " WHERE run_id = ? AND site = ?",
            (requests, size, json.dumps(_visited(archive, run_id, site)), run_id, site),
        )


def report(archive: Archive, run_id: str, stopped: bool = False, recovered: int = 0) -> Report:
    """The run's report, from the rows."""
    db = archive.db
    started = db.execute("SELECT started_at FROM runs WHERE id = ?", (run_id,)).fetchone()[0]
    sites = tuple(
        SiteReport(site, requests, size, json.loads(outcomes), reason)
        for site, requests, size, outcomes, reason in db.execute(
            "SELECT site, requests, bytes, outcomes, reason FROM site_runs WHERE run_id = ?"
            " ORDER BY site",
            (run_id,),
        )
    )
    opened = tuple(
        OpenGap(*row)
        for row in db.execute(
            "SELECT id, site, section, cause, detail, opened_at, opened_run = :run FROM gaps"
            " WHERE state = 'open' AND site IN (SELECT site FROM site_runs WHERE run_id = :run)"
            " ORDER BY site, section, cause",
            {"run": run_id},
        )
    )
    state = "interrupted" if stopped else "gaps" if opened else "done"
    return Report(run_id, state, started, sites, opened, recovered)


def _requests(archive: Archive, run_id: str, site: str) -> tuple[int, int]:
    count, size = archive.db.execute(
        "SELECT count(*), coalesce(sum(length), 0) FROM captures"
        " WHERE run_id = ? AND site = ? AND record_type <> 'metadata'",
        (run_id, site),
    ).fetchone()
    return count, size


def _visited(archive: Archive, run_id: str, site: str) -> dict[str, int]:
    return dict(
        archive.db.execute(
            "SELECT outcome, count(*) FROM (SELECT url, outcome, max(visited_at) FROM visits"
            " WHERE run_id = ? AND site = ? AND role = 'article' GROUP BY url)"
            " GROUP BY outcome ORDER BY outcome",
            (run_id, site),
        ).fetchall()
    )


def _outcomes(archive: Archive, run_id: str, site: str) -> dict[str, int]:
    counted = _visited(archive, run_id, site)
    pending = archive.db.execute(
        "SELECT count(*) FROM urls WHERE site = ? AND role = 'article' AND owed IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM visits WHERE visits.url = urls.url AND run_id = ?)",
        (site, run_id),
    ).fetchone()[0]
    return counted | ({"pending": pending} if pending else {})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
