"""The revisit schedule under a simulated clock: by age, within the budget, nobody starving."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import frontier
from archive.facts import write_sites
from archive.migrations import migrate
from archive.records import Link
from archive.writer import Archive
from tests.visits import BODY, CT05, SITE, clock, visit

DAYS = (1, 7, 30, 180)
START = datetime(2026, 1, 1, 18, 30, tzinfo=UTC)


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(Database(connection))
    write_sites(connection, [SITE])
    connection.execute("PRAGMA foreign_keys = OFF")
    yield connection
    connection.close()


def found(db: sqlite3.Connection, url: str, now: datetime, published: str | None) -> None:
    at = now.isoformat()
    db.execute(
        "INSERT INTO urls(url, site, role, found_at, visited_at)"
        " VALUES (?, 'mau', 'article', ?, ?)",
        (url, at, at),
    )
    precision = "day" if published else "none"
    db.execute(
        "INSERT INTO articles(id, url, site, title, verdict, score, digest, first_seen_at,"
        " last_seen_at, capture_id, published_at, published_precision)"
        " VALUES (:url, :url, 'mau', '', 'relevant', 1, '', :at, :at, '', :day, :precision)",
        {"url": url, "at": at, "day": published, "precision": precision},
    )


def night(db: sqlite3.Connection, now: datetime, budget: int) -> list[str]:
    """Owe what is due and visit it; the URLs."""
    owed = frontier.owe_revisits(db, "mau", now, DAYS, budget)
    urls = [row[0] for row in db.execute("SELECT url FROM urls WHERE owed = 'revisit'")]
    assert len(urls) == owed <= budget
    db.execute(
        "UPDATE urls SET owed = NULL, visited_at = ? WHERE owed = 'revisit'", (now.isoformat(),)
    )
    return urls


def test_a_new_article_is_seen_after_a_day_a_week_a_month_and_half_a_year(
    db: sqlite3.Connection,
) -> None:
    found(db, "a", START, START.date().isoformat())
    seen = []
    for n in range(1, 400):
        # Nights start some minutes earlier or later than the one before.
        now = START + timedelta(days=n, minutes=(n * 7) % 20 - 10)
        seen += [n for _ in night(db, now, 50)]
    assert seen == [1, 7, 30, 180, 360]


def test_an_old_article_found_today_is_as_settled_as_if_it_had_been_watched(
    db: sqlite3.Connection,
) -> None:
    found(db, "old", START, "2017-05-19")
    found(db, "undated", START, None)
    assert night(db, START + timedelta(days=1), 50) == ["undated"]
    assert night(db, START + timedelta(days=7), 50) == ["undated"]
    assert night(db, START + timedelta(days=30), 50) == ["undated"]
    assert night(db, START + timedelta(days=179), 50) == []
    assert set(night(db, START + timedelta(days=180), 50)) == {"old", "undated"}


def test_a_backlog_starves_neither_itself_nor_the_new(db: sqlite3.Connection) -> None:
    """900 undated articles of a first night, three new a night, room for ten visits: half
    of what a year of them asks for at once."""
    budget = 10
    born: dict[str, int] = {}
    for n in range(900):
        found(db, f"first-{n}", START, None)
    first: dict[str, int] = {}
    visits: Counter[str] = Counter()
    for n in range(1, 241):
        now = START + timedelta(days=n)
        for url in night(db, now, budget):
            visits[url] += 1
            first.setdefault(url, n)
        for k in range(3):
            born[f"{n}-{k}"] = n
            found(db, f"{n}-{k}", now, now.date().isoformat())
    waited = sorted(first.get(url, 241) - n for url, n in born.items() if n < 220)
    assert waited[len(waited) // 2] <= 7
    assert waited[-1] <= 21
    assert all(visits[f"first-{n}"] for n in range(900))
    assert sum(visits.values()) == 240 * budget


def test_without_a_budget_or_days_nothing_is_owed(db: sqlite3.Connection) -> None:
    found(db, "a", START, None)
    later = START + timedelta(days=999)
    assert frontier.owe_revisits(db, "mau", later, DAYS, 0) == 0
    assert frontier.owe_revisits(db, "mau", later, (), 9) == 0


def test_what_was_gone_when_first_asked_for_is_asked_for_again_and_then_no_more(
    db: sqlite3.Connection,
) -> None:
    for url, outcome, reason in (
        ("early", "gone", "404"),
        ("front", "moved", "redirects to /, outside the site's articles"),
        ("known", "moved", "https://mau.example/known-2"),
        ("plain", "irrelevant", "-"),
    ):
        db.execute(
            "INSERT INTO urls(url, site, role, found_at, visited_at, outcome, reason)"
            " VALUES (?1, 'mau', 'article', ?2, ?2, ?3, ?4)",
            (url, START.isoformat(), outcome, reason),
        )
    found(db, "kept", START, None)
    db.execute("UPDATE urls SET outcome = 'gone' WHERE url = 'kept'")
    seen = []
    for n in range(1, 400):
        seen += [(n, url) for url in night(db, START + timedelta(days=n), 50) if url != "kept"]
    assert seen == [(n, url) for n in (1, 7, 30) for url in ("early", "front")]


def test_an_article_that_another_repeats_is_asked_once_whether_it_moved(
    db: sqlite3.Connection,
) -> None:
    """Corrected since it was last seen and moved since, it looks like a new one; its next visit
    by age may be half a year away."""
    moved, later = START + timedelta(days=40), START + timedelta(days=41)
    found(db, "old", START, "2026-01-01T08:00+07:00")
    found(db, "other", START, "2026-01-02T08:00+07:00")  # a form's text, of another day
    found(db, "alone", START, "2026-01-01T08:00+07:00")
    found(db, "new", moved, "2026-01-01T08:00+07:00")
    db.execute(
        "INSERT INTO visits(capture_id, run_id, site, url, role, outcome, reason, visited_at)"
        " VALUES ('c', 'r', 'mau', 'new', 'article', 'archived', 'relevant', ?)",
        (moved.isoformat(),),
    )
    pairs = [("new", "old", 0.97), ("new", "other", 0.97)]
    db.executemany("INSERT INTO similarities(a, b, similarity) VALUES (?, ?, ?)", pairs)

    assert frontier.owe_doubles(db, "khac", later, 9) == 0
    assert frontier.owe_doubles(db, "mau", later, 0) == 0
    assert frontier.owe_doubles(db, "mau", later, 9) == 1
    assert db.execute("SELECT url FROM urls WHERE owed = 'revisit'").fetchall() == [("old",)]
    db.execute(
        "UPDATE urls SET owed = NULL, visited_at = ? WHERE url = 'old'", (later.isoformat(),)
    )
    assert frontier.owe_doubles(db, "mau", later + timedelta(days=1), 9) == 0


def test_an_article_corrected_and_moved_between_two_visits_becomes_one_again(
    tmp_path: Path,
) -> None:
    old, new = "https://mau.example/tin-1.html", "https://mau.example/tin-moi-1.html"
    signature = tuple(range(128))
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE], [CT05])
        visit(archive, old, BODY, signature=signature)
        listed = (Link(new, "article", "Tin tức"),)
        visit(archive, SITE.sections[0].url, "x", role="listing", links=listed)
        visit(archive, new, BODY + "Thêm.", signature=(*signature[:-1], 1))
        assert frontier.owe_doubles(archive.begin(), SITE.name, clock.now, 9) == 1
        visit(archive, old, status=301, headers=(("Location", new),), links=listed)
        assert archive.db.execute(
            "SELECT url, (SELECT count(*) FROM revisions WHERE article_id = id) FROM articles"
        ).fetchall() == [(new, 2)]
        assert frontier.owe_doubles(archive.begin(), SITE.name, clock.now, 9) == 0
