"""An archive, a reader of its web and its rows, for the tests of a file: whoever wants another
archive gives a ``folder`` of their own, and the reader and the rows are of that one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.writer import connect_readonly
from tests.web_archive import Reader, web_archive


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_archive(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    opened = Reader(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    opened = connect_readonly(folder)
    yield opened
    opened.close()
