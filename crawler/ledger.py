"""What a run came to, site by site: every outcome counted once, every hole a gap.

The ledger trusts rows, not exit codes: what is wrong is judged by :mod:`crawler.health`
from what the pages held, and opened or closed as gaps by :mod:`crawler.gaps`,
whatever the crawler thought of its own run.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.frontier import NOT_DUE
from archive.writer import Archive
from crawler import gaps
from crawler.rhythm import Passed

QUIET = "quiet hours"
"""Why a site was not done, or not to its end: nothing is fetched at this hour."""


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
    """What ``lamtheo crawl`` prints. ``recovered`` counts pages a killed run had fetched,
    ``not_due`` the sites that it passed over."""

    run: str
    state: str
    started_at: str
    sites: tuple[SiteReport, ...]
    gaps: tuple[OpenGap, ...]
    recovered: int
    not_due: tuple[Passed, ...] = ()


def open_site(archive: Archive, run_id: str, site: str) -> None:
    archive.begin().execute(
        "INSERT OR IGNORE INTO site_runs(run_id, site, started_at, layout)"
        " SELECT :run, :site, :now, coalesce((SELECT layout FROM sites WHERE name = :site), '')",
        {"run": run_id, "site": site, "now": _now()},
    )


def close_site(
    archive: Archive,
    run_id: str,
    site: str,
    closed: str,
    *,
    finished: bool,
    slow: str = "",
    limited: str = "",
    refused: int = 0,
) -> None:
    """Count a site's night and open or close its gaps.

    ``closed`` is why the site was left alone early, "" when it was not; an
    unfinished night (interrupted) proves nothing about what it did not reach. ``slow`` is why
    a night had no room for all of it, ``limited`` what of our own kept us from the rest;
    ``refused`` counts articles found forbidden as they were at their last visit, without another.
    """
    db = archive.begin()
    outcomes = _outcomes(archive, run_id, site, refused)
    requests, size = _requests(archive, run_id, site)
    pending = outcomes.get("pending", 0)
    if limited and _left(db, run_id, site) == refused:
        limited = ""  # it came when all was done
    told = gaps.Told(
        run_id, site, closed, finished and not limited, pending, slow, limited, refused
    )
    gaps.settle(archive, told)
    db.execute(
        "UPDATE site_runs SET finished_at = ?, requests = ?, bytes = ?, outcomes = ?, reason = ?"
        " WHERE run_id = ? AND site = ?",
        (_now(), requests, size, json.dumps(outcomes), closed or limited, run_id, site),
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
    # A night that fell into quiet hours has not been: it is still owed.
    unheld = sites and all(site.reason == QUIET and not site.requests for site in sites)
    state = "interrupted" if stopped or unheld else "gaps" if opened else "done"
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


def _outcomes(archive: Archive, run_id: str, site: str, refused: int) -> dict[str, int]:
    counted = Counter(_visited(archive, run_id, site))
    counted["refused"] += refused
    counted["pending"] = _left(archive.db, run_id, site, " AND role = 'article'") - refused
    return {outcome: count for outcome, count in sorted(counted.items()) if count > 0}


def _left(db: sqlite3.Connection, run_id: str, site: str, only: str = "") -> int:
    """How much was due and had no visit."""
    count: int = db.execute(
        f"SELECT count(*) FROM urls WHERE site = ? AND owed IS NOT NULL AND not_before <> ?{only}"
        " AND NOT EXISTS (SELECT 1 FROM visits WHERE visits.url = urls.url AND run_id = ?)",
        (site, NOT_DUE, run_id),
    ).fetchone()[0]
    return count


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
