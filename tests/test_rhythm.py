"""A site that publishes rarely is asked by its own rhythm, where the configuration allows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.records import VIETNAM, Gap, Section
from archive.writer import DATABASE, Archive, connect_readonly
from crawler.config import Config
from crawler.rhythm import Passed, passed_over, usual_interval
from spiders.quevo import Quevo
from tests.farm.farm import Farm
from tests.night import crawl, rows, story
from tests.small_archive import SITE, alone, answer, small_archive, told
from tests.test_alerts import rhythm

NOW = datetime.now(UTC)
OWN = Config(rhythm="own")


def execute(data: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(data / DATABASE)) as db, db:
        db.execute(sql, values)


def since(data: Path, days: float) -> None:
    """Let the site's last good night be so many days ago, and all be done that it left."""
    moment = (NOW - timedelta(days=days)).isoformat()
    execute(data, "UPDATE site_runs SET started_at = ?1, finished_at = ?1", moment)
    execute(data, "UPDATE urls SET owed = NULL, visited_at = ?", NOW.isoformat())


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of a site that publishes each twentieth day."""
    alone(tmp_path, monkeypatch)
    data = small_archive(tmp_path / "data")
    rhythm(data, every=20, silent=10)
    since(data, 1)
    return data


def passed(data: Path, config: Config = OWN, **facts: Any) -> tuple[Passed, ...]:
    with closing(connect_readonly(data)) as db:
        return passed_over(db, config, [replace(SITE, **facts)], NOW)


def test_it_is_passed_over_until_half_its_interval_has_passed(data: Path) -> None:
    due = (NOW + timedelta(days=6)).astimezone(VIETNAM).date().isoformat()
    assert passed(data) == (Passed("mau", 20, due),)
    assert passed(data, Config()) == ()  # unless told otherwise, each night asks all


@pytest.mark.parametrize(
    ("every", "nights"),
    [(1, 1), (2, 1), (3, 1), (4, 2), (6, 3), (13, 6), (14, 7), (30, 7), (300, 7)],
)
def test_it_is_asked_by_half_its_interval_and_each_week(
    tmp_path: Path, every: int, nights: int
) -> None:
    """A night may begin some hours earlier in its day than the last one did."""
    data = small_archive(tmp_path)
    rhythm(data, every, silent=0)
    asked = []
    for days in range(1, 9):
        since(data, days - 0.1)
        asked.append(not passed(data))
    assert asked.index(True) + 1 == nights
    assert all(asked[nights - 1 :])


def gap(data: Path) -> None:
    with Archive(data) as archive:
        archive.begin_run((), ())
        archive.gap(Gap("mau", "empty-section", "{}", "Tin tức"))
        archive.finish_run("gaps")


@pytest.mark.parametrize(
    "harm",
    [
        gap,
        lambda data: execute(data, "UPDATE urls SET owed = 'new' WHERE url LIKE '%/7'"),
        lambda data: execute(data, "DELETE FROM site_runs WHERE run_id >= '00000002'"),
        lambda data: execute(data, "UPDATE site_runs SET reason = 'dns'"),
        lambda data: execute(data, "UPDATE runs SET state = 'interrupted'"),
        lambda data: execute(data, "UPDATE urls SET day = '' WHERE url NOT LIKE '%/1_'"),
        lambda data: execute(data, "UPDATE articles SET first_seen_at = '2024-01-01T00:00:00Z'"
                                   " WHERE gone_at IS NULL") or
                     execute(data, "UPDATE urls SET visited_at = '2024-01-02T00:00:00+00:00'"),
        lambda data: execute(data, "UPDATE site_runs SET started_at = '2199-01-01T00:00:00+00:00'"),
    ],
    ids=["gap", "owed", "few-nights", "not-good", "not-ended", "no-rhythm", "revisit", "clock"],
)  # fmt: skip
def test_it_is_never_passed_over_while_something_is_owed_to_it(data: Path, harm: Any) -> None:
    assert passed(data)
    harm(data)
    assert not passed(data)


def test_a_section_that_is_new_in_its_file_is_asked_at_once(data: Path) -> None:
    known = Section("https://mau.example/1")
    assert passed(data, sections=(known,))
    assert not passed(data, sections=(known, Section("https://mau.example/hoc-tap")))


def test_an_interval_is_the_usual_one() -> None:
    monthly = [f"2026-{month:02}-15" for month in range(1, 13)]
    assert usual_interval([*monthly, *(f"2026-05-{day}" for day in (16, 17, 18))]) == 30
    assert usual_interval(monthly[:10]) is None


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm(night=1) as served:
        yield served


@pytest.fixture
def enrolled(farm: Farm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three nights of one enrolled site, whose articles are then dated a fortnight apart."""
    alone(tmp_path, monkeypatch)
    data = tmp_path / "data"
    for _ in range(3):
        crawl(data, farm, ["quevo"])
    with Archive(data, "decide") as archive:
        archive.begin_run((), (), kind="decide")
        archive.decide("enrol", "quevo", "thử", {"host": Quevo.host, "passed": "yes"})
        archive.finish_run("done")
    urls = rows(data, "SELECT url FROM urls WHERE site = 'quevo' AND role = 'article'")
    for n, (url,) in enumerate(urls):
        day = (NOW - timedelta(days=15 * n)).date().isoformat()
        execute(data, "UPDATE urls SET day = ? WHERE url = ?", day, url)
    assert not rows(data, "SELECT 1 FROM gaps WHERE state = 'open'")
    return data


@pytest.mark.long
def test_a_night_in_which_nothing_is_due_asks_nothing_and_says_so(
    farm: Farm,
    enrolled: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data, urls = enrolled, "SELECT * FROM urls ORDER BY url"
    monkeypatch.setenv("LAMTHEO_RHYTHM", "own")
    before = story(data), rows(data, urls)
    [one] = answer(capsys, "--data", data, "status", "--json")["not_due"]
    assert (one["site"], one["every"]) == ("quevo", 15)
    assert "chưa đến kỳ" in told(capsys, "--data", data, "status")[1]
    plan = answer(capsys, "--data", data, "crawl", "--plan", "--json")
    assert (plan["sites"], plan["not_due"]) == ([], [one])
    farm.log.clear()
    report = crawl(data, farm, [])
    assert (report["state"], report["sites"], report["gaps"]) == ("done", [], [])
    assert report["not_due"] == [one]
    assert farm.log == []
    assert (story(data), rows(data, urls)) == before
    assert rows(data, "SELECT count(*) FROM site_runs") == [(3,)]


@pytest.mark.long
def test_in_its_time_named_or_where_each_night_asks_all_it_is_asked(
    farm: Farm, enrolled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*names: str) -> bool:
        farm.log.clear()
        report = crawl(enrolled, farm, names)
        assert [site["site"] for site in report["sites"]] == (
            [] if report["not_due"] else ["quevo"]
        )
        assert bool(farm.log) is bool(report["sites"])
        return bool(farm.log)

    assert asked()
    monkeypatch.setenv("LAMTHEO_RHYTHM", "own")
    assert not asked()
    assert asked("quevo")
    since(enrolled, 7)
    assert asked()
