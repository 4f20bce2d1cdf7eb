"""kill -9 at any instant, then run again: nothing lost, nothing doubled, WARC readable."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastwarc.cli import main as fastwarc
from warcio.checker import Checker

from archive import warc
from archive.warc import scan, whole_length
from archive.writer import WARC_FOLDER
from tests import kills
from tests.child import POINTS
from tests.farm.farm import Farm
from tests.night import assert_sound, crawl, rows, start, story

SITES = ("quevo",)


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm(night=1) as served:
        yield served


@pytest.fixture(scope="module")
def undisturbed(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, ...]]:
    data = tmp_path_factory.mktemp("undisturbed") / "data"
    crawl(data, farm, SITES)
    return story(data)


def check(data: Path, undisturbed: list[tuple[Any, ...]]) -> None:
    assert story(data) == undisturbed
    assert_sound(data)
    folder = data / WARC_FOLDER
    assert not list(folder.glob("*" + warc.OPEN))
    for path in folder.glob("*.warc.gz"):
        assert whole_length(path) == path.stat().st_size
    stored = {
        (record.warc_file, record.offset)
        for path in folder.glob("*.warc.gz")
        for record in scan(path)
        if record.record_type in ("response", "revisit", "metadata")
    }
    known = set(rows(data, "SELECT warc_file, offset FROM captures"))
    assert known == stored


@pytest.mark.parametrize("seed", [100, pytest.param(200, marks=pytest.mark.long)])
def test_killed_again_and_again_over_two_nights(seed: int) -> None:
    """Twenty-one kills a seed; `make test-kills` makes a thousand. See :mod:`tests.kills`."""
    told = kills.run(21, seed, told=False)
    assert told.total() - told["ended first"] >= 21


@pytest.mark.parametrize("point", POINTS)
def test_killed_between_write_fsync_commit_and_rename(
    farm: Farm, undisturbed: list[tuple[Any, ...]], tmp_path: Path, point: str
) -> None:
    data = tmp_path / "data"
    nth = {"rename": 1, "commit": 4}.get(point.partition("-")[0], 3)
    child = start(data, farm, SITES, kill=[point, nth])
    child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    crawl(data, farm, SITES)
    check(data, undisturbed)


def test_what_was_acknowledged_survives_the_kill(farm: Farm, tmp_path: Path) -> None:
    data = tmp_path / "data"
    # The fourth commit is the first with pages, a second into the run; without a delay it has all.
    child = start(data, farm, SITES, kill=["commit-after", 4], delay=0.03)
    child.communicate(timeout=60)
    before = rows(data, "SELECT id, body FROM articles")
    visited = rows(data, "SELECT capture_id FROM visits")
    crawl(data, farm, SITES)
    after = rows(data, "SELECT id, body FROM articles")
    assert visited
    assert set(before) <= set(after)
    assert set(visited) <= set(rows(data, "SELECT capture_id FROM visits"))


def test_the_files_pass_warcio_check_and_fastwarc_check(farm: Farm, tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl(data, farm, SITES)
    crawl(data, farm, SITES)  # a second night, for its revisit records

    class Arguments:
        inputs = [str(path) for path in (data / WARC_FOLDER).glob("*.warc.gz")]
        verbose = False

    checker = Checker(Arguments())
    for path in Arguments.inputs:
        checker.process_one(path)
    assert checker.exit_value == 0
    # Without -p: fastwarc 2.0 asks a clean 304 revisit for a payload digest.
    for path in Arguments.inputs:
        result = CliRunner().invoke(fastwarc, ["check", path])
        assert result.exit_code == 0, result.output
