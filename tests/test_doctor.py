"""``lamtheo doctor``: each thing that can be wrong is named with its mend, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.lock import hold, holder
from archive.records import Gap
from archive.writer import DATABASE, WARC_FOLDER
from crawler.commands import checks
from tests.small_archive import alone, answer, small_archive, told
from tests.test_alerts import night

SOUND = 'contact = "a@b.vn"\ndata = "data"\n'


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound installation: configured, crawled, with a clock."""
    alone(tmp_path, monkeypatch)
    (tmp_path / "lamtheo.toml").write_text(SOUND + "[alerts]\nurls = ['json://127.0.0.1:9/']\n")
    monkeypatch.setattr(checks, "_timer", lambda folder: "lamtheo-night.timer")
    return small_archive(tmp_path / "data")


def execute(data: Path, sql: str, *values: object) -> None:
    with sqlite3.connect(data / DATABASE) as db:
        db.execute(sql, values)
    db.close()


def ago(**span: float) -> str:
    return (datetime.now(UTC) - timedelta(**span)).isoformat(timespec="seconds")


def test_nothing_is_wrong_with_a_sound_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(capsys, "doctor", "--json")
    assert said["ok"] is True
    names = [check["check"] for check in said["checks"]]
    assert len(names) == len(set(names)) == 17
    assert {check["state"] for check in said["checks"]} == {"ok"}, said
    assert not any(check["mend"] for check in said["checks"])
    code, out, err = told(capsys, "doctor")
    assert (code, err) == (0, "")
    assert "Không có gì sai." in out
    assert "Nothing is wrong." in told(capsys, "--lang", "en", "doctor")[1]


def truncated(data: Path) -> None:
    file = next((data / WARC_FOLDER).iterdir())
    file.write_bytes(file.read_bytes()[:-1])


def scrambled(data: Path) -> None:
    (data / DATABASE).write_bytes(b"no database, only some bytes " * 400)


def without_contact(data: Path) -> None:
    Path("lamtheo.toml").write_text("[alerts]\nurls = ['json://127.0.0.1:9/']\n")


def misspelt(data: Path) -> None:
    Path("lamtheo.toml").write_text("delai = 5\n")


def unusable_alerts(data: Path) -> None:
    Path("lamtheo.toml").write_text(SOUND + "[alerts]\nurls = ['khongco://mat-khau@a.vn']\n")


def undelivered(data: Path) -> None:
    (data / "alerts.json").write_text('{"told": {}, "failed": 1}')


def without_alerts(data: Path) -> None:
    Path("lamtheo.toml").write_text(SOUND)


def newer(data: Path) -> None:
    execute(
        data,
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
        " VALUES ('lamtheo', 'm999_future', '2030-01-01')",
    )


def left_behind(data: Path) -> None:
    (data / WARC_FOLDER / "lamtheo-20200101T000000Z-abcdef-00000.warc.gz.open").touch()


@pytest.mark.parametrize(
    ("harm", "check", "state", "code", "said"),
    [
        (truncated, "warc", "damaged", 5, "lamtheo-"),
        (lambda d: next((d / WARC_FOLDER).iterdir()).unlink(), "warc", "damaged", 5, "mất"),
        (scrambled, "database", "damaged", 5, "hỏng"),
        (without_contact, "contact", "wrong", 1, "chưa đặt"),
        (misspelt, "config", "wrong", 1, "delay"),
        (unusable_alerts, "alerts", "wrong", 1, "thứ 1"),
        (undelivered, "alerts", "wrong", 1, "không tới nơi"),
        (without_alerts, "alerts", "hint", 0, "chưa có nơi nhận"),
        (newer, "schema", "wrong", 1, "m999_future"),
        (left_behind, "warc", "hint", 0, "1 tệp chưa vào bảng"),
        (lambda d: night(d, state="failed"), "run", "wrong", 1, "thất bại"),
        (lambda d: night(d, Gap("mau", "dns", "…"), state="gaps"), "gaps", "hint", 0, "1 đang mở"),
        (
            lambda d: execute(d, "UPDATE runs SET started_at = ?", ago(hours=-3)),
            *("clock", "wrong", 1, "sau giờ máy"),
        ),
        (
            lambda d: execute(
                d, "UPDATE runs SET started_at = ?1, finished_at = ?1", ago(days=9.5)
            ),
            *("run", "wrong", 1, "9 ngày"),
        ),
        (
            lambda d: execute(d, "UPDATE runs SET state = 'running'"),
            *("lock", "hint", 0, "bị ngắt giữa chừng"),
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_mend(
    data: Path,
    capsys: pytest.CaptureFixture[str],
    harm: Callable[[Path], object],
    check: str,
    state: str,
    code: int,
    said: str,
) -> None:
    import json

    harm(data)
    got, out, err = told(capsys, "doctor", "--json")
    assert (got, err) == (code, "")
    found = {one["check"]: one for one in json.loads(out)["checks"]}
    assert found[check]["state"] == state, found
    assert said in found[check]["said"]
    assert found[check]["mend"]
    assert "mat-khau" not in out
    others = {one["check"] for one in found.values() if one["state"] not in ("ok", "hint")}
    assert others <= {check}
    screen = told(capsys, "doctor")[1]
    assert "→ " + found[check]["mend"] in screen
    assert ("Không có gì sai." in screen) is (code == 0)


def test_a_fresh_installation_is_told_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alone(tmp_path, monkeypatch)
    code, out, _ = told(capsys, "doctor")
    assert code == 1  # no contact
    assert "lamtheo init" in out
    assert "lamtheo crawl" in out
    assert not list(tmp_path.iterdir())


def test_a_held_archive_is_no_fault(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert holder(data) == ""
    left_behind(data)
    execute(data, "UPDATE runs SET state = 'running'")
    with hold(data, "crawl"):
        assert "crawl" in holder(data)
        found = {one["check"]: one for one in answer(capsys, "doctor", "--json")["checks"]}
    assert found["lock"]["state"] == found["warc"]["state"] == "ok"
    assert "thu thập, tiến trình" in found["lock"]["said"]


def test_the_disk_is_forecast(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from archive import checkup

    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(checkup.shutil, "disk_usage", lambda _: usage)
    code, out, _ = told(capsys, "doctor")
    assert code == 1
    assert "còn 1,0 MB, chỉ đủ cho khoảng" in out
    assert "1,0 MB" in told(capsys, "status")[1]


def test_a_clock_that_runs_is_seen(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(checks.shutil, "which", lambda _: None)
    monkeypatch.setattr(checks.Path, "glob", lambda *_: iter(()))
    assert checks._timer(data) == ""
    execute(data, "UPDATE runs SET trigger = 'schedule', started_at = ?", ago(hours=5))
    assert checks._timer(data).startswith("cron?")
