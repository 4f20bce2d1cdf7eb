"""``lamtheo withhold --erase``: asked for, told of whatever happens, and remembered."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import warc
from archive.documents import catalogue
from archive.records import Page
from archive.writer import DATABASE, WARC_FOLDER, Archive
from crawler.run import project_settings
from crawler.sites import Sites
from tests.small_archive import answer, told
from tests.test_withhold_command import HOSTS, STORY, again, data, rows, url_of
from tests.web_archive import Reader

__all__ = ["data"]  # the fixture


def withheld(data: Path, name: str) -> tuple[object, ...]:
    order = ("withhold", url_of(name), "--reason", "safety", "--erase", "--yes")
    return ("--data", data, *order)


def test_erased_its_text_is_nowhere(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--data", data)
    command = (*at, "withhold", url_of("quevo"), "--reason", "court-order", "--erase", "--yes")
    document = answer(capsys, *command, "--with-copies", "--json")
    (done,) = document["erased"]
    assert done["records"] == 2
    sql = f"SELECT sha256, former_digests FROM warc_files WHERE name = '{done['file']}'"
    assert rows(data, sql) == [(done["after"], json.dumps([done["before"]]))]
    payloads = [
        record.payload
        for path in (data / WARC_FOLDER).glob("*.warc.gz")
        for record in warc.scan(path)
    ]
    assert not any("Tẩm Chín".encode() in payload for payload in payloads)
    for path in data.glob("archive.db*"):
        assert "Tẩm Chín".encode() not in path.read_bytes()
    assert again(data) == []
    code, out, err = told(capsys, *command)  # ordered again: nothing is left
    assert (code, "Không còn bản lưu nào" in err) == (0, True)
    code, out, _ = told(capsys, *at, "release", url_of("quevo"))
    assert (code, "các bản lưu đã bị xóa" in out) == (0, True)


def test_what_still_names_it_is_counted_and_said(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Sites.from_settings(project_settings()).facts()
    quevo = next(one for one in site if one.name == "quevo")
    items = (f"<item><link>{url_of('quevo')}</link>{STORY}</item>", "<item>khác</item>")
    with Archive(data) as archive:
        archive.begin_run((), catalogue().documents)
        for at, item in enumerate(items):
            url, now = f"https://{HOSTS['quevo']}/feed{at}", datetime.now(UTC)
            exchange = warc.Exchange(url, "quevo", now, status=200, payload=item.encode())
            capture = archive.keep(exchange)
            archive.ingest(Page(url, "feed", quevo, 200, (), item.encode(), now, capture))
        archive.finish_run("done")
    command = withheld(data, "quevo")
    code, _, err = told(capsys, *command)
    assert code == 0, err
    assert "CHƯA XÓA: 1 bản lưu" in " ".join(err.split())
    assert answer(capsys, *command, "--json")["named_in"] == 1


def test_a_damaged_file_is_not_erased_from(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = (data / WARC_FOLDER).glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-1])
    command = withheld(data, "quevo")
    code, out, err = told(capsys, *command)
    assert code == 5
    assert path.name in err
    assert f"Đã hạn chế truy cập {url_of('quevo')}" in out
    assert "Bài đã bị hạn chế truy cập, nhưng bản lưu trong tệp WARC CHƯA XÓA được" in err
    path.unlink()
    code, out, err = told(capsys, *command, "--json")
    assert code == 1
    document = json.loads(out)
    assert [one["url"] for one in document["withheld"]] == [url_of("quevo")]
    assert (document["erased"], document["named_in"]) == ([], None)
    assert path.name in document["trouble"]
    assert document["trouble"] in err
    assert rows(data, "SELECT count(*) FROM tombstones") == [(1,)]


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_nothing_is_erased_unasked(
    data: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    command = ("--data", data, "withhold", url_of("quevo"), "--reason", "safety", "--erase")
    code, out, err = told(capsys, *command, *more)
    assert (code, out) == (2, "")
    assert "--yes" in err
    assert rows(data, "SELECT count(*) FROM decisions") == [(0,)]


def test_what_a_killed_run_erased_is_told_when_it_is_ordered_again(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = (*withheld(data, "quevo"), "--json")
    first = answer(capsys, *command)
    ((ident,),) = rows(data, "SELECT article_id FROM tombstones")
    assert first["erased"][0]["articles"] == [ident]
    assert answer(capsys, *command)["erased"] == first["erased"]
    (mine,) = answer(capsys, *withheld(data, "tuson"), "--json")["erased"]
    assert mine["before"] == first["erased"][0]["after"]
    with closing(sqlite3.connect(data / DATABASE)) as db:  # as an older release wrote it
        db.execute("UPDATE decisions SET detail = json_remove(detail, '$.articles')")
        db.commit()
    assert first["erased"][0]["before"] in {
        one["before"] for one in answer(capsys, *command)["erased"]
    }


def test_erased_and_released_it_is_still_told_what_became_of_it(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at, url = ("--data", data), url_of("quevo")
    told(capsys, *at, "withhold", url, "--reason", "court-order", "--erase", "--yes")
    ((ident,),) = rows(data, "SELECT article_id FROM tombstones")
    ((capture,),) = rows(data, f"SELECT id FROM captures WHERE url = '{url}'")
    assert told(capsys, *at, "release", url)[0] == 0
    assert rows(data, "SELECT count(*) FROM tombstones") == [(0,)]
    for given in (url, ident):
        code, out, err = told(capsys, *at, "show", given)
        assert (code, out) == (1, "")
        assert "các bản lưu đã bị xóa theo quyết định hạn chế ngày" in err
        assert "quyết định của tòa án" in err
    code, _, err = told(capsys, *at, "read", "--capture", capture)
    assert (code, "đã bị xóa" in err) == (1, True)
    reader = Reader(data)
    for path in ("", "/phien-ban", ".bib"):
        assert reader.get(f"/bai/{ident}{path}").status_code == 410, path
    page = reader.get(f"/bai/{ident}")
    assert "Nội dung bài này đã bị xóa" in page.text
    assert "Việc hạn chế chấm dứt ngày" in page.text
    reader.close()
    assert again(data) == []
    assert told(capsys, *at, "release", url)[0] == 1
    assert told(capsys, *at, "withhold", ident, "--reason", "safety")[0] == 0
    assert rows(data, "SELECT url, class FROM tombstones") == [(url, "safety")]
    assert "bị hạn chế truy cập từ" in told(capsys, *at, "show", ident)[2]
