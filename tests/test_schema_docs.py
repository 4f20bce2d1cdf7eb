"""``docs/schema.md`` says what the database has, and every column of it is described.

``python -m tests.test_schema_docs --write`` writes it.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import schema, schema_search
from archive.migrations import migrate
from archive.schema_words import COLUMNS, SHARED, TABLES

DOCUMENT = Path(__file__).parent.parent / "docs" / "schema.md"


def newest() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    migrate(Database(db))
    return db


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    return newest()


def test_every_table_and_column_is_described(db: sqlite3.Connection) -> None:
    assert schema.undescribed(db) == []


def test_nothing_is_described_that_is_not_there(db: sqlite3.Connection) -> None:
    there = {table: {name for name, *_ in schema.columns(db, table)} for table in schema.tables(db)}
    assert TABLES.keys() == COLUMNS.keys() == there.keys()
    for table, described in COLUMNS.items():
        assert described.keys() <= there[table], table
    assert SHARED.keys() <= set().union(*there.values())


def test_both_languages_say_something(db: sqlite3.Connection) -> None:
    every = [*TABLES.values(), *SHARED.values(), *(w for c in COLUMNS.values() for w in c.values())]
    assert len(every) >= 200
    for vi, en in every:
        assert vi.rstrip().endswith((".", "?", "…"))
        assert en.rstrip().endswith((".", "?", "…"))
        assert "|" not in vi + en


def test_a_new_column_must_be_described(db: sqlite3.Connection) -> None:
    changed = newest()
    changed.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
    changed.execute("CREATE TABLE secrets (id INTEGER)")
    assert schema.undescribed(changed) == ["secrets", "articles.mood", "secrets.id"]
    with pytest.raises(KeyError):
        schema.markdown(changed)


def test_the_document_is_the_databases(db: sqlite3.Connection) -> None:
    text = schema.markdown(db)
    assert DOCUMENT.read_text(encoding="utf-8") == text, (
        "run python -m tests.test_schema_docs --write"
    )
    assert "`capture_id` | TEXT → captures.id" in text
    assert "CREATE INDEX articles_newest" in text


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (schema_search.FOLDED, [1]),
        (schema_search.EXACT, [2]),
        (schema_search.EITHER, [2, 3]),
        (schema_search.EITHER.replace("đảng uỷ", "quý mến"), [1]),
        (schema_search.EITHER.replace("đảng uỷ", "hoà thuận"), [1]),
        (schema_search.EITHER.replace("đảng uỷ", "hoàn thành"), [2]),
    ],
)
def test_what_it_says_of_searching_is_so(sql: str, found: list[int]) -> None:
    assert sql.splitlines()[1] in schema_search.NOTE or "đảng uỷ" not in sql
    db = newest()
    db.execute("PRAGMA foreign_keys = OFF")
    texts = ("Đạo đức, quý mến, hòa thuận", "Đảng ủy hoàn thành", "ĐẢNG UỶ xã")
    for n, text in enumerate(texts, 1):
        db.execute(
            "INSERT INTO articles(n, id, url, site, title, verdict, score, digest, first_seen_at,"
            " last_seen_at, capture_id) VALUES (?, ?, ?, ?, ?, 'relevant', 1, '', '', '', '')",
            (n, n, n, n, text),
        )
    assert sorted(int(row[1]) for row in db.execute(sql)) == found


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit(__doc__)
    DOCUMENT.write_text(schema.markdown(newest()), encoding="utf-8")
