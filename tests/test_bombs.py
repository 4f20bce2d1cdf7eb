"""Answers meant to hurt: each ends in a row with a reason, and memory stays below 400 MB."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bombs import BOMBS, Bombs
from tests.night import ROOT, assert_sound, rows

pytestmark = pytest.mark.long

MOST_MEMORY = 400
"""Megabytes of one process at its peak, its libraries counted whole."""

HARMLESS = {"gzip-padding", "laughs"}
"""Read all the same: what would hurt in them has no effect."""


def test_each_bomb_ends_in_a_row_with_a_reason(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Bombs() as server:
        order = {
            "data": str(data), "ca": None, "resolve": server.resolve, "names": ["honglinh"],
            "timeout": 0.6, "tries": 1,
        }  # fmt: skip
        with (tmp_path / "out").open("w") as out, (tmp_path / "err").open("w") as err:
            child = subprocess.Popen(
                [sys.executable, "-m", "tests.child", json.dumps(order)],
                cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=out, stderr=err,
            )  # fmt: skip
            peak, until = 0, time.monotonic() + 150
            while child.poll() is None and time.monotonic() < until:
                status = Path(f"/proc/{child.pid}/status").read_text()
                found = re.search(r"VmHWM:\s+(\d+) kB", status)
                peak = max(peak, int(found[1]) // 1024 if found else 0)
                time.sleep(0.05)
            if child.poll() is None:
                child.kill()
                child.wait()
        assert child.returncode == 0, (tmp_path / "err").read_text()[-2000:]
    found = rows(data, "SELECT url, outcome, reason FROM visits WHERE url LIKE '%/news/%'")
    said = {url.rsplit("/", 1)[1].removesuffix(".html"): rest for url, *rest in found}
    print(f"\npeak {peak} MB")
    for name, (outcome, reason) in sorted(said.items()):
        print(f"{name:18} {outcome:10} {reason}")
    assert set(said) == set(BOMBS)
    assert len(BOMBS) - len(HARMLESS) >= 12
    for name, (outcome, reason) in said.items():
        assert reason, name
        assert outcome == "broken" or name in HARMLESS, (name, outcome, reason)
    assert peak < MOST_MEMORY
    assert_sound(data)
