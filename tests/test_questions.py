"""The ten questions answer what is known of an archive made by hand, and are the web's own.

``python -m tests.test_questions --write`` writes docs/questions.md.
"""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.documents import catalogue
from archive.questions import markdown, questions
from archive.writer import Archive, connect_readonly
from tests import take_archive as made

DOCUMENT = Path(__file__).parent.parent / "docs" / "questions.md"
SHUT, OPEN, FAR = made.SHUT.organisation, made.OPEN.organisation, made.FAR.organisation


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    return connect_readonly(made.build(tmp_path_factory.mktemp("ask") / "data"))


def answer(db: sqlite3.Connection, name: str) -> list[tuple[Any, ...]]:
    (asked,) = [question for question in questions() if question.name == name]
    return [tuple(row) for row in db.execute(asked.sql)]


def test_who_reported_on_the_conclusion(db: sqlite3.Connection) -> None:
    assert answer(db, "ai-dua-tin-ket-luan-01") == [
        (OPEN, "Bắc Giang", "Bắc Ninh", 1, "2021-06-01T07:05+07:00", "2021-06-01T07:05+07:00"),
        (SHUT, "Bắc Ninh", "Bắc Ninh", 1, "2021-06-03", "2021-06-03"),
        (FAR, "Hà Tĩnh", "Hà Tĩnh", 1, "2022-05", "2022-05"),
    ]


def test_who_was_first(db: sqlite3.Connection) -> None:
    assert answer(db, "ai-dang-dau-tien") == [
        (
            *("mo", "2021-06-01T07:05+07:00", "kin", "2021-06-03", 2.0),
            *(made.FIRST.title, SHUT, made.SHUT.rights),
        )
    ]


def test_shares_add_up_alike_in_both_maps(db: sqlite3.Connection) -> None:
    rows = answer(db, "ty-le-theo-tinh-va-nam")
    assert rows == [
        (63, "Bắc Giang", "2021", 1, 1, 1.0),
        (63, "Bắc Giang", "2022", 0, 2, 0.0),
        (63, "Bắc Ninh", "2021", 1, 1, 1.0),
        (63, "Bắc Ninh", "2022", 1, 1, 1.0),
        (63, "Hà Tĩnh", "2022", 1, 1, 1.0),
        (34, "Bắc Ninh", "2021", 2, 2, 1.0),
        (34, "Bắc Ninh", "2022", 1, 3, 0.3333),
        (34, "Hà Tĩnh", "2022", 1, 1, 1.0),
    ]
    for column in (3, 4):
        old, new = (sum(row[column] for row in rows if row[0] == scheme) for scheme in (63, 34))
        assert old == new


def test_no_share_is_above_one(tmp_path: Path) -> None:
    """An article that was first met under its new URL as a duplicate, and then moved there."""
    folder = made.build(tmp_path / "data")
    there = replace(made.FIRST, slug="mot-moi.html")
    with Archive(folder) as archive:
        archive.begin_run(made.SITES, catalogue().documents)
        made.visit(archive, there, datetime(2026, 12, 1, tzinfo=UTC))
        made.visit(archive, made.FIRST, datetime(2026, 12, 2, tzinfo=UTC), 301, there.url)
        archive.finish_run("done")
    db = connect_readonly(folder)
    outcome = db.execute("SELECT outcome FROM urls WHERE url = ?", (there.url,)).fetchone()[0]
    assert outcome == "duplicate"
    assert db.execute("SELECT count(*) FROM articles WHERE url = ?", (there.url,)).fetchone()[0]
    rows = answer(db, "ty-le-theo-tinh-va-nam")
    assert (63, "Bắc Giang", "2021", 1, 1, 1.0) in rows


def test_what_was_changed(db: sqlite3.Connection) -> None:
    ((site, title, _, before, after, title_changed, url, *whose),) = answer(db, "bai-da-sua")
    assert (site, title, url) == ("kin", made.EDITED.title, made.EDITED.url)
    assert (before, after, title_changed) == (18, 18, 0)
    assert whose == list(
        db.execute("SELECT organisation, rights FROM sites WHERE name = 'kin'").fetchone()
    )


def test_what_is_gone(db: sqlite3.Connection) -> None:
    ((site, organisation, title, day, seen, gone, url, rights),) = answer(db, "bai-da-go")
    assert (site, title, day, url) == ("xa", made.GONE.title, None, made.GONE.url)
    assert (organisation, rights) == (FAR, made.FAR.rights)
    assert seen < gone


def test_what_is_missing(db: sqlite3.Connection) -> None:
    ((site, organisation, province, section, cause, *_),) = answer(db, "khoang-trong")
    assert (site, organisation, province) == ("kin", SHUT, "Bắc Ninh")
    assert (section, cause) == ("tin", "empty-section")


def test_what_is_named_together(db: sqlite3.Connection) -> None:
    assert answer(db, "van-ban-di-cung-nhau") == [("CT05", "KL01", 2)]


def test_how_long_it_took(db: sqlite3.Connection) -> None:
    """Directive 05 is of 15 May 2016, Conclusion 01 of 18 May 2021."""
    assert answer(db, "tu-van-ban-den-bai-bao") == [
        ("CT05", "2016-05-15", "Bắc Giang", "2021-06-01", 1843.0),
        ("CT05", "2016-05-15", "Bắc Ninh", "2021-06-03", 1845.0),
        ("CT05", "2016-05-15", "Hà Tĩnh", "2023-01-02", 2423.0),
        ("KL01", "2021-05-18", "Bắc Giang", "2021-06-01", 14.0),
        ("KL01", "2021-05-18", "Bắc Ninh", "2021-06-03", 16.0),
    ]


def test_which_places_are_spoken_of(db: sqlite3.Connection) -> None:
    assert answer(db, "noi-duoc-nhac") == [("Kín", "Bắc Ninh", "Bắc Ninh", 1)]


def test_who_writes_some_words(db: sqlite3.Connection) -> None:
    assert answer(db, "tim-toan-van") == []
    (asked,) = [question for question in questions() if question.name == "tim-toan-van"]

    def found(words: str) -> list[tuple[str, int]]:
        rows = db.execute(asked.sql.replace("đảng ủy", words)).fetchall()
        return [(row["title"], row["exactly"]) for row in rows]

    copies = [made.COPY.title, made.FIRST.title]
    assert found("Đồng chí") == [(title, 1) for title in copies]
    assert found("đông chi") == found("dong chi") == [(title, 0) for title in copies]
    assert found("Đồng Bí") == []


def test_there_are_ten_and_each_is_answered_here() -> None:
    assert len({question.name for question in questions()}) == len(questions()) == 10
    tested = Path(__file__).read_text(encoding="utf-8")
    assert all(f'answer(db, "{question.name}")' in tested for question in questions())


def test_the_document_holds_the_questions() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == markdown(), (
        "run python -m tests.test_questions --write"
    )


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit(__doc__)
    DOCUMENT.write_text(markdown(), encoding="utf-8")
