"""The front page: what is new, and how complete the archive is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from archive.reader import runs
from archive.web.asked import Answer, Asked, listed
from archive.web.changes import Mark, by_place, changes, marks
from archive.web.charts import Bars, bars, every_year
from archive.web.memory import kept

NEWEST = 6

_NEWEST = (
    "SELECT a.id, a.title, a.lead, a.site, a.published_at, a.documents, s.organisation, s.rights,"
    " a.gone_at FROM articles a INDEXED BY articles_newest JOIN sites s ON s.name = a.site"
    " WHERE a.verdict = 'relevant'"
    " ORDER BY a.published_at DESC, a.id LIMIT :limit"
)
_VERDICTS = "SELECT verdict, sum(number) FROM article_tally GROUP BY 1"
_BY_YEAR = (
    "SELECT substr(month, 1, 4) AS year, sum(number) AS articles FROM article_tally"
    " WHERE verdict = 'relevant' GROUP BY 1 ORDER BY 1"
)
# A document's key is matched with its quotes, as JSON writes it.
_DOCUMENTS = (
    "WITH named AS MATERIALIZED (SELECT documents, sum(number) AS number"
    " FROM article_tally WHERE verdict = 'relevant' GROUP BY 1)"
    " SELECT d.key, d.number, d.kind, d.title, d.issued_on, d.role,"
    " (SELECT coalesce(sum(number), 0) FROM named"
    "   WHERE instr(documents, '\"' || d.key || '\"')) AS articles"
    " FROM documents d ORDER BY d.role <> 'campaign', articles DESC, d.issued_on"
)


def front(db: sqlite3.Connection, _asked: Asked) -> Answer:
    verdicts = dict(db.execute(_VERDICTS).fetchall())
    newest = listed(db, _NEWEST, {"limit": NEWEST})
    years = listed(db, _BY_YEAR)
    changed = marks(changes(db), 4)
    drawn = _years(years, changed)
    return Answer(
        "front.html",
        context={
            "relevant": verdicts.get("relevant", 0),
            "mentions": verdicts.get("mention", 0),
            "newest": [row | {"documents": json.loads(row["documents"])} for row in newest],
            "years": drawn,
            "undated": undated(years),
            "changes": changed,
            "marks": by_place(changed, [bar.label for bar in drawn.bars]),
            "documents": documents(db),
            **completeness(db),
        },
        rows=years,
    )


def _years(rows: list[dict[str, Any]], changed: list[Mark]) -> Bars:
    counts = {row["year"]: row["articles"] for row in rows if row["year"]}
    # A year in which the archive itself changed is on the chart, with its mark.
    all_years = {**{mark.when: 0 for mark in changed}, **counts} if counts else {}
    return bars(every_year(all_years), width=1120, height=268, top=16, bottom=60)


def undated(rows: Iterable[Mapping[str, Any]]) -> int:
    """Of articles by year, how many are of none that is known and stand on no chart of years."""
    return sum(row["articles"] for row in rows if not row["year"].isdecimal())


def documents(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """The documents the campaign stands on, each with how many articles on it name it."""
    rows: list[dict[str, Any]] = listed(db, _DOCUMENTS)
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
            # Both ends of an index: min() and max() in one SELECT would read all of it.
            "SELECT (SELECT min(published_day) FROM articles) AS oldest,"
            " (SELECT max(published_day) FROM articles) AS newest",
        )[0],
    }


PAGES = (("/", front),)
