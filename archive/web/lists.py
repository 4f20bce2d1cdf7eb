"""Lists that a page shows beside its own, as files: gaps, sections, widest texts, nights.

The address without an ending leads to where the page shows them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from urllib.parse import quote

from archive.reader import reach
from archive.web.asked import Answer, Asked, NoSuchPage, Row, listed
from archive.web.coverage import gaps
from archive.web.spread import widest

ALL = -1
"""To SQLite, a LIMIT that is none."""

_GAP = (
    *("site", "organisation", "section", "cause", "window_from", "window_to", "state"),
    *("opened_at", "seen_at", "closed_at", "closed_by"),
)
_NIGHTS = (
    "SELECT r.site, r.run_id, n.kind, n.state, r.started_at, r.finished_at, r.requests, r.bytes,"
    " r.layout, r.reason FROM site_runs r JOIN runs n ON n.id = r.run_id WHERE r.site = :site"
    " ORDER BY r.started_at DESC"
)


def all_gaps(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Every gap, those still open first; of one site with ``?site=``."""
    site = asked.get("site")
    rows = [
        {name: gap[name] for name in _GAP}
        for state in ("open", "closed")
        for gap in gaps(db, state)
        if site in ("", gap["site"])
    ]
    return _files(rows, asked, _site(site) if site else "/do-phu#open")


def sections(db: sqlite3.Connection, asked: Asked) -> Answer:
    """How far back each section reaches; of one site with ``?site=``."""
    site = asked.get("site")
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    rows = [
        {"site": row["site"], "organisation": names.get(row["site"], "")} | row
        for row in reach(db, site)
    ]
    return _files(rows, asked, f"{_site(site)}#reach" if site else "/do-phu#reach")


def widest_texts(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Every text on the campaign that several sites carry, the most carried first."""
    rows = [
        row | {"archive_url": f"{asked.origin}/nhom/{row['id']}"}
        for row in (widest(db, ALL) if asked.format else ())
    ]
    return _files(rows, asked, "/lan-toa#widest")


def nights(db: sqlite3.Connection, asked: Asked) -> Answer:
    """What each run did on a site, the newest first."""
    site = asked.parts["name"]
    if not db.execute("SELECT 1 FROM sites WHERE name = ?", (site,)).fetchone():
        raise NoSuchPage(site)
    return _files(listed(db, _NIGHTS, {"site": site}), asked, f"{_site(site)}#nights")


def _site(name: str) -> str:
    return f"/trang/{quote(name, safe='')}"


def _files(rows: Sequence[Row], asked: Asked, shown_at: str) -> Answer:
    return Answer(rows=rows) if asked.format else Answer(goto=shown_at, passing=True)


PAGES = (
    ("/do-phu/khoang-trong", all_gaps),
    ("/do-phu/chuyen-muc", sections),
    ("/lan-toa/nhom", widest_texts),
    ("/trang/{name}/luot", nights),
)
