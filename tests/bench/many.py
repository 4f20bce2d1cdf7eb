"""An archive of very many generated articles, for measuring: texts of the farm, shuffled.

With what a crawl leaves beside them: five times as many other addresses, captures, texts, visits
of the last night, nights and gaps, places named, and groups of reposts.
"""

from __future__ import annotations

import json
import random
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from archive.documents import catalogue
from archive.facts import write_documents, write_sites
from archive.migrations import migrate
from archive.places import province_after, provinces_after, provinces_before, provinces_within
from archive.records import Site
from archive.writer import DATABASE
from crawler.run import project_settings
from crawler.sites import Sites
from tests.farm.nights import editions

FIRST, DAYS = date(2016, 5, 15), 3840
LAST = FIRST + timedelta(days=DAYS)
PARAGRAPHS = 7
"""A body of some 2 KB, as a ward's report has; papers have twice as much."""
OTHERS = 5
"""Addresses of other articles that a crawl knows for each one on the campaign."""
ELSEWHERE, FURTHER = 0.1, 0.15
"""Shares of articles that name no place of their own province, or one of another beside."""
NIGHTS = 30
VISITED = 30_000
"""Pages the last night visited."""
SECTIONS = ("Thời sự", "Xây dựng Đảng", "Học tập và làm theo Bác", "Kinh tế", "Văn hóa", "Xã hội")
OUTCOMES = ("irrelevant",) * 16 + ("pending",) * 2 + ("moved", "duplicate")


def build(folder: Path, count: int, seed: int = 5) -> Path:
    """The database of an archive with ``count`` articles; made once, then found again."""
    path = folder / DATABASE
    if path.exists():
        migrate(Database(path))
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    db = Database(part)
    migrate(db)
    sites = Sites.from_settings(project_settings()).facts()
    for setting in ("synchronous = OFF", "cache_size = -500000"):
        db.conn.execute(f"PRAGMA {setting}")
    with db.conn:
        write_sites(db.conn, sites)
        write_documents(db.conn, catalogue().documents)
        _Maker(db.conn, random.Random(seed), sites).fill(count)
    db.conn.execute("PRAGMA journal_mode = WAL")
    db.close()
    part.rename(path)
    return path


@dataclass(frozen=True, slots=True)
class _Article:
    n: int
    id: str
    url: str
    site: str
    at: str


class _Maker:
    def __init__(self, db: sqlite3.Connection, dice: random.Random, sites: tuple[Site, ...]):
        self.db, self.dice, self.sites = db, dice, sites
        # A few papers publish most of what there is.
        self.weights = [min(dice.paretovariate(0.9), 40) for _ in sites]
        self.stories = [s for site in editions(5)[1].stories.values() for s in site]
        self.pool = [text for story in self.stories for text in story.paragraphs]

    def fill(self, count: int) -> None:
        self._nights()
        self._places()
        made = [self._article(n) for n in range(1, count + 1)]
        self._reposts(made)
        for n in range(count * OTHERS):
            self._other(n)
        self._last_night()

    def _nights(self) -> None:
        for night in range(NIGHTS):
            at = datetime.combine(LAST, datetime.min.time()) - timedelta(days=NIGHTS - night - 1)
            version = "lamtheo/0.2" if night > NIGHTS // 2 else "lamtheo/0.1"
            self.db.execute(
                "INSERT INTO runs(id, kind, started_at, finished_at, state, version)"
                " VALUES (?, 'crawl', ?, ?, 'done', ?)",
                (f"r{night:02}", f"{at:%F}T18:00:00+00:00", f"{at:%F}T21:00:00+00:00", version),
            )
            self.db.executemany(
                "INSERT INTO site_runs(run_id, site, started_at, requests, bytes)"
                " VALUES (?, ?, ?, 200, 9000000)",
                [(f"r{night:02}", site.name, f"{at:%F}T18:00:00+00:00") for site in self.sites],
            )
        for n, site in enumerate(self.sites):
            self.db.execute(
                "INSERT INTO gaps(id, site, section, cause, detail, opened_run, opened_at,"
                " seen_at, state) VALUES (?, ?, ?, 'empty-section', '{}', 'r00', ?, ?, ?)",
                (f"g{n}", site.name, SECTIONS[n % 6], f"{LAST}", f"{LAST}", "open" if n % 4 else
                 "closed"),
            )  # fmt: skip

    def _places(self) -> None:
        for name in provinces_before():
            self.db.execute("INSERT INTO places VALUES (?, ?, ?, '')", (f"b:{name}", name, name))
        for name in provinces_after():
            self.db.execute("INSERT INTO places VALUES (?, ?, '', ?)", (f"a:{name}", name, name))

    def _article(self, n: int) -> _Article:
        dice = self.dice
        story, site = dice.choice(self.stories), dice.choices(self.sites, self.weights)[0]
        day = FIRST + timedelta(days=dice.randrange(DAYS))
        body = "\n\n".join(dice.sample(self.pool, PARAGRAPHS))
        url = f"https://{site.host}/bai-{n}.html"
        ident = sha256(url.encode()).hexdigest()[:16]
        made = _Article(n, ident, url, site.name, f"{day}T08:{n % 60:02}+07:00")
        seen, capture = f"{LAST}T18:30:{n % 60:02}+00:00", self._capture(n, url, site.name)
        before = self._spoken_of(site)
        after = sorted({province_after(name) for name in before})
        self.db.execute(
            "INSERT INTO articles(n, id, url, site, title, lead, body, published_at,"
            " published_precision, verdict, score, documents, digest, first_seen_at,"
            " last_seen_at, capture_id, cluster_id, reader_version, about_before, about_after)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'minute', ?, 0.9, ?, ?, ?, ?, ?, ?, 'r1', ?, ?)",
            (
                n, ident, url, site.name, f"{story.title} ({n})", story.lead, body, made.at,
                story.verdict, json.dumps(list(story.documents)), f"{n:x}", seen, seen, capture,
                f"k{ident}", json.dumps(before, ensure_ascii=False),
                json.dumps(after, ensure_ascii=False),
            ),
        )  # fmt: skip
        self.db.execute(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?)",
            (ident, capture, seen, story.title, story.lead, body, f"{n:x}"),
        )
        for place in (*(f"b:{name}" for name in before), *(f"a:{name}" for name in after)):
            self.db.execute(
                "INSERT INTO article_places VALUES (?, ?, 'subject', '')", (ident, place)
            )
        for document in story.documents:
            self.db.execute(
                "INSERT INTO mentions VALUES (?, ?, 'body', 0, 5, ?)", (ident, document, body[:5])
            )
        self._address(url, site.name, "Học tập và làm theo Bác", "archived", day, capture)
        return made

    def _spoken_of(self, site: Site) -> list[str]:
        """Mostly the site's own province; now and then another too, or none that can be told."""
        own = site.province_before or next(iter(provinces_within(site.province_after)), "")
        chance = self.dice.random()
        named = {own} if own and chance > ELSEWHERE else set()
        if chance < ELSEWHERE + FURTHER:
            named |= set(self.dice.sample(provinces_before(), self.dice.randrange(3)))
        return sorted(named)

    def _other(self, n: int) -> None:
        site, outcome = self.dice.choices(self.sites, self.weights)[0], self.dice.choice(OUTCOMES)
        day = FIRST + timedelta(days=self.dice.randrange(DAYS))
        url, section = f"https://{site.host}/khac-{n}.html", self.dice.choice(SECTIONS)
        self._address(url, site.name, section, outcome, day, None)

    def _address(
        self, url: str, site: str, section: str, outcome: str, day: date, capture: str | None
    ) -> None:
        self.db.execute(
            "INSERT INTO urls(url, site, role, section, found_at, owed, outcome, day, capture_id)"
            " VALUES (?, ?, 'article', ?, ?, ?, ?, ?, ?)",
            (
                url, site, section, f"{LAST}T18:00:00+00:00",
                "new" if outcome == "pending" else None, outcome, f"{day}", capture,
            ),
        )  # fmt: skip

    def _capture(self, n: int, url: str, site: str) -> str:
        """There is no WARC file behind it."""
        self.db.execute(
            "INSERT INTO captures(id, url, site, run_id, warc_file, offset, length, record_type,"
            " status, digest, fetched_at) VALUES (?, ?, ?, ?, 'w', ?, 999, 'response', 200, ?, ?)",
            (
                f"urn:uuid:{n:08x}", url, site, f"r{n % NIGHTS:02}", n * 1000, f"sha1:{n:032X}",
                f"{LAST}T18:30:{n % 60:02}+00:00",
            ),
        )  # fmt: skip
        return f"urn:uuid:{n:08x}"

    def _reposts(self, made: list[_Article]) -> None:
        """Groups of two to six: every tenth article or so carries another's text."""
        left = self.dice.sample(made, len(made))
        for _ in range(len(made) // 40):
            group = sorted((left.pop() for _ in range(self.dice.choice((2, 2, 3, 4, 6)))),
                           key=lambda one: one.at)  # fmt: skip
            first = group[0]
            self.db.executemany(
                "UPDATE articles SET cluster_id = ? WHERE n = ?",
                [(f"k{first.id}", one.n) for one in group],
            )
            self.db.execute(
                "INSERT INTO clusters(id, size, first_article, first_published_at)"
                " VALUES (?, ?, ?, ?)",
                (f"k{first.id}", len(group), first.id, first.at),
            )

    def _last_night(self) -> None:
        self.db.execute(
            "INSERT INTO visits(capture_id, run_id, site, url, role, outcome, reason, visited_at)"
            " SELECT c.id, ?, c.site, c.url, 'article', 'archived', '', c.fetched_at"
            " FROM captures c LIMIT ?",
            (f"r{NIGHTS - 1:02}", VISITED),
        )
