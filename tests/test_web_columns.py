"""A list as CSV has its header whatever is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.documents import catalogue
from archive.records import Site
from archive.web.routes import MODULES
from archive.web.tables import COLUMNS, as_csv, columns
from archive.writer import Archive
from tests.web_archive import Reader, web_archive

EMPTY = {
    "/trang/[^/]+": "/trang/hue",
    "/trang/[^/]+/luot": "/trang/hue/luot",
}
"""Addresses of the lists whose pattern is none itself."""
SITE = Site("hue", "Báo Huế", "tinh", "hue.example", "generic", province_before="Huế",
            province_after="Huế")  # fmt: skip


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """An archive of one site that was never read."""
    folder = tmp_path_factory.mktemp("bare") / "data"
    with Archive(folder) as archive:
        archive.begin_run([SITE], catalogue().documents)
        archive.finish_run("done")
    return Reader(folder)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder: Path = web_archive(tmp_path_factory.mktemp("full") / "data")
    return Reader(folder)


@pytest.mark.parametrize("pattern", COLUMNS)
def test_a_list_of_nothing_has_its_header(bare: Reader, pattern: str) -> None:
    path = EMPTY.get(pattern, pattern)
    head = bare.get(f"{path}.csv").text.removeprefix("\ufeff").splitlines()[0]
    assert head.split(",") == list(COLUMNS[pattern])
    assert bare.get(f"{path}.csv").text.startswith("\ufeff")


def test_the_columns_told_are_those_of_a_list_of_something(full: Reader) -> None:
    met = 0
    for pattern, names in COLUMNS.items():
        rows = full.get(f"{EMPTY.get(pattern, pattern)}.json").json()["rows"]
        assert not rows or tuple(rows[0]) == names, pattern
        met += bool(rows)
    assert met >= len(COLUMNS) - 1


def test_the_columns_of_a_search_of_nothing(bare: Reader) -> None:
    head = bare.get("/tim.csv?q=kh%C3%B4ng").text.removeprefix("\ufeff").splitlines()
    assert len(head) == 1
    assert head[0].startswith("id,url,archive_url,title,")


def test_every_list_that_may_be_empty_is_known() -> None:
    """A new one says its columns, or why it never is without a row."""
    from importlib import import_module

    never = {"/tim", "/ban-do", "/bai/{id}", "/bai/{id}/phien-ban", "/nhom/{id}", "/gioi-thieu"}
    paths = {
        path
        for name in MODULES
        for path, _ in getattr(import_module(f"archive.web.{name}"), "PAGES", ())
    }
    assert {re.sub(r"\{\w+\}", "[^/]+", path) for path in paths - never} == set(COLUMNS)
    assert columns("/trang/hue/") == COLUMNS["/trang/[^/]+"]
    assert as_csv([], "/không/đâu") == as_csv([]) == b"\xef\xbb\xbf"
