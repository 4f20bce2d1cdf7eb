"""Where an export is from: which archive, as of when, asked what."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from archive.layouts import OF
from archive.search import Filters


@dataclass(frozen=True, slots=True)
class Origin:
    """What every export says of itself.

    ``archive`` is the id of the archive's first run, by which it is told from others, and
    ``newest_run`` that of the last one it holds; ``schema`` the newest migration of its tables;
    ``reader_version`` that by which the newest text was read (each row states its own).
    ``exported_at`` is UTC, to the second. ``public`` says that only texts open to everybody are
    in it.
    """

    archive: str
    newest_run: str
    schema: str
    software: str
    reader_version: str
    query: str
    filters: Filters
    exported_at: str
    public: bool = False

    def document(self) -> dict[str, Any]:
        """As plain values; filters that were not set are left out."""
        filters = {key: value for key, value in asdict(self.filters).items() if value}
        return asdict(self) | {"filters": filters}

    def version(self) -> str:
        """In one line, which archive it was and how far it had come."""
        return (
            f"lamtheo archive {self.archive}, run {self.newest_run}, {self.software},"
            f" reader {self.reader_version or '-'}"
        )

    def asked(self) -> str:
        """In one line, what was asked of it."""
        said = [f"query: {self.query or '*'}"]
        said += [
            f"{key}: {', '.join(value) if isinstance(value, tuple) else value}"
            for key, value in self.document()["filters"].items()
        ]
        return "; ".join(said)

    def line(self) -> str:
        """In one line, for formats that have only a note."""
        return f"{self.version()}, exported {self.exported_at}; {self.asked()}"


def origin(
    db: sqlite3.Connection, exported_at: str, query: str = "", filters: Filters | None = None,
    *, public: bool = False, software: str = "",
) -> Origin:  # fmt: skip
    """The origin of what is asked of an archive at a moment. ``software`` is the program's name
    and version, that of the newest run when not given."""
    newest = db.execute(
        "SELECT id, version FROM runs ORDER BY started_at DESC, id DESC LIMIT 1"
    ).fetchone()
    rules = db.execute(
        "SELECT a.reader_version FROM revisions r JOIN articles a ON a.id = r.article_id"
        " ORDER BY r.captured_at DESC, r.article_id DESC LIMIT 1"
    ).fetchone()
    schema = db.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid DESC LIMIT 1")
    return Origin(
        archive=identity(db),
        newest_run=newest[0] if newest else "",
        schema=schema.fetchone()[0],
        software=software or (newest[1] if newest else ""),
        # The rules are the archive's; by which layout a row was read is its site's affair.
        reader_version=rules[0].partition(OF)[0] if rules else "",
        query=query,
        filters=filters or Filters(),
        exported_at=exported_at,
        public=public,
    )


def identity(db: sqlite3.Connection) -> str:
    """By what an archive is told from others: its first run, "" before there was one."""
    first = db.execute("SELECT id FROM runs ORDER BY started_at, id LIMIT 1").fetchone()
    return first[0] if first else ""
