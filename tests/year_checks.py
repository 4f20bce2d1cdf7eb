"""What must hold in an archive after each night of :mod:`tests.year`, and after all of them.

Each check computes what should be from the farm's calendar and the machine's plan, or counts
the rows another way than the ledger does; it uses none of the code it checks.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive import warc
from archive.documents import catalogue
from archive.rebuild import differences, rebuild
from archive.writer import WARC_FOLDER, connect_readonly
from crawler.replay import Replay
from crawler.run import project_settings
from crawler.sites import Sites
from pipelines.read import read, reader_version
from tests.farm.calendar import Life
from tests.night import assert_sound, rows
from tests.year_faults import OF_A_FEW

if TYPE_CHECKING:
    from tests.year import Machine

VN = timezone(timedelta(hours=7))
AGES = (1, 7, 30, 180)
SLACK = 0.3
"""Days: a night begins up to ten minutes after its hour, or an hour after a kill."""

LATE = timedelta(days=14)
"""After a fault's end: the machine may be off for six nights, and what is proof comes when
an article does."""

KNOWN = Sites.from_settings(project_settings())
FINISHED = ("done", "gaps")


def night_of(moment: str) -> date:
    """The night that a moment of the archive belongs to: until the next 01:30 in Viet Nam."""
    return (datetime.fromisoformat(moment).astimezone(VN) - timedelta(minutes=90)).date()


def after_night(machine: Machine, day: date) -> None:
    """The run that ended just now, row by row."""
    with closing(connect_readonly(machine.data)) as db:
        run, state, due_for = db.execute(
            "SELECT id, state, due_for FROM runs ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
        assert (state in FINISHED, due_for) == (True, day.isoformat()), (state, due_for)
        visits = _visits(db, run)
        _adds_up(db, run, visits)
        _files(machine.data, db, run)
        _gaps_are_explained(machine, db, run, day)
        for site in machine.names:
            if machine.well(site, day):
                _cost(machine, site, day, visits[site])
                _revisits(machine, db, site, day, visits[site])


def _visits(db: sqlite3.Connection, run: str) -> dict[str, list[sqlite3.Row]]:
    found: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in db.execute(
        "SELECT v.*, u.section, u.found_in, c.record_type FROM visits v JOIN urls u USING (url)"
        " JOIN captures c ON c.id = v.capture_id WHERE v.run_id = ? ORDER BY v.visited_at",
        (run,),
    ):
        found[row["site"]].append(row)
    return found


def _adds_up(db: sqlite3.Connection, run: str, visits: dict[str, list[sqlite3.Row]]) -> None:
    """One outcome per URL visited; they sum to ``site_runs``; the URL says its last."""
    for site, outcomes, finished in db.execute(
        "SELECT site, outcomes, finished_at FROM site_runs WHERE run_id = ?", (run,)
    ):
        assert finished, (run, site)
        last = {row["url"]: row for row in visits[site]}
        counted = Counter(r["outcome"] for r in last.values() if r["role"] == "article")
        ledger = Counter(json.loads(outcomes))
        assert ledger.pop("pending", 0) == _pending(db, run, site)
        assert ledger == counted, (run, site, ledger, counted)
        for url, row in last.items():
            now = db.execute(
                "SELECT outcome, reason, visited_at, capture_id FROM urls WHERE url = ?", (url,)
            ).fetchone()
            assert tuple(now) == tuple(row[key] for key in now.keys()), url  # noqa: SIM118


def _pending(db: sqlite3.Connection, run: str, site: str) -> int:
    count: int = db.execute(
        "SELECT count(*) FROM urls WHERE site = ? AND role = 'article' AND owed IS NOT NULL"
        " AND not_before = '' AND url NOT IN (SELECT url FROM visits WHERE run_id = ?)",
        (site, run),
    ).fetchone()[0]
    return count


def _files(data: Path, db: sqlite3.Connection, run: str) -> None:
    """All WARC files are closed and registered, those of tonight as they lie on the disk."""
    folder = data / WARC_FOLDER
    known = dict(db.execute("SELECT name, sha256 FROM warc_files"))
    assert {path.name for path in folder.iterdir()} == known.keys()
    for (name,) in db.execute("SELECT DISTINCT warc_file FROM captures WHERE run_id = ?", (run,)):
        assert sha256((folder / name).read_bytes()).hexdigest() == known[name]


def _gaps_are_explained(machine: Machine, db: sqlite3.Connection, run: str, day: date) -> None:
    for row in db.execute("SELECT * FROM gaps WHERE opened_run = ?", (run,)):
        behind = [s for s in machine.faults(day) if s.strikes(row["site"])]
        assert any(row["cause"] in s.causes | OF_A_FEW for s in behind), (day, dict(row), behind)
        assert row["window_from"] < row["window_to"] <= row["seen_at"][:10] + "z", dict(row)
    for row in db.execute("SELECT * FROM gaps WHERE closed_by = ?", (run,)):
        # Closed by evidence: what stood open for a fault closes on a night without it. Pages
        # that lost their dates may still be dated, by what their listing said before.
        assert not any(
            s.strikes(row["site"]) and row["cause"] in s.causes and s.fault != "undated"
            for s in machine.faults(day)
        ), (day, dict(row))


def _cost(machine: Machine, site: str, day: date, visits: list[sqlite3.Row]) -> None:
    """A well night after a well one: a request per section, one per article new or due."""
    if machine.recovering(site, day):
        return
    # A farm that is well answers at once: for what timed out a loaded machine was too slow.
    visits = [row for row in visits if not row["reason"].startswith("timeout: ")]
    count = Counter(row["url"] for row in visits)
    assert max(count.values(), default=1) == 1, count.most_common(3)
    roles = Counter(row["role"] for row in visits)
    sections = len(KNOWN.by_name[site].sections)
    further = roles["listing"] + roles["feed"] + roles["sitemap"] - sections
    new = sum(row["new"] for row in visits)
    assert roles["robots"] <= 1
    # Beyond the first page only where something new, or moved, stands near its end.
    assert further <= new, (site, day, roles, new)


def born(row: sqlite3.Row) -> float:
    """When an article was born, in days: on its own day, or when found soon after that."""
    seen = _days(row["first_seen_at"])
    if row["published_day"]:
        own = _days(row["published_day"] + "T00:00:00+00:00")
        return own if seen - own > 2 else seen
    return seen


def is_due(of: float, last: float, now: float, slack: float) -> bool:
    """Whether an article passed an age for a revisit since its last visit."""
    steps = [of + age for age in AGES if last < of + age - 0.25]
    return now >= (steps[0] if steps else last + AGES[-1]) + slack


def _revisits(
    machine: Machine, db: sqlite3.Connection, site: str, day: date, visits: list[sqlite3.Row]
) -> None:
    """Only what is due by age is revisited, and while the budget lasts all of it."""
    now = _days(machine.time().isoformat())
    tonight = {row["url"] for row in visits if row["role"] == "article"}
    last: dict[str, float] = {}
    before: dict[str, float] = {}
    for url, at in db.execute(
        "SELECT url, visited_at FROM visits WHERE site = ? AND role = 'article'"
        " ORDER BY visited_at",
        (site,),
    ):
        before[url], last[url] = last.get(url, -1.0), _days(at)
    articles = {row["url"]: row for row in db.execute(
        "SELECT * FROM articles WHERE site = ?", (site,)
    )}  # fmt: skip
    again = [url for url in articles if url in tonight and before[url] >= 0]
    for url in again:
        early = not is_due(born(articles[url]), before[url], now, -SLACK)
        assert not early or machine.recovering(site, day), (url, "too early")
    assert len(again) <= machine.budget or machine.recovering(site, day), len(again)
    if len(again) < machine.budget:
        late = [url for url, row in articles.items() if is_due(born(row), last[url], now, SLACK)]
        assert not late, (site, late[:3], len(late), len(again))


def _days(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp() / 86400


def whole(machine: Machine) -> None:
    """The archive of all the nights."""
    assert_sound(machine.data)
    every_night_once(machine)
    every_visit_counted(machine)
    every_stretch_told(machine)
    every_article_kept(machine)
    every_file_sound(machine.data)
    assert rebuilt(machine.data, machine.data.parent / "rebuilt.db") == []


def every_night_once(machine: Machine) -> None:
    """Each night is the night of one finished run, or missed and told so by one; by
    Vietnamese date, whatever the date in UTC."""
    last = machine.first + timedelta(days=machine.nights - 1)
    settled: Counter[str] = Counter()
    for due_for, missed, started in rows(
        machine.data,
        "SELECT due_for, missed, started_at FROM runs WHERE trigger = 'schedule'"
        f" AND state IN {FINISHED}",
    ):
        assert night_of(started).isoformat() == due_for
        late = set(json.loads(missed)) - {due_for}
        settled.update([due_for, *late])
        assert sorted(late) == [
            each.isoformat()
            for each in machine.off
            if _back(machine, each) == date.fromisoformat(due_for)
        ]
    days = (machine.first + timedelta(days=n) for n in range(machine.nights))
    assert settled == Counter(day.isoformat() for day in days), last


def _back(machine: Machine, night: date) -> date:
    while night in machine.off:
        night += timedelta(days=1)
    return night


def every_visit_counted(machine: Machine) -> None:
    """The ledger of all runs, those that died too, adds up to the visits of articles: one for
    each run and URL."""
    told: Counter[str] = Counter()
    for (outcomes,) in rows(machine.data, "SELECT outcomes FROM site_runs"):
        told.update(json.loads(outcomes))
    del told["pending"]
    counted = Counter(
        outcome
        for _, outcome in {
            (run, url): outcome
            for run, url, outcome in rows(
                machine.data,
                "SELECT run_id, url, outcome FROM visits WHERE role = 'article'"
                " ORDER BY visited_at",
            )
        }.items()
    )
    assert told == counted


def every_stretch_told(machine: Machine) -> None:
    """Each fault that met enough pages opened a gap under its name with a window, and each
    gap is closed again, within days of the fault's end; all those that fail at once."""
    gaps = rows(
        machine.data, "SELECT site, cause, opened_at, closed_at FROM gaps ORDER BY opened_at"
    )
    problems: list[tuple[Any, ...]] = [("not closed", gap) for gap in gaps if not gap[3]]
    for stretch in machine.stretches:
        here = [
            gap
            for gap in gaps
            if stretch.strikes(gap[0]) and stretch.first <= night_of(gap[2]) <= stretch.last
        ]
        expected = machine.to_show(stretch)
        if expected and not any(gap[1] in expected for gap in here):
            problems.append(("not told", stretch, here))
        for gap in here:
            closed = night_of(gap[3]) if gap[3] and gap[1] in stretch.causes else None
            if closed and closed <= stretch.last and stretch.fault != "undated":
                problems.append(("closed too soon", stretch, gap))
            if closed and closed > stretch.last + LATE:
                problems.append(("closed too late", stretch, gap))
    assert not problems, (len(problems), problems)


def every_article_kept(machine: Machine) -> None:
    """Each article the farm announced on a night that was well is kept once, as it read on
    the last visit that got it; each irrelevant one has its outcome."""
    urls = {
        url: (outcome, at)
        for url, outcome, at in rows(machine.data, "SELECT url, outcome, visited_at FROM urls")
    }
    kept: dict[str, dict[str, Any]] = {}
    with closing(connect_readonly(machine.data)) as db:
        kept = {row["url"]: dict(row) for row in db.execute("SELECT * FROM articles")}
    mine: Counter[str] = Counter()
    problems = []
    for life in machine.calendar.lives:
        if life.site not in machine.names:
            continue
        here = [kept[url] for url in life.urls if url in kept]
        mine.update(row["url"] for row in here)
        relevant = life.states[-1][2].verdict != "irrelevant"
        nights = [n for n in machine.crawled if life.on(n) and machine.well(life.site, n)]
        if nights and relevant and not here:
            problems.append(("not kept", life.urls, [urls.get(url) for url in life.urls]))
        if nights and not relevant and not any(url in urls for url in life.urls):
            problems.append(("not seen", life.urls, []))
        if here and not relevant:
            problems.append(("irrelevant", life.urls, []))
        for row in here:
            # A text last seen on a night that spoilt it is kept as it was seen.
            if machine.well(life.site, night_of(row["last_seen_at"])):
                problems += list(_told_right(life, row))
        if len(here) > 1:
            problems.append(("kept twice", life.urls, [row["gone_at"] for row in here]))
    assert not problems, (len(problems), problems[:8])
    assert mine == Counter(kept.keys())


def _told_right(life: Life, row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    story = life.states[-1][2]
    bodies = {state[2].body for state in life.states}
    if row["body"] not in bodies:
        yield "body", row["url"], row["body"][-80:]
    if row["published_at"] != story.published_at:
        yield "date", row["url"], row["published_at"], story.published_at
    day = story.published.date().isoformat() if story.published else None
    if story.precision in ("minute", "day") and row["published_day"] != day:
        yield "day", row["url"], row["published_day"], day


def every_file_sound(data: Path) -> None:
    """WARC files read to their ends, with every capture where its row says."""
    folder = data / WARC_FOLDER
    assert not list(folder.glob("*" + warc.OPEN))
    stored = set()
    for name, size, digest in rows(data, "SELECT name, size, sha256 FROM warc_files"):
        path = folder / name
        assert (path.stat().st_size, warc.whole_length(path)) == (size, size)
        assert sha256(path.read_bytes()).hexdigest() == digest
        stored |= {
            (record.warc_file, record.offset, record.digest, record.url)
            for record in warc.scan(path)
            if record.record_type in ("response", "revisit", "metadata")
        }
    assert stored == set(rows(data, "SELECT warc_file, offset, digest, url FROM captures"))


def rebuilt(data: Path, target: Path) -> list[Any]:
    """The rows that a rebuild from all WARC files would change."""
    rebuild(
        data, target, KNOWN.facts(), catalogue().documents, Replay(KNOWN, read).page,
        reader_version(),
    )  # fmt: skip
    return list(differences(data / "archive.db", target))
