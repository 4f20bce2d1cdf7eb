"""The indexes stay right whoever writes: plain SQL and triggers, no code of ours."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from archive.migrations import migrate
from archive.search_tables import EVEN, even
from archive.text import fold, normalise

WORDS = (
    "đạo đức Đảng ủy uỷ hòa hoà khoẻ khỏe Thuỷ QUỲNH HOÀ toàn dân chị đào chỉ đạo Bác Hồ 2021"
    " 05-CT/TW quý quỹ khuỷu xoè loé hoả Hoạ việc nhỏ Ðảng nghĩa 7 a"
).split()
ODD = ("ǅ", "ß", "İ", "e\u0301")
"""Letters that SQLite and Python fold otherwise: no Vietnamese word has them."""
INDEXES = ("articles_fts", "articles_exact")


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    made = Database(memory=True)
    migrate(made)
    db = made.conn
    db.execute("PRAGMA foreign_keys = OFF")
    yield db
    db.close()


def text(dice: random.Random, most: int = 12) -> str:
    return " ".join(dice.choices((*WORDS, *ODD), k=dice.randint(0, most)))


def insert(db: sqlite3.Connection, n: int, *texts: str) -> None:
    db.execute(
        "INSERT INTO articles(n, id, url, site, title, lead, body, verdict, score, digest,"
        " first_seen_at, last_seen_at, capture_id)"
        " VALUES (?, ?, ?, 's', ?, ?, ?, 'relevant', 1, '', '', '', 'c')",
        (n, str(n), str(n), *texts),
    )


def inside(db: sqlite3.Connection, index: str) -> list[tuple[object, ...]]:
    """Every word of an index with its row, column and place."""
    vocabulary = f"v_{index}"
    db.execute(f"CREATE VIRTUAL TABLE temp.{vocabulary} USING fts5vocab(main, {index}, instance)")
    found = db.execute(f"SELECT term, doc, col, offset FROM {vocabulary}").fetchall()
    db.execute(f"DROP TABLE temp.{vocabulary}")
    return sorted(found)


def test_ten_thousand_changes_by_plain_sqlite(db: sqlite3.Connection) -> None:
    """After them, both indexes hold what they would if the articles were entered anew."""
    dice = random.Random(20261122)
    kept: list[int] = []
    for step in range(10_000):
        what = dice.random()
        if what < 0.4 or not kept:
            insert(db, step + 1, text(dice), text(dice), text(dice, 40))
            kept.append(step + 1)
        elif what < 0.75:
            column = dice.choice(("title", "lead", "body"))
            db.execute(
                f"UPDATE articles SET {column} = ? WHERE n = ?", (text(dice), dice.choice(kept))
            )
        elif what < 0.8:
            n = dice.choice(kept)
            db.execute("UPDATE articles SET verdict = 'mention' WHERE n = ?", (n,))
        else:
            n = kept.pop(dice.randrange(len(kept)))
            db.execute("DELETE FROM articles WHERE n = ?", (n,))
    anew = Database(memory=True)
    migrate(anew)
    anew.conn.execute("PRAGMA foreign_keys = OFF")
    for row in db.execute("SELECT n, title, lead, body FROM articles"):
        insert(anew.conn, *row)
    assert len(kept) > 500
    for index in INDEXES:
        db.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")
        assert inside(db, index) == inside(anew.conn, index)


@pytest.mark.parametrize(("index", "spelt"), [("articles_fts", fold), ("articles_exact", even)])
def test_sql_spells_as_python_does(db: sqlite3.Connection, index: str, spelt: object) -> None:
    """A word in an index is the word a query is turned into, or it is never found."""
    assert callable(spelt)
    words = [*WORDS, *EVEN, *EVEN.values(), *(f"x{pair}n" for pair in EVEN)]
    stored = [normalise(word) for word in words]
    for n, word in enumerate(stored, 1):
        insert(db, n, word, "", "")
    for n, word in enumerate(stored, 1):
        asked = '"' + spelt(word.casefold()).replace('"', "") + '"'
        found = db.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (asked,))
        assert (n,) in found.fetchall(), word


def test_an_archive_from_before_gets_its_index() -> None:
    from archive.migrations import migrations

    old = Database(memory=True)
    migrations.apply(old, stop_before="m005_exact_search")
    old.conn.execute("PRAGMA foreign_keys = OFF")
    insert(old.conn, 1, "Đảng uỷ", "", "khoẻ")
    migrate(old)
    (found,) = old.conn.execute(
        "SELECT rowid FROM articles_exact WHERE articles_exact MATCH ?", (f'"{even("đảng ủy")}"',)
    )
    assert found[0] == 1
