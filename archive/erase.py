"""Erasing the captures of a withheld article from their WARC files, where that is ordered.

Each file is written anew beside the old one, record by record, a stone
(:mod:`archive.stones`) in place of each erased capture and every other byte as it was. Then
a decision with the digests of both files goes into WARC and database; what is left to do
after it (:func:`mend`) is done by whoever opens the archive next, if this run is killed. At
any instant a file's SHA-256 says whether it is the one before or the one after.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from warcio.archiveiterator import ArchiveIterator

from archive import stones, tombstones, warc
from archive.tombstones import Tombstone
from archive.withhold import ERASE

if TYPE_CHECKING:
    from archive.writer import Archive

log = logging.getLogger(__name__)

BESIDE = ".erasing"
_CHUNK = 1 << 20


class DamagedFile(ValueError):
    """A WARC file is not what the archive registered: nothing of it was changed."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A WARC file written anew beside itself: SHA-256 of the file before and after, how many
    captures' records it has new stones for, and the ids of the articles they were of."""

    file: str
    before: str
    after: str
    records: int
    articles: tuple[str, ...] = ()

    def detail(self) -> dict[str, str]:
        """As the decision says it."""
        said = {name: str(value) for name, value in asdict(self).items()}
        return said | {"articles": json.dumps(self.articles)}


def carry_out(archive: Archive, withheld: Sequence[Tombstone]) -> list[Rewritten]:
    """Erase the responses of withheld articles from their files, in an archive with a run
    begun; what was done to each file.

    :raises DamagedFile: a file is not the one that was registered; nothing was changed.
    :raises OSError: a file is missing, or there is no room for its copy.
    """
    folder, db = archive.folder / "warc", archive.db
    archive.commit()
    clear(folder)
    done = prepare(db, folder, withheld)
    for one in done:
        archive.decide(ERASE, one.file, "", one.detail())
    archive.commit()
    if unfinished := {one.file for one in done} - set(mend(folder, db)):
        raise DamagedFile(f"{', '.join(sorted(unfinished))} changed meanwhile")
    forget(db)
    return done


def prepare(db: sqlite3.Connection, folder: Path, withheld: Sequence[Tombstone]) -> list[Rewritten]:
    """Write anew, beside them, the files that hold responses of withheld articles; nothing
    is changed yet. Raises as :func:`carry_out` does."""
    doomed: dict[str, dict[str, Tombstone]] = {}
    for stone in withheld:
        for url in tombstones.urls(db, stone.article_id):
            rows = db.execute(
                "SELECT warc_file, id FROM captures WHERE url = ? AND record_type = 'response'"
                " AND erased_by = ''",
                (url,),
            )
            for name, ident in rows:
                doomed.setdefault(name, {})[ident] = stone
    return [_rewrite(db, folder / name, doomed[name]) for name in sorted(doomed)]


def mend(folder: Path, db: sqlite3.Connection) -> list[str]:
    """Finish what decisions to erase began: put each new file in place of the old one, and
    write down where its records lie now. The names of the files finished."""
    pending = db.execute(
        "SELECT w.name, w.sha256, json_extract(d.detail, '$.after') FROM decisions d"
        " JOIN warc_files w ON w.name = json_extract(d.detail, '$.file')"
        " AND w.sha256 = json_extract(d.detail, '$.before')"
        " WHERE d.kind = 'erase' AND json_valid(d.detail) ORDER BY d.made_at"
    ).fetchall()
    return [name for name, before, after in pending if _finish(folder, db, name, before, after)]


def done(db: sqlite3.Connection, article_ids: Iterable[str]) -> list[Rewritten]:
    """What was done to erase these articles, whichever run finished it, oldest first.

    Decisions of older releases do not name their articles: theirs are those of whose captures
    there are stones in that file.
    """
    chosen = {*article_ids}
    urls = json.dumps([url for ident in sorted(chosen) for url in tombstones.urls(db, ident)])
    rows = db.execute(
        "SELECT d.detail, d.target IN (SELECT warc_file FROM captures WHERE erased_by <> ''"
        " AND url IN (SELECT value FROM json_each(?))) FROM decisions d"
        " JOIN warc_files w ON w.name = json_extract(d.detail, '$.file')"
        " AND json_extract(d.detail, '$.after') IN"
        " (SELECT w.sha256 UNION SELECT value FROM json_each(w.former_digests))"
        f" WHERE d.kind = '{ERASE}' AND json_valid(d.detail) ORDER BY d.made_at, d.id",
        (urls,),
    )
    found = []
    for text, holds in rows:
        said = json.loads(text)
        articles = tombstones.listed(said.get("articles", ""))
        if chosen & {*articles} or (holds and not articles):
            records = int(said.get("records") or 0)
            digests = said["before"], said["after"]
            found.append(Rewritten(said["file"], *digests, records, tuple(articles)))
    return found


def clear(folder: Path) -> None:
    """Take away what an erasure that was never decided left. Only when all decisions in WARC
    are in the database: a file of one that is not would be lost."""
    for path in folder.glob(f"*{BESIDE}"):
        path.unlink()


def forget(db: sqlite3.Connection) -> None:
    """Take what was deleted out of the database file too: FTS5 keeps the words of deleted rows
    until its segments are merged, SQLite the bytes until a page is used again."""
    for table in ("articles_fts", "articles_exact"):
        db.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rewrite(db: sqlite3.Connection, path: Path, doomed: dict[str, Tombstone]) -> Rewritten:
    known = db.execute("SELECT sha256 FROM warc_files WHERE name = ?", (path.name,)).fetchone()
    before = _digest(path)
    if known is None or known[0] != before:
        raise DamagedFile(f"{path.name}: SHA-256 {before}, registered {known and known[0]}")
    beside = path.with_name(path.name + BESIDE)
    new = {
        ident: stones.record(stones.ledger(db, ident), stone.decision_id, stone.kind)
        for ident, stone in doomed.items()
    }
    with path.open("rb") as old, beside.open("wb") as out:
        at = 0
        for record in warc.scan(path):
            if record.record_type == "response" and record.id in new:
                _copy(old, out, at, record.offset)
                out.write(new[record.id])
                at = record.offset + record.length
        _copy(old, out, at, path.stat().st_size)
        out.flush()
        os.fsync(out.fileno())
    warc.sync_folder(path.parent)
    _verify(path, beside, set(doomed))
    articles = sorted({stone.article_id for stone in doomed.values()})
    return Rewritten(path.name, before, _digest(beside), len(doomed), tuple(articles))


def _verify(old: Path, new: Path, doomed: set[str]) -> None:
    """Whether the new file is the old one but for the stones, and each stone reads back.

    :raises DamagedFile: it is not.
    """
    left = [(ident, raw) for ident, raw in _records(old) if ident not in doomed]
    kept = [(ident, raw) for ident, raw in _records(new) if ident not in doomed]
    placed = [ident for ident, _ in _records(old)] == [ident for ident, _ in _records(new)]
    with new.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests=True):
            record.content_stream().read()
            if record.rec_type == "metadata" and record.digest_checker.passed is False:
                raise DamagedFile(f"{new.name}: {record.digest_checker.problems}")
    if left != kept or not placed:
        raise DamagedFile(f"{new.name} is not {old.name} without its {len(doomed)} records")


def _records(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each record's id (a stone's: of what it stands for) and the digest of its raw bytes."""
    with path.open("rb") as stream:
        for record in warc.scan(path):
            stream.seek(record.offset)
            raw = sha256(stream.read(record.length)).digest()
            yield stones.erased(record) or record.id, raw


def _finish(folder: Path, db: sqlite3.Connection, name: str, before: str, after: str) -> bool:
    path = folder / name
    beside = path.with_name(path.name + BESIDE)
    there = _digest(path)
    if there == before and beside.exists() and _digest(beside) == after:
        os.rename(beside, path)
        warc.sync_folder(folder)
        there = after
    if there != after:
        log.error("%s: SHA-256 %s; an erasure was decided and cannot be finished", name, there)
        return False
    _enter_places(db, path, before, after)
    return True


def _enter_places(db: sqlite3.Connection, path: Path, before: str, after: str) -> None:
    """Where the records of a rewritten file lie now, in one transaction."""
    places = [
        (
            record.offset,
            record.length,
            record.fields.get("decision", "").removeprefix("urn:uuid:") if erased else "",
            erased or record.id,
            path.name,
        )
        for record in warc.scan(path)
        if (erased := stones.erased(record)) or record.record_type != "request"
    ]
    db.execute("BEGIN IMMEDIATE")
    try:
        # Out of the way first: a file's offsets are unique, and rows are moved one by one.
        db.execute("UPDATE captures SET offset = -1 - offset WHERE warc_file = ?", (path.name,))
        db.executemany(
            "UPDATE captures SET offset = ?, length = ?, erased_by = ?"
            " WHERE id = ? AND warc_file = ?",
            places,
        )
        db.execute(
            "UPDATE warc_files SET size = ?, sha256 = ?,"
            " former_digests = json_insert(former_digests, '$[#]', ?) WHERE name = ?",
            (path.stat().st_size, after, before, path.name),
        )
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _copy(source: BinaryIO, target: BinaryIO, start: int, end: int) -> None:
    source.seek(start)
    while start < end:
        piece = source.read(min(_CHUNK, end - start))
        if not piece:
            raise DamagedFile("the file ends earlier than it did")
        target.write(piece)
        start += len(piece)
