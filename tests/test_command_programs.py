"""Commands that run for a while or rebuild: the farm, the browser's door, a pipe, a rebuild."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from archive.schema_words import TABLES
from tests.small_archive import NEW, alone, answer, small_archive, told

HOUSE = Path(__file__).resolve().parent.parent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_archive(tmp_path / "data")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)


def test_a_rebuild_shows_the_difference_and_leaves_nothing_behind(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The captures are of a site no file in spiders/ knows, so every row would go.
    names = {path.name for path in data.iterdir()}
    said = answer(capsys, "--data", data, "rebuild", "--json")
    assert said["applied"] is False
    assert {"table": "articles", "kind": "removed", "fields": "", "rows": 2} in said["counts"]
    assert {path.name for path in data.iterdir()} - names <= {"archive.db-shm", "archive.db-wal"}
    assert len(told(capsys, "--data", data, "search", "bài", "--json")[1].splitlines()) == 1


def test_a_rebuild_to_a_file_does_not_overwrite(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "--data", data, "rebuild", "--to", "new.db")[0] == 0
    with sqlite3.connect("new.db") as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone()[0] > 0
    assert told(capsys, "--data", data, "rebuild", "--to", "new.db")[0] == 2
    assert told(capsys, "--data", data, "rebuild", "--since", "2026-01-01")[0] == 2


def test_the_farm_announces_itself_in_one_line_and_stops_when_told() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.commands", "farm", "--night", "2"],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert child.stdout is not None
        said = json.loads(child.stdout.readline())
        assert said["night"] == 2
        assert {site["name"] for site in said["sites"]} >= {"bimson", "quevo"}
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=20) == 0
        assert child.stdout.read() == b""
    finally:
        child.kill()
        child.wait()


def test_a_reader_that_leaves_is_no_error(data: Path) -> None:
    script = f"exec {sys.executable} -m crawler.commands --data {data} show {NEW} | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"], cwd=HOUSE, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_serve_shows_the_archive_read_only_on_loopback(data: Path) -> None:
    from urllib.request import urlopen

    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.commands", "--data", str(data), "serve", "--port", "0"],
        cwd=HOUSE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", child.stderr.readline())
        assert found
        for line in child.stderr:
            if "Uvicorn running" in line:
                break
        with urlopen(f"{found[0]}archive/articles.json?_shape=array") as response:
            assert len(json.load(response)) == 2
        with urlopen(f"{found[0]}archive/articles") as response:
            assert TABLES["articles"][0] in response.read().decode()
        with urlopen(f"{found[0]}-/databases.json") as response:
            (database,) = [row for row in json.load(response) if row["name"] == "archive"]
        assert database["is_mutable"] is True
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(timeout=20)
