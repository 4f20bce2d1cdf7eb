"""The clock at the edges of the calendar, and on machines whose own clock is elsewhere or wrong."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger

import scheduler
from scheduler import VIETNAM, WORDS, Clock, Run, due, missed

HALF_PAST_ONE = time(1, 30)
PROJECT = Path(scheduler.__file__).parent


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def done(*nights: str, recorded: str = "") -> list[Run]:
    """Runs that were begun in this order, each in its own night: by the clock of that moment."""
    return [
        Run(date.fromisoformat(night), "done", recorded or f"{night}T01:30:00+07:00")
        for night in nights
    ]


def owed(runs: Sequence[Run], now: datetime, night_at: time = HALF_PAST_ONE) -> list[str]:
    return [night.isoformat() for night in due(runs, now, night_at)]


@pytest.mark.parametrize(
    ("last", "now", "nights"),
    [
        ("2026-12-31", "2027-01-01 01:29", []),
        ("2026-12-31", "2027-01-01 01:30", ["2027-01-01"]),
        ("2026-12-30", "2027-01-01 00:10", ["2026-12-31"]),
        ("2026-12-30", "2027-01-02 08:00", ["2026-12-31", "2027-01-01", "2027-01-02"]),
        ("2027-02-27", "2027-03-01 02:00", ["2027-02-28", "2027-03-01"]),
        ("2028-02-27", "2028-03-01 02:00", ["2028-02-28", "2028-02-29", "2028-03-01"]),
        ("2028-02-29", "2028-03-01 01:00", []),
        ("2027-04-29", "2027-05-01 02:00", ["2027-04-30", "2027-05-01"]),
    ],
)
def test_across_the_ends_of_years_months_and_february(
    last: str, now: str, nights: list[str]
) -> None:
    assert owed(done(last), at(now)) == nights


@pytest.mark.parametrize(
    ("utc", "night"),
    [
        ("2026-12-31T18:29:59+00:00", None),
        ("2026-12-31T18:30:00+00:00", "2027-01-01"),  # New Year's night, still 2026 in UTC
        ("2027-12-31T23:59:59+00:00", "2028-01-01"),
        ("2028-02-28T18:30:00+00:00", "2028-02-29"),
    ],
)
def test_the_year_is_that_of_viet_nam(utc: str, night: str | None) -> None:
    moment = datetime.fromisoformat(utc)
    before = (moment + timedelta(hours=7)).date() - timedelta(days=1)
    assert owed(done(before.isoformat()), moment) == ([night] if night else [])


@pytest.mark.parametrize("night_at", [time(0, 0), time(1, 30), time(6, 59), time(7), time(23, 59)])
@pytest.mark.parametrize(
    "zone",
    [
        *("America/New_York", "Asia/Ho_Chi_Minh"),
        *(pytest.param(zone, marks=pytest.mark.long) for zone in ("Europe/London", "UTC")),
    ],
)
def test_every_night_is_owed_once_whatever_the_machine_s_zone(zone: str, night_at: time) -> None:
    """Looked at every 50 minutes of two years by a clock of that zone, its changes included."""
    runs: list[Run] = []
    moment, end = datetime(2026, 12, 1, tzinfo=UTC), datetime(2028, 12, 1, tzinfo=UTC)
    while moment < end:
        here = moment.astimezone(ZoneInfo(zone))
        if nights := due(runs, here, night_at):
            assert len(nights) == 1
            started = here - datetime.combine(nights[0], night_at, VIETNAM)
            assert not runs or timedelta() <= started < timedelta(minutes=50)
            assert missed(nights, runs, here, night_at) == []
            runs.append(Run(nights[0], "done"))
        moment += timedelta(minutes=50)
    found = [run.due_for for run in runs]
    assert found[0]
    assert found == [found[0] + timedelta(days=n) for n in range(len(found))]
    assert len(found) >= 731


ZONED = """
import sys
from datetime import datetime, time
from scheduler import VIETNAM, Clock, Run, WORDS, due
clock = Clock(runs=list, command=lambda night, late: [], night_at=time(1, 30), words=WORDS["en"])
print(clock.now().utcoffset(), datetime.now().astimezone().utcoffset() == clock.now().utcoffset())
print(due([], clock.now(), time(0, 0)) == [datetime.now(VIETNAM).date()])
"""


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_the_clock_s_own_now_is_vietnamese_on_a_machine_elsewhere(zone: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", ZONED],
        cwd=PROJECT,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert result.stdout.split() == ["7:00:00", "False", "True"]


def test_the_trigger_fires_once_a_vietnamese_night_through_a_change_of_clocks() -> None:
    """As ``main`` builds it, but without jitter; New York's clocks change on 8/3/2026."""
    trigger = CronTrigger(hour=1, minute=30, timezone=VIETNAM)
    now = datetime(2026, 3, 5, tzinfo=ZoneInfo("America/New_York"))
    fired: list[datetime] = []
    while len(fired) < 7:
        next_time = trigger.get_next_fire_time(fired[-1] if fired else None, now)
        fired.append(next_time)
        now = next_time + timedelta(seconds=1)
    nights = [moment.astimezone(VIETNAM) for moment in fired]
    assert [night.time() for night in nights] == [HALF_PAST_ONE] * 7
    assert [night.date() for night in nights] == [date(2026, 3, 6 + n) for n in range(7)]


class TestAWrongClock:
    def test_set_back_by_a_day_it_crawls_no_night_twice(self) -> None:
        runs = done("2026-11-20", "2026-11-21")
        assert owed(runs, at("2026-11-20 08:00")) == []
        assert owed(runs, at("2026-11-21 08:00")) == []
        assert owed(runs, at("2026-11-22 08:00")) == ["2026-11-22"]

    def test_forward_by_a_year_and_set_right_it_goes_on_with_the_next_night(self) -> None:
        """A run of next year must not silence the clock until then."""
        runs = done("2026-11-20", "2027-11-21")
        assert owed(runs, at("2026-11-21 08:00")) == ["2026-11-21"]
        runs += done("2026-11-21", "2026-11-22")
        assert owed(runs, at("2026-11-23 08:00")) == ["2026-11-23"]
        # And when its day comes, that night is crawled like any other.
        year = [f"{date(2026, 11, 23) + timedelta(days=n)}" for n in range(363)]
        runs += done(*year)
        assert year[-1] == "2027-11-20"
        assert owed(runs, at("2027-11-21 08:00")) == ["2027-11-21"]

    def test_the_latest_night_counts_not_the_last_that_was_recorded(self) -> None:
        """A crawl told by hand to stand for an old night leaves the later ones settled."""
        runs = [*done("2026-11-20", "2026-11-21"), *done("2026-11-05", recorded="2026-11-21T09")]
        assert owed(runs, at("2026-11-21 10:00")) == []
        assert owed(runs, at("2026-11-22 10:00")) == ["2026-11-22"]

    def test_with_an_empty_battery_it_crawls_nothing_for_a_year_long_gone(self) -> None:
        assert owed(done("2026-11-20", "2026-11-21"), at("2020-01-01 00:05")) == []

    @pytest.mark.parametrize("now", ["2026-11-20 08:00", "2020-01-01 00:05"])
    def test_it_says_so(self, now: str, caplog: pytest.LogCaptureFixture) -> None:
        clock = Clock(
            runs=lambda: done("2026-11-20", "2026-11-21"),
            command=lambda night, late: [],
            night_at=HALF_PAST_ONE,
            words=WORDS["vi"],
            now=lambda: at(now),
        )
        with caplog.at_level(logging.WARNING):
            assert clock.settle() == 0
        assert "Đêm 21/11/2026 đã thu thập" in caplog.text
        caplog.clear()
        # Set right, it says so no more, though a night of next year is on record.
        clock.runs = lambda: done("2026-11-20", "2027-11-21", "2026-11-21")
        clock.now = lambda: at("2026-11-21 08:00")
        clock.settle()
        assert "xem lại ngày giờ" not in caplog.text

    def test_ahead_by_hours_it_reports_no_night_as_missed_that_is_to_come(self) -> None:
        runs = done("2026-11-20")
        now = at("2026-11-21 02:00")
        assert missed(due(runs, now, HALF_PAST_ONE), runs, now, HALF_PAST_ONE) == []
