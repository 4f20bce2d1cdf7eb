"""Kills while one WARC file is closed and the next begun: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.farm.farm import Farm
from tests.night import ROOT, crawl, order, story
from tests.test_kills import check

pytestmark = pytest.mark.long

SITE = "quevo"
SMALL = (
    "from archive import warc_writer; warc_writer.ROLL_AT = 25_000;"
    "from tests.child import main; main()"
)


def small_files(data: Path, farm: Farm, **more: object) -> int:
    """A night whose WARC files hold some five pages each; how it ended."""
    return subprocess.run(
        [sys.executable, "-c", SMALL, order(data, farm, [SITE], **more)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    ).returncode


@pytest.mark.parametrize(
    ("point", "nth"),
    [("rename-before", 2), ("rename-after", 2), ("fsync-after", 4), ("write-half", 20)],
)
def test_killed_at_a_roll_over(tmp_path: Path, point: str, nth: int) -> None:
    with Farm(night=1) as farm:
        crawl(tmp_path / "undisturbed", farm, [SITE])
        data = tmp_path / "data"
        for _ in range(2):
            assert small_files(data, farm, kill=[point, nth]) == -signal.SIGKILL
        assert small_files(data, farm) == 0
        assert len(list((data / "warc").glob("*.warc.gz"))) > 4
        check(data, story(tmp_path / "undisturbed"))
