"""Who of a cluster was first: said only where the printed dates leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.migrations import migrations
from archive.writer import Archive
from tests.visits import BODY, CT05, OTHER, SITE, visit

ALIKE = tuple(range(64))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        opened.begin_run([SITE, OTHER], [CT05])
        yield opened


CASES = {
    "by hours of one day": (("2024-03-02T06:00+07:00", "2024-03-02T08:00+07:00"), 1),
    "by days": (("2024-03-01", "2024-03-02T00:10+07:00"), 1),
    "by months": (("2024-03", "2024-04-01"), 1),
    "a day against an hour of it": (("2024-03-02T06:00+07:00", "2024-03-02"), 0),
    "a month against a day of it": (("2024-03-02", "2024-03"), 0),
    "the same minute": (("2024-03-02T06:00+07:00", "2024-03-02T06:00+07:00"), 0),
    "one without a date": (("2024-03-02", None), 0),
    "none with a date": ((None, None), 0),
    "two dated, one not": (("2024-03-02", "2024-03-03", None), 1),
    "the third leaves a doubt": (("2024-03-02T06:00+07:00", "2024-03-02", "2024-03-09"), 0),
}


@pytest.mark.parametrize(("dates", "certain"), CASES.values(), ids=CASES)
def test_first_is_certain_only_where_dates_leave_no_doubt(
    archive: Archive, dates: tuple[str | None, ...], certain: int
) -> None:
    for turn, order in enumerate(permutations(dates)):
        alike = tuple(turn * 1000 + n for n in ALIKE)
        for n, published_at in enumerate(order):
            url = f"https://mau.example/{turn}-{n}.html"
            visit(archive, url, f"{BODY}{url}", signature=alike, published_at=published_at)
        found = archive.db.execute(
            "SELECT size, first_published_at, first_certain FROM clusters JOIN articles"
            " ON articles.id = first_article WHERE url LIKE ?",
            (f"https://mau.example/{turn}-%",),
        ).fetchall()
        assert found == [(len(dates), dates[0], certain)], order


def test_an_older_archive_learns_it(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        for turn, (dates, _) in enumerate(CASES.values()):
            for n, published_at in enumerate(reversed(dates)):
                url = f"https://mau.example/{turn}-{n}.html"
                alike = tuple(turn * 1000 + n for n in ALIKE)
                visit(archive, url, f"{BODY}{url}", signature=alike, published_at=published_at)
        archive.finish_run("done")
        known = archive.db.execute("SELECT * FROM clusters ORDER BY id").fetchall()
        db = Database(archive.db)
        db.execute("ALTER TABLE clusters DROP COLUMN first_certain")
        db.execute("UPDATE clusters SET first_article = 'no longer said', first_published_at = 'x'")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm012_first_certain'")
        migrations.apply(db)
        assert archive.db.execute("SELECT * FROM clusters ORDER BY id").fetchall() == known
