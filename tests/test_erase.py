"""Erasing: the record goes, every other byte stays, and no kill leaves what cannot be told."""

from __future__ import annotations

import gzip
import json
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.checker import Checker

from archive import erase, stones, tombstones, warc
from archive.withhold import ERASE
from archive.writer import DATABASE, WARC_FOLDER, Archive
from tests.test_rebuild import CT05, HERE, THERE
from tests.test_withhold import One, differences, keep_from, lived, opened, recover, release

ROOT = Path(__file__).parent.parent
SECRET = "tẩmchín"


@pytest.fixture
def one(tmp_path: Path) -> One:
    return One(tmp_path)


def ordered(archive: Archive, *urls: str) -> list[erase.Rewritten]:
    for url in urls:
        keep_from(archive, url, "court-order")
    found = [tombstones.of_url(archive.begin(), url) for url in urls]
    return erase.carry_out(archive, [stone for stone in found if stone])


def erased(one: One, *urls: str) -> list[erase.Rewritten]:
    with one.again() as archive:
        done = ordered(archive, *urls)
        archive.finish_run("done")
    return done


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / WARC_FOLDER).glob("*"))}


def texts(folder: Path) -> str:
    return "\n".join(
        gzip.decompress(data).decode("utf-8", "replace") for data in files(folder).values()
    )


def check(folder: Path) -> None:
    """Every capture lies where its row says, and two WARC readers find nothing wrong."""
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        rows = db.execute(
            "SELECT id, warc_file, offset, length, digest, erased_by FROM captures"
        ).fetchall()
        registered = dict(db.execute("SELECT name, sha256 FROM warc_files"))
        sizes = dict(db.execute("SELECT name, size FROM warc_files"))
    for ident, name, offset, length, digest, by in rows:
        stored = warc.read_at(folder / WARC_FOLDER, name, offset)
        assert (stones.erased(stored) if by else stored.id) == ident
        data = (folder / WARC_FOLDER / name).read_bytes()[offset : offset + length]
        assert gzip.decompress(data).startswith(b"WARC/1.1")
        assert by or stored.digest == digest
    paths = sorted((folder / WARC_FOLDER).glob("*.warc.gz"))
    assert {path.name for path in paths} == set(registered)
    for path in paths:
        assert sha256(path.read_bytes()).hexdigest() == registered[path.name]
        assert path.stat().st_size == sizes[path.name]
        with path.open("rb") as stream:
            for record in FastIterator(stream, parse_http=False):
                assert record.verify_block_digest() is not False
    checker = Checker(type("Command", (), {"inputs": [str(p) for p in paths], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0
    assert not list((folder / WARC_FOLDER).glob("*" + erase.BESIDE))


class TestErased:
    def test_the_record_goes_and_every_other_byte_stays(self, one: One) -> None:
        before = files(one.folder)
        assert SECRET in texts(one.folder)
        (done,) = erased(one, one.URL, one.COPY)
        after = files(one.folder)
        assert done.records == 3
        old, new = (
            {record.id: data[record.offset : record.offset + record.length] for record in records}
            for data, records in (
                (before[done.file], list(_scan(one.folder, before[done.file]))),
                (after[done.file], list(_scan(one.folder, after[done.file]))),
            )
        )
        gone = set(old) - set(new)
        assert len(gone) == 3
        assert all(new[ident] == old[ident] for ident in set(old) & set(new))
        order = [stones.erased(r) or r.id for r in _scan(one.folder, after[done.file])]
        assert order == [record.id for record in _scan(one.folder, before[done.file])]
        assert one.TEXT not in texts(one.folder)
        check(one.folder)

    def test_both_digests_are_recorded_in_row_and_decision(self, one: One) -> None:
        before = files(one.folder)
        (done,) = erased(one, one.URL)
        after = files(one.folder)[done.file]
        assert done.before == sha256(before[done.file]).hexdigest()
        assert done.after == sha256(after).hexdigest()
        ((former,),) = one.rows(f"SELECT former_digests FROM warc_files WHERE name = '{done.file}'")
        assert json.loads(former) == [done.before]
        ((target, detail),) = one.rows(
            f"SELECT target, detail FROM decisions WHERE kind = '{ERASE}'"
        )
        assert target == done.file
        assert json.loads(detail) == done.detail()

    def test_the_database_keeps_no_word_of_it(self, one: One) -> None:
        erased(one, one.URL, one.COPY)
        for path in one.folder.glob("archive.db*"):
            data = path.read_bytes()
            assert SECRET.encode() not in data, path.name
            assert b"tamchin" not in data, path.name

    def test_a_rebuild_finds_no_difference(self, one: One) -> None:
        erased(one, one.URL)
        assert differences(one.folder) == []

    def test_the_ledger_keeps_the_visits(self, one: One) -> None:
        ledger = "SELECT url, outcome, reason, prose FROM visits ORDER BY visited_at"
        before = one.rows(ledger)
        erased(one, one.URL)
        assert one.rows(ledger) == before
        found = one.rows("SELECT url FROM captures WHERE erased_by <> '' ORDER BY url")
        assert found == [(one.URL,), (one.ALIAS,)]

    def test_later_captures_are_erased_when_it_is_ordered_again(self, one: One) -> None:
        erased(one, one.URL)
        with one.again() as archive:
            one.page(archive, one.URL, "Bài đổi khác.")
            archive.finish_run("done")
        (done,) = erased(one, one.URL)
        assert done.records == 1
        assert erased(one, one.URL) == []
        check(one.folder)
        assert differences(one.folder) == []

    def test_a_file_is_erased_from_twice(self, one: One) -> None:
        (first,) = erased(one, one.URL)
        (second,) = erased(one, one.COPY)
        assert (second.file, second.before) == (first.file, first.after)
        ((former,),) = one.rows(
            f"SELECT former_digests FROM warc_files WHERE name = '{first.file}'"
        )
        assert json.loads(former) == [first.before, second.before]
        check(one.folder)
        assert differences(one.folder) == []

    def test_what_is_erased_is_never_what_a_later_capture_refers_to(self, one: One) -> None:
        erased(one, one.URL)
        with one.again() as archive:
            release(archive, one.URL, "mau")
            assert one.page(archive, one.URL).outcome == "archived"
            archive.finish_run("done")
        kinds = one.rows(f"SELECT record_type FROM captures WHERE url = '{one.URL}'")
        assert kinds == [("response",), ("response",)]
        assert one.rows("SELECT count(*) FROM articles") == [(2,)]
        assert differences(one.folder) == []

    def test_a_damaged_file_is_left_as_it_is(self, one: One) -> None:
        with one.again() as archive:
            (name,) = next(archive.db.execute("SELECT name FROM warc_files"))
            path = one.folder / WARC_FOLDER / name
            path.write_bytes(path.read_bytes()[:-1])
            before = path.read_bytes()
            with pytest.raises(erase.DamagedFile, match=name):
                ordered(archive, one.URL)
            assert path.read_bytes() == before
            assert archive.db.execute("SELECT count(*) FROM decisions WHERE kind = 'erase'"
                                      ).fetchone() == (0,)  # fmt: skip

    def test_a_stone_from_elsewhere_may_hold_anything(self, one: One) -> None:
        with one.again() as archive:
            for ledger in ("", "{", "[]", '{"capture": {}}', '{"capture": 7, "visits": 1}'):
                fields = {stones.ERASED: "urn:uuid:x", "decision": "", "ledger": ledger}
                stone = warc.Stored(
                    "a.warc.gz", 0, 1, "id", "metadata", one.URL, datetime.now(UTC), fields=fields
                )
                assert stones.take(archive.begin(), stone)
            archive.finish_run("done")
        assert differences(one.folder) == []


def test_a_stone_keeps_every_column_of_the_ledger(one: One) -> None:
    with one.again() as archive:
        (ident,) = archive.db.execute("SELECT capture_id FROM visits LIMIT 1").fetchone()
        said = stones.ledger(archive.db, ident)
        archive.finish_run("done")
    place = {"warc_file", "offset", "length", "erased_by"}
    for table, kept in (("captures", {*said["capture"]} | place), ("visits", {*said["visits"][0]})):
        assert kept == {row[1] for row in one.rows(f"PRAGMA table_info({table})")}, table


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40, 52))
def test_a_life_with_erasures_is_computed_again_row_by_row(tmp_path: Path, seed: int) -> None:
    lived(tmp_path, seed)
    dice = random.Random(seed)
    for _ in range(2):
        with opened(tmp_path) as archive:
            archive.begin_run([HERE, THERE], [CT05])
            recover(archive)
            urls = [row[0] for row in archive.db.execute("SELECT url FROM articles ORDER BY url")]
            chosen = dice.sample(urls, min(2, len(urls)))
            ordered(archive, *chosen)
            if dice.random() < 0.5 and chosen:
                (site,) = archive.db.execute(
                    "SELECT site FROM urls WHERE url = ?", chosen[:1]
                ).fetchone()
                release(archive, chosen[0], site)
            archive.finish_run("done")
        check(tmp_path)
    assert differences(tmp_path) == []


POINTS = ("half", "prepared", "decided", "committed", "renamed", "placing", "placed", "forgotten")

CHILD = """
import os, signal, sys
from pathlib import Path
from archive import erase, writer
from tests.test_erase import ordered
from tests.test_withhold import One, opened, recover
from tests.test_rebuild import CT05, HERE, THERE

folder, point = Path(sys.argv[1]), sys.argv[2]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def after(thing, name, when):
    real = getattr(thing, name)
    def wrapped(*given, **named):
        result = real(*given, **named)
        if when == point:
            die()
        return result
    setattr(thing, name, wrapped)

def before(thing, name, when):
    real = getattr(thing, name)
    def wrapped(*given, **named):
        if when == point:
            die()
        return real(*given, **named)
    setattr(thing, name, wrapped)

with opened(folder) as archive:
    archive.begin_run([HERE, THERE], [CT05])
    recover(archive)
    after(erase, "prepare", "prepared")
    real_decide = archive.decide
    def decide(kind, *given):
        made = real_decide(kind, *given)
        if kind == "erase" and point == "decided":
            archive._warc.sync()
            die()
        return made
    archive.decide = decide
    before(erase, "mend", "committed")
    before(erase, "_enter_places", "renamed")
    after(erase, "mend", "placed")
    after(erase, "forget", "forgotten")
    if point == "half":
        before(erase, "_verify", "half")
    if point == "placing":
        archive.db.create_function("half_way", 0, die)
        archive.db.execute(
            "CREATE TEMP TRIGGER t AFTER UPDATE OF sha256 ON warc_files"
            " BEGIN SELECT half_way(); END"
        )
    ordered(archive, One.URL, One.COPY)
    archive.finish_run("done")
"""


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_any_instant_leaves_what_the_next_run_finishes(
    one: One, tmp_path: Path, point: str
) -> None:
    before = files(one.folder)
    killed = subprocess.run(
        [sys.executable, "-c", CHILD, str(one.folder), point],
        cwd=ROOT, check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    (first,) = before
    now = (one.folder / WARC_FOLDER / first).read_bytes()
    # The file by its name is always whole: as it was, or as it is to be.
    swapped = point in ("renamed", "placing", "placed", "forgotten")
    assert (now != before[first]) is swapped
    with one.again() as archive:
        archive.finish_run("done")
    finished = point not in ("half", "prepared")
    assert (one.TEXT in texts(one.folder)) is not finished
    check(one.folder)
    assert differences(one.folder) == []
    assert [done.records for done in erased(one, one.URL, one.COPY)] == ([] if finished else [3])
    assert one.TEXT not in texts(one.folder)
    check(one.folder)
    assert differences(one.folder, "again.db") == []


def _scan(folder: Path, data: bytes) -> list[warc.Stored]:
    path = folder / "one.warc.gz"
    path.write_bytes(data)
    return list(warc.scan(path))
