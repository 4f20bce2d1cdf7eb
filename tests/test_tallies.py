"""The sums the web shows are those of the rows, whoever writes them: plain SQL and triggers."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import rebuild
from archive.migrations import migrate, migrations
from archive.tallies import TALLIES
from archive.writer import DATABASE, connect, connect_readonly
from tests.small_archive import small_archive

OUTCOMES = ("pending", "archived", "irrelevant", "moved", "duplicate")
DAYS = ("", "2021", "2021-05", "2021-05-19", "2022-01-02", "2022-01-31")
DATES = (None, "2021-05", "2021-05-19", "2021-05-20T07:00+07:00", "2022-01-02")


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    made = Database(memory=True)
    migrate(made)
    made.conn.execute("PRAGMA foreign_keys = OFF")
    yield made.conn
    made.conn.close()


def sums(db: sqlite3.Connection, table: str) -> Counter[tuple[object, ...]]:
    found = db.execute(f"SELECT {', '.join(TALLIES[table])}, number FROM {table}").fetchall()
    assert all(row[-1] > 0 for row in found), "a sum of nothing is no row"
    return Counter({tuple(row[:-1]): row[-1] for row in found})


def counted_anew(db: sqlite3.Connection, table: str) -> Counter[tuple[object, ...]]:
    if table == "article_tally":
        rows = db.execute("SELECT site, published_at, verdict, documents FROM articles")
        return Counter((site, (at or "")[:7], *rest) for site, at, *rest in rows)
    kept = {url for (url,) in db.execute("SELECT url FROM articles")}
    rows = db.execute("SELECT site, section, day, outcome, url FROM urls WHERE role = 'article'")
    return Counter(
        (
            site,
            section,
            day[:7] if len(day) >= 7 else "",
            int(outcome not in ("moved", "duplicate") or url in kept),
        )
        for site, section, day, outcome, url in rows
    )


def check(db: sqlite3.Connection) -> None:
    for table in TALLIES:
        assert sums(db, table) == counted_anew(db, table), table


def address(db: sqlite3.Connection, dice: random.Random, url: str, verb: str = "INSERT") -> None:
    db.execute(
        f"{verb} INTO urls(url, site, role, section, found_at, outcome, day)"
        " VALUES (?, ?, ?, ?, '', ?, ?)",
        (
            url,
            dice.choice("ab"),
            dice.choice(("article", "article", "article", "listing")),
            dice.choice(("", "Thời sự", "Xã hội")),
            dice.choice(OUTCOMES),
            dice.choice(DAYS),
        ),
    )


def article(db: sqlite3.Connection, dice: random.Random, url: str, verb: str = "INSERT") -> None:
    db.execute(
        f"{verb} INTO articles(id, url, site, title, verdict, score, documents, published_at,"
        " digest, first_seen_at, last_seen_at, capture_id)"
        " VALUES (?, ?, ?, '', ?, 1, ?, ?, '', '', '', '')",
        (
            url,
            url,
            dice.choice("ab"),
            dice.choice(("relevant", "mention")),
            dice.choice(("[]", '["CT05"]', '["CT05", "KL01"]')),
            dice.choice(DATES),
        ),
    )


def change(db: sqlite3.Connection, dice: random.Random) -> None:
    """One row enters, changes or leaves, as any client may do it."""
    url, other = (f"u{dice.randrange(60)}" for _ in range(2))
    verb = dice.choice(("INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE", "REPLACE"))
    or_so = dice.choice(("", "", "OR REPLACE", "OR IGNORE"))
    column, values = dice.choice(
        (
            ("outcome", OUTCOMES),
            ("day", DAYS),
            ("section", ("", "Thời sự")),
            ("site", ("a", "b")),
            ("role", ("article", "listing")),
            ("owed", (None, "new")),
        )
    )
    said, texts = dice.choice(
        (
            ("published_at", DATES),
            ("verdict", ("relevant", "mention")),
            ("documents", ("[]", '["CT05"]')),
            ("site", ("a", "b")),
            ("title", ("x", "y")),
        )
    )
    match dice.randrange(10):
        case 0 | 1:
            address(db, dice, url, verb)
        case 2 | 3:
            article(db, dice, url, verb)
        case 4:
            db.execute(f"UPDATE urls SET {column} = ? WHERE url = ?", (dice.choice(values), url))
        case 5:
            db.execute(f"UPDATE articles SET {said} = ? WHERE url = ?", (dice.choice(texts), url))
        case 6:
            db.execute(f"UPDATE {or_so} articles SET url = ? WHERE url = ?", (other, url))
        case 7:
            db.execute("DELETE FROM articles WHERE url = ?", (url,))
        case 8:
            db.execute(f"UPDATE {or_so} urls SET url = ? WHERE url = ?", (other, url))
        case _:
            db.execute("DELETE FROM urls WHERE url = ?", (url,))


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
def test_ten_thousand_changes_by_plain_sqlite(db: sqlite3.Connection, recursive: str) -> None:
    db.execute(f"PRAGMA recursive_triggers = {recursive}")
    dice = random.Random(20261122)
    refused = 0
    for step in range(10_000):
        try:
            change(db, dice)
        except sqlite3.IntegrityError:  # two rows of one URL
            refused += 1
        if step % 500 == 0:
            check(db)
    check(db)
    assert refused < 5000
    assert len(sums(db, "article_tally")) > 10
    assert {key[-1] for key in sums(db, "page_tally")} == {0, 1}
    db.execute("DELETE FROM urls")
    db.execute("DELETE FROM articles")
    assert not any(sums(db, table) for table in TALLIES)


def test_an_article_kept_under_a_duplicate_address_is_in_its_own_denominator(
    db: sqlite3.Connection,
) -> None:
    """Its twin was the article, and later moved to it: no share may exceed the whole."""
    dice = random.Random(1)
    for number, outcome in enumerate(("archived", "moved", "duplicate", "duplicate")):
        address(db, dice, f"u{number}")
        db.execute("UPDATE urls SET role = 'article', outcome = ?, day = '2021-05-19',"
                   " section = '', site = 'a' WHERE url = ?", (outcome, f"u{number}"))  # fmt: skip
    article(db, dice, "u1")
    db.execute("UPDATE articles SET url = 'u3' WHERE url = 'u1'")
    assert sums(db, "page_tally") == {("a", "", "2021-05", 1): 2, ("a", "", "2021-05", 0): 2}


def test_what_is_rolled_back_was_never_counted(db: sqlite3.Connection) -> None:
    dice = random.Random(2)
    article(db, dice, "u1")
    db.commit()
    before = sums(db, "article_tally")
    article(db, dice, "u2")
    db.execute("DELETE FROM articles WHERE url = 'u1'")
    db.rollback()
    assert sums(db, "article_tally") == before


def test_a_reader_sees_the_sums_of_its_own_moment(tmp_path: Path) -> None:
    writer, dice = connect(tmp_path / DATABASE), random.Random(3)
    migrate(Database(writer))
    writer.execute("PRAGMA foreign_keys = OFF")
    article(writer, dice, "u1")
    reader = connect_readonly(tmp_path)
    reader.execute("BEGIN")
    check(reader)
    writer.execute("BEGIN IMMEDIATE")
    article(writer, dice, "u2")
    writer.execute("COMMIT")
    assert sum(sums(reader, "article_tally").values()) == 1
    check(reader)
    reader.execute("ROLLBACK")
    assert sum(sums(reader, "article_tally").values()) == 2
    check(reader)


def test_an_archive_from_before_gets_its_sums() -> None:
    old, dice = Database(memory=True), random.Random(4)
    migrations.apply(old, stop_before="m010_sums")
    old.conn.execute("PRAGMA foreign_keys = OFF")
    for number in range(40):
        address(old.conn, dice, f"u{number}")
        if number % 3:
            article(old.conn, dice, f"u{number}")
    migrate(old)
    check(old.conn)
    assert sum(sums(old.conn, "article_tally").values()) == 26


def test_a_crawl_and_a_rebuild_leave_them_right(tmp_path: Path) -> None:
    """Edited, moved to another URL, gone; then every row taken out and put in again."""
    folder = small_archive(tmp_path / "a")
    db = connect_readonly(folder)
    check(db)
    assert sum(sums(db, "article_tally").values()) == 2
    twin = connect(tmp_path / "twin.db")
    db.backup(twin)
    twin.close()
    rebuild.apply(folder / DATABASE, tmp_path / "twin.db")
    check(db)
    assert sum(sums(db, "article_tally").values()) == 2
