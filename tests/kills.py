"""Kills by the hundred: ``python -m tests.kills [KILLS] [SEED]``, ``make test-kills``.

Each story is two nights of one site, killed again and again: at random moments, and at
a chosen passing of each point between write, fsync, commit and rename. After every kill
what was acknowledged is looked for; at the end of each story the archive must be
the one that no kill ever touched.
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator
from warcio.checker import Checker

from archive import warc
from archive.warc import scan, whole_length
from archive.writer import WARC_FOLDER
from tests.child import POINTS
from tests.farm.farm import Farm
from tests.night import assert_sound, crawl, rows, start, story

SITES = ("quevo",)
PER_STORY = 10
Acknowledged = set[tuple[Any, ...]]


def acknowledged(data: Path) -> Acknowledged:
    """Visits and captures that are committed, where there is a database yet."""
    if not (data / "archive.db").exists() or not (data / "archive.db").stat().st_size:
        return set()
    try:
        return set(
            rows(
                data,
                "SELECT v.run_id, v.url, v.outcome, c.warc_file, c.offset, c.digest FROM visits v"
                " JOIN captures c ON c.id = v.capture_id",
            )
        )
    except Exception as error:
        if "no such table" in str(error):  # killed before its first migration was committed
            return set()
        raise


def check_files(data: Path, known: Acknowledged) -> None:
    """Every acknowledged capture can be read back, damaged tail or not."""
    for _, url, _, name, offset, digest in known:
        stored = warc.read_at(data / WARC_FOLDER, name, offset)
        assert (stored.url, stored.digest) == (url, digest)


def check_whole(data: Path) -> None:
    """Database and WARC files after a run that ended: sound, complete, nothing twice."""
    assert_sound(data)
    folder = data / WARC_FOLDER
    assert not list(folder.glob("*" + warc.OPEN))
    stored = set()
    for path in folder.glob("*.warc.gz"):
        assert whole_length(path) == path.stat().st_size
        for record in scan(path):
            if record.record_type in ("response", "revisit", "metadata"):
                stored.add((record.warc_file, record.offset))
        with path.open("rb") as stream:
            for parsed in ArchiveIterator(stream, parse_http=False):
                assert parsed.verify_block_digest() is not False
    known = rows(data, "SELECT warc_file, offset FROM captures")
    assert len(known) == len(set(known))
    assert set(known) == stored
    visits = rows(data, "SELECT capture_id FROM visits WHERE capture_id IS NOT NULL")
    assert len(visits) == len(set(visits))
    assert rows(data, "SELECT count(*) FROM urls WHERE owed IS NOT NULL") == [(0,)]

    class Arguments:
        inputs = [str(path) for path in folder.glob("*.warc.gz")]
        verbose = False

    checker = Checker(Arguments())
    for name in Arguments.inputs:
        checker.process_one(name)
    assert checker.exit_value == 0


def one_story(
    farm: Farm, data: Path, dice: random.Random, nights: dict[int, list[Any]], kills: int
) -> Iterator[str]:
    """Two nights with ``kills`` kills in all; yields the place of each."""
    known: Acknowledged = set()
    for night in (1, 2):
        farm.set_night(night)
        for _ in range(kills // 2):
            point = dice.choice((*POINTS, "random", "random", "random"))
            # How often a night passes there: once a file, once a second, once a record.
            most = {"rename": 1, "fsync": 3, "commit": 4}.get(point.partition("-")[0], 15)
            nth = dice.randint(1, most)
            arm = {} if point == "random" else {"kill": [point, nth]}
            child = start(data, farm, SITES, **arm)
            try:
                if point == "random":
                    time.sleep(dice.uniform(0.3, 2.2))
                    child.send_signal(signal.SIGKILL)
                _, err = child.communicate(timeout=60)
            finally:
                child.kill()
                child.communicate()
            assert child.returncode in (0, -signal.SIGKILL), err[-2000:]
            now = acknowledged(data)
            assert known <= now, "something acknowledged is lost"
            check_files(data, now - known)
            known = now
            yield point if child.returncode else "ended first"
        crawl(data, farm, SITES)
        known = acknowledged(data)
        check_whole(data)
        assert story(data) == nights[night]


def undisturbed(farm: Farm, folder: Path) -> dict[int, list[Any]]:
    """What each night comes to when nobody kills it."""
    nights = {}
    for night in (1, 2):
        farm.set_night(night)
        crawl(folder / "data", farm, SITES)
        nights[night] = story(folder / "data")
    return nights


def run(kills: int, seed: int = 0, *, told: bool = True) -> Counter[str]:
    """So many kills, story by story; how many at which point."""
    count, began = Counter[str](), time.monotonic()
    with Farm(night=1) as farm, tempfile.TemporaryDirectory() as scratch:
        calm = Path(scratch) / "calm"
        calm.mkdir()
        nights = undisturbed(farm, calm)
        while (done := count.total() - count["ended first"]) < kills:
            seed += 1
            folder = Path(scratch) / f"story{seed}"
            folder.mkdir()
            size = min(PER_STORY, kills - done + 1)
            try:
                for point in one_story(farm, folder / "data", random.Random(seed), nights, size):
                    count[point] += 1
            except BaseException:
                print(f"story {seed} failed; kills so far: {dict(count)}", file=sys.stderr)
                raise
            if told:
                done = count.total() - count["ended first"]
                print(f"{done:5} of {kills} kills, {time.monotonic() - began:5.0f} s", flush=True)
    return count


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    found = run(*(arguments or [1000]))
    for point, times in sorted(found.items()):
        print(f"{times:6}  {point}")
    print("nothing acknowledged was lost, nothing doubled, every file and row sound")
