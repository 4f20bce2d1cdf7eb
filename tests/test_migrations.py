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
    "m004_tls_exception": "b3e7aa54c65e51e5986f1cea0c92538931ac4091b73fda7dc16820adc8ac8ad1",
    "m005_exact_search": "7db712e5104c0734c8e086f30c60702ddd55332b0e5d3d7ee69a89b339140bc8",
    "m006_discovery": "f6e417ea59193be8d7177c797773bcbb7b16eb010868372f3df5295614871015",
    "m007_web_indexes": "156600f1cd089824e5d83b2b4ba4f0cc99be091039047b74f368b5b71b1eccf3",
    "m008_tombstones": "efab497b00461f0a5991ee9a3cc0617e0d91b4c6074bc877712b757184a475cf",
    "m009_reader": "ccc70390e34a980e68f0c1ae8c2aa674c7cbc61684bac198c7125f42655ad463",
    "m010_sums": "b5439b12d1a8a11dbcc0a2c74c9983da106c5e37892435bbe9f6c08560798b31",
    "m011_departed": "1f81bbd45c79a638a9caedecbc656b5869ec6ed20eae9c0e1ae3104060429e28",
    "m012_first_certain": "2bef8e3bde8f490dab1393efdc134977f60840102242a8951998a790c8c58c30",
    "m013_holds": "67613f04af23124ae464d644fa87468b4735c74865e5de3d397724ff555e9cdf",
    "m014_sums_in_order": "8b1a3616f59c263b30dc3f0610ef0541bab8f52690e7832b3f89564dda032d5e",
    "m015_replaced": "d47e9e69af2ccd8d220e3e75a52ed8f91d8054a059c98dac23356573fafce043",
    "m016_changed": "9014340c5c725dad5ee983a82c552647f35dcce2676563b283786b212e1ccaba",
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


def test_a_further_page_found_before_discovery_learns_whose_it_is() -> None:
    db = Database(memory=True)
    migrations.apply(db, stop_before="m006_discovery")
    db.execute("PRAGMA foreign_keys = OFF")
    pages = ("tin", "tin?page=2", "tin?page=3", "bai")
    for n, url in enumerate(pages):
        db.execute(
            "INSERT INTO captures(id, url, site, run_id, warc_file, offset, length, record_type,"
            " status, fetched_at) VALUES (?, ?, 'mau', 'r', 'w', ?, 1, 'response', 200, '')",
            (f"c{n}", url, n),
        )
        db.execute(
            "INSERT INTO urls(url, site, role, found_at, found_in) VALUES (?, 'mau', ?, '', ?)",
            (url, "article" if url == "bai" else "listing", f"c{max(0, min(n - 1, 1))}"),
        )
    migrations.apply(db)
    found = dict(db.execute("SELECT url, first_page FROM urls").fetchall())
    assert found == {"tin": "", "tin?page=2": "tin", "tin?page=3": "tin", "bai": ""}
