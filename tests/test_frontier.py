"""What is owed: in what order, when, and at what cost with 200,000 URLs."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import frontier
from archive.records import Section
from archive.writer import Archive
from tests import visits
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
                ("listing", "retry"),
            ]
        ):
            db.execute(
                "INSERT INTO urls(url, site, role, found_at, owed) VALUES (?, 'mau', ?, ?, ?)",
                (str(n), role, NOW.isoformat(), owed),
            )
        found: list[str] = []
        while one := frontier.owed(db, "mau", NOW, found):
            found.append(one.url)
    # A page of a section that failed may lead to more; an article leads to nothing.
    assert found == ["6", "5", "4", "3", "2", "7", "0", "1"]


def test_what_is_left_for_the_next_run_is_not_asked_for_in_this(tmp_path: Path) -> None:
    section = Section("https://mau.example/tin")
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        db = archive.begin()
        frontier.owe_section(db, "mau", section, NOW)
        frontier.leave(db, section.url)
        later = NOW + timedelta(days=9000)
        assert frontier.owed(db, "mau", later) is None
        assert not frontier.is_owing(db, "mau")
        frontier.open_run(db, "mau", NOW)
        assert (one := frontier.owed(db, "mau", NOW))
        assert one.url == section.url


def test_an_article_that_goes_on_failing_is_asked_for_ever_more_rarely(tmp_path: Path) -> None:
    url, asked = "https://mau.example/a-1.html", []
    with Archive(tmp_path) as archive:
        for day in range(100):
            archive.begin_run([SITE, OTHER], [CT05])
            now = visits.clock.now = visits.START + timedelta(days=day)
            frontier.open_run(archive.begin(), "mau", now)
            if not day or frontier.owed(archive.db, "mau", now):
                for _ in range(3):  # its tries of a night are one failure
                    visits.visit(archive, url, status=500)
                asked.append(day)
            archive.finish_run("done")
        assert asked == [0, 1, 3, 7, 15, 31, 61, 91]
        archive.begin_run([SITE, OTHER], [CT05])
        visits.visit(archive, url, visits.BODY)  # well once, it begins anew
        visits.visit(archive, url, status=500)
        frontier.open_run(archive.begin(), "mau", visits.clock.now)
        assert frontier.owed(archive.db, "mau", visits.clock.now)


@pytest.mark.long
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
        frontier.owed(db, "mau", NOW)
        start = time.perf_counter()
        for _ in range(20):
            assert frontier.owed(db, "mau", NOW)
            assert frontier.is_owing(db, "mau")
        spent = (time.perf_counter() - start) / 20
    assert spent < 0.005  # 0.1 ms here; sorting all that is owed took 150 ms
