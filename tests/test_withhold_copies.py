"""The copies of a withheld article: on any site, and also when they are asked for later."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive import copies, tombstones, withhold
from archive.writer import DATABASE, Archive
from tests.small_archive import answer, told
from tests.test_withhold import One, differences, keep_from
from tests.test_withhold_command import again, data, rows, url_of

__all__ = ["data"]  # the fixture


@pytest.fixture
def one(tmp_path: Path) -> One:
    return One(tmp_path)


@pytest.fixture
def archive(one: One) -> Iterator[Archive]:
    with one.again() as archive:
        yield archive


def urls(archive: Archive, *of: str) -> dict[str, bool]:
    return {copy.url: copy.withheld for copy in copies.of(archive.db, of)}


def beside(one: One, archive: Archive) -> str:
    """A copy on the article's own site, whose text differs a little."""
    url = "https://mau.example/7.html"
    one.life.stories[1] = one.life.stories[0]
    one.page(archive, url, "Gần như bài ấy.")
    return url


def test_a_copy_on_the_same_site_is_one(one: One, archive: Archive) -> None:
    url = beside(one, archive)
    assert urls(archive, one.URL) == {one.COPY: False, url: False}
    assert urls(archive, one.URL, url) == {one.COPY: False}
    keep_from(archive, one.URL)
    assert urls(archive, one.URL) == {one.COPY: False, url: False}
    archive.finish_run("done")
    assert differences(one.folder) == []


def test_an_article_without_a_cluster_has_none(one: One, archive: Archive) -> None:
    archive.db.execute("UPDATE articles SET cluster_id = ''")
    assert urls(archive, one.URL) == {}
    assert json.loads(withhold.detail(archive.db, one.URL, "safety")["copies"]) == []


def test_withheld_it_is_known_by_what_the_decisions_say(one: One, archive: Archive) -> None:
    keep_from(archive, one.URL)
    keep_from(archive, one.URL, "court-order")
    assert urls(archive, one.URL) == {one.COPY: False}
    keep_from(archive, one.COPY)
    assert urls(archive, one.URL) == {one.COPY: True}
    assert urls(archive, one.COPY) == {one.URL: True}, "it was gone before, and said so"


def test_a_copy_that_comes_later_is_found_by_its_neighbour(one: One, archive: Archive) -> None:
    keep_from(archive, one.URL)
    late = "https://khac.example/9.html"
    one.life.stories[1] = one.life.stories[0]
    one.page(archive, late, "Gần như bài ấy.")
    assert urls(archive, one.URL) == {one.COPY: False, late: False}


def test_of_an_older_decision_the_same_words_are_found_and_the_rest_is_said(
    one: One, archive: Archive
) -> None:
    said = withhold.detail(archive.begin(), one.URL, "safety")
    archive.decide(withhold.WITHHOLD, one.URL, "", said | {"copies": ""})
    stone = tombstones.of_url(archive.db, one.URL)
    assert stone is not None
    assert not copies.is_known(archive.db, stone)
    assert urls(archive, one.URL) == {one.COPY: False}
    keep_from(archive, one.URL, "court-order")
    stone = tombstones.of_url(archive.db, one.URL)
    assert stone is not None
    assert not copies.is_known(archive.db, stone), "nobody learned it meanwhile"


class TestCommand:
    def test_later_they_are_withheld_and_erased_all_the_same(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = ("--data", data, "withhold", url_of("quevo"), "--reason", "personal-data")
        assert told(capsys, *command)[0] == 0
        code, out, err = told(capsys, *command, "--with-copies")
        assert code == 0, err
        assert f"Đã hạn chế truy cập {url_of('tuson')}" in out
        assert rows(data, "SELECT count(*) FROM articles") == [(0,)]
        assert rows(data, "SELECT count(*) FROM decisions") == [(2,)]
        document = answer(capsys, *command, "--erase", "--with-copies", "--yes", "--json")
        assert [one["url"] for one in document["withheld"]] == [url_of("quevo"), url_of("tuson")]
        assert [one["withheld"] for one in document["copies"]] == [True]
        assert document["copies_known"] is True
        (erased,) = document["erased"]
        assert erased["records"] == 2
        assert again(data) == []

    def test_both_at_once_after_a_first_order_without(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = ("--data", data, "withhold", url_of("quevo"), "--reason", "personal-data")
        assert told(capsys, *command)[0] == 0
        document = answer(capsys, *command, "--erase", "--with-copies", "--yes", "--json")
        assert document["erased"][0]["records"] == 2
        assert rows(data, "SELECT count(*) FROM articles") == [(0,)]

    def test_a_copy_withheld_for_its_own_reason_keeps_it(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        at = ("--data", data, "withhold")
        assert told(capsys, *at, url_of("quevo"), "--reason", "safety")[0] == 0
        assert told(capsys, *at, url_of("tuson"), "--reason", "court-order")[0] == 0
        command = (*at, url_of("quevo"), "--reason", "safety", "--until", "2999-12-31")
        code, out, _ = told(capsys, *command, "--with-copies")
        assert code == 0
        assert f"Đã hạn chế truy cập {url_of('tuson')} (quyết định của tòa án)." in out
        sql = "SELECT class, until FROM tombstones ORDER BY site"
        assert rows(data, sql) == [("safety", "2999-12-31"), ("court-order", "")]

    def test_copies_withheld_together_go_on_together(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        at = ("--data", data, "withhold", url_of("quevo"))
        assert told(capsys, *at, "--reason", "safety", "--with-copies")[0] == 0
        answer(capsys, *at, "--reason", "court-order", "--with-copies", "--json")
        assert rows(data, "SELECT DISTINCT class FROM tombstones") == [("court-order",)]

    def test_it_is_said_when_nobody_can_tell(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = ("--data", data, "withhold", url_of("quevo"), "--reason")
        assert told(capsys, *command, "safety")[0] == 0
        with closing(sqlite3.connect(data / DATABASE)) as db:  # as an older release wrote it
            db.execute("UPDATE decisions SET detail = json_remove(detail, '$.copies')")
            db.commit()
        code, _, err = told(capsys, *command, "other", "--with-copies")
        assert code == 0
        assert "chỉ còn tìm được các bản giống hệt từng chữ" in " ".join(err.split())
        document = answer(capsys, *command, "court-order", "--json")
        assert document["copies_known"] is False
