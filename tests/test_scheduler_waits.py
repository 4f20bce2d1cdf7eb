"""A clock that must wait: until an archive that another run holds is free, while it is quiet."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import scheduler
from scheduler import BUSY, WORDS, Bounds, Clock, crawls, quiet_until
from tests.test_scheduler import HALF_PAST_ONE, at, data, record  # noqa: F401 - a fixture

NOW = at("2026-11-21 09:00")


class Machine:
    """A clock on a time of its own, in which sleeping takes none of ours; ``held`` is how many
    of its children find the archive held, ``began`` when each of them was started."""

    def __init__(self, folder: Path, held: int = 0, quiet: Sequence[str] = ()) -> None:
        self.folder, self.held = folder, held
        self.began: list[datetime] = []
        self.naps: list[float] = []
        self.clock = Clock(
            runs=lambda: crawls(folder),
            command=self.child,
            night_at=HALF_PAST_ONE,
            words=WORDS["vi"],
            now=lambda: NOW + timedelta(seconds=sum(self.naps)),
            bounds=Bounds(look=scheduler.RETRY),
            quiet=quiet,
            sleep=self.naps.append,
        )

    def child(self, night: date, late: Sequence[date]) -> list[str]:
        self.began.append(self.clock.now())
        if len(self.began) <= self.held:
            return [sys.executable, "-c", f"raise SystemExit({BUSY})"]
        record(self.folder, "crawl", night.isoformat())
        return [sys.executable, "-c", ""]


def test_a_held_archive_is_tried_again_when_it_says(
    data: Path,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    machine = Machine(data, held=2)
    assert machine.clock.settle() == 0
    assert machine.began == [NOW, NOW + scheduler.RETRY, NOW + 2 * scheduler.RETRY]
    assert caplog.text.count("thử lại đêm 21/11/2026 sau 10 phút") == 2


def test_an_archive_held_for_ever_is_given_up_loudly(
    data: Path,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scheduler, "PATIENCE", 3 * scheduler.RETRY)
    machine = Machine(data, held=99)
    assert machine.clock.settle() == BUSY
    assert len(machine.began) == 4
    assert machine.clock.now() == NOW + scheduler.PATIENCE
    assert "đêm 21/11/2026 vẫn còn nợ" in caplog.text


def test_a_wait_ends_when_told_to_stop(data: Path) -> None:  # noqa: F811
    machine = Machine(data, held=99)
    machine.clock.bounds = Bounds(look=scheduler.RETRY / 10)

    def told(seconds: float) -> None:
        machine.naps.append(seconds)
        machine.clock.stop()

    machine.clock.sleep = told
    machine.clock.settle()
    assert len(machine.naps) == len(machine.began) == 1


SPANS = ("07:00-11:30", "11:30-12:00", "22:00-00:30")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-21 06:59", None),
        ("2026-11-21 07:00", "2026-11-21 12:00"),
        ("2026-11-21 11:45", "2026-11-21 12:00"),
        ("2026-11-21 12:00", None),
        ("2026-12-31 23:10", "2027-01-01 00:30"),
        ("2027-01-01 00:29", "2027-01-01 00:30"),
    ],
)
def test_quiet_hours_end(now: str, until: str | None) -> None:
    expected = at(until) if until else None
    assert quiet_until(at(now), SPANS) == expected
    assert quiet_until(at(now).astimezone(UTC), SPANS) == expected


def test_a_night_made_up_for_waits_for_the_end_of_quiet_hours(
    data: Path,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Off since the 19th, on again at 09:00 of the 21st."""
    record(data, "crawl", "2026-11-18")
    machine = Machine(data, quiet=SPANS)
    with caplog.at_level("INFO"):
        assert machine.clock.settle() == 0
    assert machine.began == [at("2026-11-21 12:00")]
    assert "đêm 21/11/2026 chờ đến 21/11/2026 12:00" in caplog.text


def test_quiet_hours_are_read_where_lamtheo_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lamtheo.toml"
    file.write_text('quiet_hours = ["07:00-11:30"]\n')
    assert scheduler.settings(file, None).quiet == ("07:00-11:30",)
    monkeypatch.setenv("LAMTHEO_QUIET_HOURS", json.dumps(SPANS))
    assert scheduler.settings(file, None).quiet == SPANS
