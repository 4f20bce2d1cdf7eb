"""The rows again, from the captures alone.

A rebuild indexes every WARC file and replays the records by WARC-Date, so the
rows come out equal whatever order the files came in. What the archive computes
is compared table by table, what people decided too, since that lies in WARC as well;
what runs did is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from archive import changed, decisions, departures, warc
from archive.articles import Rules
from archive.facts import write_documents, write_sites
from archive.ingest import take_in
from archive.migrations import migrate
from archive.records import Document, Page, Site
from archive.writer import WARC_FOLDER, connect

PageOf = Callable[[sqlite3.Connection, warc.Stored], Page | None]
"""Reads one record as a page; hands the database over for what listings said of it."""

COMPUTED = (
    "captures",
    "urls",
    "visits",
    "witnesses",
    "clusters",
    "articles",
    "revisions",
    "mentions",
    "url_aliases",
    "images",
    "attachments",
    "places",
    "article_places",
    "signatures",
    "bands",
    "similarities",
    "decisions",
    "tombstones",
    "tombstone_urls",
)
"""Tables that follow from the captures, parents before children."""

FACTS = {"sites": "name", "documents": "key"}
"""Tables of what the project's own files state, with their keys: computed rows refer to them, and
a document added to the catalogue since the last run is in the rebuilt archive alone."""

LIVE = {"urls": ("owed", "not_before"), "articles": ("n",)}
"""Columns of those that belong to the running archive: what it owes, SQLite's row number."""

FOUND = {
    "urls": "found_in IS NOT NULL",
    "places": "id IN (SELECT place FROM {schema}.article_places)",
}
"""Rows that captures speak of: a URL that is only owed so far belongs to the running archive,
and a place that no article names any more to nobody."""


class LostCaptures(ValueError):
    """The archive knows captures that the rebuilt one does not: WARC files are missing or
    damaged, or a site's file is gone. Says how many and where they should lie."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that a rebuild would change. ``kind`` is added, removed or changed;
    ``fields`` names the columns that differ."""

    table: str
    key: str
    kind: str
    fields: tuple[str, ...] = ()


def index(folder: Path) -> list[warc.Stored]:
    """Every record that may be a page, without its payload, by WARC-Date then id."""
    found = []
    for path in sorted((folder / WARC_FOLDER).glob("*.warc.gz*")):
        if path.name.endswith((".warc.gz", ".warc.gz" + warc.OPEN)):
            found += [
                replace(record, payload=b"", headers=())
                for record in warc.scan(path)
                if record.record_type in ("response", "revisit", "metadata")
            ]
    return sorted(found, key=lambda record: (record.date, record.id))


def rebuild(
    folder: Path,
    target: Path,
    sites: Iterable[Site],
    documents: Iterable[Document],
    page_of: PageOf,
    reader_version: str,
    watch: Callable[[list[warc.Stored]], Iterable[warc.Stored]] = iter,
) -> int:
    """Compute the archive in ``folder`` anew into the database ``target``; pages read.

    ``watch`` wraps the records for a progress bar.

    :raises FileExistsError: ``target`` is already there.
    """
    if target.exists():
        raise FileExistsError(f"{target} exists: a rebuild writes a new file")
    db = connect(target)
    try:
        migrate(Database(db))
        count, rules = 0, Rules(reader_version)

        def again(db: sqlite3.Connection, capture_id: str) -> tuple[Page, Rules] | None:
            page = page_again(folder, db, capture_id, page_of)
            return (page, rules) if page else None

        db.execute("BEGIN IMMEDIATE")
        sites = tuple(sites)
        write_sites(db, sites)
        write_documents(db, documents)
        for entry in watch(index(folder)):
            stored = warc.read_at(folder / WARC_FOLDER, entry.warc_file, entry.offset)
            stored = replace(stored, length=entry.length, run_id=entry.run_id)
            if decisions.take(db, stored, again):
                continue
            page = page_of(db, stored)
            if page is not None:
                take_in(db, page, rules)
                count += 1
        write_sites(db, sites)  # again: what was decided says which are enrolled
        db.execute("COMMIT")
        return count
    finally:
        db.close()


def placed(row: sqlite3.Row) -> warc.Stored:
    """Where a capture lies, as :func:`index` says it."""
    return warc.Stored(
        row["warc_file"],
        row["offset"],
        row["length"],
        row["id"],
        row["record_type"],
        row["url"],
        warc.parse_date(row["fetched_at"]),
        run_id=row["run_id"],
    )


def page_again(
    folder: Path, db: sqlite3.Connection, capture_id: str, page_of: PageOf
) -> Page | None:
    """A capture that the archive being computed knows, read once more; None if it cannot be."""
    cursor = db.execute("SELECT * FROM captures WHERE id = ?", (capture_id,))
    cursor.row_factory = sqlite3.Row
    entry = placed(cursor.fetchone())
    try:
        stored = warc.read_at(folder / WARC_FOLDER, entry.warc_file, entry.offset)
    except (OSError, ValueError):
        return None
    return page_of(db, replace(stored, length=entry.length, run_id=entry.run_id))


def differences(current: Path, rebuilt: Path) -> Iterator[Difference]:
    """The rows that differ between two databases, over all computed tables."""
    db = sqlite3.connect(f"{current.absolute().as_uri()}?mode=ro", uri=True)
    try:
        db.execute("ATTACH ? AS rebuilt", (f"{rebuilt.absolute().as_uri()}?mode=ro",))
        for table in COMPUTED:
            yield from _table_differences(db, table)
    finally:
        db.close()


def apply(current: Path, rebuilt: Path) -> None:
    """Put the rebuilt rows in place of the current ones, in one transaction.

    What the running archive owes (``urls.owed``) stays as it is.

    :raises LostCaptures: the rebuilt rows come from fewer captures than the current
        ones: then nothing is changed.
    """
    db = connect(current)
    try:
        db.execute("ATTACH ? AS rebuilt", (str(rebuilt),))
        db.execute("BEGIN IMMEDIATE")
        _refuse_loss(db)
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("CREATE TEMP TABLE owing AS SELECT * FROM urls")
        for table, key in FACTS.items():
            _take_over(db, table, key)
        with departures.replaced(db), changed.replaced(db):
            for table in reversed(COMPUTED):
                db.execute(f"DELETE FROM main.{table}")
            for table in COMPUTED:
                columns = ", ".join(f'"{name}"' for name in columns_of(db, table) if name != "n")
                db.execute(
                    f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM rebuilt.{table}"
                )
        db.execute(
            "UPDATE urls SET (owed, not_before) = (SELECT owed, not_before FROM owing"
            " WHERE owing.url = urls.url) WHERE url IN (SELECT url FROM owing)"
        )
        columns = ", ".join(f'"{name}"' for name in columns_of(db, "urls"))
        db.execute(
            f"INSERT OR IGNORE INTO urls({columns}) SELECT {columns} FROM owing"
            f" WHERE NOT ({FOUND['urls']})"
        )
        db.execute("COMMIT")
        db.execute("DROP TABLE owing")
    except BaseException:
        if db.in_transaction:
            db.rollback()
        raise
    finally:
        db.close()


def _take_over(db: sqlite3.Connection, table: str, key: str) -> None:
    names = columns_of(db, table)
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != key)
    db.execute(
        f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM rebuilt.{table} WHERE true"
        f" ON CONFLICT({key}) DO UPDATE SET {values}"
    )


def _refuse_loss(db: sqlite3.Connection) -> None:
    lost = db.execute(
        "SELECT warc_file, count(*) FROM main.captures WHERE id NOT IN"
        " (SELECT id FROM rebuilt.captures) GROUP BY warc_file ORDER BY warc_file"
    ).fetchall()
    if lost:
        count = sum(row[1] for row in lost)
        files = ", ".join(row[0] for row in lost[:3]) + (", …" if len(lost) > 3 else "")
        raise LostCaptures(
            f"{count} captures of the archive cannot be read again: see {files};"
            " nothing was changed"
        )
    forgotten = db.execute(
        "SELECT kind, target FROM main.decisions WHERE id NOT IN"
        " (SELECT id FROM rebuilt.decisions) ORDER BY made_at"
    ).fetchall()
    if forgotten:
        which = ", ".join(f"{kind} {target}" for kind, target in forgotten[:3])
        raise LostCaptures(
            f"{len(forgotten)} decisions cannot be read again ({which}); nothing was changed"
        )


def _table_differences(db: sqlite3.Connection, table: str) -> Iterator[Difference]:
    columns = [name for name in columns_of(db, table) if name not in LIVE.get(table, ())]
    keys = _keys(db, table)
    listed = ", ".join(f'"{name}"' for name in columns)
    places = [columns.index(key) for key in keys]

    def rows(schema: str, other: str) -> dict[tuple[object, ...], tuple[object, ...]]:
        which = FOUND.get(table, "true").format(schema=schema)
        found = db.execute(
            f"SELECT {listed} FROM {schema}.{table} WHERE {which}"
            f" EXCEPT SELECT {listed} FROM {other}.{table}"
        )
        return {tuple(row[place] for place in places): tuple(row) for row in found}

    ours, theirs = rows("main", "rebuilt"), rows("rebuilt", "main")
    for key in sorted(ours.keys() | theirs.keys(), key=repr):
        name = ", ".join(map(str, key))
        if key not in theirs:
            yield Difference(table, name, "removed")
        elif key not in ours:
            yield Difference(table, name, "added")
        else:
            fields = tuple(
                column
                for column, a, b in zip(columns, ours[key], theirs[key], strict=True)
                if a != b
            )
            yield Difference(table, name, "changed", fields)


def columns_of(db: sqlite3.Connection, table: str) -> list[str]:
    # hidden = 3 is a stored generated column: it follows from the others.
    return [row[1] for row in db.execute(f"PRAGMA table_xinfo({table})") if row[6] == 0]


def _keys(db: sqlite3.Connection, table: str) -> list[str]:
    if table == "articles":
        return ["id"]
    return [
        row[1]
        for row in sorted(db.execute(f"PRAGMA table_info({table})"), key=lambda row: row[5])
        if row[5]
    ]
