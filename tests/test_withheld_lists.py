"""Which captured lists name what is withheld, and that none of them leaves the archive."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import naming
from archive.export import warc_file
from archive.export.origin import origin
from archive.export.records import Access
from archive.export.saving import select
from archive.search import Filters
from archive.web.replay_captures import Gone, find
from archive.writer import WARC_FOLDER, Archive, connect_readonly
from tests.test_withhold import One, keep_from, release

ALL = Filters(verdicts=())


@pytest.fixture
def one(tmp_path: Path) -> One:
    return One(tmp_path)


@pytest.fixture
def archive(one: One) -> Iterator[Archive]:
    with one.again() as archive:
        keep_from(archive, one.URL)
        archive.commit()
        yield archive


def test_a_list_is_found_shut_and_opened_with_the_withholding(one: One, archive: Archive) -> None:
    ((ident,),) = one.rows("SELECT id FROM captures WHERE url LIKE '%/tin%'")
    ((article,),) = one.rows("SELECT article_id FROM tombstones")
    archive.finish_run("done")
    folder = one.folder / WARC_FOLDER
    assert naming.captures(archive.db, folder, [article]) == [ident]
    assert naming.captures(archive.db, folder, []) == []
    assert find(one.folder, ident, public=False) == Gone(410, "names_withheld")
    archive.begin_run([], [])
    release(archive, one.URL, "mau")
    archive.finish_run("done")
    found = find(one.folder, ident, public=False)
    assert not isinstance(found, Gone)
    assert found is not None
    assert "Tên bài" in found.raw.decode()


def test_what_the_rows_say_of_a_list_counts_where_its_bytes_do_not(one: One) -> None:
    with one.again() as archive:
        ((ident,),) = one.rows("SELECT id FROM captures WHERE url LIKE '%/tin%'")
        assert not naming.names_withheld(archive.db, "mau", [ident], b"")
        keep_from(archive, one.URL)
        assert naming.names_withheld(archive.db, "mau", [ident], b"")
        assert not naming.names_withheld(archive.db, "mau", ["another"], b"")
        assert naming.names_withheld(archive.db, "mau", ["another"], None), "nobody can tell"
        assert not naming.names_withheld(archive.db, "khac", ["another"], None)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("https://mau.example/0.html", True),
        ('<a href="/0.html?utm_source=rss">', True),
        ("<a href='0.html#a'>", True),
        (r'"http:\/\/www.mau.example\/0.html"', True),
        ("https%3A%2F%2Fmau.example%2F0.html", True),
        ("&#x2F;0.html", True),
        ("/1.html", True),  # the same article under its other address
        ("/10.html", False),
        ("/0.html5", False),
        ("/a-0.html", False),
        ("/2.html", False),
        ("", False),
    ],
)
def test_a_link_is_known_however_it_is_written(archive: Archive, body: str, *, named: bool) -> None:
    assert naming.names_withheld(archive.db, "mau", ["another"], body.encode()) is named
    packed = gzip.compress(body.encode())
    assert naming.names_withheld(archive.db, "mau", ["another"], packed) is named


def test_no_list_is_in_what_is_exported(one: One, archive: Archive) -> None:
    archive.finish_run("done")
    db = connect_readonly(one.folder)
    records = select(db, one.folder, "", ALL, Access()).records()
    told = origin(db, "2026-12-01T00:00:00+00:00", "", ALL)
    written = b"".join(warc_file.write(db, one.folder / WARC_FOLDER, records, told))
    text = gzip.decompress(written).decode("utf-8", "replace")
    assert one.COPY in text
    assert one.URL not in text
    assert "Tên bài" not in text
