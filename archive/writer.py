"""The one writer of an archive: WARC first, SQLite after it, in groups.

``keep`` puts an exchange into the WARC file, ``ingest`` puts what was read
into the open transaction, ``commit`` makes both durable in that order. What a
kill leaves between them is found again by ``unread`` and read by the next run.
"""

from __future__ import annotations

import json
import logging
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from archive import decisions, erase, frontier, tombstones, warc
from archive.articles import Rules
from archive.decisions import Decision
from archive.facts import write_documents, write_sites
from archive.ingest import take_in
from archive.lock import hold
from archive.migrations import migrate
from archive.records import Capture, Document, Gap, Ingested, Page, Site
from archive.warc_writer import WarcWriter
from archive.withhold import RELEASE

log = logging.getLogger(__name__)

DATABASE = "archive.db"
WARC_FOLDER = "warc"
READER = "lamtheo-reader"
"""The field of a WARC file's first record that names the reader in force when it was written."""


class Archive:
    """An archive open for writing; use as a context manager.

    :raises archive.lock.ArchiveHeld: another run holds it.
    :raises OSError: the folder cannot be made or written.
    """

    def __init__(self, folder: Path, kind: str = "crawl", rules: Rules | None = None) -> None:
        self.folder = folder
        self.rules = rules or Rules()
        self.run_id = ""
        self.listeners: list[Callable[[Ingested], None]] = []
        self._warc: WarcWriter | None = None
        self._kept: dict[str, str] = {}  # capture id -> its file, until it is ingested
        self._closing = ExitStack()
        (folder / WARC_FOLDER).mkdir(parents=True, exist_ok=True)
        # Their names survive a power cut too, whoever made them and died.
        warc.sync_folder(folder.parent)
        warc.sync_folder(folder)
        self._closing.enter_context(hold(folder, kind))
        try:
            self.db = connect(folder / DATABASE)
            self._closing.callback(self.db.close)
            migrate(Database(self.db))
        except BaseException:
            self._closing.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- a run ---------------------------------------------------------------

    def begin_run(
        self,
        sites: Iterable[Site],
        documents: Iterable[Document],
        *,
        kind: str = "crawl",
        trigger: str = "manual",
        due_for: str | None = None,
        missed: Iterable[str] = (),
        info: dict[str, str] | None = None,
    ) -> str:
        """Write the run, its sites and the dated documents; the run's id.

        A run still marked as running has died: holding the lock proves it.
        """
        erase.mend(self.folder / WARC_FOLDER, self.db)
        now = datetime.now(UTC)
        self.run_id = now.strftime("%Y%m%dT%H%M%SZ-") + secrets.token_hex(3)
        info = info or {}
        self._begin()
        self.db.execute(
            "UPDATE runs SET state = 'interrupted', finished_at = ? WHERE state = 'running'",
            (now.isoformat(timespec="seconds"),),
        )
        self.db.execute(
            "INSERT INTO runs(id, kind, trigger, started_at, state, due_for, missed, version,"
            " reader_version) VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?)",
            (
                self.run_id,
                kind,
                trigger,
                now.isoformat(timespec="seconds"),
                due_for,
                json.dumps(list(missed)),
                info.get("software", ""),
                self.rules.version,
            ),
        )
        write_sites(self.db, sites)
        write_documents(self.db, documents)
        self.commit()
        self._warc = WarcWriter(
            self.folder / WARC_FOLDER,
            self.run_id,
            {"format": "WARC File Format 1.1", "isPartOf": self.run_id}
            | ({READER: self.rules.version} if self.rules.version else {})
            | info,
        )
        return self.run_id

    def finish_run(self, state: str) -> None:
        """Close the WARC file and mark the run: done, gaps, interrupted or failed."""
        self.commit()
        if self._warc is not None:
            self._warc.close()
            self._register(self._warc.finished)
            self._warc = None
            self._kept.clear()
        self._begin()
        self.db.execute(
            "UPDATE runs SET state = ?, finished_at = ? WHERE id = ?",
            (state, datetime.now(UTC).isoformat(timespec="seconds"), self.run_id),
        )
        self.commit()

    def fail_run(self) -> None:
        """Mark the run failed, without what was not yet committed: its WARC records are
        read by the next run."""
        if self.db.in_transaction:
            self.db.rollback()
        self._begin()
        self.db.execute(
            "UPDATE runs SET state = 'failed', finished_at = ? WHERE id = ?",
            (datetime.now(UTC).isoformat(timespec="seconds"), self.run_id),
        )
        self.db.execute("COMMIT")

    def close(self) -> None:
        """Leave without finishing the run; what was committed stays."""
        if self._warc is not None:
            self._warc.leave()
            self._warc = None
        if self.db.in_transaction:
            self.db.rollback()
        self._closing.close()

    # -- a page --------------------------------------------------------------

    def keep(self, exchange: warc.Exchange) -> Capture:
        """Write an exchange to WARC; nothing has read it yet."""
        if self._warc is None:
            raise RuntimeError("no run has begun: begin_run() comes before keep()")
        first = frontier.original(self.db, exchange.url) if not exchange.failure else None
        capture = self._warc.write(exchange, first)
        self._kept[capture.id] = capture.warc_file
        return capture

    def ingest(self, page: Page) -> Ingested:
        """Pass a page through the one door, within the open group."""
        self._begin()
        done = take_in(self.db, page, self.rules)
        if page.capture is not None:
            self._kept.pop(page.capture.id, None)
        for listener in self.listeners:
            try:
                listener(done)
            except Exception:
                # The rows are written: a listener may not make them look as if they were not.
                log.exception("%s: a listener failed", done.url)
        return done

    def follow(self, hop: Page) -> None:
        """Enter a redirect to another spelling of a page's own URL: a capture, and no visit."""
        self._begin()
        take_in(self.db, hop, self.rules)
        if hop.capture is not None:
            self._kept.pop(hop.capture.id, None)

    def commit(self) -> None:
        """Acknowledge the group: WARC fsynced first, then SQLite committed."""
        if self._warc is not None:
            self._warc.sync()
        if self.db.in_transaction:
            self.db.execute("COMMIT")
        if self._warc is not None and self._warc.finished:
            # A file whose pages are still being read is registered once they are: what
            # is registered is never looked through again.
            reading = set(self._kept.values())
            finished = [name for name in self._warc.finished if name not in reading]
            self._warc.finished = [name for name in self._warc.finished if name in reading]
            self._register(finished)

    def begin(self) -> sqlite3.Connection:
        """The connection with a group open, for rows that come without a page."""
        self._begin()
        return self.db

    def decide(
        self, kind: str, target: str, reason: str, detail: Mapping[str, str] | None = None
    ) -> Decision:
        """What a human decided, into WARC and the open group."""
        if self._warc is None:
            raise RuntimeError("no run has begun: begin_run() comes before decide()")
        said = decisions.fields(kind, target, reason, detail)
        record = self._warc.note(decisions.uri(kind, said["target"]), said, datetime.now(UTC))
        self._begin()
        decision = decisions.of(record)
        assert decision is not None
        decisions.enter(self.db, decision, self.again)
        return decision

    def again(self, db: sqlite3.Connection, capture_id: str) -> tuple[Page, Rules] | None:
        """An earlier capture, read by the rules in force; None when they cannot read it."""
        page = self.rules.reread(db, capture_id) if self.rules.reread else None
        return (page, self.rules) if page else None

    def gap(self, gap: Gap) -> None:
        """Open a gap, or see an open one again; the same hole is one row."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        ident = f"{gap.site}/{gap.section or '-'}/{gap.cause}".replace(" ", "-")
        self._begin()
        # Ids of two sections may read alike ("Tin tức", "Tin-tức"); the columns do not.
        still_open = self.db.execute(
            "UPDATE gaps SET seen_at = ?, detail = ? WHERE site = ? AND section = ? AND cause = ?"
            " AND state = 'open'",
            (now, gap.detail, gap.site, gap.section, gap.cause),
        ).rowcount
        if not still_open:
            known = self.db.execute(
                "SELECT count(*) FROM gaps WHERE id = ? OR instr(id, ?) = 1", (ident, ident + "#")
            ).fetchone()[0]
            self.db.execute(
                "INSERT INTO gaps(id, site, section, cause, detail, window_from, window_to,"
                " opened_run, opened_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    f"{ident}#{known + 1}" if known else ident,
                    gap.site,
                    gap.section,
                    gap.cause,
                    gap.detail,
                    gap.window_from,
                    gap.window_to,
                    self.run_id,
                    now,
                    now,
                ),
            )

    # -- what a killed run left ----------------------------------------------

    def unread(self) -> Iterator[warc.Stored]:
        """Records that lie in WARC files but were never read into the database.

        Torn tails are cut first. After reading them call :meth:`settle`.
        """
        for path in self._unregistered():
            warc.cut_tail(path)
            name = path.name.removesuffix(warc.OPEN)
            known = {
                row[0]
                for row in self.db.execute(
                    "SELECT c.offset FROM captures c JOIN visits v ON v.capture_id = c.id"
                    " WHERE warc_file = ?",
                    (name,),
                )
            }
            for record in warc.scan(path):
                if record.offset not in known:
                    yield record

    def settle(self) -> None:
        """Give the files of killed runs their final names and write down their digests."""
        self.commit()
        for path in self._unregistered():
            if path.stat().st_size == 0:
                path.unlink()  # a run killed before its first record
                continue
            done = warc.finish(path) if path.name.endswith(warc.OPEN) else path
            self._register([done.name])
        erase.mend(self.folder / WARC_FOLDER, self.db)
        erase.clear(self.folder / WARC_FOLDER)
        self._end_withholdings()

    def _end_withholdings(self) -> None:
        """Release what was withheld until a day that has passed: a decision too, so that a
        rebuild needs no clock."""
        if self._warc is None or self.rules.reread is None:
            return
        for stone in tombstones.over(self.db):
            self.decide(RELEASE, stone.url, f"until {stone.until}", {"site": stone.site})
        self.commit()

    def _unregistered(self) -> list[Path]:
        folder = self.folder / WARC_FOLDER
        names = {row[0] for row in self.db.execute("SELECT name FROM warc_files")}
        found = [*folder.glob("lamtheo-*.warc.gz"), *folder.glob("lamtheo-*.warc.gz" + warc.OPEN)]
        return sorted(path for path in found if path.name.removesuffix(warc.OPEN) not in names)

    def _register(self, names: Iterable[str]) -> None:
        for name in names:
            if name in self._kept.values():
                continue  # a page of it was never read: the next run finds it
            path = self.folder / WARC_FOLDER / name
            with path.open("rb") as stream:
                digest = file_digest(stream, "sha256").hexdigest()
            self._begin()
            self.db.execute(
                "INSERT OR REPLACE INTO warc_files(name, run_id, size, sha256) VALUES (?, ?, ?, ?)",
                (name, "-".join(name.split("-")[1:3]), path.stat().st_size, digest),
            )
            self.db.execute("COMMIT")

    def _begin(self) -> None:
        # IMMEDIATE: a deferred BEGIN that reads before it writes fails at once with
        # "database is locked", whatever the timeout (measured).
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")


def connect(path: Path) -> sqlite3.Connection:
    """A writing connection: WAL, full durability, foreign keys, explicit transactions.

    FULL costs little here (2,757 against 4,657 commits a second) and we commit in groups.
    """
    db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    return db


def connect_readonly(folder: Path) -> sqlite3.Connection:
    """A reading connection that never waits for the writer and can change nothing.

    :raises FileNotFoundError: no archive in ``folder``.
    """
    path = folder / DATABASE
    if not path.exists():
        raise FileNotFoundError(f"no archive in {folder}: {path} does not exist")
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
    db.row_factory = sqlite3.Row
    return db
