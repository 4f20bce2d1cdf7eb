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
from datetime import date, timedelta
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
from tests.year_faults import OF_A_FEW, night_of
from tests.year_revisits import revisits

if TYPE_CHECKING:
    from tests.year import Machine

LATE = timedelta(days=14)
"""After a fault's end: the machine may be off for six nights, and what is proof comes when
an article does."""

KNOWN = Sites.from_settings(project_settings())
FINISHED = ("done", "gaps")


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
                revisits(machine, db, run, site, day, visits[site])


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
    """One outcome per URL visited; they sum to ``site_runs``; the URL says its last. What the
    same robots.txt still forbids is counted without another visit."""
    for site, outcomes, finished in db.execute(
        "SELECT site, outcomes, finished_at FROM site_runs WHERE run_id = ?", (run,)
    ):
        assert finished, (run, site)
        last = {row["url"]: row for row in visits[site]}
        counted = Counter(r["outcome"] for r in last.values() if r["role"] == "article")
        counted["refused"] += _refused_still(db, run, site)
        ledger = Counter(json.loads(outcomes))
        assert ledger.pop("pending", 0) == _pending(db, run, site)
        assert ledger == counted, (run, site, ledger, counted)
        for url, row in last.items():
            now = db.execute(
                "SELECT outcome, reason, visited_at, capture_id FROM urls WHERE url = ?", (url,)
            ).fetchone()
            assert tuple(now) == tuple(row[key] for key in now.keys()), url  # noqa: SIM118


def _refused_still(db: sqlite3.Connection, run: str, site: str) -> int:
    """Articles that robots.txt forbids as at their last visit, of which tonight wrote none."""
    count: int = db.execute(
        "SELECT count(*) FROM urls WHERE site = ? AND role = 'article' AND owed = 'retry'"
        " AND reason LIKE 'refused: robots.txt disallows %'"
        " AND url NOT IN (SELECT url FROM visits WHERE run_id = ?)",
        (site, run),
    ).fetchone()[0]
    return count


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
        if row["cause"] in OF_A_FEW:
            # What failed night after night waits for some, beyond the end of the fault.
            last = db.execute(
                "SELECT visited_at FROM urls WHERE url = ?", (json.loads(row["detail"])["url"],)
            ).fetchone()[0]
            behind += [s for s in machine.faults(night_of(last)) if s.strikes(row["site"])]
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
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    last = {
        (run, site, url): outcome
        for run, site, url, outcome in rows(
            machine.data,
            "SELECT run_id, site, url, outcome FROM visits WHERE role = 'article'"
            " ORDER BY visited_at",
        )
    }
    for (run, site, _), outcome in last.items():
        counted[run, site][outcome] += 1
    for run, site, outcomes, started in rows(
        machine.data, "SELECT run_id, site, outcomes, started_at FROM site_runs"
    ):
        told = Counter(json.loads(outcomes))
        del told["pending"]
        more = told - counted[run, site]
        if machine.forbidden(site, night_of(started)):
            del more["refused"]  # without another visit, as after_night has counted them
        assert not more, (run, site, more)
        assert not counted.pop((run, site)) - told, (run, site, told)
    assert not any(counted.values()), counted


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
        # Whether the old URL leads to the new one is asked on the night after that was found.
        found = max((night_of(row["first_seen_at"]) for row in here), default=machine.first)
        if len(here) > 1 and found < machine.crawled[-1]:
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
