"""The archive by itself: WARC first, the one door, groups, recovery, moves and clusters."""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import warc, warc_writer
from archive.articles import Rules, article_id
from archive.lock import ArchiveHeld
from archive.records import (
    Capture,
    Link,
    Page,
)
from archive.writer import WARC_FOLDER, Archive
from tests.visits import BODY, CT05, OTHER, SITE, as_read, visit


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        opened.begin_run([SITE, OTHER], [CT05])
        yield opened


def one(archive: Archive, sql: str, *values: object) -> object:
    row = archive.db.execute(sql, values).fetchone()
    return row[0] if row else None


def test_a_row_reads_back_the_bytes_it_was_read_from(archive: Archive, tmp_path: Path) -> None:
    done = visit(archive, "https://mau.example/a-1.html", BODY)
    archive.commit()
    name, offset, digest = archive.db.execute(
        "SELECT warc_file, offset, captures.digest FROM captures"
        " JOIN articles ON capture_id = captures.id"
    ).fetchone()
    stored = warc.read_at(tmp_path / WARC_FOLDER, name, offset)
    assert done.outcome == "archived"
    assert gzip.decompress(stored.payload).decode() == BODY
    assert stored.digest == digest
    assert ("Content-Encoding", "gzip") in stored.headers


def test_nothing_is_visible_before_the_commit_and_all_after(
    archive: Archive, tmp_path: Path
) -> None:
    from archive.writer import connect_readonly

    visit(archive, "https://mau.example/a-1.html", BODY)
    reader = connect_readonly(tmp_path)
    assert reader.execute("SELECT count(*) FROM articles").fetchone()[0] == 0
    archive.commit()
    assert reader.execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    reader.close()


def test_the_warc_file_is_synced_before_sqlite_commits(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real = os.fsync
    monkeypatch.setattr(warc_writer.os, "fsync", lambda fd: (order.append("fsync"), real(fd))[1])
    archive.db.set_trace_callback(lambda sql: order.append(sql.split()[0]))
    visit(archive, "https://mau.example/a-1.html", BODY)
    archive.commit()
    assert order.index("fsync") < order.index("COMMIT")


def test_an_unchanged_page_is_a_revisit_record_and_no_new_revision(archive: Archive) -> None:
    url = "https://mau.example/a-1.html"
    visit(archive, url, BODY)
    archive.commit()
    done = visit(archive, url, BODY)
    assert done.outcome == "unchanged"
    assert one(archive, "SELECT count(*) FROM revisions") == 1
    assert one(archive, "SELECT count(*) FROM captures WHERE record_type = 'revisit'") == 1


def test_an_edit_keeps_both_revisions(archive: Archive) -> None:
    url = "https://mau.example/a-1.html"
    visit(archive, url, BODY)
    assert visit(archive, url, BODY + "Thêm một câu.").outcome == "revised"
    assert one(archive, "SELECT count(*) FROM revisions") == 2
    assert str(one(archive, "SELECT body FROM articles")).endswith("Thêm một câu.")


def test_a_page_read_otherwise_by_newer_rules_is_no_revision(tmp_path: Path) -> None:
    url = "https://mau.example/a-1.html"
    with Archive(tmp_path, rules=Rules("old")) as first:
        first.begin_run([SITE, OTHER], [CT05])
        visit(first, url, BODY)
        first.finish_run("done")
    newer = BODY.replace("Chi bộ", "CHI BỘ")  # as the newer rules read the same bytes

    def reread(db: sqlite3.Connection, capture_id: str) -> Page:
        place = db.execute(
            "SELECT warc_file, offset FROM captures WHERE id = ?", (capture_id,)
        ).fetchone()
        stored = warc.read_at(tmp_path / WARC_FOLDER, *place)
        capture = Capture(
            capture_id, url, *place, 0, "response", 200, "", stored.date, "r", SITE.name
        )
        return as_read(Page(url, "article", SITE, 200, (), b"", stored.date, capture), newer)

    with Archive(tmp_path, rules=Rules("new", reread)) as second:
        second.begin_run([SITE, OTHER], [CT05])
        done = visit(second, url, newer, clock_text="09:00")
        assert (done.outcome, done.reason) == ("unchanged", "same text, read by newer rules")
        assert one(second, "SELECT count(*) FROM revisions") == 1
        assert one(second, "SELECT body FROM revisions") == newer
        edited = visit(second, url, newer + "Thêm một câu.")
        assert edited.outcome == "revised"


def test_a_404_never_replaces_a_good_copy(archive: Archive) -> None:
    url = "https://mau.example/a-1.html"
    visit(archive, url, BODY)
    assert visit(archive, url, "<h1>404</h1>", status=404).outcome == "gone"
    assert one(archive, "SELECT body FROM articles") == BODY
    assert one(archive, "SELECT gone_at IS NOT NULL FROM articles") == 1
    assert visit(archive, url, BODY).outcome == "unchanged"
    assert one(archive, "SELECT gone_at FROM articles") is None


@pytest.mark.parametrize("new_first", [True, False])
def test_a_move_is_one_article_whichever_url_is_seen_first(
    archive: Archive, new_first: bool
) -> None:
    old, new = "https://mau.example/a-1.html", "https://mau.example/b-2.html"
    visit(archive, old, BODY, signature=tuple(range(64)))

    def seen_new() -> None:
        visit(archive, new, BODY, signature=tuple(range(64)))

    if new_first:
        seen_new()
    moved = visit(
        archive, old, "", status=301, headers=(("Location", new),), links=(Link(new, "article"),)
    )
    if not new_first:
        seen_new()
    assert moved.outcome == "moved"
    assert archive.db.execute("SELECT id, url FROM articles").fetchall() == [(article_id(new), new)]
    assert archive.db.execute("SELECT alias, old_id FROM url_aliases").fetchall() == [
        (old, article_id(old))
    ]
    assert one(archive, "SELECT count(DISTINCT article_id) FROM mentions") == 1
    assert one(archive, "SELECT id FROM clusters") == "c" + article_id(new)
    archive.commit()
    assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_redirect_to_the_front_page_is_a_tombstone(archive: Archive) -> None:
    url = "https://mau.example/a-1.html"
    visit(archive, url, BODY)
    home = (("Location", "https://mau.example/"),)
    assert visit(archive, url, "", status=302, headers=home).outcome == "gone"
    assert one(archive, "SELECT body FROM articles") == BODY


def test_the_same_text_under_a_second_url_is_a_duplicate(archive: Archive) -> None:
    visit(archive, "https://mau.example/a-1.html", BODY)
    done = visit(archive, "https://mau.example/in/a-1.html", BODY)
    assert done.outcome == "duplicate"
    assert one(archive, "SELECT count(*) FROM articles") == 1


def test_a_repost_elsewhere_is_an_article_of_its_own_in_one_cluster(archive: Archive) -> None:
    signature = tuple(range(128))
    near = (*range(120), *range(1000, 1008))
    visit(archive, "https://mau.example/a-1.html", BODY, signature=signature)
    done = visit(archive, "https://khac.example/x-9.html", BODY + ".", site=OTHER, signature=near)
    visit(
        archive,
        "https://khac.example/y-8.html",
        "Khác. " * 60,
        site=OTHER,
        signature=tuple(range(5000, 5128)),
    )
    assert done.outcome == "archived"
    assert sorted(row[0] for row in archive.db.execute("SELECT size FROM clusters")) == [1, 2]


def test_a_listing_is_followed_until_known_ground(archive: Archive) -> None:
    page1, page2 = "https://mau.example/tin", "https://mau.example/tin?page=2"
    first = (Link("https://mau.example/a-1.html", "article", "Tin tức", "A", "2023-05-19"),)
    second = (Link("https://mau.example/b-2.html", "article", "Tin tức", "B", "2023-05-18"),)

    def owed() -> list[str]:
        return [r[0] for r in archive.db.execute("SELECT url FROM urls WHERE owed IS NOT NULL")]

    visit(archive, page1, "1", role="listing", links=first, next_page=page2)
    assert set(owed()) == {page2, first[0].url}
    visit(archive, page2, "2", role="listing", links=second)
    archive.finish_run("done")
    archive.begin_run([SITE, OTHER], [CT05])
    visit(archive, page1, "1 again", role="listing", links=first, next_page=page2)
    assert page2 not in owed()


def test_a_failure_is_kept_as_a_metadata_record_and_owed_again(archive: Archive) -> None:
    url = "https://mau.example/a-1.html"
    done = visit(archive, url, failure="timeout: no whole answer in 30 s")
    assert (done.outcome, done.reason[:8]) == ("broken", "timeout:")
    assert one(archive, "SELECT owed FROM urls WHERE url = ?", url) == "retry"
    assert one(archive, "SELECT record_type FROM captures") == "metadata"


def test_a_second_run_on_the_archive_is_told_so_at_once(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveHeld, match="crawl, process"):
        Archive(tmp_path)


def test_what_a_killed_run_left_is_found_again(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        visit(archive, "https://mau.example/a-1.html", BODY)
        archive.commit()
        visit(archive, "https://mau.example/b-2.html", BODY + "2")
        # The kill: no commit, and half a record at the end of the file.
        path = next((tmp_path / WARC_FOLDER).glob("*.open"))
    whole = path.stat().st_size
    with path.open("ab") as stream:
        stream.write(gzip.compress(b"WARC/1.1\r\nhalf")[:-9])
    with Archive(tmp_path) as again:
        again.begin_run([SITE, OTHER], [CT05])
        left = [record for record in again.unread() if record.record_type == "response"]
        assert [record.url for record in left] == ["https://mau.example/b-2.html"]
        assert path.stat().st_size == whole
        assert one(again, "SELECT state FROM runs ORDER BY started_at, id LIMIT 1") in (
            "interrupted",
            "running",
        )
        again.settle()
    assert not list((tmp_path / WARC_FOLDER).glob("*.open"))


def test_a_full_disk_leaves_the_file_readable(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(archive, "https://mau.example/a-1.html", BODY)
    archive.commit()
    path = next((tmp_path / WARC_FOLDER).glob("*.open"))
    before = path.stat().st_size
    real = os.write

    def full(fd: int, data: bytes) -> int:
        if real(fd, bytes(data[:40])) == 40:
            raise OSError(28, "No space left on device")
        return 0

    monkeypatch.setattr(warc_writer.os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        visit(archive, "https://mau.example/b-2.html", BODY)
    assert path.stat().st_size == before


def test_a_date_that_a_later_visit_shows_completes_the_row(archive: Archive) -> None:
    url = "https://mau.example/a-1.html"
    visit(archive, url, BODY)
    for kept in (None, "2023-05-19", "2023-05-19T09:30+07:00"):
        archive.begin().execute("UPDATE articles SET published_at = ?", (kept,))
        assert visit(archive, url, BODY, clock_text=f"{kept}").outcome == "unchanged"
        expected = kept if kept and len(kept) > 10 else "2023-05-19T08:00+07:00"
        assert one(archive, "SELECT published_at FROM articles") == expected
    assert one(archive, "SELECT published_precision FROM articles") == "minute"
    assert one(archive, "SELECT count(*) FROM revisions") == 1


def test_a_listing_unchanged_after_a_redirect_announces_what_its_last_good_copy_did(
    archive: Archive,
) -> None:
    links = (Link("https://mau.example/a-1.html", "article", "Tin tức"),)
    listing = SITE.sections[0].url
    visit(archive, listing, "list", role="listing", links=links, headers=(("ETag", '"1"'),))
    away = (("Location", "https://moi.example/"),)
    assert visit(archive, listing, role="listing", status=302, headers=away).outcome == "moved"
    assert visit(archive, listing, role="listing", status=304).outcome == "unchanged"
    told = "SELECT announced FROM visits WHERE url = ? ORDER BY visited_at DESC LIMIT 1"
    assert one(archive, told, listing) == 1
