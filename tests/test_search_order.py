"""However a search goes about it, ranked, newest first, article by article or all at once, it finds
the same articles, and its pages follow one another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from heapq import nlargest
from pathlib import Path

import pytest

from archive.export import oai_rows
from archive.export.oai_rows import Wanted
from archive.search import Filters, latest, numbers, search
from archive.search_tables import PREFIXES
from archive.web.facets import Chosen as Facets
from archive.web.facets import Places, count, groups
from archive.writer import connect_readonly
from tests.web_archive import web_archive

QUERIES = ("", "chuyen", "bác", "b*", "ba*", "viec hoc*", "CT05", "KL 01 guong", "bà con góp",
           "hoc NEAR/8 lam", "khongcogi", "đ*", "gop NEAR/3 ngay",
           "KL01 CT05", "KL01 và CT05 bác", "bác OR góp", "dang -chuyen", "-chuyen", "KL01 -guong",
           "KL01 CT05 -chuyen b*", "viec* OR hoc -chuyen")  # fmt: skip
FILTERS = (Filters(), Filters(verdicts=()), Filters(sites=("hue", "hagiang"), verdicts=()),
           Filters(since="2021-01-01", document="KL01"))  # fmt: skip
WAYS = ((2000, 2000), (0, 2000), (0, 3), (3, 1))
"""How many matches are ranked, and how many articles are asked one by one."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder: Path = web_archive(tmp_path_factory.mktemp("archive"))
    with sqlite3.connect(folder / "archive.db") as writing:  # some that name both documents
        writing.execute(
            'INSERT INTO mentions(article_id, document, field, start, "end", text)'
            " SELECT id, 'KL01', 'body', 0, 4, 'Sáng' FROM articles WHERE n IN (1, 5, 9, 28, 29)"
        )
        writing.execute(
            'UPDATE articles SET documents = \'["CT05", "KL01"]\' WHERE n IN (1, 5, 9, 28, 29)'
        )
    writing.close()
    opened = connect_readonly(folder)
    yield opened
    opened.close()


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    ranked, walked = request.param
    monkeypatch.setattr("archive.search_numbers.RANKED", ranked)
    monkeypatch.setattr("archive.search_numbers.DENSE", 0.0)
    monkeypatch.setattr("archive.search_numbers.WALKED", walked)
    return ranked, walked


def plain(db: sqlite3.Connection, text: str, filters: Filters) -> set[int]:
    """What is found when everything is ranked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archive.search_numbers.RANKED", 2000)
        return set(numbers(db, text, filters))


@pytest.mark.parametrize("text", QUERIES)
def test_every_way_finds_the_same(db: sqlite3.Connection, way: tuple[int, int], text: str) -> None:
    found = 0
    for filters in FILTERS:
        wanted = plain(db, text, filters)
        listed = list(numbers(db, text, filters))
        shown = search(db, text, filters, 100).hits
        assert len(listed) == len(wanted)
        assert set(listed) == wanted
        ids = dict(db.execute("SELECT id, n FROM articles").fetchall())
        assert [ids[hit.id] for hit in shown] == listed
        found += len(wanted)
    assert found or text == "khongcogi"


@pytest.mark.parametrize("text", QUERIES)
def test_pages_follow_one_another(db: sqlite3.Connection, way: tuple[int, int], text: str) -> None:
    whole = search(db, text, limit=100).hits
    pages = [search(db, text, limit=3, skip=skip) for skip in range(0, len(whole) + 1, 3)]
    assert sum((page.hits for page in pages), ()) == whole
    assert [page.more for page in pages] == [3 * (n + 1) < len(whole) for n in range(len(pages))]


@pytest.mark.parametrize("text", QUERIES)
def test_the_latest_are_those_of_all_that_came_last(
    db: sqlite3.Connection, way: tuple[int, int], text: str
) -> None:
    for filters in FILTERS:
        assert latest(db, text, filters, 4) == nlargest(4, numbers(db, text, filters))


@pytest.mark.parametrize("text", QUERIES)
def test_facets_count_what_is_found(
    db: sqlite3.Connection, way: tuple[int, int], text: str
) -> None:
    total, _ = count(groups(db, text), Places.read(db, "34"), Facets(verdict="all"))
    assert total == len(list(numbers(db, text, Filters(verdicts=()))))


@pytest.mark.parametrize("since", ["2026-10-01T00:00:00Z", "2026-11-01T18:20:00Z",
                                   "2026-11-01T18:59:00Z", "2099-01-01T00:00:00Z"])  # fmt: skip
def test_a_harvester_is_told_the_same_of_few_as_of_many(
    db: sqlite3.Connection, since: str, way: tuple[int, int]
) -> None:
    everything = oai_rows.headers(db, Wanted(), 100)
    told = oai_rows.headers(db, Wanted(since=since), 100)
    assert told == [header for header in everything if header.datestamp >= since]
    before = oai_rows.headers(db, Wanted(until=since), 100)
    assert before == [header for header in everything if header.datestamp <= since]


@pytest.mark.parametrize("index", ["articles_fts", "articles_exact"])
def test_an_index_keeps_the_beginnings_that_a_search_counts_on(
    db: sqlite3.Connection, index: str
) -> None:
    """Or each article that is asked for "t*" has all words in t- gathered anew."""
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    assert f"prefix='{' '.join(map(str, PREFIXES))}'" in sql
