"""The front page: what is new, and how complete the archive is."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from archive.reader import runs
from archive.web.asked import Answer, Asked, listed
from archive.web.charts import Bars, bars, every_year
from archive.web.memory import kept

NEWEST = 6

_NEWEST = (
    "SELECT a.id, a.title, a.lead, a.site, a.published_at, a.documents, s.organisation, s.rights,"
    " a.gone_at FROM articles a INDEXED BY articles_newest JOIN sites s ON s.name = a.site"
    " WHERE a.verdict = 'relevant'"
    " ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id LIMIT :limit"
)
_VERDICTS = "SELECT verdict, count(*) FROM articles GROUP BY 1"
_BY_YEAR = (
    "SELECT substr(published_at, 1, 4) AS year, count(*) AS articles FROM articles"
    " WHERE verdict = 'relevant' AND published_at IS NOT NULL GROUP BY 1 ORDER BY 1"
)


def front(db: sqlite3.Connection, _asked: Asked) -> Answer:
    verdicts = kept(db, "verdicts", lambda: dict(db.execute(_VERDICTS).fetchall()))
    newest = listed(db, _NEWEST, {"limit": NEWEST})
    years = kept(db, "years", lambda: listed(db, _BY_YEAR))
    return Answer(
        "front.html",
        context={
            "relevant": verdicts.get("relevant", 0),
            "mentions": verdicts.get("mention", 0),
            "newest": [row | {"documents": json.loads(row["documents"])} for row in newest],
            "years": _years(years),
            "documents": documents(db),
            **completeness(db),
        },
        rows=years,
    )


def _years(rows: list[dict[str, Any]]) -> Bars:
    counts = every_year({row["year"]: row["articles"] for row in rows})
    return bars(counts, width=1120, height=240, every_label=True)


def documents(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """The documents the campaign stands on, each with how many articles on it name it."""
    return kept(db, "documents", lambda: _documents(db))


def _documents(db: sqlite3.Connection) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = listed(
        db,
        "SELECT d.key, d.number, d.kind, d.title, d.issued_on, d.role,"
        " (SELECT count(DISTINCT m.article_id) FROM mentions m WHERE m.document = d.key)"
        "   AS articles FROM documents d ORDER BY d.role <> 'campaign', articles DESC, d.issued_on",
    )
    return rows


def completeness(db: sqlite3.Connection) -> dict[str, Any]:
    """How much of what should be here is: sites, the last night, gaps, what is still owed."""
    return kept(db, "completeness", lambda: _completeness(db))


def _completeness(db: sqlite3.Connection) -> dict[str, Any]:
    sites = listed(
        db,
        "SELECT count(*) AS total, sum(verified <> 'never') AS verified, sum(EXISTS (SELECT 1"
        " FROM site_runs r WHERE r.site = s.name)) AS visited FROM sites s",
    )[0]
    night = next(iter(runs(db, 1)), None)
    told = listed(
        db,
        "SELECT sum(requests) AS requests, sum(bytes) AS bytes, count(*) AS sites FROM site_runs"
        " WHERE run_id = :run",
        {"run": night["id"] if night else ""},
    )[0]
    outcomes = listed(
        db,
        "SELECT outcome, count(*) AS visits FROM visits WHERE run_id = :run AND role = 'article'"
        " GROUP BY 1 ORDER BY 2 DESC",
        {"run": night["id"] if night else ""},
    )
    return {
        "sites": sites,
        "night": night,
        "night_told": told,
        "outcomes": outcomes,
        "gaps": listed(
            db,
            "SELECT cause, count(*) AS gaps FROM gaps WHERE state = 'open' GROUP BY 1"
            " ORDER BY 2 DESC, 1",
        ),
        "owed": db.execute("SELECT count(*) FROM urls WHERE owed IS NOT NULL").fetchone()[0],
        "captures": db.execute("SELECT count(*) FROM captures").fetchone()[0],
        "span": listed(
            db,
            "SELECT min(published_day) AS oldest, max(published_day) AS newest FROM articles"
            " WHERE published_day IS NOT NULL",
        )[0],
    }


PAGES = (("/", front),)
