"""The units: systemd itself finds nothing to say of them, and they are held tight."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parent.parent / "packaging" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
ALL = [*SERVICES, *UNITS.glob("*.timer")]
PREFIX = "/opt" + "/lamtheo"


def read(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


@pytest.mark.system
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_systemd_finds_nothing_to_say(path: Path, tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    for unit in ALL:  # as installed, but in a folder of the test's own
        text = unit.read_text(encoding="utf-8").replace(PREFIX, str(tmp_path))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    (tmp_path / "packaging" / "systemd").mkdir(parents=True)
    shutil.copy(UNITS / "README.md", tmp_path / "packaging" / "systemd")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / path.name)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in told.stderr.splitlines() if "lamtheo" in line]
    assert (told.returncode, said) == (0, [])


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_held_tight(path: Path) -> None:
    service = read(path)["Service"]
    for key in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices"):
        assert service[key] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["User"] == "lamtheo"
    assert service["ReadWritePaths"] == service["WorkingDirectory"]
    # the clock waits for its child as long as it may take to end
    import scheduler

    assert int(service["TimeoutStopSec"]) > scheduler.GRACE.total_seconds()
    assert service["KillMode"] == "mixed"


def test_the_timer_is_vietnamese_and_makes_up_for_nights_missed() -> None:
    timer = read(UNITS / "lamtheo-night.timer")["Timer"]
    assert timer["OnCalendar"] == "*-*-* 01:30:00 Asia/Ho_Chi_Minh"
    assert timer["Persistent"] == "true"


def test_what_the_night_service_starts_runs_what_is_owed_and_ends() -> None:
    service = read(UNITS / "lamtheo-night.service")["Service"]
    assert service["Type"] == "oneshot"
    assert "--once" in service["ExecStart"]
    import scheduler

    said = {int(code) for code in service["SuccessExitStatus"].split()}
    assert said == {scheduler.GAPS, scheduler.BUSY}
