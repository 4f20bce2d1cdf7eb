"""What the web must never let through, and what it must go on saying while the crawl writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.access import may_show_text
from archive.documents import catalogue
from archive.questions import questions
from archive.web import memory, safety
from archive.web.app import Options
from archive.writer import Archive, connect_readonly
from tests.web_archive import SITES, Maker, Reader, one, pages, tree, web_archive


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    opened = Reader(folder, Options(replay_url="http://127.0.0.1:9"))
    yield opened
    opened.close()


def test_every_answer_is_kept_to_itself(reader: Reader, db: sqlite3.Connection) -> None:
    others = [
        "/static/lamtheo.css",
        "/tim.csv",
        "/khong-co",
        "/archive/articles.json",
        "/-/versions",
    ]
    for path in [*pages(db), *others]:
        headers = reader.get(path).headers
        assert headers["content-security-policy"] == safety.POLICY, path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "no-referrer", path
        assert "permissions-policy" in headers, path
    assert "default-src 'none'" in safety.POLICY
    assert "unsafe" not in safety.POLICY
    assert "script-src 'self';" in safety.POLICY


def test_a_private_archive_answers_to_this_machine_only(reader: Reader) -> None:
    for host in ("127.0.0.1:8001", "localhost", "[::1]:8001", "LOCALHOST:1"):
        assert reader.get("/gioi-thieu", headers={"host": host}).status_code == 200, host
    for host in ("evil.example", "127.0.0.1.evil.example:80", "localhost.evil", "", "[::1].x"):
        response = reader.get("/gioi-thieu", headers={"host": host})
        assert response.status_code == 421, host
        assert "Giới thiệu" not in response.text
    for path in ("/-/patterns", "/-/allow-debug", "/-/messages", "/-/permissions"):
        assert reader.get(path).status_code == 404, path


def test_public_shows_only_what_the_rights_allow(folder: Path, db: sqlite3.Connection) -> None:
    reader = Reader(folder, Options(public=True, contact="ai@example.vn"))
    try:
        closed = one(db, "SELECT id FROM articles WHERE site = 'hagiang' LIMIT 1")
        allowed = one(db, "SELECT id FROM articles WHERE site = 'tuyenquang' LIMIT 1")
        for ident, shown in ((closed, False), (allowed, True)):
            for path in (f"/bai/{ident}", f"/bai/{ident}.json", f"/bai/{ident}/phien-ban.json"):
                response = reader.get(path, headers={"host": "kho.example.vn"})
                assert response.status_code == 200
                assert response.headers["x-robots-tag"] == "noindex, nofollow"
                assert ("ngày công" in response.text) is shown, path
        page = reader.get(f"/bai/{closed}")
        assert 'name="robots" content="noindex, nofollow"' in page.text
        assert "mailto:ai@example.vn" in page.text
        assert "chưa được phép hiện toàn văn" in page.text
        for path in ("/archive/articles", "/archive/articles.json", "/archive/revisions.csv",
                     "/archive?sql=select+body+from+articles", "/archive.json?sql=select+1",
                     "/archive/articles/1", "/archive/articles_fts", "/archive.db"):  # fmt: skip
            response = reader.get(path)
            assert response.status_code in (403, 404), path
            assert "ngày công" not in response.text, path
        for path in (
            "/-/databases.json",
            "/-/metadata.json",
            "/-/plugins.json",
            "/-/settings.json",
        ):
            assert reader.get(path).status_code == 404, path
        for query in questions():
            response = reader.get(f"/archive/{query.name}.json?_shape=array")
            assert response.status_code == 200, query.name
            assert "ngày công" not in response.text, query.name
        listed = reader.get("/tim.json?q=chuyen").json()["rows"]
        assert all(
            {"rights", "url", "capture_digest", "organisation"} <= row.keys() for row in listed
        )
        assert "ngày công" not in reader.get("/").text
        for path in ("/", "/tim?q=chuyen", "/nhom/" + one(db, "SELECT id FROM clusters LIMIT 1")):
            page = tree(reader.get(path))
            rights = page.xpath("//p[@class='rights']/text()")
            assert len(rights) == len(page.xpath("//main//a[starts-with(@href, '/bai/')]")), path
            assert all("trang không ghi điều kiện" in said or "CC BY" in said for said in rights)
    finally:
        reader.close()


def test_in_public_no_title_stands_without_its_rights(folder: Path, db: sqlite3.Connection) -> None:
    reader = Reader(folder, Options(public=True))
    titles = {row[0] for row in db.execute("SELECT title FROM articles")}
    told = set()
    try:
        for path in pages(db):
            response = reader.get(path)
            if response.status_code != 200:
                continue
            main = tree(response).cssselect("main")[0]
            text = " ".join(main.text_content().split())
            if any(title in text for title in titles):
                told.add(path.split("?")[0].split("/")[1])
                rights = "p.rights, .rights, .col-rights"
                assert main.cssselect(rights) or "Quyền" in text or "CC BY" in text, path
    finally:
        reader.close()
    assert {"", "tim", "bai", "nhom", "lan-toa", "trang", "archive"} <= told


def test_what_is_withheld_leaves_a_stone(tmp_path: Path) -> None:
    folder = web_archive(tmp_path / "data")
    with sqlite3.connect(folder / "archive.db") as db:
        (ident, url) = db.execute("SELECT id, url FROM articles LIMIT 1").fetchone()
        db.execute(
            "INSERT INTO decisions VALUES ('d', '2026-11-03', 'withhold', ?, '-', '{}')", (url,)
        )
        db.execute(
            "INSERT INTO tombstones(article_id, url, site, withheld_at, class, decision_id)"
            " VALUES (?, ?, 'hagiang', '2026-11-03T09:00:00+07:00', 'court-order', 'd')",
            (ident, url),
        )
        db.execute("INSERT INTO tombstone_urls VALUES (?, ?)", (url, ident))
    db.close()
    reader = Reader(folder)
    try:
        for path in (f"/bai/{ident}", f"/bai/{ident}/phien-ban"):
            response = reader.get(path)
            assert response.status_code == 410, path
            assert "03/11/2026" in response.text
            assert "quyết định của tòa án" in response.text
            assert "ngày công" not in response.text
        assert "a court&#39;s order" in reader.get(f"/bai/{ident}?lang=en").text
        endings = (".json", ".csv", ".ris", ".bib", ".csl.json", "/phien-ban.json")
        for path in (f"/bai/{ident}{ending}" for ending in endings):
            assert reader.get(path).status_code == 410, path
        told = reader.get(f"/bai/{ident}.json").json()
        assert (told["status"], told["class"]) == (410, "court-order")
    finally:
        reader.close()


@pytest.mark.parametrize(
    ("rights", "shown"),
    [
        ("", False),
        ("© Báo Hà Giang", False),
        ("CC BY 4.0", True),
        ("cc-by-sa 4.0", True),
        ("CC BY-NC 4.0", False),
        ("CC BY-ND 4.0", False),
        ("CC BY-NC-SA", False),
        ("CC0", True),
        ("Toàn văn được phép đăng lại, ghi rõ nguồn", False),
        ("full text with attribution", False),
        ("fully reserved", False),
        ("Không được đăng lại toàn văn", False),
    ],
)
def test_rights_say_what_may_be_shown(rights: str, *, shown: bool) -> None:
    assert may_show_text(rights) is shown


def test_what_was_counted_is_counted_again_once_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    writing, reading = sqlite3.connect(path), sqlite3.connect(path)
    memory.know(reading)
    asked = []

    def ask() -> int:
        asked.append(1)
        return int(reading.execute("SELECT count(*) FROM t").fetchone()[0])

    with writing:
        writing.execute("CREATE TABLE t(x)")
    assert [memory.kept(reading, "n", ask) for _ in range(3)] == [0, 0, 0]
    assert len(asked) == 1
    with writing:
        writing.execute("INSERT INTO t VALUES (1)")
    assert [memory.kept(reading, "n", ask) for _ in range(3)] == [1, 1, 1]
    assert len(asked) == 2
    # A connection that nobody knows is never answered from memory.
    other = sqlite3.connect(path)
    assert memory.kept(other, "n", lambda: 7) == 7
    assert memory.kept(other, "n", lambda: 8) == 8
    for connection in (writing, reading, other):
        connection.close()


def test_nothing_can_be_written_and_no_question_runs_for_ever(reader: Reader) -> None:
    for sql in (
        "delete from articles",
        "update articles set title = ''",
        "drop table articles",
        "attach 'x.db' as x",
        "pragma journal_mode = delete",
        "vacuum into 'x.db'",
    ):
        response = reader.get(f"/archive.json?sql={quote(sql)}")
        assert response.status_code in (400, 403), sql
    forever = "with recursive r(n) as (select 1 union all select n + 1 from r) select sum(n) from r"
    response = reader.get(f"/archive.json?sql={quote(forever)}")
    assert response.status_code == 400
    assert "interrupted" in response.text.lower() or "too long" in response.text.lower()


def test_pages_are_right_while_the_crawl_writes(tmp_path: Path) -> None:
    folder = web_archive(tmp_path / "data")
    reader = Reader(folder)
    written = threading.Event()
    stop = threading.Event()

    def write() -> None:
        with Archive(folder) as archive:
            archive.begin_run(SITES, catalogue().documents)
            make = Maker(archive)
            make.made = 1000
            while not stop.is_set():
                make.put(SITES[2], f"Bài viết thêm {make.made}", "2026-10-01T08:00+07:00")
                archive.commit()
                written.set()
            archive.finish_run("done")

    thread = threading.Thread(target=write)
    thread.start()
    counts = []
    try:
        assert written.wait(20)
        for _ in range(25):
            for path in ("/", "/dong-thoi-gian?measure=count", "/do-phu", "/tim?q=them"):
                assert reader.get(path).status_code == 200, path
            rows = reader.get("/ban-do.json").json()["rows"]
            counts.append(sum(row["articles"] for row in rows))
    finally:
        stop.set()
        thread.join()
    try:
        assert counts == sorted(counts)  # an immutable view counted backwards
        assert counts[-1] > counts[0]
        with connect_readonly(folder) as db:
            wanted = one(db, "SELECT count(*) FROM articles WHERE verdict = 'relevant'")
        rows = reader.get("/ban-do.json").json()["rows"]
        assert sum(row["articles"] for row in rows) == wanted
    finally:
        reader.close()
