"""What is owed: in what order, when, and at what cost with 200,000 URLs."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import frontier
from archive.records import Section
from archive.writer import Archive
from tests.visits import CT05, OTHER, SITE

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_sections_come_before_pages_before_articles_before_revisits(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        db = archive.begin()
        for n, (role, owed) in enumerate(
            [
                ("article", "revisit"),
                ("article", "retry"),
                ("article", "new"),
                ("listing", "paging"),
                ("listing", "section"),
                ("feed", "section"),
                ("sitemap", "section"),
            ]
        ):
            db.execute(
                "INSERT INTO urls(url, site, role, found_at, owed) VALUES (?, 'mau', ?, ?, ?)",
                (str(n), role, NOW.isoformat(), owed),
            )
        found = frontier.owed(db, "mau", NOW, frozenset(), limit=9)
    assert [one.url for one in found] == ["6", "5", "4", "3", "2", "1", "0"]


def test_what_is_left_for_the_next_run_is_not_asked_for_in_this(tmp_path: Path) -> None:
    section = Section("https://mau.example/tin")
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        db = archive.begin()
        frontier.owe_section(db, "mau", section, NOW)
        frontier.leave(db, section.url)
        later = NOW + timedelta(days=9000)
        assert frontier.owed(db, "mau", later, frozenset()) == []
        assert frontier.next_time(db, "mau", frozenset()) is None
        frontier.open_run(db, "mau")
        assert [one.url for one in frontier.owed(db, "mau", NOW, frozenset())] == [section.url]


def test_the_next_visit_is_found_at_once_among_200_000(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        db = archive.begin()
        db.executemany(
            "INSERT INTO urls(url, site, role, found_at, owed, not_before)"
            " VALUES (?, 'mau', 'article', ?, ?, ?)",
            (
                (
                    f"https://mau.example/{n}",
                    f"{n:09}",
                    *(("new", ""), ("retry", "next run"))[n % 2],
                )
                for n in range(200_000)
            ),
        )
        frontier.owed(db, "mau", NOW, frozenset())
        start = time.perf_counter()
        for _ in range(20):
            assert frontier.owed(db, "mau", NOW, frozenset())
            assert frontier.next_time(db, "mau", frozenset()) == ""
        spent = (time.perf_counter() - start) / 20
    assert spent < 0.005  # 0.1 ms here; sorting all that is owed took 150 ms
