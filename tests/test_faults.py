"""Nights on which a site fails: what it costs, and what becomes of it. The failures by their
names are in ``test_faults_named.py``."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.farm.farm import Farm
from tests.night import ROOT, assert_sound, crawl, order, rows, start

VICTIM, OTHER = "bimson", "quevo"


def test_a_failure_costs_few_requests(tmp_path: Path) -> None:
    with Farm(faults=[f"refuse:{VICTIM}"]) as farm:
        crawl(tmp_path / "data", farm, [VICTIM])
        asked = [request for request in farm.log if request.host.startswith(VICTIM)]
    assert len(asked) <= 6


@pytest.mark.long
def test_a_gap_closes_when_the_next_night_finds_the_section_well(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Farm(faults=[f"empty-listing:{VICTIM}"]) as farm:
        assert crawl(data, farm, [VICTIM])["state"] == "gaps"
    with Farm() as farm:
        assert crawl(data, farm, [VICTIM])["state"] == "done"
    assert set(rows(data, "SELECT state, cause, closed_by <> '' FROM gaps")) == {
        ("closed", "empty-section", 1)
    }


@pytest.mark.long
def test_what_failed_is_owed_and_fetched_the_next_night(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Farm(faults=[f"truncated:{VICTIM}"]) as farm:
        crawl(data, farm, [VICTIM])
        assert rows(data, "SELECT count(*) FROM articles") == [(0,)]
    with Farm() as farm:
        crawl(data, farm, [VICTIM])
        should = sum(a.site == VICTIM and a.verdict != "irrelevant" for a in farm.manifest.articles)
    assert rows(data, "SELECT count(*) FROM articles") == [(should,)]


@pytest.mark.long
def test_retry_after_is_honoured_to_the_second(tmp_path: Path) -> None:
    with Farm(faults=[f"retry-after:{VICTIM}"]) as farm:
        report = crawl(tmp_path / "data", farm, [VICTIM], max_pages=3)
        log = [r for r in farm.log if r.host.startswith(VICTIM)]
    refused = [i for i, request in enumerate(log) if request.status == 429]
    assert len(refused) == 2
    for i in refused:
        assert log[i + 1].monotonic - log[i].monotonic >= 2.0
    assert [gap["cause"] for gap in report["gaps"]] == ["not-reached"]  # for max_pages


@pytest.mark.long
def test_the_delay_holds_between_two_sites_of_one_server(tmp_path: Path) -> None:
    with Farm() as farm:
        crawl(tmp_path / "data", farm, ["quevo", "tuson"], delay=0.15, max_pages=5)
        starts = sorted(r.monotonic for r in farm.log)
    gaps = [b - a for a, b in pairwise(starts)]
    assert len(starts) > 10
    # Arrival is measured, not sending: scheduling may bring two arrivals a little closer.
    assert min(gaps) > 0.12


def test_a_second_run_is_refused_at_once_and_the_first_goes_on(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Farm() as farm:
        first = start(data, farm, [OTHER], delay=0.2, max_pages=8)
        while not (data / "warc").exists() or not list((data / "warc").iterdir()):
            assert first.poll() is None
        first.send_signal(signal.SIGSTOP)  # or it may end before the second has begun
        second = start(data, farm, [VICTIM])
        _, err = second.communicate(timeout=60)
        first.send_signal(signal.SIGCONT)
        assert "another run holds the archive" in err
        assert second.returncode == 1
        first.communicate(timeout=60)
        assert first.returncode == 0


@pytest.mark.long
def test_a_full_disk_stops_the_run_and_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Farm() as farm:
        crawl(data, farm, [OTHER], max_pages=5)
        kept = rows(data, "SELECT id, body FROM articles")
        # No file may grow beyond this: the night meets it at the database or its log.
        limit = max(path.stat().st_size for path in data.rglob("*")) + 40_000
        child = subprocess.run(
            [sys.executable, "-m", "tests.child", order(data, farm, [OTHER])],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        assert child.returncode == 1, child.stderr[-2000:]
        assert "the run stops" in child.stderr or "Error" in child.stderr.splitlines()[-1]
        assert set(kept) <= set(rows(data, "SELECT id, body FROM articles"))
        crawl(data, farm, [OTHER])
        should = sum(a.site == OTHER and a.verdict != "irrelevant" for a in farm.manifest.articles)
    assert rows(data, "SELECT count(*) FROM articles") == [(should,)]
    assert_sound(data)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    # Root may write into any folder but the kernel's own.
    data = Path("/sys/lamtheo-data") if os.geteuid() == 0 else tmp_path / "data"
    mapped = json.dumps({"bacninh.gov.vn:443": "127.0.0.1:9"})
    child = subprocess.run(
        [sys.executable, "-m", "crawler.commands", "--data", str(data), "crawl", OTHER],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LAMTHEO_FARM__RESOLVE": mapped},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode == 1
    assert str(data) in child.stderr
    assert "Traceback" not in child.stderr


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with Farm() as farm:
        child = start(tmp_path / "data", farm, [OTHER])
        _, err = child.communicate(timeout=60)
    assert child.returncode == 1
    assert "data" in err


def test_a_database_that_is_none_is_not_overwritten(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "archive.db").write_bytes(b"this is not a database, but it is somebody's" * 100)
    before = (data / "archive.db").read_bytes()
    with Farm() as farm:
        child = start(data, farm, [OTHER])
        _, err = child.communicate(timeout=60)
    assert child.returncode == 1
    assert sqlite3.DatabaseError.__name__ in err
    assert (data / "archive.db").read_bytes() == before
