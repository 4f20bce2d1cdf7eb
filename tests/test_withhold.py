"""What is withheld is in no table, comes back when released, and is the same after a rebuild."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from archive import decisions, rebuild, tombstones, warc, withhold
from archive.articles import Rules, article_id
from archive.rebuild_site import rebuild_site
from archive.records import Page
from archive.withhold import RELEASE, WITHHOLD
from archive.writer import DATABASE, WARC_FOLDER, Archive, connect_readonly
from tests.test_rebuild import CT05, HERE, THERE, Life, page_of

CONTENT = (
    *("articles", "revisions", "mentions", "images", "attachments", "article_places"),
    *("signatures", "bands", "url_aliases"),
)


def again(folder: Path, db: sqlite3.Connection, capture_id: str) -> Page | None:
    """A capture read back, as the live reader does it."""
    row = db.execute(
        "SELECT warc_file, offset, length, run_id FROM captures WHERE id = ?", (capture_id,)
    ).fetchone()
    stored = warc.read_at(folder / WARC_FOLDER, row[0], row[1])
    return page_of(db, replace(stored, length=row[2], run_id=row[3]))


def opened(folder: Path) -> Archive:
    return Archive(folder, rules=Rules("", partial(again, folder)))


def recover(archive: Archive) -> None:
    for record in sorted(archive.unread(), key=lambda record: (record.date, record.id)):
        if decisions.take(archive.begin(), record, archive.again):
            continue
        page = page_of(archive.db, record)
        if page is not None:
            archive.ingest(page)
    archive.settle()


def keep_from(archive: Archive, url: str, kind: str = "safety", until: str = "") -> None:
    archive.decide(WITHHOLD, url, "vì", withhold.detail(archive.begin(), url, kind, until))


def release(archive: Archive, url: str, site: str) -> None:
    archive.decide(RELEASE, url, "thôi", {"site": site})


class Guarded(Life):
    """Nights between whose visits people withhold and release."""

    def __init__(self, folder: Path, seed: int, decisions: float = 0.12) -> None:
        super().__init__(folder, seed)
        self.decisions = decisions

    def night(self, visits: int) -> None:
        with opened(self.folder) as archive:
            archive.begin_run([HERE, THERE], [CT05])
            recover(archive)
            for _ in range(visits):
                if self.dice.random() < self.decisions:
                    self.decide(archive)
                self.visit(archive)
            if self.dice.random() < 0.75:
                archive.finish_run("done")

    def decide(self, archive: Archive) -> None:
        stones = [
            tuple(row)
            for row in archive.db.execute("SELECT url, site FROM tombstones ORDER BY url")
        ]
        if stones and self.dice.random() < 0.5:
            release(archive, *self.dice.choice(stones))
            return
        url = self.dice.choice(self.urls)
        row = archive.db.execute(
            "SELECT url FROM articles WHERE url = :url OR id ="
            " (SELECT article_id FROM url_aliases WHERE alias = :url)",
            {"url": url},
        ).fetchone()
        if row:
            keep_from(archive, row[0])

    def exchange(self) -> warc.Exchange:
        # Decisions bear the clock's time, so visits must too.
        return replace(super().exchange(), fetched_at=datetime.now(UTC))


def lived(folder: Path, seed: int) -> Guarded:
    life = Guarded(folder, seed)
    for _ in range(4):
        life.night(25)
    with opened(folder) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        archive.finish_run("done")
    return life


def differences(folder: Path, name: str = "rebuilt.db") -> list[rebuild.Difference]:
    target = folder / name
    rebuild.rebuild(folder, target, [HERE, THERE], [CT05], page_of, "")
    return list(rebuild.differences(folder / DATABASE, target))


def sound(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("articles_fts", "articles_exact"):
            db.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
        withheld = "url IN (SELECT url FROM tombstone_urls)"
        assert db.execute(f"SELECT count(*) FROM articles WHERE {withheld}").fetchone() == (0,)
        assert db.execute(
            f"SELECT count(*) FROM witnesses WHERE title <> '' AND {withheld}"
        ).fetchone() == (0,)


@pytest.mark.parametrize(
    "seed", [*range(10), *(pytest.param(n, marks=pytest.mark.long) for n in range(10, 20))]
)
def test_a_life_with_withholdings_is_computed_again_row_by_row(tmp_path: Path, seed: int) -> None:
    lived(tmp_path, seed)
    assert differences(tmp_path) == []
    sound(tmp_path)


@pytest.mark.parametrize("seed", range(20, 28))
def test_one_site_is_computed_again_with_what_was_decided_of_it(tmp_path: Path, seed: int) -> None:
    lived(tmp_path, seed)
    for site in (HERE, THERE):
        for since in ("", "2100-01-01T00:00:00+00:00"):
            target = tmp_path / f"{site.name}{since[:4]}.db"
            rebuild_site(tmp_path, target, site, [CT05], page_of, "", since)
            assert list(rebuild.differences(tmp_path / DATABASE, target)) == []


def _tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        return {
            table: sorted(db.execute(f"SELECT {columns} FROM {table}"), key=repr)
            for table, columns in (
                ("articles", "id, url, title, body, digest, first_seen_at, cluster_id"),
                ("revisions", "*"),
                ("mentions", "*"),
                ("clusters", "*"),
                ("url_aliases", "*"),
                ("witnesses", "*"),
            )
        }


@pytest.mark.parametrize("seed", range(5))
def test_released_at_once_it_is_as_if_nothing_had_been(tmp_path: Path, seed: int) -> None:
    life = Guarded(tmp_path, seed, decisions=0)
    for _ in range(2):
        life.night(18)
    with opened(tmp_path) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        known = archive.db.execute("SELECT url, site FROM articles").fetchall()
        archive.commit()
        before = _tables(tmp_path)
        assert known
        for url, _ in known:
            keep_from(archive, url)
        archive.commit()
        gone = _tables(tmp_path)
        assert not any(gone[table] for table in gone if table != "witnesses")
        assert all(row[2] == "" for row in gone["witnesses"] if row[0] in dict(known))
        for url, site in reversed(known):
            release(archive, url, site)
        archive.finish_run("done")
    after = _tables(tmp_path)
    # Read after everything else, a text may be the twin of another one than before.
    assert {row[1] for row in after["articles"]} <= {row[1] for row in before["articles"]} | {
        row[0] for row in before["url_aliases"]
    }
    assert after["witnesses"] == before["witnesses"]
    assert differences(tmp_path) == []


class One:
    """An archive of one story on two sites, a minute a visit."""

    URL, ALIAS, COPY = (
        "https://mau.example/0.html", "https://mau.example/1.html", "https://khac.example/0.html",
    )  # fmt: skip
    TEXT = "Bài làm theo Bác về quỹ tẩmchín."

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.life = Life(folder, 1)
        with opened(folder) as archive:
            archive.begin_run([HERE, THERE], [CT05])
            self.listing(archive)
            self.page(archive, self.URL)
            self.page(archive, self.ALIAS)
            self.page(archive, self.COPY)
            archive.finish_run("done")

    def exchange(self, archive: Archive, url: str, payload: bytes, **more: Any) -> Any:
        site = HERE if "//mau." in url else THERE
        said = {"status": 200, "payload": payload} | more
        capture = archive.keep(warc.Exchange(url, site.name, datetime.now(UTC), **said))
        stored = warc.Stored(
            capture.warc_file, capture.offset, capture.length, capture.id, capture.record_type,
            url, capture.fetched_at, capture.digest, capture.status,
            headers=more.get("headers", ()), payload=payload, run_id=capture.run_id,
        )  # fmt: skip
        page = page_of(archive.db, stored)
        assert page is not None
        return archive.ingest(page)

    def page(self, archive: Archive, url: str, text: str = TEXT, canonical: str = "") -> Any:
        said = {
            "text": text, "verdict": "relevant", "day": "2023-05-19", "canonical": canonical,
            "signature": self.life.stories[0] if text == self.TEXT else self.life.stories[1],
        }  # fmt: skip
        return self.exchange(archive, url, json.dumps(said, ensure_ascii=False).encode())

    def listing(self, archive: Archive) -> None:
        links = [(self.URL, "article", "Tin tức", "Tên bài tẩmchín", "2023-05", "month")]
        payload = json.dumps({"links": links, "next": ""}, ensure_ascii=False).encode()
        self.exchange(archive, HERE.sections[0].url, payload)

    def again(self) -> Archive:
        archive = opened(self.folder)
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        return archive

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / DATABASE)) as db:
            return db.execute(sql).fetchall()


@pytest.fixture
def one(tmp_path: Path) -> One:
    return One(tmp_path)


class TestWithheld:
    @pytest.fixture
    def archive(self, one: One) -> Any:
        with one.again() as archive:
            keep_from(archive, one.URL, "personal-data", "2999-12-31")
            archive.commit()
            yield archive

    def test_no_table_holds_a_word_of_it(self, one: One, archive: Archive) -> None:
        ident = article_id(one.URL)
        for table in CONTENT:
            column = "id" if table == "articles" else "article_id"
            found = one.rows(f"SELECT count(*) FROM {table} WHERE {column} = '{ident}'")
            assert found == [(0,)], table
        assert one.rows("SELECT url, size FROM articles JOIN clusters c ON c.id = cluster_id") == [
            (one.COPY, 1)
        ]
        for index in ("articles_fts", "articles_exact"):
            sql = f"SELECT count(*) FROM {index} WHERE {index} MATCH 'tamchin OR tẩmchín'"
            assert one.rows(sql) == [(1,)], "only the copy"
        assert one.rows(f"SELECT title FROM witnesses WHERE url = '{one.URL}'") == [("",)]
        stone = one.rows("SELECT article_id, url, site, class, until FROM tombstones")
        assert stone == [(ident, one.URL, "mau", "personal-data", "2999-12-31")]
        assert one.rows("SELECT url FROM tombstone_urls") == [(one.URL,), (one.ALIAS,)]
        assert "tẩmchín" not in json.dumps(one.rows("SELECT * FROM tombstones"))

    def test_it_is_captured_still_and_not_read(self, one: One, archive: Archive) -> None:
        for url in (one.URL, one.ALIAS):
            done = one.page(archive, url, "Bài đổi khác.")
            assert (done.outcome, done.reason) == ("refused", "withheld")
        archive.commit()
        assert one.rows("SELECT count(*) FROM articles") == [(1,)]
        assert one.rows(f"SELECT count(*) FROM captures WHERE url = '{one.URL}'") == [(2,)]
        assert one.rows(f"SELECT owed FROM urls WHERE url = '{one.URL}'") == [(None,)]

    def test_its_title_is_not_learned_again(self, one: One, archive: Archive) -> None:
        one.listing(archive)
        links = [(one.URL, "article", "Tin tức", "Tên bài tẩmchín", "2023-05-19", "day")]
        payload = json.dumps({"links": links, "next": ""}, ensure_ascii=False).encode()
        one.exchange(archive, "https://mau.example/tin?page=2", payload)
        archive.commit()
        assert one.rows("SELECT title, published_at FROM witnesses") == [("", "2023-05-19")]

    @pytest.mark.parametrize("by", ["text", "canonical", "redirect"])
    def test_it_does_not_come_back_under_another_url(
        self, one: One, archive: Archive, by: str
    ) -> None:
        other = "https://mau.example/4.html"
        if by == "redirect":
            one.exchange(archive, one.URL, b"", status=301, headers=(("Location", other),))
        text = one.TEXT if by == "text" else "Chữ khác hẳn."
        done = one.page(archive, other, text, one.URL if by == "canonical" else "")
        assert done.outcome == "refused"
        archive.finish_run("done")
        assert one.rows(f"SELECT count(*) FROM articles WHERE url = '{other}'") == [(0,)]
        assert one.rows("SELECT count(*) FROM tombstone_urls") == [(3,)]
        assert differences(one.folder) == []

    def test_an_article_that_moves_to_it_goes_with_it(self, one: One, archive: Archive) -> None:
        other = "https://mau.example/4.html"
        one.page(archive, other, "Chữ khác hẳn.")
        one.exchange(archive, other, b"", status=301, headers=(("Location", one.URL),))
        archive.finish_run("done")
        assert one.rows("SELECT url FROM articles") == [(one.COPY,)]
        assert differences(one.folder) == []

    def test_released_it_is_read_from_its_captures(self, one: One, archive: Archive) -> None:
        one.page(archive, one.URL, "Bài đổi khác.")
        release(archive, one.ALIAS, "mau")
        archive.commit()
        assert one.rows(f"SELECT owed FROM urls WHERE url = '{one.URL}'") == [("revisit",)]
        assert one.page(archive, one.URL, "Bài đổi khác.").outcome == "unchanged"
        archive.finish_run("done")
        assert one.rows(f"SELECT body FROM articles WHERE url = '{one.URL}'") == [
            ("Bài đổi khác.",)
        ]
        assert one.rows(f"SELECT count(*) FROM revisions WHERE article_id = '{article_id(one.URL)}'"
                        ) == [(2,)]  # fmt: skip
        assert one.rows("SELECT alias, kind FROM url_aliases") == [(one.ALIAS, "duplicate")]
        assert one.rows("SELECT title FROM witnesses") == [("Tên bài tẩmchín",)]
        assert one.rows("SELECT count(*) FROM tombstones") == [(0,)]
        assert one.rows("SELECT count(*) FROM tombstone_urls") == [(0,)]
        assert differences(one.folder) == []

    def test_said_again_the_class_and_the_end_change_and_the_day_stays(
        self, one: One, archive: Archive
    ) -> None:
        since = one.rows("SELECT withheld_at FROM tombstones")
        keep_from(archive, one.URL, "court-order")
        archive.finish_run("done")
        assert one.rows("SELECT withheld_at FROM tombstones") == since
        assert one.rows("SELECT class, until FROM tombstones") == [("court-order", "")]
        assert differences(one.folder) == []


def test_it_ends_by_itself_with_a_decision_of_its_own(one: One) -> None:
    with one.again() as archive:
        keep_from(archive, one.URL, "safety", "2020-01-01")
        archive.finish_run("done")
    assert one.rows("SELECT count(*) FROM tombstones") == [(1,)]
    with one.again() as archive:
        archive.finish_run("done")
    assert one.rows("SELECT count(*) FROM tombstones") == [(0,)]
    assert one.rows("SELECT kind, reason FROM decisions ORDER BY made_at")[-1] == (
        "release", "until 2020-01-01",
    )  # fmt: skip
    assert one.rows("SELECT count(*) FROM articles") == [(2,)]
    assert differences(one.folder) == []


def test_it_holds_where_the_database_is_lost_and_the_files_have_other_names(one: One) -> None:
    with one.again() as archive:
        keep_from(archive, one.URL)
        archive.finish_run("done")
    elsewhere = one.folder.parent / "elsewhere"
    shutil.copytree(one.folder / WARC_FOLDER, elsewhere / WARC_FOLDER)
    with opened(elsewhere) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        archive.finish_run("done")
        assert tombstones.of_url(archive.db, one.ALIAS) is not None
        assert archive.db.execute("SELECT url FROM articles").fetchall() == [(one.COPY,)]
    assert differences(elsewhere) == []


def test_a_decision_from_elsewhere_may_hold_anything(one: One) -> None:
    with one.again() as archive:
        for detail in ({}, {"urls": "{", "digests": "7", "class": "x"}, {"urls": "[1, null]"}):
            archive.decide(WITHHOLD, one.URL, "", detail)
            archive.decide(RELEASE, "https://nowhere.example/", "")
        archive.finish_run("done")
    assert one.rows("SELECT class FROM tombstones") == [("other",)]
    assert differences(one.folder) == []


def test_a_reader_connection_sees_the_stone(one: One) -> None:
    with one.again() as archive:
        keep_from(archive, one.URL, "court-order")
        archive.finish_run("done")
    with closing(connect_readonly(one.folder)) as db:
        stone = tombstones.of_url(db, one.ALIAS)
    assert stone is not None
    assert (stone.kind, stone.url) == ("court-order", one.URL)
