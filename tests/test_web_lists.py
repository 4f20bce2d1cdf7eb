"""Lists beside a page's own are files too, and say what the page says."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.web.app import Options
from tests.web_archive import Reader, lived, one, tree, web_archive


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lived(web_archive(tmp_path_factory.mktemp("lists") / "data"))
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute(
            "UPDATE urls SET section = 'Xây dựng Đảng' WHERE site = 'hue' AND role = 'article'"
        )
    db.close()
    return folder


@pytest.fixture(scope="module", params=[False, True], ids=["private", "public"])
def reader(folder: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:
    reader = Reader(folder, Options(public=request.param))
    yield reader
    reader.close()


LISTS = {
    "/do-phu": ("/do-phu/khoang-trong", "/do-phu/chuyen-muc"),
    "/lan-toa": ("/lan-toa/nhom",),
    "/trang/hue": (
        *("/tim?site=hue", "/do-phu/chuyen-muc?site=hue", "/do-phu/khoang-trong?site=hue"),
        "/trang/hue/luot",
    ),
}


@pytest.mark.parametrize("page", LISTS)
def test_a_page_leads_to_each_of_its_lists(reader: Reader, page: str) -> None:
    shown = tree(reader.get(page))
    links = shown.xpath("//p[@class='take']/a/@href")
    for address in LISTS[page]:
        path, _, query = address.partition("?")
        query = query and f"?{query}"
        assert {f"{path}{end}{query}" for end in (".csv", ".json", ".meta.json")} <= set(links)
        rows = reader.get(f"{path}.json{query}").json()["rows"]
        read = csv.DictReader(io.StringIO(reader.get(f"{path}.csv{query}").text.lstrip("\ufeff")))
        assert len(rows) == len(list(read)) > 0, address
    for address in set(LISTS[page]) - {"/tim?site=hue"}:
        response = reader.get(address)
        assert response.status_code == 302
        path, _, part = response.headers["location"].partition("#")
        assert path == page
        assert not part or shown.xpath(f"//*[@id='{part}']"), part


def test_they_say_what_the_archive_knows(reader: Reader, db: sqlite3.Connection) -> None:
    (gap,) = reader.get("/do-phu/khoang-trong.json").json()["rows"]
    assert (gap["site"], gap["section"], gap["state"]) == ("hue", "Xây dựng Đảng", "open")
    assert gap["window_from"] == "2026-10-30"
    assert reader.get("/do-phu/khoang-trong.json?site=hagiang").json()["rows"] == []
    (text,) = reader.get("/lan-toa/nhom.json").json()["rows"]
    assert (text["size"], text["site"]) == (3, "hagiang")
    assert {"title", "organisation", "rights", "archive_url"} <= text.keys()
    nights = reader.get("/trang/hue/luot.json").json()["rows"]
    assert len(nights) == one(db, "SELECT count(*) FROM site_runs WHERE site = 'hue'") > 1
    assert nights[0]["started_at"] > nights[-1]["started_at"]
    (section,) = reader.get("/do-phu/chuyen-muc.json?site=hue").json()["rows"]
    count = "SELECT count(*) FROM urls WHERE site = 'hue' AND role = 'article'"
    assert section["organisation"] == "Báo Huế"
    assert section["urls"] == one(db, count)
    assert reader.get("/trang/khong/luot.json").status_code == 404
    led = reader.get("/do-phu/khoang-trong?site=a%0d%0aX:b//Huế")
    assert led.headers["location"] == "/trang/a%0D%0AX%3Ab%2F%2FHu%E1%BA%BF"
