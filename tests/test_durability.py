"""The order in which bytes reach the disk, a clock that jumps, and a disk that is full.

A kill proves nothing about a power cut: what the process wrote is still in the kernel's
cache. So the system calls are watched, and after each of them the question is asked what
a power cut would leave.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from archive import warc
from archive.writer import DATABASE, WARC_FOLDER, Archive
from tests.farm.farm import Farm
from tests.night import ROOT, assert_sound, crawl, order, rows, start, story

pytestmark = pytest.mark.long

SITES = ("quevo",)
CALLS = "openat,mkdir,write,pwrite64,fsync,fdatasync,rename,ftruncate,unlink"
_FD = re.compile(r"(\w+)\(\d+<([^>]*)>")


@dataclass
class Disk:
    """What a power cut would leave, as calls go by; ``wrong`` collects promises it would break."""

    data: str
    unsynced: set[str] = field(default_factory=set)
    """WARC files with bytes that are in the cache alone."""
    unnamed: set[str] = field(default_factory=set)
    """Folders with names that are in the cache alone."""
    known: set[str] = field(default_factory=set)
    wal: bool = False
    """Whether the log holds frames that are not synced."""
    commits: int = 0
    renames: int = 0
    writes: int = 0
    wrong: list[str] = field(default_factory=list)

    def see(self, line: str) -> None:
        if "resumed>" in line or " = -1 " in line or self.data not in line:
            return
        call = re.sub(r"^\d+\s+", "", line)
        name = call.partition("(")[0]
        paths = re.findall(r'"([^"]*)"', call)
        on = found[2] if (found := _FD.match(call)) else ""
        if name in ("write", "pwrite64", "ftruncate"):
            self._written(on)
        elif name in ("fsync", "fdatasync"):
            self._synced(on)
        elif name == "openat":
            if "O_CREAT" in call and paths[0].endswith(warc.OPEN):
                self.unnamed.add(os.path.dirname(paths[0]))
                self.known.add(paths[0])
            elif paths[0].endswith(warc.OPEN) and paths[0] not in self.known:
                self.known.add(paths[0])
                self.unsynced.add(paths[0])  # a killed run's: who knows what of it is on disk
        elif name == "mkdir":
            self.unnamed.add(os.path.dirname(paths[0]))
        elif name == "rename":
            self.renames += 1
            if paths[0] in self.unsynced:
                self.wrong.append(f"renamed before it was synced: {paths[0]}")
            self.unnamed.add(os.path.dirname(paths[1]))

    def _written(self, on: str) -> None:
        if WARC_FOLDER in on:
            self.unsynced.add(on)
            self.writes += 1
        elif on.endswith("-wal"):
            self.wal = True

    def _synced(self, on: str) -> None:
        self.unsynced.discard(on)
        self.unnamed.discard(on)
        if on.endswith("-wal") and self.wal:
            # Here rows become durable: all that they rest on must be so already.
            self.wal = False
            self.commits += 1
            self.wrong += [f"rows before the bytes of {path}" for path in self.unsynced]
            self.wrong += [f"rows before the names in {path}" for path in self.unnamed]


def watched(folder: Path, farm: Farm, data: Path, **more: Any) -> Disk:
    trace = folder / "trace"
    child = subprocess.run(
        ["strace", "-f", "-y", "-s", "0", "-e", f"trace={CALLS}", "-o", str(trace),
         sys.executable, "-m", "tests.child", order(data, farm, SITES, **more)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    if "ptrace" in child.stderr.lower() and not trace.stat().st_size:
        pytest.skip("this machine lets nobody be watched")
    disk = Disk(str(data.parent))
    for line in trace.read_text(errors="replace").splitlines():
        disk.see(line)
    return disk


@pytest.mark.system
def test_bytes_then_names_then_rows(tmp_path: Path) -> None:
    with Farm(night=1) as farm:
        disk = watched(tmp_path, farm, tmp_path / "data")
    assert disk.wrong == []
    assert disk.writes > 20
    assert disk.commits >= 3
    assert disk.renames == 1
    assert not disk.unsynced
    assert not disk.unnamed


@pytest.mark.system
@pytest.mark.parametrize("point", ["write-after", "write-half", "rename-before"])
def test_what_a_killed_run_wrote_is_synced_before_its_rows(tmp_path: Path, point: str) -> None:
    data = tmp_path / "data"
    with Farm(night=1) as farm:
        child = start(data, farm, SITES, kill=[point, 1 if "rename" in point else 9])
        child.communicate(timeout=60)
        assert child.returncode == -signal.SIGKILL
        disk = watched(tmp_path, farm, data)
    assert disk.wrong == []
    assert disk.renames == 2
    assert not disk.unsynced


def test_the_watcher_sees_what_is_wrong(tmp_path: Path) -> None:
    """Each promise, broken in a few made-up calls."""
    file = f"/d/{WARC_FOLDER}/x.warc.gz"
    create = f'1 openat(AT_FDCWD, "{file}.open", O_WRONLY|O_CREAT|O_EXCL, 0644) = 3</d/x>'
    write, sync = f'1 write(3<{file}.open>, ""..., 9) = 9', f"1 fsync(3<{file}.open>) = 0"
    rename = f'1 rename("{file}.open", "{file}") = 0'
    folder = f"1 fsync(4</d/{WARC_FOLDER}>) = 0"
    commit = ['1 pwrite64(5</d/a.db-wal>, ""..., 9, 0) = 9', "1 fdatasync(5</d/a.db-wal>) = 0"]
    good = [create, folder, write, sync, *commit, rename, folder, *commit]
    for lost, wrong in ((None, 0), (1, 1), (3, 2), (7, 1)):
        disk = Disk("/d/")
        for number, line in enumerate(good):
            if number != lost:
                disk.see(line)
        assert (len(disk.wrong) > 0) == (wrong > 0), (lost, disk.wrong)


@pytest.mark.parametrize(
    "jumps",
    [[[60, -86_400.0]], [[60, 86_400.0]], [[60, 4e8]], [[40, 3600.0], [80, -3600.0], [120, 0.0]]],
)
def test_a_clock_that_jumps_during_a_run_costs_nothing(
    tmp_path: Path, jumps: list[list[float]]
) -> None:
    with Farm(night=1) as farm:
        calm, jumpy = tmp_path / "calm", tmp_path / "jumpy"
        calm.mkdir()
        jumpy.mkdir()
        crawl(calm / "data", farm, SITES)
        report = crawl(jumpy / "data", farm, SITES, clock=jumps)
    assert report["state"] == "done"
    assert story(jumpy / "data") == story(calm / "data")
    assert_sound(jumpy / "data")


@pytest.mark.parametrize("off", [-4e7, 4e7])
def test_a_clock_that_was_wrong_for_a_night_is_forgotten(tmp_path: Path, off: float) -> None:
    """What a night a year ahead put off is asked for tonight, not in a year."""
    data = tmp_path / "data"
    with Farm(night=1) as farm:
        child = start(data, farm, SITES, clock=[[0, off]], kill=["commit-after", 3])
        child.communicate(timeout=60)
        assert child.returncode == -signal.SIGKILL
        crawl(data, farm, SITES)
        owed = "SELECT count(*) FROM urls WHERE owed IS NOT NULL"
        assert rows(data, owed) == [(0,)]
        farm.set_night(2)
        report = crawl(data, farm, SITES)
    assert report["state"] == "done"
    assert rows(data, owed) == [(0,)]
    assert_sound(data)


@pytest.mark.system
def test_a_full_disk_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    """A real one: a small file system in a mount namespace of its own."""
    unshare = shutil.which("unshare")
    room = tmp_path / "room"
    room.mkdir()
    # What the tables of an empty archive take, with the log they are made in, and a little more.
    with Archive(tmp_path / "empty"):
        made = [path.stat().st_size for path in (tmp_path / "empty").iterdir()]
    size = sum(made) + (tmp_path / "empty" / DATABASE).stat().st_size + 180_000
    mount = f"mount -t tmpfs -o size={size // 1000}k none {room}"
    if not unshare or subprocess.run([unshare, "-rm", "sh", "-c", mount], check=False).returncode:
        pytest.skip("no file system of its own to be had here")
    kept = tmp_path / "kept"
    with Farm(night=1) as farm:
        told = order(room / "data", farm, SITES, delay=0.2)
        (tmp_path / "farm-ca.pem").write_text(farm.ca_pem)
        told = json.dumps(json.loads(told) | {"ca": str(tmp_path / "farm-ca.pem")})
        child = subprocess.run(
            [unshare, "-rm", "sh", "-c",
             f'{mount} && "$1" -m tests.child "$2"; code=$?; cp -r {room}/data {kept}; exit $code',
             "sh", sys.executable, told],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert child.returncode == 1, child.stderr[-2000:]
        assert re.search("disk is full|No space left", child.stderr)
        visits = "SELECT url, capture_id FROM visits"
        before = rows(kept, visits)
        assert before
        crawl(kept, farm, SITES)  # with room again
        whole = tmp_path / "whole" / "data"
        whole.parent.mkdir()
        crawl(whole, farm, SITES)
        assert set(before) <= set(rows(kept, visits))
        assert story(kept) == story(whole)
    assert_sound(kept)
    for path in (kept / WARC_FOLDER).glob("*"):
        assert warc.whole_length(path) == path.stat().st_size
