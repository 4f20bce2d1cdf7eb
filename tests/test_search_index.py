"""The indexes stay right whoever writes: plain SQL and triggers, no code of ours."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from unicodedata import normalize

import pytest
from sqlite_utils import Database

from archive.migrations import migrate
from archive.search_spelling import settled
from archive.search_tables import EVEN
from archive.text import fold, normalise, settle_tones

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


ROW = (
    " INTO articles(n, id, url, site, title, lead, body, verdict, score, digest,"
    " first_seen_at, last_seen_at, capture_id)"
    " VALUES (?, ?, ?, 's', ?, ?, ?, 'relevant', 1, '', '', '', 'c')"
)


def insert(db: sqlite3.Connection, n: int, *texts: str) -> None:
    db.execute(f"INSERT{ROW}", (n, str(n), str(n), *texts))


def inside(db: sqlite3.Connection, index: str) -> list[tuple[object, ...]]:
    """Every word of an index with its row, column and place."""
    vocabulary = f"v_{index}"
    db.execute(f"CREATE VIRTUAL TABLE temp.{vocabulary} USING fts5vocab(main, {index}, instance)")
    found = db.execute(f"SELECT term, doc, col, offset FROM {vocabulary}").fetchall()
    db.execute(f"DROP TABLE temp.{vocabulary}")
    return sorted(found)


def change(db: sqlite3.Connection, dice: random.Random, step: int) -> None:
    """One statement of any kind that a client may write. Those that replace take up to three
    rows' places: that of its number, of its id and of its URL."""
    few = [dice.randrange(1, 900) for _ in range(3)]
    n, ident, url = (number if dice.random() < 0.5 else step + 1000 for number in few)
    row = (dice.choice((n, None)), str(ident), str(url), text(dice), text(dice), text(dice, 40))
    which, value = dice.choice((("n", n), ("id", str(ident)), ("url", str(url))))
    column = dice.choice(("title", "lead", "body"))
    what = dice.random()
    if what < 0.2:
        db.execute(f"INSERT{ROW}", (step + 1000, *(str(step + 1000),) * 2, *row[3:]))
    elif what < 0.4:
        db.execute(f"{dice.choice(('INSERT OR REPLACE', 'REPLACE'))}{ROW}", row)
    elif what < 0.5:
        db.execute(f"UPDATE OR REPLACE articles SET {which} = ? WHERE n = ?", (value, few[0]))
    elif what < 0.55:
        db.execute(
            f"UPDATE OR REPLACE articles SET n = n + ?, {column} = ? WHERE n BETWEEN ? AND ?",
            (dice.choice((-1, 1, 900)), text(dice), few[0], few[0] + 3),
        )
    elif what < 0.6:
        db.execute(f"INSERT OR IGNORE{ROW}", row)
    elif what < 0.65:
        db.execute(f"UPDATE OR IGNORE articles SET {which} = ? WHERE n = ?", (value, few[0]))
    elif what < 0.7:
        db.execute(f"INSERT{ROW} ON CONFLICT DO NOTHING", row)
    elif what < 0.75:
        # One of the three, so that no other constraint stops it.
        row = (few[0], str(few[0]), str(few[0]), *row[3:])
        db.execute(
            f"INSERT{ROW} ON CONFLICT({which}) DO UPDATE SET {column} = excluded.{column}", row
        )
    elif what < 0.85:
        db.execute(f"UPDATE articles SET {column} = ? WHERE n = ?", (text(dice), few[0]))
    elif what < 0.9:
        db.execute("UPDATE articles SET verdict = 'mention' WHERE n = ?", (few[0],))
    else:
        db.execute("DELETE FROM articles WHERE n IN (?, ?)", few[:2])


@pytest.mark.parametrize("recursive", ["OFF", pytest.param("ON", marks=pytest.mark.long)])
def test_ten_thousand_changes_by_plain_sqlite(db: sqlite3.Connection, recursive: str) -> None:
    """After them, both indexes hold what they would if the articles were entered anew, and the
    sums and the list of the departed are right."""
    db.execute(f"PRAGMA recursive_triggers = {recursive}")
    dice = random.Random(20261122)
    refused, seen = 0, set[str]()
    for step in range(10_000):
        try:
            change(db, dice, step)
        except sqlite3.IntegrityError:  # two rows of one URL
            refused += 1
        if step % 250 == 0 or step > 9900:
            ids = {ident for (ident,) in db.execute("SELECT id FROM articles")}
            seen |= ids
            away = db.execute("SELECT article_id FROM departed WHERE returned_at = ''").fetchall()
            assert ids.isdisjoint(ident for (ident,) in away)
            assert seen - ids <= {ident for (ident,) in away}
            told = {ident for (ident,) in db.execute("SELECT article_id FROM changed")}
            assert told == ids
            counted = db.execute("SELECT sum(number) FROM article_tally").fetchone()[0]
            assert counted == len(ids)
    assert refused < 1000
    anew = Database(memory=True)
    migrate(anew)
    anew.conn.execute("PRAGMA foreign_keys = OFF")
    for row in db.execute("SELECT n, title, lead, body FROM articles"):
        insert(anew.conn, *row)
    assert len(ids) > 500
    sizes = "SELECT block FROM {0}_data WHERE id = 1"
    """How many rows and words there are, by which bm25 weighs."""
    for index in INDEXES:
        db.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")
        assert inside(db, index) == inside(anew.conn, index)
        for one in (db, anew.conn):
            one.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        assert db.execute(sizes.format(index)).fetchone() == (
            anew.conn.execute(sizes.format(index)).fetchone()
        )


def test_no_copy_of_a_text_outlives_it(db: sqlite3.Connection) -> None:
    """A row that stood in the way is put aside: it must not stay behind when it is withheld."""
    insert(db, 1, "Mật", "", "")
    for ignored in ("INSERT OR IGNORE", "INSERT"):
        db.execute(f"{ignored}{ROW} ON CONFLICT DO NOTHING", (1, "1", "1", "x", "", ""))
    db.execute("DELETE FROM articles")
    assert db.execute("SELECT count(*) FROM articles_replaced").fetchone() == (0,)


@pytest.mark.parametrize(("index", "spelt"), [("articles_fts", fold), ("articles_exact", settled)])
def test_sql_spells_as_python_does(db: sqlite3.Connection, index: str, spelt: object) -> None:
    """A word in an index is the word a query is turned into, or it is never found."""
    assert callable(spelt)
    words = [*WORDS, *EVEN, *EVEN.values(), *(f"x{pair}n" for pair in EVEN), *SYLLABLES]
    stored = [normalise(word) for word in words]
    for n, word in enumerate(stored, 1):
        insert(db, n, word, "", "")
    for n, word in enumerate(stored, 1):
        asked = '"' + spelt(settle_tones(word).casefold()).replace('"', "") + '"'
        found = db.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (asked,))
        assert (n,) in found.fetchall(), word


TONES = "\u0300\u0301\u0303\u0309\u0323"
ENDS = {
    "oa": ("", *"imnoy", "ng", "nh", "c", "ch", "p", "t"),
    "oe": ("", *"mno", "p", "t"),
    "uy": ("", *"anu", "nh", "c", "ch", "p", "t"),
}
SYLLABLES = [
    shape(normalize("NFC", f"{onset}{pair}{tone}{end}"))
    for onset in ("", "h", "kh", "đ")
    for pair, ends in ENDS.items()
    for end in ends
    for tone in TONES
    if end[:1] not in ("c", "p", "t") or tone in "\u0301\u0323"
    for shape in (str.lower, str.upper, str.capitalize)
]
"""As they are spelt today, and at the end of a syllable as papers of the new style spell them."""


def test_one_spelling_where_two_are_one_word_to_a_reader() -> None:
    for word in map(str.lower, (*SYLLABLES, *"quý quỳ quỷ quỹ quỵ Quỳnh QUÝ quỵt quýnh".split())):
        assert settled(word) == settle_tones(word)
        assert settled(settled(word)) == settled(word)


def test_plain_sql_finds_words_as_they_are_typed(db: sqlite3.Connection) -> None:
    insert(db, 1, "Hoàn thành kế hoạch, ĐOÀN KẾT TOÀN DÂN, Ðảng ủy quý mến anh Khuỷu", "", "")
    insert(db, 2, "Đảng uỷ hoà thuận, KHOẺ", "", "")
    for words, rows in {
        "hoàn thành": [1], "kế hoạch": [1], "toàn dân": [1], "đoàn kết": [1], "quý mến": [1],
        "khuỷu": [1], "đảng ủy": [1, 2], "hòa thuận": [2], "khỏe": [2],
    }.items():  # fmt: skip
        found = db.execute(
            "SELECT rowid FROM articles_exact WHERE articles_exact MATCH ?", (f'"{words}"',)
        )
        assert [n for (n,) in found] == rows, words


@pytest.mark.parametrize("letter", ["\u00d0", "\u0189", "Đ"])
def test_any_letter_printed_for_d_is_one(db: sqlite3.Connection, letter: str) -> None:
    insert(db, 1, "x", "", "")
    db.execute("UPDATE articles SET title = ?", (f"{letter}ảng {letter.lower()}ó zqx",))
    for index, words in (("articles_fts", '"dang do"'), ("articles_exact", '"đảng đó"')):
        found = db.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (words,))
        assert found.fetchall() == [(1,)]


def test_an_archive_from_before_gets_its_index() -> None:
    from archive.migrations import migrations

    old = Database(memory=True)
    migrations.apply(old, stop_before="m005_exact_search")
    old.conn.execute("PRAGMA foreign_keys = OFF")
    insert(old.conn, 1, "Đảng uỷ", "", "khoẻ")
    migrate(old)
    (found,) = old.conn.execute(
        "SELECT rowid FROM articles_exact WHERE articles_exact MATCH ?",
        (f'"{settled("đảng ủy")}"',),
    )
    assert found[0] == 1
