"""Every list says which archive it is from, as JSON inside and beside its CSV."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from archive.writer import connect_readonly
from tests.web_archive import Reader, one, tree, web_archive

LISTS = (
    *("/ban-do", "/dong-thoi-gian", "/do-phu", "/lan-toa", "/trang", "/trang/hue", "/tim"),
    *("/ban-do?map=63&by=subject", "/dong-thoi-gian?by=site&name=hue"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = web_archive(tmp_path_factory.mktemp("origin") / "data")
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute("UPDATE articles SET reader_version = 'a1b2c3'")
    db.close()
    return folder


@pytest.mark.parametrize("path", LISTS)
def test_a_list_says_where_it_is_from(reader: Reader, folder: Path, path: str) -> None:
    page, _, query = path.partition("?")
    query = query and f"?{query}"
    run = one(connect_readonly(folder), "SELECT id FROM runs")
    inside = reader.get(f"{page}.json{query}").json()
    beside = reader.get(f"{page}.meta.json{query}").json()
    for said in (inside, beside):
        assert said["origin"]["archive"] == run
        assert said["origin"]["newest_run"] == run
        assert said["origin"]["reader_version"] == "a1b2c3"
        assert said["origin"]["schema"].startswith("m0")
    assert inside["rows"]
    assert "rows" not in beside
    assert beside["url"].endswith(f"{page}.meta.json{query}")
    links = [link.get("href") for link in tree(reader.get(path)).cssselect("p.take a")]
    assert f"{page}.meta.json{query}" in links


def test_a_csv_leads_to_what_is_beside_it(reader: Reader) -> None:
    response = reader.get("/ban-do.csv?map=63")
    assert response.text.startswith("\ufeffmap,")
    found = re.match(r'<(.*)>; rel="describedby"', response.headers["link"])
    assert found is not None
    assert reader.get(found[1]).json()["origin"]["software"] == "lamtheo/0.1"
