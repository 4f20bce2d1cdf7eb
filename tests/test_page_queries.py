"""No page of the web walks through all articles or addresses, however many there are: asked of the
plans of its queries, not of a clock."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.web import memory
from archive.writer import DATABASE, connect_readonly
from tests.web_archive import Reader, one

WALKS = {
    ("articles", "articles_newest"): "in the order of the newest, until a page is full",
    ("articles", "articles_facets"): "what a search finds, counted",
    ("articles", "articles_about"): "what a search or the map finds of a place, counted",
    ("articles", "articles_by_reader"): "by which reader, counted",
    ("urls", "urls_waiting"): "what is owed, and nothing else",
    ("captures", "sqlite_autoindex_captures_1"): "their number",
}
"""Indexes that a page may read from end to end, with why; without bodies they are small."""
LARGE = ("articles", "urls", "captures", "revisions", "mentions", "visits", "article_places")
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")


@pytest.fixture(scope="module")
def web(folder: Path) -> Iterator[tuple[Reader, list[str]]]:
    with listening(folder) as heard:
        yield heard


@contextmanager
def listening(folder: Path) -> Iterator[tuple[Reader, list[str]]]:
    """A reader of the web that keeps no answers yet, and all SQL that its pages ask."""
    reader = Reader(folder)
    asked: list[str] = []
    prepare = reader.web._prepare_connection

    def watched(db: sqlite3.Connection, name: str) -> None:
        prepare(db, name)
        if name == Path(DATABASE).stem:
            db.set_trace_callback(asked.append)

    reader.web._prepare_connection = watched
    yield reader, asked
    reader.close()


def walked(db: sqlite3.Connection, sql: str) -> Iterator[tuple[str, str]]:
    """Large tables that a query reads from end to end, each with the index it reads."""
    named = dict(re.findall(r"(?:FROM|JOIN|,)\s+(?:main\.)?(\w+)(?:\s+AS)?\s+(\w+)\b", sql))
    tables = {alias: table for table, alias in named.items()}
    for *_, detail in db.execute(f"EXPLAIN QUERY PLAN {sql}"):
        if found := _SCAN.match(detail):
            table = tables.get(found[1], found[1])
            if table in LARGE:
                yield table, found[2] or ""


PAGES = ("/", "/gioi-thieu", "/tim", "/tim?q=dao+duc", "/tim?q=đạo+đức", "/tim?q=CT05+phuong",
         "/tim?q=t*&verdict=all&site=hue", "/tim?province=Huế&year=2024", "/feed.atom",
         "/feed.atom?q=bac", "/dong-thoi-gian", "/dong-thoi-gian?by=document&name=KL01",
         "/ban-do", "/ban-do?map=63&document=KL01", "/do-phu", "/do-phu?by=site", "/lan-toa",
         "/trang", "/trang/hue", "/bai/{id}", "/bai/{id}/phien-ban", "/bai/{id}.ris",
         "/nhom/{group}", "/oai?verb=Identify", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
         "/oai?verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-01",
         "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=verdict:mention")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_walks_through_no_large_table(
    web: tuple[Reader, list[str]], folder: Path, page: str
) -> None:
    reader, asked = web
    db = connect_readonly(folder)
    memory.know(db)
    names = {"id": one(db, "SELECT id FROM articles WHERE n = 3"),
             "group": one(db, "SELECT id FROM clusters WHERE size = 3")}  # fmt: skip
    asked.clear()
    assert reader.get(page.format(**names)).status_code == 200
    selects = [sql for sql in asked if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert selects
    found = {(*walk, sql) for sql in selects for walk in walked(db, sql) if walk not in WALKS}
    assert not {walk for walk in found if not walk[-1].endswith("LIMIT 1")}


def test_the_tables_are_listed_without_counting_through_an_index(
    web: tuple[Reader, list[str]],
) -> None:
    reader, asked = web
    asked.clear()
    assert "article_tally" in reader.get("/archive").text
    counted = [sql for sql in asked if sql.startswith("select count(*)")]
    assert counted
    assert not [sql for sql in counted if "_data]" in sql]


@pytest.mark.parametrize(
    ("page", "index"),
    [
        ("/tim", "article_tally_by_year"),
        ("/dong-thoi-gian", "page_tally_by_month"),
        ("/ban-do", "page_tally_by_month"),
        ("/do-phu", "page_tally_by_month"),
    ],
)
def test_sums_are_added_up_in_the_order_they_are_kept_in(
    folder: Path, page: str, index: str
) -> None:
    db = connect_readonly(folder)
    with listening(folder) as (reader, asked):
        assert reader.get(page).status_code == 200
        plans = [
            [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            for sql in asked
            if index.partition("_by_")[0] in sql and "GROUP BY" in sql and "section" not in sql
        ]
    steps = [(plan, step) for plan in plans for step in range(len(plan)) if index in plan[step]]
    assert steps
    for plan, step in steps:
        assert plan[step].startswith(f"SCAN {index.partition('_by_')[0]} USING COVERING INDEX")
        assert "TEMP B-TREE" not in "".join(plan[step + 1 : step + 2])
