"""What a run left behind, damaged or half done: found again, and nothing good cut away."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import discovery, ingest, payload, rebuild, warc, warc_writer
from archive.records import Ingested, Link
from archive.writer import WARC_FOLDER, Archive
from tests.visits import BODY, CT05, OTHER, SITE, clock, visit

URL = "https://mau.example/a-1.html"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        opened.begin_run([SITE, OTHER], [CT05])
        yield opened


def fetched(archive: Archive, url: str) -> None:
    """An exchange that was written and never read."""
    archive.keep(
        warc.Exchange(url, SITE.name, clock.tick(), status=200, reason="OK", payload=b"<p>x")
    )


def unread(folder: Path) -> list[str]:
    with Archive(folder) as again:
        again.begin_run([SITE, OTHER], [CT05])
        return [record.url for record in again.unread() if record.record_type == "response"]


def test_a_page_whose_file_was_rolled_over_before_it_was_read_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc_writer, "ROLL_AT", 1)
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        fetched(archive, URL)
        visit(archive, "https://mau.example/b-2.html", BODY)  # rolls over; URL is not yet read
        archive.commit()
        archive.commit()
    assert unread(tmp_path) == [URL]


def test_a_page_that_was_not_read_when_its_run_ended_is_found_again(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        visit(archive, "https://mau.example/b-2.html", BODY)
        fetched(archive, URL)
        archive.finish_run("interrupted")
    assert unread(tmp_path) == [URL]
    assert unread(tmp_path) == [URL]


def test_files_rolled_over_are_registered_once_they_are_read(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc_writer, "ROLL_AT", 1)
    for n in range(3):
        visit(archive, f"https://mau.example/a-{n}.html", BODY + str(n))
    archive.finish_run("done")
    names = {path.name for path in (tmp_path / WARC_FOLDER).iterdir()}
    assert len(names) == 3
    assert {row[0] for row in archive.db.execute("SELECT name FROM warc_files")} == names


def test_a_damaged_record_costs_itself_alone(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        for n in range(4):
            visit(archive, f"https://mau.example/a-{n}.html", BODY + str(n))
        archive.commit()
        offset = archive.db.execute(
            "SELECT offset FROM captures WHERE url LIKE '%a-1.html'"
        ).fetchone()[0]
    path = next((tmp_path / WARC_FOLDER).glob("*.open"))
    data = bytearray(path.read_bytes())
    data[offset + 60] ^= 0xFF
    path.write_bytes(data)
    assert warc.cut_tail(path) == 0
    urls = [record.url for record in warc.scan(path) if record.record_type == "response"]
    assert urls == [f"https://mau.example/a-{n}.html" for n in (0, 2, 3)]
    with pytest.raises(ValueError, match=r"damaged|no WARC record"):
        warc.read_at(path.parent, path.name.removesuffix(warc.OPEN), offset)


def test_a_file_killed_before_its_first_record_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / WARC_FOLDER
    folder.mkdir()
    (folder / "lamtheo-20261101T000000Z-aaaaaa-00000.warc.gz.open").touch()
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        assert list(archive.unread()) == []
        archive.settle()
    assert list(folder.iterdir()) == []


def test_a_file_that_is_none_of_ours_does_not_end_a_rebuild(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        visit(archive, URL, BODY)
        archive.finish_run("done")
    folder = tmp_path / WARC_FOLDER
    (folder / "x.warc.gz").write_bytes(gzip.compress(b"no WARC at all"))
    (folder / "y.warc.gz").write_bytes(gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"))
    (folder / "z.warc.gz").write_bytes(b"")
    assert [record.url for record in rebuild.index(tmp_path)] == [URL]


@pytest.mark.parametrize(("said", "status"), [("204", 204), ("\u00b200", 0), ("-1", 0), ("20", 0)])
def test_a_foreign_record_is_read_whatever_its_status_says(
    tmp_path: Path, said: str, status: int
) -> None:
    block = f"HTTP/1.1 {said} OK\r\nServer: x\r\n\r\nđồng chí".encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Date: 2026-11-01T00:00:00Z\r\nWARC-Target-URI: https://mau.example/\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    path = tmp_path / "x.warc.gz"
    path.write_bytes(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    assert [(one.status, one.payload.decode()) for one in warc.scan(path)] == [(status, "đồng chí")]


@pytest.mark.parametrize("text", ["lone \ud800 surrogate", "\0" * 3])
def test_a_page_the_rows_will_not_hold_is_told_on_the_page(archive: Archive, text: str) -> None:
    page_heard: list[Ingested] = []
    archive.listeners.append(page_heard.append)
    exchange = warc.Exchange(URL, SITE.name, clock.tick(), status=200, payload=b"x")
    from archive.records import Page
    from tests.visits import as_read

    capture = archive.keep(exchange)
    page = Page(URL, "article", SITE, 200, (), b"x", exchange.fetched_at, capture)
    done = archive.ingest(as_read(page, text))
    assert done.outcome in ("broken", "archived")
    assert page_heard == [done]
    archive.commit()
    assert archive.db.execute("SELECT outcome FROM visits").fetchall() == [(done.outcome,)]


def test_a_listener_that_fails_takes_nothing_from_the_archive(archive: Archive) -> None:
    heard: list[Ingested] = []

    def fails(done: Ingested) -> None:
        raise RuntimeError("a broken progress bar")

    archive.listeners += [fails, heard.append]
    assert visit(archive, URL, BODY).outcome == "archived"
    assert len(heard) == 1


def test_a_304_nobody_asked_for_is_no_unchanged_article(archive: Archive) -> None:
    done = visit(archive, URL, status=304)
    assert done.outcome == "broken"
    assert archive.db.execute("SELECT owed FROM urls").fetchall() == [("retry",)]


def test_an_empty_listing_is_still_empty_when_it_comes_unchanged(archive: Archive) -> None:
    url = SITE.sections[0].url
    for _ in range(2):
        visit(archive, url, "nothing", role="listing")
    found = archive.db.execute("SELECT outcome, announced FROM visits ORDER BY visited_at")
    assert found.fetchall() == [("unchanged", 0), ("unchanged", 0)]


def test_a_pager_that_never_ends_is_left_after_a_while(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "ENDLESS", 5)
    links = (Link(URL, "article", "Tin tức", "Tên", "2023-05-19", "day"),)
    base = SITE.sections[0].url
    page, asked = base, 0
    while True:
        asked += 1
        following = f"{base}?page={asked + 1}"
        visit(archive, page, f"{asked}", role="listing", links=links, next_page=following)
        if not archive.db.execute("SELECT 1 FROM urls WHERE url = ?", (following,)).fetchone():
            break
        assert asked < 20
        page = following
    assert asked == 6  # the first announced something, five after it nothing


def test_a_failure_reads_back_as_it_was_told(archive: Archive, tmp_path: Path) -> None:
    visit(archive, URL, failure="ClientError: two\r\nlines\u2028 and \ud800")
    archive.commit()
    name, offset, failure = archive.db.execute(
        "SELECT warc_file, offset, failure FROM captures"
    ).fetchone()
    stored = warc.read_at(tmp_path / WARC_FOLDER, name, offset)
    assert stored.fields["fetch-failure"] == failure == "ClientError: two lines and ?"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_coded_bytes_that_end_too_early_are_no_page(coding: str) -> None:
    import zlib

    import brotli

    text = json.dumps(list(range(3000))).encode()
    coded: dict[str, Any] = {
        "gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "br": brotli.compress(text),
        "zstd": payload.zstd.compress(text),  # type: ignore[attr-defined]
    }
    assert payload.decode(coded[coding], coding) == text
    with pytest.raises(payload.PayloadError):
        payload.decode(coded[coding][: len(coded[coding]) // 2], coding)


def test_padding_after_gzip_is_no_damage() -> None:
    assert payload.decode(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", "gzip") == b"ab"


def test_only_the_database_s_own_failures_end_a_run() -> None:
    import sqlite3

    assert ingest.is_ours(OSError(28, "No space left"))
    assert ingest.is_ours(sqlite3.OperationalError("database or disk is full"))
    assert not ingest.is_ours(sqlite3.IntegrityError("FOREIGN KEY constraint failed"))
    assert not ingest.is_ours(KeyError("x"))


def test_an_article_s_day_moves_its_cluster_s(archive: Archive) -> None:
    signature = tuple(range(64))
    visit(archive, URL, BODY, signature=signature)
    archive.db.execute("UPDATE articles SET published_at = NULL")
    archive.db.execute("UPDATE clusters SET first_published_at = NULL")
    visit(archive, URL, BODY + "Sửa.", signature=signature)
    found = archive.db.execute("SELECT first_published_at FROM clusters").fetchall()
    assert found == [("2023-05-19T08:00+07:00",)]
