"""A child out of its bounds is told to end, and killed if it will not; the clock's own log."""

import json
import logging
import os
import sqlite3
import subprocess
import sys
import time as clocks
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

import scheduler
from scheduler import FAILED, USAGE, VIETNAM, WORDS, Bounds, Clock, Run, memory, settings

NIGHT = date(2026, 11, 21)
SOON = timedelta(seconds=0.1)

QUIET = "import signal, sys, time\n"
# Naps: a signal that comes before a long sleep begins would be handled after it.
IDLE = "[time.sleep(0.05) for _ in range(1200)]"
CALM = QUIET + "signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))\n"
STUBBORN = QUIET + "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
HUNGRY = CALM + "held = bytearray(b'x') * 300_000_000\n"


def clock(child: str, bounds: Bounds) -> Clock:
    return Clock(
        runs=lambda: [Run(NIGHT - timedelta(days=1), "done")],
        command=lambda night, late: [sys.executable, "-c", child + IDLE],
        night_at=time(1, 30),
        words=WORDS["vi"],
        now=lambda: datetime(2026, 11, 21, 2, 0, tzinfo=VIETNAM),
        bounds=bounds,
    )


@pytest.mark.parametrize(
    ("child", "bounds", "said", "code"),
    [
        (CALM, Bounds(hours=0.5 / 3600, look=SOON), "run_hours = 0.0001", 1),
        (HUNGRY, Bounds(memory_mb=200, look=SOON), "run_memory_mb = 200", 1),
        (STUBBORN, Bounds(hours=0.5 / 3600, look=SOON, grace=SOON), "không chịu dừng", -9),
    ],
)
def test_a_child_out_of_bounds_ends(
    child: str, bounds: Bounds, said: str, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    if "memory" in said and not Path("/proc/self/status").exists():
        pytest.skip("no /proc to see a child's memory in")
    started = clocks.monotonic()
    assert clock(child, bounds).settle() == code
    assert clocks.monotonic() - started < 30
    assert said in caplog.text
    assert f"mã {code}" in caplog.text  # loud, and the night is still owed


def test_a_child_within_its_bounds_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    modest = clock("raise SystemExit(1)\n", Bounds(hours=1, memory_mb=2000, look=SOON))
    assert modest.settle() == 1
    assert "vượt" not in caplog.text


def test_what_a_process_maps_of_files_is_not_its_memory(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc")
    (tmp_path / "large").write_bytes(bytes(200_000_000))
    reads = (
        "import mmap, sys\n"
        "file = open(sys.argv[1], 'rb')\n"
        "held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)\n"
        "sum(held[::4096])\n"
        "print('read', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reads, str(tmp_path / "large")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert 1_000_000 < memory(child.pid) < 100_000_000
        child.kill()


@pytest.fixture
def _kept_loggers() -> Iterator[None]:
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()


@pytest.mark.usefixtures("_kept_loggers")
def test_the_clock_logs_lines_of_json_beside_the_crawls_log(tmp_path: Path) -> None:
    scheduler.log_to(tmp_path / "sổ" / "lamtheo.jsonl")
    try:
        raise sqlite3.DatabaseError("hỏng\nrồi")
    except sqlite3.DatabaseError:
        scheduler.log.exception("đêm %s", "21/11/2026")
    lines = (tmp_path / "sổ" / "lamtheo-clock.jsonl").read_text("utf-8").splitlines()
    said = json.loads(lines[-1])
    assert len(lines) == 1
    assert said["level"] == "error"
    assert said["message"].startswith("đêm 21/11/2026\nTraceback")
    assert datetime.fromisoformat(said["time"]).tzinfo is not None


@pytest.mark.usefixtures("_kept_loggers")
def test_a_log_that_cannot_be_written_stops_no_clock(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    scheduler.log_to(tmp_path / "file" / "lamtheo.jsonl")
    assert "lamtheo-clock.jsonl" in caplog.text


def test_bounds_and_log_are_read_where_lamtheo_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("LAMTHEO_")]:
        monkeypatch.delenv(name)
    file = tmp_path / "lamtheo.toml"
    file.write_text('run_hours = 7.5\nrun_memory_mb = 900\nlog = "so/lamtheo.jsonl"\n')
    found = settings(file, None)
    assert found.bounds[:2] == (7.5, 900)
    assert found.log == tmp_path / "so" / "lamtheo.jsonl"
    monkeypatch.setenv("LAMTHEO_RUN_HOURS", "3")
    assert settings(file, None).bounds[:2] == (3.0, 900)
    file.write_text("")
    monkeypatch.delenv("LAMTHEO_RUN_HOURS")
    assert settings(file, None).bounds[:2] == (None, None)
    file.write_text("run_hours = [1]\n")
    assert scheduler.main(["--once", "--config", str(file)]) == USAGE != FAILED
