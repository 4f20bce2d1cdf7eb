"""What a run came to, site by site: every outcome counted once, every hole a gap.

The ledger trusts rows, not exit codes: a section that announces nothing, a
server that does not answer and a page that cannot be had are gaps, whatever
the crawler thought of its own run.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.records import Gap
from archive.writer import Archive


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


def close_site(archive: Archive, run_id: str, site: str, closed: str, *, finished: bool) -> None:
    """Count a site's night and open or close its gaps.

    ``closed`` is why the site was left alone early, "" when it was not; an
    unfinished one (interrupted, page limit) proves nothing about what it did not reach.
    """
    db = archive.begin()
    outcomes = _outcomes(archive, run_id, site)
    requests, size = db.execute(
        "SELECT count(*), coalesce(sum(length), 0) FROM captures"
        " WHERE run_id = ? AND site = ? AND record_type <> 'metadata'",
        (run_id, site),
    ).fetchone()
    gaps = _gaps(archive, run_id, site, closed, outcomes, finished)
    for gap in gaps:
        archive.gap(gap)
    if finished:
        _close_gaps(archive, run_id, site, closed, gaps)
    db.execute(
        "UPDATE site_runs SET finished_at = ?, requests = ?, bytes = ?, outcomes = ?, reason = ?"
        " WHERE run_id = ? AND site = ?",
        (_now(), requests, size, json.dumps(outcomes), closed, run_id, site),
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
    gaps = tuple(
        OpenGap(*row)
        for row in db.execute(
            "SELECT id, site, section, cause, detail, opened_at, opened_run = :run FROM gaps"
            " WHERE state = 'open' AND site IN (SELECT site FROM site_runs WHERE run_id = :run)"
            " ORDER BY site, section, cause",
            {"run": run_id},
        )
    )
    state = "interrupted" if stopped else "gaps" if gaps else "done"
    return Report(run_id, state, started, sites, gaps, recovered)


def _outcomes(archive: Archive, run_id: str, site: str) -> dict[str, int]:
    counted = dict(
        archive.db.execute(
            "SELECT outcome, count(*) FROM (SELECT url, outcome, max(visited_at) FROM visits"
            " WHERE run_id = ? AND site = ? AND role = 'article' GROUP BY url)"
            " GROUP BY outcome ORDER BY outcome",
            (run_id, site),
        ).fetchall()
    )
    pending = archive.db.execute(
        "SELECT count(*) FROM urls WHERE site = ? AND role = 'article' AND owed IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM visits WHERE visits.url = urls.url AND run_id = ?)",
        (site, run_id),
    ).fetchone()[0]
    return counted | ({"pending": pending} if pending else {})


def _gaps(
    archive: Archive,
    run_id: str,
    site: str,
    closed: str,
    outcomes: dict[str, int],
    finished: bool,
) -> list[Gap]:
    if closed:
        return [Gap(site, cause_of("broken", closed), closed)]
    found = []
    for section, url, role, outcome, reason, announced in archive.db.execute(
        "SELECT u.section, u.url, u.role, v.outcome, v.reason, v.announced FROM visits v"
        " JOIN urls u ON u.url = v.url WHERE v.run_id = ? AND v.site = ?"
        " AND u.role IN ('listing', 'feed', 'sitemap') AND v.visited_at ="
        " (SELECT max(visited_at) FROM visits w WHERE w.url = v.url AND w.run_id = v.run_id)",
        (run_id, site),
    ):
        where = section or url
        if outcome in ("broken", "blocked", "refused", "gone", "moved"):
            found.append(Gap(site, cause_of(outcome, reason), f"{url}: {reason}", where))
        elif announced == 0 and role == "listing":
            found.append(Gap(site, "empty-section", url, where))
    for outcome in ("broken", "blocked"):
        # As they stand, not as they went tonight: what was not asked for again is no better.
        count, url, reason = _failing(archive, site, outcome)
        if count:
            detail = f"{count}: {url} ({reason})"
            found.append(Gap(site, f"articles-{outcome}", detail))
    if finished and outcomes.get("pending"):
        found.append(Gap(site, "not-reached", str(outcomes["pending"])))
    return found


def _failing(archive: Archive, site: str, outcome: str) -> tuple[int, str, str]:
    """How many articles of a site last came to ``outcome``, with the latest and its reason."""
    # max() alone makes SQLite take the other columns from the row that holds it.
    count, url, reason, _ = archive.db.execute(
        "SELECT count(*), url, reason, max(visited_at) FROM urls"
        " WHERE site = ? AND outcome = ? AND role = 'article'",
        (site, outcome),
    ).fetchone()
    return count, url or "", reason or ""


def cause_of(outcome: str, reason: str) -> str:
    """The typed cause behind an outcome and its reason."""
    said = reason.removeprefix("refused: ")
    unreachable, _, why = said.partition("robots.txt unreachable: ")
    if why and not unreachable:
        return cause_of("broken", why)
    if said.startswith("robots.txt"):
        return "robots-forbid" if "disallows" in said else "robots-unreachable"
    if outcome != "broken":
        return {"gone": "section-gone", "moved": "section-moved"}.get(outcome, outcome)
    for start, cause in (
        ("HTTP", "server-error"),
        ("dns", "dns"),
        ("certificate", "certificate"),
        ("tls", "certificate"),
        ("reading", "unreadable"),
        ("payload", "unreadable"),
        ("body", "unreadable"),
        ("cut short", "cut-short"),
        ("blocked", "blocked"),
        ("crawl", "crawl-failed"),
        ("busy", "blocked"),
    ):
        if reason.startswith(start):
            return cause
    return "no-answer"


def _close_gaps(archive: Archive, run_id: str, site: str, closed: str, still: list[Gap]) -> None:
    """A gap is closed by evidence alone: a section's by a visit of tonight that went well, a
    site's by a night it was not left alone on, its articles' by there being no such any more."""
    seen = {(gap.section, gap.cause) for gap in still}
    well = {
        row[0]
        for row in archive.db.execute(
            "SELECT DISTINCT coalesce(nullif(u.section, ''), u.url) FROM visits v"
            " JOIN urls u ON u.url = v.url WHERE v.run_id = ? AND v.site = ?"
            " AND v.role IN ('listing', 'feed', 'sitemap')"
            " AND v.outcome IN ('archived', 'unchanged')",
            (run_id, site),
        )
    }
    for ident, section, cause in archive.db.execute(
        "SELECT id, section, cause FROM gaps WHERE site = ? AND state = 'open'", (site,)
    ).fetchall():
        if section:
            mended = section in well
        elif cause.startswith("articles-"):
            mended = not _failing(archive, site, cause.removeprefix("articles-"))[0]
        else:
            mended = not closed
        if mended and (section, cause) not in seen:
            archive.begin().execute(
                "UPDATE gaps SET state = 'closed', closed_at = ?, closed_by = ? WHERE id = ?",
                (_now(), run_id, ident),
            )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
