"""Migrations are append-only: each one that has landed makes what it always made."""

from __future__ import annotations

import re
import sqlite3
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from archive.migrations import migrate, migrations
from archive.writer import Archive

LANDED = {
    # migration: SHA-256 of the schema after it. A new migration adds a line; none is changed.
    "m001_first": "14795002bff6472ab4a05d5021d9a76303aa57c7f55219008dcde98f4da1f8d9",
    "m002_vitals": "26850e5fb16d31a2c0aa3fce9cfb970745d0b983f60a30e7d7bed7a498cc0857",
    "m003_site_facts": "d55317429040226a74ec672fd5a67b066223cacd8e3a8c5e4764a38fcf9d7875",
}


def schema(db: sqlite3.Connection) -> str:
    found = db.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite%'"
        " ORDER BY name"
    )
    return sha256("\n".join(" ".join(row[0].split()) for row in found).encode()).hexdigest()


def test_each_migration_makes_the_schema_it_landed_with() -> None:
    db = Database(memory=True)
    names = [migration.name for migration in migrations.pending(db)]
    assert names == list(LANDED)
    for name, following in zip(names, [*names[1:], None], strict=True):
        migrations.apply(db, stop_before=following)
        assert schema(db.conn) == LANDED[name], name


def test_names_are_numbered_in_order() -> None:
    names = [migration.name for migration in migrations.pending(Database(memory=True))]
    assert [name[:4] for name in names] == [f"m{n:03}" for n in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"m\d{3}_[a-z_]+", name) for name in names)


def test_migrating_twice_changes_nothing() -> None:
    db = Database(memory=True)
    migrate(db)
    before = schema(db.conn)
    migrate(db)
    assert schema(db.conn) == before


def test_an_archive_opened_again_keeps_its_rows(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([], [])
        archive.finish_run("done")
    with Archive(tmp_path) as archive:
        assert archive.db.execute("SELECT count(*) FROM runs").fetchone()[0] == 1
        assert archive.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert archive.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert archive.db.execute("PRAGMA synchronous").fetchone()[0] == 2
