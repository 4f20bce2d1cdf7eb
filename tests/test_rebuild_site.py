"""One site of an archive computed again: equal to what a rebuild of the whole comes to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive import rebuild, warc
from archive.rebuild_site import rebuild_site
from archive.records import Page
from archive.writer import DATABASE, Archive
from tests.test_rebuild import CT05, HERE, THERE, Life, page_of, recover

ROWS = "articles", "revisions", "mentions", "clusters", "similarities", "visits", "urls"


def lived(folder: Path, seed: int) -> None:
    """Some nights, killed and stopped at random; all that was captured is read."""
    life = Life(folder, seed)
    for _ in range(4):
        life.night(18)
    with Archive(folder) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        archive.finish_run("done")


def middle(folder: Path) -> str:
    """A moment with captures before and after it."""
    db = sqlite3.connect(folder / DATABASE)
    moments = [row[0] for row in db.execute("SELECT fetched_at FROM captures ORDER BY 1")]
    db.close()
    return str(moments[len(moments) // 2])


def snapshot(folder: Path, where: str) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(folder / DATABASE)
    found = {
        table: sorted(db.execute(f"SELECT * FROM {table} {where.format(table)}"), key=repr)
        for table in ("visits", "captures", "urls")
    }
    db.close()
    return found


def mend(folder: Path, page_of: rebuild.PageOf, since: str) -> list[rebuild.Difference]:
    target = folder / "mended.db"
    rebuild_site(folder, target, HERE, [CT05], page_of, "", since)
    found = list(rebuild.differences(folder / DATABASE, target))
    rebuild.apply(folder / DATABASE, target)
    return found


def whole(folder: Path, page_of: rebuild.PageOf) -> list[rebuild.Difference]:
    target = folder / "whole.db"
    rebuild.rebuild(folder, target, [HERE, THERE], [CT05], page_of, "")
    return list(rebuild.differences(folder / DATABASE, target))


def spelt_anew(wanted: Callable[[warc.Stored], bool]) -> rebuild.PageOf:
    """Rules that read another text, title and all, in the captures that are ``wanted``."""

    def read(db: sqlite3.Connection, record: warc.Stored) -> Page | None:
        page = page_of(db, record)
        if page is None or page.reading is None or not wanted(record) or not page.reading.body:
            return page
        body = page.reading.body.replace("Bài", "Tin")
        slots = tuple(value ^ 5 for value in page.signature)
        return replace(
            page, reading=replace(page.reading, title=body[:5], body=body), signature=slots
        )

    return read


@pytest.mark.parametrize("seed", range(10))
def test_the_same_rules_change_nothing(tmp_path: Path, seed: int) -> None:
    lived(tmp_path, seed)
    for number, since in enumerate(("", middle(tmp_path), "2030-01-01T00:00:00+00:00")):
        target = tmp_path / f"mended{number}.db"
        count = rebuild_site(tmp_path, target, HERE, [CT05], page_of, "", since)
        assert count > 10
        assert list(rebuild.differences(tmp_path / DATABASE, target)) == []


@pytest.mark.parametrize("seed", range(10))
def test_after_mending_one_site_a_rebuild_of_all_finds_nothing(tmp_path: Path, seed: int) -> None:
    lived(tmp_path, seed)
    day = middle(tmp_path)
    # As a dated layout does: it reads otherwise only what was captured from a day on.
    rules = spelt_anew(
        lambda record: record.date >= warc.parse_date(day) and "//mau." in record.url
    )
    mend(tmp_path, rules, day)
    assert whole(tmp_path, rules) == []
    db = sqlite3.connect(tmp_path / DATABASE)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
    db.close()


@pytest.mark.parametrize("seed", range(10))
def test_what_was_captured_before_stays_as_it_was_read(tmp_path: Path, seed: int) -> None:
    lived(tmp_path, seed)
    day = middle(tmp_path)
    before = snapshot(tmp_path, f"WHERE {{}}.url NOT IN (SELECT url FROM captures"
                      f" WHERE fetched_at >= '{day}')")  # fmt: skip
    db = sqlite3.connect(tmp_path / DATABASE)
    old = f"SELECT * FROM articles WHERE last_seen_at < '{day}' AND site = 'mau'"
    columns = [row[1] for row in db.execute("PRAGMA table_info(articles)")]
    kept = {row[columns.index("id")]: row for row in db.execute(old)}
    db.close()
    mend(tmp_path, spelt_anew(lambda _: True), day)  # undated: it would read all otherwise
    assert snapshot(tmp_path, f"WHERE {{}}.url NOT IN (SELECT url FROM captures"
                    f" WHERE fetched_at >= '{day}')") == before  # fmt: skip
    db = sqlite3.connect(tmp_path / DATABASE)
    again = {row[columns.index("id")]: row for row in db.execute(old)}
    db.close()
    free = {columns.index("n"), columns.index("cluster_id")}
    for ident, row in kept.items():
        if ident in again:  # else it was seen again since, by another URL
            now = again[ident]
            assert [v for n, v in enumerate(now) if n not in free] == [
                v for n, v in enumerate(row) if n not in free
            ]


@pytest.mark.parametrize("seed", [9, 10, 13, 15])  # where it shares some with the other
def test_clusters_that_the_site_leaves_are_mended(tmp_path: Path, seed: int) -> None:
    lived(tmp_path, seed)
    rules = spelt_anew(lambda record: "//mau." in record.url)
    assert mend(tmp_path, rules, "")
    assert whole(tmp_path, rules) == []


def test_other_sites_keep_their_rows(tmp_path: Path) -> None:
    lived(tmp_path, 3)
    db = sqlite3.connect(tmp_path / DATABASE)
    theirs = "SELECT id, url, title, body, digest FROM articles WHERE site = 'khac' ORDER BY id"
    before = db.execute(theirs).fetchall()
    db.close()
    found = mend(tmp_path, spelt_anew(lambda _: True), "")
    assert {one.table for one in found} >= {"articles", "revisions"}
    db = sqlite3.connect(tmp_path / DATABASE)
    assert db.execute(theirs).fetchall() == before
    db.close()


def test_a_site_whose_captures_are_gone_is_not_mended(tmp_path: Path) -> None:
    lived(tmp_path, 4)
    for path in (tmp_path / "warc").glob("*.warc.gz"):
        path.unlink()
    with pytest.raises(FileNotFoundError):
        rebuild_site(tmp_path, tmp_path / "x.db", HERE, [CT05], page_of, "")
