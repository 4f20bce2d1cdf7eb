"""The clock: which nights are owed, and how its children live and end."""

import os
import signal
import sqlite3
import subprocess
import sys
import time as clocks
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

import scheduler
from archive.migrations import migrate
from scheduler import BUSY, FAILED, VIETNAM, WORDS, Clock, Run, crawls, due

HALF_PAST_ONE = time(1, 30)
PROJECT = Path(scheduler.__file__).parent


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


class TestDue:
    def test_an_archive_the_clock_never_crawled_owes_the_latest_night(self) -> None:
        assert due([], at("2026-11-22 10:00"), HALF_PAST_ONE) == [date(2026, 11, 22)]
        assert due([], at("2026-11-22 01:29"), HALF_PAST_ONE) == [date(2026, 11, 21)]

    def test_a_night_is_owed_from_its_minute_on(self) -> None:
        runs = [Run(date(2026, 11, 21), "done")]
        assert due(runs, at("2026-11-22 01:29"), HALF_PAST_ONE) == []
        assert due(runs, at("2026-11-22 01:30"), HALF_PAST_ONE) == [date(2026, 11, 22)]

    def test_the_night_is_a_date_in_viet_nam(self) -> None:
        runs = [Run(date(2026, 11, 21), "done")]
        evening_in_utc = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
        assert due(runs, evening_in_utc, HALF_PAST_ONE) == [date(2026, 11, 22)]

    def test_nights_missed_are_all_named(self) -> None:
        runs = [Run(date(2026, 11, 18), "gaps")]
        missed = due(runs, at("2026-11-21 08:00"), HALF_PAST_ONE)
        assert missed == [date(2026, 11, day) for day in (19, 20, 21)]

    @pytest.mark.parametrize("state", ["running", "interrupted", "failed"])
    def test_a_crawl_that_did_not_finish_leaves_its_night_owed(self, state: str) -> None:
        runs = [Run(date(2026, 11, 20), "done"), Run(date(2026, 11, 21), state)]
        assert due(runs, at("2026-11-21 02:00"), HALF_PAST_ONE) == [date(2026, 11, 21)]

    def test_a_crawl_by_hand_settles_nothing(self) -> None:
        runs = [Run(date(2026, 11, 20), "done"), Run(None, "done")]
        assert due(runs, at("2026-11-21 02:00"), HALF_PAST_ONE) == [date(2026, 11, 21)]

    @given(
        nights=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31))),
        now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 31)),
        night_at=st.times(),
    )
    def test_crawling_the_last_owed_night_settles_all(
        self, nights: set[date], now: datetime, night_at: time
    ) -> None:
        runs = [Run(night, "done") for night in sorted(nights)]
        moment = now.replace(tzinfo=VIETNAM)
        owed = due(runs, moment, night_at)
        assert not nights & set(owed)
        assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(owed))
        if owed:
            assert datetime.combine(owed[-1], night_at, VIETNAM) <= moment
            assert due([*runs, Run(owed[-1], "gaps")], moment, night_at) == []


def record(data: Path, kind: str, due_for: str | None, state: str = "done") -> None:
    with sqlite3.connect(data / "archive.db") as db:
        db.execute(
            "INSERT INTO runs (id, kind, started_at, state, due_for) VALUES (?, ?, ?, ?, ?)",
            (os.urandom(8).hex(), kind, "2026-11-20T18:30:00+00:00", state, due_for),
        )
    db.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An archive of today's schema, without a run."""
    db = Database(tmp_path / "archive.db")
    migrate(db)
    db.close()
    return tmp_path


def test_the_archive_says_what_was_crawled(data: Path) -> None:
    record(data, "crawl", "2026-11-20")
    record(data, "crawl", None, "interrupted")
    record(data, "rebuild", None)
    began = "2026-11-20T18:30:00+00:00"
    assert crawls(data) == [
        Run(date(2026, 11, 20), "done", began),
        Run(None, "interrupted", began),
    ]


def test_asking_makes_no_archive(tmp_path: Path) -> None:
    assert crawls(tmp_path) == []
    assert not list(tmp_path.iterdir())


def test_the_child_is_told_its_night_and_the_missed_ones() -> None:
    late = [date(2026, 11, 20), date(2026, 11, 21)]
    command = scheduler.crawl_command(Path("kho"), Path("lamtheo.toml"), late[-1], late)
    assert command == [
        *[sys.executable, "-m", "crawler.commands", "--data", "kho", "--config", "lamtheo.toml"],
        *["crawl", "--trigger", "schedule", "--due-for", "2026-11-21"],
        *["--missed", "2026-11-20", "--missed", "2026-11-21"],
    ]


class TestSettle:
    NOW = at("2026-11-21 08:00")

    def clock(self, data: Path, code: int, *, records: bool = True) -> Clock:
        """A clock whose child notes its night in ``runs``, as a crawl does, and ends with code."""

        def child(night: date, late: Sequence[date]) -> list[str]:
            self.started.append((night, list(late)))
            if records:
                record(data, "crawl", night.isoformat())
            return [sys.executable, "-c", f"raise SystemExit({code})"]

        self.started: list[tuple[date, list[date]]] = []
        return Clock(
            runs=lambda: crawls(data),
            command=child,
            night_at=HALF_PAST_ONE,
            words=WORDS["vi"],
            now=lambda: self.NOW,
        )

    @pytest.mark.parametrize("code", [0, 3])
    def test_missed_nights_cost_one_crawl_and_are_reported(
        self, data: Path, code: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        record(data, "crawl", "2026-11-18")
        assert self.clock(data, code).settle() == code
        missed = [date(2026, 11, day) for day in (19, 20, 21)]
        assert self.started == [(date(2026, 11, 21), missed)]
        assert "Đã lỡ 3 đêm, từ 19/11/2026 đến 21/11/2026" in caplog.text

    def test_a_night_crawled_in_time_was_not_missed(
        self, data: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        record(data, "crawl", "2026-11-20")
        clock = self.clock(data, 0)
        clock.now = lambda: at("2026-11-21 03:00")
        clock.settle()
        assert self.started == [(date(2026, 11, 21), [])]
        assert "Đã lỡ" not in caplog.text

    def test_a_first_night_was_not_missed(self, data: Path) -> None:
        self.clock(data, 0).settle()
        assert self.started == [(date(2026, 11, 21), [])]

    def test_a_settled_archive_starts_no_child(self, data: Path) -> None:
        record(data, "crawl", "2026-11-21")
        assert self.clock(data, 0).settle() == 0
        assert self.started == []

    def test_a_failed_crawl_is_loud_and_stays_owed(
        self, data: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        clock = self.clock(data, 5, records=False)
        assert clock.settle() == 5
        assert "mã 5" in caplog.text
        assert due(clock.runs(), self.NOW, HALF_PAST_ONE) == [date(2026, 11, 21)]

    def test_a_child_that_settles_nothing_is_not_started_for_ever(self, data: Path) -> None:
        assert self.clock(data, 0, records=False).settle() == FAILED
        assert len(self.started) == 1


# A child as a crawl is one: it works until told to stop, then ends in good order.
CHILD = """
import pathlib, signal, sys, time
folder = pathlib.Path(sys.argv[1])
def stop(*_):
    (folder / "stopped").touch()
    sys.exit(1)
signal.signal(signal.SIGTERM, stop)
(folder / "started").touch()
time.sleep(30)
"""

# Nothing is owed when the clock starts, so it is the trigger that starts the child.
CLOCK = """
import logging, pathlib, sys
from datetime import date, time
from apscheduler.triggers.cron import CronTrigger
import scheduler
logging.basicConfig(level=logging.INFO)
folder, child = sys.argv[1:]
answers = iter([[scheduler.Run(date(9999, 1, 1), "done")]])
clock = scheduler.Clock(
    runs=lambda: next(answers, []),
    command=lambda night, late: [sys.executable, "-c", child, folder],
    night_at=time(0, 0),
    words=scheduler.WORDS["en"],
)
sys.exit(scheduler.run_forever(clock, CronTrigger(second="*", timezone=scheduler.VIETNAM)))
"""


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> bool:
    end = clocks.monotonic() + seconds
    while not condition() and clocks.monotonic() < end:
        clocks.sleep(0.02)
    return condition()


class TestRealClock:
    @pytest.fixture
    def process(self, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
        with subprocess.Popen(
            [sys.executable, "-c", CLOCK, str(tmp_path), CHILD],
            cwd=PROJECT,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            yield process
            process.kill()

    @pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
    def test_told_to_stop_it_waits_for_its_child(
        self, process: "subprocess.Popen[str]", tmp_path: Path, signum: int
    ) -> None:
        assert wait_for((tmp_path / "started").exists)
        process.send_signal(signum)
        _, log = process.communicate(timeout=20)
        assert process.returncode == 0
        assert (tmp_path / "stopped").exists()
        assert "Told to stop" in log
        assert "failed" not in log

    def test_killed_outright_it_leaves_no_orphan(
        self, process: "subprocess.Popen[str]", tmp_path: Path
    ) -> None:
        if sys.platform != "linux":
            pytest.skip("only Linux tells a child that its parent died")
        assert wait_for((tmp_path / "started").exists)
        process.kill()
        assert wait_for((tmp_path / "stopped").exists)


def once(folder: Path, *options: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """``python scheduler.py --once`` in ``folder``, its child printing the command it got."""
    driver = (
        "import sys, scheduler\n"
        "real = scheduler.crawl_command\n"
        "scheduler.PATIENCE = scheduler.RETRY * 0\n"
        "echo = [sys.executable, '-c', 'import sys; print(sys.argv[1:]); sys.exit(4)']\n"
        "scheduler.crawl_command = lambda *facts: [*echo, *real(*facts)[3:]]\n"
        "sys.exit(scheduler.main(sys.argv[1:]))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", driver, "--once", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_once_reads_its_few_settings_where_lamtheo_does(tmp_path: Path) -> None:
    (tmp_path / "lamtheo.toml").write_text('data = "kho"\nlang = "en"\ncontact = "a@b.vn"\n')
    result = once(tmp_path)
    assert result.returncode == BUSY
    assert f"'{tmp_path / 'kho'}', '--config', '{tmp_path / 'lamtheo.toml'}'" in result.stdout
    assert "The archive is still held" in result.stderr
    result = once(tmp_path, LAMTHEO_DATA=str(tmp_path / "khac"), LAMTHEO_LANG="vi")
    assert str(tmp_path / "khac") in result.stdout
    assert "Kho lưu trữ vẫn bị giữ" in result.stderr


@pytest.mark.parametrize(
    "text", ["night_at = '25:61'", "lang = 'fr'", "data = [", "quiet_hours = ['7-8h']"]
)
def test_unusable_settings_end_it_with_two(tmp_path: Path, text: str) -> None:
    (tmp_path / "sai.toml").write_text(text)
    result = once(tmp_path, "--config", "sai.toml")
    assert result.returncode == 2
    assert "sai.toml" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_archive_that_cannot_be_read_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not a database, only some bytes " * 40)
    result = once(tmp_path, "--data", ".")
    assert result.returncode == FAILED
    assert "Không đọc được bảng runs" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_crawl_takes_what_the_clock_tells_it(tmp_path: Path) -> None:
    late = [date(2026, 11, 20), date(2026, 11, 21)]
    command = scheduler.crawl_command(tmp_path, None, late[-1], late)
    result = subprocess.run(
        [*command, "--help"], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
