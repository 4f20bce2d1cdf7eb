"""The sites: who they are, whether they still stand, and what the archive has of each."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from archive.decisions import ACTIVE, Standing, standings
from archive.reader import reach
from archive.text import fold, vietnamese
from archive.web.asked import Answer, Asked, NoSuchPage, listed
from archive.web.changes import by_place, changes, marks, told, touching
from archive.web.charts import bars, every_year
from archive.web.coverage import gaps
from archive.web.front import undated

_SITES = (
    "SELECT s.name, s.organisation, s.level, s.host, s.district, s.province_before,"
    " s.province_after, s.status, s.verified, s.host_status, s.successor, s.rights, s.family,"
    " (SELECT count(*) FROM articles a WHERE a.site = s.name AND a.verdict = 'relevant')"
    "   AS articles,"
    " (SELECT max(finished_at) FROM site_runs r WHERE r.site = s.name) AS last_night,"
    " (SELECT count(*) FROM gaps g WHERE g.site = s.name AND g.state = 'open') AS gaps"
    " FROM sites s"
)


def sites(db: sqlite3.Connection, _asked: Asked) -> Answer:
    stands = standings(db)
    rows = [
        row | {"fate": _fate(stands.get(row["name"], ACTIVE), row["status"])}
        for row in listed(db, _SITES)
    ]
    by_province: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: vietnamese(row["organisation"])):
        by_province.setdefault(row["province_after"], []).append(row)
    order = sorted(by_province, key=lambda name: (name != "", vietnamese(name)))
    return Answer(
        "sites.html",
        context={
            "groups": [(name, _anchor(name), by_province[name]) for name in order],
            "total": len(rows),
            "verified": sum(row["verified"] != "never" for row in rows),
        },
        rows=sorted(rows, key=lambda row: str(row["name"])),
    )


def _anchor(province: str) -> str:
    """The name of a province as part of an address: "Hà Tĩnh" is ha-tinh."""
    return "-".join(re.findall(r"[a-z]+", fold(province))) or "trung-uong"


def _fate(standing: Standing, status: str) -> str:
    """What became of a site: what a person decided, else what its facts say."""
    return standing.state if standing.rests else status


def _hosts(site: Mapping[str, Any]) -> dict[str, Any]:
    """The hosts a site had from a day or until one; and its other names, of which no day is
    known."""
    spans = json.loads(site["host_spans"])
    dated = [span for span in spans if span["since"] or span["until"]]
    told_of = {site["host"], *(span["host"] for span in dated)}
    others = [*json.loads(site["aliases"]), *(span["host"] for span in spans)]
    return {"spans": dated, "others": [h for h in dict.fromkeys(others) if h not in told_of]}


def one(db: sqlite3.Connection, asked: Asked) -> Answer:
    name = asked.parts["name"]
    found = listed(db, "SELECT * FROM sites WHERE name = :name", {"name": name})
    if not found:
        raise NoSuchPage(name)
    site = found[0]
    standing = standings(db).get(name, ACTIVE)
    years = listed(
        db,
        "SELECT coalesce(substr(published_at, 1, 4), '') AS year, count(*) AS articles"
        " FROM articles WHERE site = :name AND verdict = 'relevant' GROUP BY 1 ORDER BY 1",
        {"name": name},
    )
    changed = marks(touching(changes(db), [name]), 4)
    counts = {row["year"]: row["articles"] for row in years}
    dated = any(year.isdecimal() for year in counts)
    drawn = every_year({**{mark.when: 0 for mark in changed}, **counts} if dated else {})
    return Answer(
        "site.html",
        title=site["organisation"],
        context={
            "site": site,
            **_hosts(site),
            "standing": standing,
            "fate": _fate(standing, site["status"]),
            "undated": undated(years),
            "chart": bars(drawn, width=720, height=220, top=16, bottom=60),
            "changes": changed,
            "marks": by_place(changed, [year for year, _ in drawn]),
            "outcomes": listed(
                db,
                "SELECT outcome, count(*) AS urls FROM urls WHERE site = :name"
                " GROUP BY 1 ORDER BY 2 DESC",
                {"name": name},
            ),
            "sections": reach(db, name),
            "gaps": [row for row in gaps(db, "open") if row["site"] == name],
            "nights": listed(
                db,
                "SELECT r.*, n.state FROM site_runs r JOIN runs n ON n.id = r.run_id"
                " WHERE r.site = :name ORDER BY r.started_at DESC LIMIT 14",
                {"name": name},
            ),
            "newest": listed(
                db,
                "SELECT id, title, published_at FROM articles WHERE site = :name"
                " AND verdict = 'relevant' ORDER BY published_at DESC LIMIT 8",
                {"name": name},
            ),
        },
        rows=[row | told(changed, row["year"]) for row in years],
    )


PAGES = (("/trang", sites), ("/trang/{name}", one))
