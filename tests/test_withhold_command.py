"""``lamtheo withhold`` and ``release`` as people and scripts use them, on pages really read."""

from __future__ import annotations

import http.client
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive import rebuild, warc, withhold
from archive.articles import Rules
from archive.documents import catalogue
from archive.lock import hold
from archive.records import Gap
from archive.web.replay_server import running
from archive.writer import DATABASE, WARC_FOLDER, Archive
from crawler.replay import Replay
from crawler.run import project_settings
from crawler.sites import Sites
from pipelines.read import read, reader_version
from tests.serving import served
from tests.small_archive import alone, answer, told
from tests.web_archive import Reader

STORY = (
    "Sáng nay, Đảng ủy phường tổ chức sơ kết năm năm thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị"
    " về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh. Chị Tẩm Chín, tổ"
    " trưởng tổ tiết kiệm, kể lại việc làm theo Bác của mình bằng những con số giản dị và bền bỉ."
)
HOSTS = {"quevo": "bacninh.gov.vn/web/quevo", "tuson": "bacninh.gov.vn/web/tx-tu-son"}


def page(paragraphs: int) -> bytes:
    text = "".join(f"<p>{STORY} Đoạn {n}.</p>" for n in range(paragraphs))
    head = "<title>Học tập và làm theo Bác</title>"
    return (
        f"<html><head>{head}</head><body><article><h1>Học tập và làm theo Bác</h1>{text}".encode()
    )


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    alone(tmp_path, monkeypatch)
    data = tmp_path / "data"
    sites = Sites.from_settings(project_settings())
    replay = Replay(sites, read)
    with Archive(data, rules=Rules(reader_version())) as archive:
        archive.begin_run(sites.facts(), catalogue().documents)
        for name in ("quevo", "tuson"):
            exchange = warc.Exchange(
                *(url_of(name), name, datetime.now(UTC)),
                status=200,
                headers=(("Content-Type", "text/html; charset=utf-8"),),
                payload=page(8),
            )
            capture = archive.keep(exchange)
            archive.commit()
            stored = warc.read_at(data / WARC_FOLDER, capture.warc_file, capture.offset)
            made = replay.page(
                archive.db, replace(stored, length=capture.length, run_id=capture.run_id)
            )
            assert made is not None
            done = archive.ingest(made)
            assert done.outcome == "archived", done
        archive.finish_run("done")
    return data


def url_of(name: str) -> str:
    path = "news/-/details/20182/bai-ke-chuyen-123"
    return f"https://{HOSTS[name]}/{path}"


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data / DATABASE)) as db:
        return db.execute(sql).fetchall()


def again(data: Path) -> list[rebuild.Difference]:
    sites = Sites.from_settings(project_settings())
    target = data / f"again{datetime.now(UTC).timestamp()}.db"
    page_of = Replay(sites, read).page
    rebuild.rebuild(
        data, target, sites.facts(), catalogue().documents, page_of, reader_version()
    )  # fmt: skip
    return list(rebuild.differences(data / DATABASE, target))


class TestWithhold:
    def test_it_leaves_search_and_show_and_comes_back(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        at = ("--data", data)
        url = url_of("quevo")
        assert "Bác" in told(capsys, *at, "search", "lam theo bac", "--site", "quevo")[1]
        code, out, err = told(
            capsys, *at, "withhold", url, "--reason", "personal-data", "--note", "chị Chín gọi",
            "--until", "31/12/2999",
        )  # fmt: skip
        assert code == 0, err
        assert f"Đã hạn chế truy cập {url}" in out
        assert "đến hết ngày 31/12/2999" in out
        assert "chị Chín" not in out
        assert "1 bản đăng lại" in err
        assert url_of("tuson") in err
        assert "--with-copies" in err
        found = [json.loads(line)["site"] for line in told(
            capsys, *at, "search", "lam theo bac", "--json")[1].splitlines()]  # fmt: skip
        assert found == ["tuson"]
        code, out, err = told(capsys, *at, "show", url)
        assert (code, out) == (1, "")
        assert f"{url} bị hạn chế truy cập từ {datetime.now(UTC):%d/%m/%Y}"[:-10] in err
        ((ident,),) = rows(data, "SELECT article_id FROM tombstones")
        assert told(capsys, *at, "history", ident)[0] == 1
        decision = rows(data, "SELECT kind, target, reason, detail FROM decisions")[0]
        assert decision[:3] == ("withhold", url, "chị Chín gọi")
        assert json.loads(decision[3])["class"] == "personal-data"
        assert again(data) == []
        code, out, err = told(capsys, *at, "release", url, "--reason", "đã thỏa thuận")
        assert code == 0, err
        assert "1 bản lưu" in out
        assert told(capsys, *at, "show", url)[0] == 0
        assert rows(data, "SELECT count(*) FROM clusters WHERE size = 2") == [(1,)]
        assert again(data) == []

    def test_with_its_copies(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        document = answer(
            capsys, "--data", data, "withhold", url_of("quevo"), "--reason", "safety",
            "--with-copies", "--json",
        )  # fmt: skip
        assert [one["url"] for one in document["withheld"]] == [url_of("quevo"), url_of("tuson")]
        assert {one["class"] for one in document["withheld"]} == {"safety"}
        assert [one["site"] for one in document["copies"]] == ["tuson"]
        assert document["erased"] == []
        assert rows(data, "SELECT count(*) FROM articles") == [(0,)]
        assert again(data) == []

    @pytest.mark.parametrize(
        ("given", "kind", "reason"),
        [
            ("Court Order", "court-order", ""),
            ("an toàn của người liên quan", "safety", ""),
            ("publisher_request", "publisher-request", ""),
            ("bài viết sai tên   một liệt sĩ", "other", "bài viết sai tên một liệt sĩ"),
        ],
    )
    def test_a_reason_is_a_class_by_its_name_or_words_and_else_a_note(
        self, data: Path, capsys: pytest.CaptureFixture[str], given: str, kind: str, reason: str
    ) -> None:
        answer(capsys, "--data", data, "withhold", url_of("quevo"), "--reason", given, "--json")
        assert rows(data, "SELECT class FROM tombstones") == [(kind,)]
        assert rows(data, "SELECT reason FROM decisions") == [(reason,)]

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (["withhold", "https://nowhere.example/", "--reason", "safety"], 1, "nowhere"),
            (["withhold", "URL", "--reason", " "], 2, "--reason"),
            (["withhold", "URL"], 2, "REASON"),
            (["withhold", "URL", "--reason", "saftey"], 2, "safety"),
            (["withhold", "URL", "--reason", "safety", "--until", "2020-01-01"], 2, "01/01/2020"),
            (["withhold", "URL", "--reason", "safety", "--until", "mai"], 2, "until"),
            (["withhold", "URL", "--reason", "safety", "--erase"], 2, "--yes"),
            (["release", "URL"], 2, "không bị hạn chế"),
            (["release", "https://nowhere.example/"], 1, "nowhere"),
        ],
    )
    def test_what_cannot_be_done_is_said_and_leaves_nothing(
        self, data: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
    ) -> None:
        before = sorted((data / WARC_FOLDER).iterdir())
        words = [url_of("quevo") if word == "URL" else word for word in words]
        got, out, err = told(capsys, "--data", data, *words)
        assert (got, out) == (code, "")
        assert said in err
        assert sorted((data / WARC_FOLDER).iterdir()) == before
        assert rows(data, "SELECT count(*) FROM decisions") == [(0,)]

    def test_saying_it_again_is_wrong_and_saying_it_anew_is_not(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = ("--data", data, "withhold", url_of("quevo"), "--reason")
        assert told(capsys, *command, "safety")[0] == 0
        code, _, err = told(capsys, *command, "safety")
        assert code == 2
        assert "lamtheo release" in err
        assert told(capsys, *command, "court-order")[0] == 0
        assert rows(data, "SELECT class FROM tombstones") == [("court-order",)]

    def test_english(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        english = ("--data", data, "--lang", "en")
        code, out, err = told(capsys, *english, "withhold", url_of("quevo"), "--reason", "safety")
        assert code == 0
        assert out == f"Withheld {url_of('quevo')} (somebody's safety).\n"
        assert "Copies of this article: 1" in err


class TestTerm:
    """A term that has ended: the rows are gone until somebody writes the release."""

    @pytest.fixture
    def over(self, data: Path) -> str:
        url = url_of("quevo")
        with Archive(data, "decide") as archive:
            archive.begin_run((), catalogue().documents, kind="decide")
            said = withhold.detail(archive.begin(), url, "safety", "2020-01-01")
            archive.decide(withhold.WITHHOLD, url, "x", said)
            archive.finish_run("done")
        return url

    def test_every_reader_is_told_so(
        self, data: Path, over: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (stone,) = answer(capsys, "--data", data, "status", "--json")["withheld"]
        assert (stone["url"], stone["until"], stone["is_over"]) == (over, "2020-01-01", True)
        for said in (told(capsys, "--data", data, "status")[1],
                     told(capsys, "--data", data, "show", over)[2]):  # fmt: skip
            assert "Thời hạn đã hết ngày 01/01/2020" in " ".join(said.split())
        reader = Reader(data)
        page = reader.get(f"/bai/{stone['id']}")
        reader.close()
        assert page.status_code == 410
        assert "Thời hạn đã hết ngày 01/01/2020: bài trở lại" in page.text
        with running(data) as replay:
            ((capture,),) = rows(data, f"SELECT id FROM captures WHERE url = '{over}'")
            assert "Thời hạn đã hết ngày 01/01/2020" in ask(replay, f"/view/{capture}")[1]

    def test_a_term_to_come_is_told_and_ends_nothing(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = ("--data", data, "withhold", url_of("quevo"), "--reason", "safety")
        assert told(capsys, *command, "--until", "31/12/2999")[0] == 0
        assert told(capsys, "--data", data, "site", "pause", "quevo", "--reason", "x")[0] == 0
        ((ident,),) = rows(data, "SELECT article_id FROM tombstones")
        reader = Reader(data)
        assert "Hạn chế đến hết ngày 31/12/2999." in reader.get(f"/bai/{ident}").text
        reader.close()

    @pytest.mark.parametrize(
        "command",
        [
            ["site", "pause", "quevo", "--reason", "x"],
            ["gap", "close", "quevo/-/empty-section", "--reason", "x"],
            ["crawl", "--trigger", "schedule", "--due-for", "2026-11-01"],
        ],
    )
    def test_whoever_writes_gives_back(
        self, data: Path, over: str, capsys: pytest.CaptureFixture[str], command: list[str]
    ) -> None:
        """Also the clock's night that has no site to visit."""
        with Archive(data) as archive:
            archive.begin_run((), catalogue().documents)
            archive.gap(Gap("quevo", "empty-section", "{}"))
            archive.finish_run("gaps")
        assert rows(data, "SELECT count(*) FROM articles") == [(1,)]
        code, _, err = told(capsys, "--data", data, *command)
        assert code == (2 if command[0] == "crawl" else 0), err
        assert rows(data, "SELECT count(*) FROM articles") == [(2,)]
        last = "SELECT reason FROM decisions WHERE kind = 'release'"
        assert rows(data, last) == [("until 2020-01-01",)]
        assert again(data) == []

    def test_serve_gives_back_as_it_starts(self, data: Path, over: str) -> None:
        ((ident,),) = rows(data, "SELECT article_id FROM tombstones")
        with served(data) as (web, _):
            assert ask(f"127.0.0.1:{web}", f"/bai/{ident}")[0] == 200

    def test_serve_waits_for_nobody(self, data: Path, over: str) -> None:
        ((ident,),) = rows(data, "SELECT article_id FROM tombstones")
        with hold(data, "crawl"), served(data) as (web, _):
            assert ask(f"127.0.0.1:{web}", f"/bai/{ident}")[0] == 410


def ask(address: str, path: str) -> tuple[int, str]:
    host = address.removeprefix("http://").strip("/")
    with closing(http.client.HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", path)
        reply = connection.getresponse()
        return reply.status, reply.read().decode("utf-8", "replace")


def test_serve_shows_pages_as_they_were_on_an_origin_of_their_own(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(data) as ports:
        web, replay = (f"http://127.0.0.1:{port}" for port in ports)
        assert web != replay
        ((ident, capture),) = rows(data, "SELECT id, capture_id FROM articles WHERE site = 'quevo'")
        status, text = ask(web, f"/bai/{ident}")
        assert status == 200
        assert f"{replay}/view/{capture}" in text
        assert ask(replay, f"/{capture}") == (200, page(8).decode())
        command = ("--data", data, "withhold", url_of("quevo"), "--reason", "safety")
        assert told(capsys, *command)[0] == 0
        assert ask(web, f"/bai/{ident}")[0] == 410
        assert ask(replay, f"/{capture}")[0] == 410
