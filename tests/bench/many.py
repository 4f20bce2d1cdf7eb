"""An archive of very many generated articles, for measuring: texts of the farm, shuffled."""

from __future__ import annotations

import json
import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from archive.documents import catalogue
from archive.facts import write_documents, write_sites
from archive.migrations import migrate
from archive.records import Site
from archive.writer import DATABASE
from crawler.run import project_settings
from crawler.sites import Sites
from tests.farm.nights import editions

FIRST, DAYS = date(2016, 5, 15), 3840
PARAGRAPHS = 7
"""A body of some 2 KB, as a ward's report has; papers have twice as much."""


def build(folder: Path, count: int, seed: int = 5) -> Path:
    """The database of an archive with ``count`` articles; made once, then found again."""
    path = folder / DATABASE
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    db = Database(part)
    migrate(db)
    sites = Sites.from_settings(project_settings()).facts()
    with db.conn:
        write_sites(db.conn, sites)
        write_documents(db.conn, catalogue().documents)
        _fill(db.conn, count, random.Random(seed), sites)
    db.conn.execute("PRAGMA journal_mode = WAL")
    db.close()
    part.rename(path)
    return path


def _fill(db: sqlite3.Connection, count: int, dice: random.Random, sites: tuple[Site, ...]) -> None:
    stories = [story for site in editions(5)[1].stories.values() for story in site]
    pool = [text for story in stories for text in story.paragraphs]
    capture = _capture(db, sites[0].name)
    for n in range(1, count + 1):
        story, site = dice.choice(stories), dice.choice(sites)
        day = FIRST + timedelta(days=dice.randrange(DAYS))
        body = "\n\n".join(dice.sample(pool, PARAGRAPHS))
        named = story.documents
        at = f"{day}T08:{n % 60:02}+07:00"
        db.execute(
            "INSERT INTO articles(n, id, url, site, title, lead, body, published_at,"
            " published_precision, verdict, score, documents, digest, first_seen_at,"
            " last_seen_at, capture_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'minute', ?, 0.9, ?, ?, ?, ?, ?)",
            (
                n, f"{n:016x}", f"https://{site.host}/bai-{n}.html", site.name,
                f"{story.title} ({n})", story.lead, body, at, story.verdict,
                json.dumps(list(named)), f"{n:x}", f"{day}T20:00:00+00:00",
                f"{day}T20:00:00+00:00", capture,
            ),
        )  # fmt: skip
        for document in named:
            db.execute(
                "INSERT INTO mentions VALUES (?, ?, 'body', 0, 5, ?)",
                (f"{n:016x}", document, body[:5]),
            )


def _capture(db: sqlite3.Connection, site: str) -> str:
    """One capture that all articles point at: there is no WARC behind them."""
    db.execute("INSERT INTO runs(id, kind, started_at, state) VALUES ('r', 'crawl', '', 'done')")
    db.execute(
        "INSERT INTO captures(id, url, site, run_id, warc_file, offset, length, record_type,"
        " status, fetched_at) VALUES ('c', '', ?, 'r', '', 0, 0, 'response', 200, '')",
        (site,),
    )
    return "c"
