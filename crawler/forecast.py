"""What a night would come to before it is run: requests, hours and bytes, from rows alone.

A site that had a whole night before is told by what the archive owes it and what its
nights were like; of one that had none only a range can be said, and is.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from archive import frontier, payload, reader, warc
from archive.gaps import misread_left
from archive.writer import WARC_FOLDER
from crawler import robots
from crawler.budget import is_before
from crawler.config import Config
from crawler.site import SiteSpider

NIGHTS = 7
"""Last nights by which a site's usual news and pace are told."""

PAGES = 200
"""Last captures of a kind by whose median a page's size is told."""

BYTES: Mapping[str, int] = {"article": 58_000, "other": 42_000}
"""Bytes of a compressed capture where the archive holds none yet: the medians of nine real
pages, five articles and four listings."""

SECONDS = 1.5
"""What an exchange takes beside the rest after it, where no night tells."""

FEWEST, MOST = (1, 10), (440, 6_600)
"""Listing pages and articles of one section on a first night: a section that has just begun,
and one with two articles a day since May 2016, fifteen to a page."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the least to the most; both are equal where one number is expected."""

    low: float
    high: float

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __mul__(self, factor: float) -> Span:
        return Span(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Expected:
    """One site's next night. ``known`` says that it had one before; ``parts`` are the
    requests by why they are made; ``delay`` is seconds from one request to the next,
    ``server`` the machine whose turns it shares, as far as the archive can tell."""

    site: str
    known: bool
    server: str
    requests: Span
    hours: Span
    bytes: Span
    delay: float
    parts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Forecast:
    """All sites. ``hours`` is that of the server that takes longest: servers are asked side
    by side, the sites of one in turn."""

    sites: tuple[Expected, ...]
    servers: dict[str, Span]
    requests: Span
    hours: Span
    bytes: Span


def forecast(
    db: sqlite3.Connection | None,
    folder: Path,
    sites: Iterable[type[SiteSpider]],
    config: Config,
    now: datetime | None = None,
) -> Forecast:
    """The next night of ``sites`` by the archive in ``folder``, open as ``db``; None: none yet."""
    now = now or datetime.now(UTC)
    due = frontier.revisits_due(db, now, config.revisit_days) if db else {}
    grown = _grown(db, folder)
    asked: set[str] = set()
    expected = []
    for cls in sites:
        # robots.txt is one request a host, whichever of its sites asks first.
        own = cls.host not in asked
        asked.add(cls.host)
        expected.append(_site(db, folder, cls, config, due.get(cls.name, 0), own, grown))
    servers: dict[str, Span] = {}
    for one in expected:
        servers[one.server] = servers.get(one.server, Span(0, 0)) + one.hours
    nothing = Span(0, 0)
    hours = Span(
        max((span.low for span in servers.values()), default=0),
        max((span.high for span in servers.values()), default=0),
    )
    return Forecast(
        tuple(expected),
        servers,
        sum((one.requests for one in expected), nothing),
        hours,
        sum((one.bytes for one in expected), nothing),
    )


def _site(
    db: sqlite3.Connection | None,
    folder: Path,
    cls: type[SiteSpider],
    config: Config,
    due: int,
    own_robots: bool,
    grown: float,
) -> Expected:
    entrances = len(cls.entrances())
    owed = _owed(db, cls, config)
    new = _news(db, cls.name)
    known = new is not None
    parts: dict[str, float] = {"robots": float(own_robots), "sections": entrances}
    parts["paging"] = sum(
        n for (role, why), n in owed.items() if role != "article" and why != "section"
    )
    parts["articles"] = sum(
        n for (role, why), n in owed.items() if role == "article" and why != "revisit"
    )
    if known and db is not None:
        parts["news"] = new or 0.0
        parts["misread"] = min(misread_left(db, cls.name), config.revisit_budget)
    parts["revisits"] = min(due, config.revisit_budget)
    if config.max_pages is not None:
        rest = float(config.max_pages)
        for name in ("articles", "news", "misread", "revisits"):
            if name in parts:
                parts[name] = min(parts[name], rest)
                rest -= parts[name]
    low = sum(parts.values())
    articles = sum(parts.get(name, 0) for name in ("articles", "news", "misread", "revisits"))
    pages, texts = Span(low - articles, low - articles), Span(articles, articles)
    if not known:
        listings = max(1, sum(one.role == "listing" for one in cls.entrances()))
        cap = float("inf") if config.max_pages is None else float(config.max_pages)
        pages += Span(0, listings * (MOST[0] - FEWEST[0]))
        least = 0.0 if articles else min(cap, listings * FEWEST[1])
        texts = Span(articles + least, min(cap, max(articles, listings * MOST[1])))
    requests = pages + texts
    delay, server = _server(db, folder, cls, config)
    pace = max(delay + SECONDS, _pace(db, cls.name)) if not config.mapped(cls.host) else delay + 0.1
    size = texts * _bytes(db, cls.name, "article") + pages * _bytes(db, cls.name, "other")
    return Expected(
        cls.name, known, server, requests, requests * (pace / 3600), size * grown, delay, parts
    )


def _owed(
    db: sqlite3.Connection | None, cls: type[SiteSpider], config: Config
) -> dict[tuple[str, str], int]:
    """Visits owed by role and why; a section is owed each night whatever the row says, and an
    article from before ``since`` is not asked for."""
    if db is None:
        return {}
    rows = db.execute(
        "SELECT role, owed, url, day FROM urls WHERE site = ? AND owed IS NOT NULL"
        " AND owed NOT IN ('section', 'revisit')",
        (cls.name,),
    )
    return Counter(
        (role, why)
        for role, why, url, day in rows
        if (role, why) != ("article", "new") or not is_before(day or cls.url_day(url), config.since)
    )


def _news(db: sqlite3.Connection | None, site: str) -> float | None:
    """Articles that a night after the first one usually finds; 0 after one night, None
    before any that ran to its end."""
    if db is None:
        return None
    nights = [
        row[0]
        for row in db.execute(
            "SELECT run_id FROM site_runs WHERE site = ? AND reason = '' AND finished_at NOTNULL"
            " ORDER BY started_at",
            (site,),
        )
    ]
    if not nights:
        return None
    found = dict(
        db.execute(
            "SELECT c.run_id, count(*) FROM urls u JOIN captures c ON c.id = u.found_in"
            " WHERE u.site = ? AND u.role = 'article' GROUP BY c.run_id",
            (site,),
        ).fetchall()
    )
    return float(median([found.get(run, 0) for run in nights[1:][-NIGHTS:]] or [0]))


def _pace(db: sqlite3.Connection | None, site: str) -> float:
    """Seconds from one request to the next on the site's last nights; 0 where none tells."""
    if db is None:
        return 0.0
    paces = [
        row[0]
        for row in db.execute(
            "SELECT (julianday(finished_at) - julianday(started_at)) * 86400 / requests"
            " FROM site_runs WHERE site = ? AND requests >= 10 AND finished_at NOTNULL"
            " ORDER BY started_at DESC LIMIT ?",
            (site, NIGHTS),
        )
    ]
    return float(median(paces)) if paces else 0.0


def _bytes(db: sqlite3.Connection | None, site: str, kind: str) -> float:
    """The median size of a site's captures of a kind, else of all sites', else a stated one."""
    which = "v.role = 'article'" if kind == "article" else "v.role <> 'article'"
    for where in ("c.site = :site AND", "") if db else ():
        assert db is not None
        sizes = [
            row[0]
            for row in db.execute(
                "SELECT c.length FROM captures c JOIN visits v ON v.capture_id = c.id"
                f" WHERE {where} {which} AND c.status = 200 AND c.record_type = 'response'"
                " ORDER BY c.fetched_at DESC LIMIT :pages",
                {"site": site, "pages": PAGES},
            )
        ]
        if sizes:
            return float(median(sizes))
    return float(BYTES[kind])


def _grown(db: sqlite3.Connection | None, folder: Path) -> float:
    """Bytes on the disk for each byte of captures: the requests' records and the rows too."""
    if db is None:
        return 1.5
    captured = db.execute("SELECT coalesce(sum(length), 0) FROM captures").fetchone()[0]
    held = reader.disk(folder)
    total = held["database"] + held["warc"]
    # Below a megabyte an archive is mostly empty tables.
    return max(1.0, total / captured) if captured > 1_000_000 else 1.5


def _server(
    db: sqlite3.Connection | None, folder: Path, cls: type[SiteSpider], config: Config
) -> tuple[float, str]:
    """Seconds between two requests, and who gives the turns: the address that answered last,
    since sites of one machine wait for each other, else the host."""
    host = cls.host
    port = 443 if urlsplit(cls.front()).scheme == "https" else 80
    delay = config.delay_for(f"{host}:{port}")
    if config.mapped(host):
        return delay, config.farm.resolve.get(f"{host}:{port}", host)
    if db is None:
        return delay, host
    said = _last(db, folder, f"{urlsplit(cls.front()).scheme}://{host}/robots.txt")
    if said is not None and said.status == 200:
        coding = {name.lower(): value for name, value in said.headers}.get("content-encoding", "")
        try:
            rules = robots.parse(payload.unpack(said.payload, coding, "robots"))
            delay = max(delay, rules.delay)
        except payload.PayloadError:
            pass
    return delay, (said.ip if said is not None else "") or host


def _last(db: sqlite3.Connection, folder: Path, url: str) -> warc.Stored | None:
    row = db.execute(
        "SELECT warc_file, offset FROM captures WHERE url = ? AND record_type = 'response'"
        " ORDER BY fetched_at DESC LIMIT 1",
        (url,),
    ).fetchone()
    try:
        return warc.read_at(folder / WARC_FOLDER, row[0], row[1]) if row else None
    except (OSError, ValueError):
        return None
