"""Hosts that ask for long rests: asked exactly so often, as long as the night lasts; what is left
is reported, and waits for the next night."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive import frontier
from archive.records import Section
from archive.writer import Archive
from crawler import wire
from crawler.config import Config
from crawler.night import Night
from crawler.sites import Sites
from tests.farm.farm import Farm
from tests.night import assert_sound, crawl, rows
from tests.pages import SITE

pytestmark = pytest.mark.long

SLOW, OTHER = "bimson", "quevo"
HOURS = [0.9, 4.5]
"""What stands for a minute and for six hours where a server asks for a second."""


def play(data: Path, farm: Farm) -> tuple[dict[str, Any], list[float]]:
    """A night of both sites: its report, and when the slow one was asked."""
    farm.log.clear()
    report = crawl(data, farm, [SLOW, OTHER], night=HOURS)
    return report, [request.monotonic for request in farm.log if request.site == SLOW]


def test_a_slow_host_is_asked_what_fits_and_the_rest_waits(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Farm(faults=[f"slow-robots:{SLOW}"]) as farm:
        report, times = play(data, farm)
        assert min(b - a for a, b in pairwise(times)) >= 0.98  # arrival, not sending
        assert 4 <= len(times) <= 5
        (gap,) = report["gaps"]
        assert (gap["site"], gap["section"], gap["cause"]) == (SLOW, "", "crawl-delay")
        said = json.loads(gap["detail"])
        assert said["reason"].startswith("robots.txt asks for 1 s between requests")
        sites = {site["site"]: site for site in report["sites"]}
        assert said["articles"] == sites[SLOW]["outcomes"]["pending"] > 0
        truth = [a for a in farm.manifest.articles if a.site == OTHER and a.verdict != "irrelevant"]
        count = rows(data, "SELECT count(*) FROM articles WHERE site = ?", OTHER)
        assert count == [(len(truth),)]  # nobody else's night is cut
        first = set(rows(data, "SELECT url FROM captures WHERE site = ?", SLOW))
        again, times = play(data, farm)
        assert 4 <= len(times) <= 5
        assert [gap["new"] for gap in again["gaps"]] == [False]
        second = set(rows(data, "SELECT url FROM captures WHERE site = ?", SLOW)) - first
        assert second, "the next night goes on where the last one ended"
    with Farm() as farm:
        assert play(data, farm)[0]["gaps"] == []
    assert rows(data, "SELECT DISTINCT state FROM gaps") == [("closed",)]
    assert_sound(data)


@pytest.mark.parametrize(
    ("hours", "seconds"), [(None, wire.NIGHT), (2.0, 6480.0), (240.0, wire.NIGHT)]
)
def test_a_slow_host_is_given_up_before_the_clock_ends_the_run(
    tmp_path: Path, hours: float | None, seconds: float
) -> None:
    night = Night(Config(data=tmp_path, run_hours=hours), Sites([]), lambda page: page, "v")
    assert night.wire.night == seconds
    night.finish()


def test_sections_take_turns_where_a_night_has_no_room_for_all(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    urls = [f"https://baomau.vn/{name}" for name in ("a", "b", "c")]
    asked: list[str] = []
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE], [])
        db = archive.begin()
        for _ in range(6):  # nights with room for one
            for url in urls:
                frontier.owe_section(db, SITE.name, Section(url), now)
            first = frontier.owed(db, SITE.name, now)
            assert first
            asked.append(first.url)
            now += timedelta(days=1)
            db.execute("UPDATE urls SET visited_at = ? WHERE url = ?", (now.isoformat(), first.url))
    assert asked == urls * 2
