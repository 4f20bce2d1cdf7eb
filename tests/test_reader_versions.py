"""Who read: a run says who read that night, an article's row who read it last."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator

from archive import rebuild, warc
from archive.articles import Rules
from archive.layouts import layout_of
from archive.migrations import migrations
from archive.rebuild_site import rebuild_site
from archive.records import Capture, Layout, Page, PlaceName, Site
from archive.writer import DATABASE, READER, WARC_FOLDER, Archive
from crawler import gaps, ledger
from crawler.gaps import Told
from crawler.health import Found
from tests.visits import BODY, CT05, OTHER, SITE, as_read, visit

URL = "https://mau.example/a-1.html"
BOXED = replace(SITE, layouts=(Layout(body=".than-bai"),))


def begin(archive: Archive, *sites: Site) -> str:
    run = archive.begin_run(sites, [CT05])
    for site in sites:
        ledger.open_site(archive, run, site.name)
    return run


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(folder / DATABASE)
    found = db.execute(sql).fetchall()
    db.close()
    return found


def again(folder: Path, site: Site, text: str, db: sqlite3.Connection, capture_id: str) -> Page:
    """The capture as rules and layout of now read it: its text is ``text``."""
    place = db.execute("SELECT warc_file, offset FROM captures WHERE id = ?", (capture_id,))
    name, offset = place.fetchone()
    stored = warc.read_at(folder / WARC_FOLDER, name, offset)
    capture = Capture(
        *(capture_id, URL, name, offset, 0, "response", 200, "", stored.date, "r", site.name)
    )
    return as_read(Page(URL, "article", site, 200, (), b"", stored.date, capture), text)


def of_record(db: sqlite3.Connection, stored: warc.Stored, *, site: Site) -> Page | None:
    if stored.record_type != "response":
        return None
    capture = Capture(
        stored.id, stored.url, stored.warc_file, stored.offset, stored.length, "response", 200,
        stored.digest, stored.date, stored.run_id, site.name,
    )  # fmt: skip
    page = Page(stored.url, "article", site, 200, (), stored.payload, stored.date, capture)
    return as_read(page, BODY)


def captured(folder: Path, page_of: rebuild.PageOf) -> None:
    """One article, captured in a run that was killed and read by the next, as a rebuild does."""
    with Archive(folder, rules=Rules("abc")) as archive:
        begin(archive, BOXED)
        archive.keep(warc.Exchange(URL, "mau", datetime.now(UTC), status=200, payload=b"<p>"))
        archive.commit()
    with Archive(folder, rules=Rules("abc")) as archive:
        begin(archive, BOXED)
        for record in archive.unread():
            if page := page_of(archive.db, record):
                archive.ingest(page)
        archive.settle()
        archive.finish_run("done")


def test_a_run_says_who_read_that_night_in_its_row_and_in_its_warc(tmp_path: Path) -> None:
    for version in ("abc", ""):
        with Archive(tmp_path, rules=Rules(version)) as archive:
            begin(archive, SITE)
            visit(archive, f"https://mau.example/{version or 'x'}-1.html", BODY + version)
            archive.finish_run("done")
    assert rows(tmp_path, "SELECT reader_version FROM runs ORDER BY rowid") == [("abc",), ("",)]
    said = []
    for path in sorted((tmp_path / WARC_FOLDER).glob("*.warc.gz"), key=lambda p: p.stat().st_ino):
        with path.open("rb") as stream:
            first = next(iter(ArchiveIterator(stream)))
            said.append(first.content_stream().read().decode())
    assert sorted(f"{READER}: abc" in text for text in said) == [False, True]
    assert not any(READER in text for text in said if f"{READER}: abc" not in text)


def test_a_row_says_by_which_rules_and_layout_it_was_read(tmp_path: Path) -> None:
    with Archive(tmp_path, rules=Rules("abc")) as archive:
        begin(archive, BOXED, OTHER)
        visit(archive, URL, BODY, site=BOXED)
        visit(archive, "https://khac.example/b-2.html", BODY + "2", site=OTHER)
        archive.finish_run("done")
    found = rows(
        tmp_path,
        "SELECT a.site, a.reader_version = r.reader_version || '+' || s.layout, s.layout,"
        " t.layout FROM articles a JOIN captures c ON c.id = a.capture_id"
        " JOIN runs r ON r.id = c.run_id JOIN site_runs s ON s.run_id = r.id AND s.site = a.site"
        " JOIN sites t ON t.name = a.site ORDER BY a.site",
    )
    assert found == [
        ("khac", 1, layout_of(OTHER), layout_of(OTHER)),
        ("mau", 1, layout_of(BOXED), layout_of(BOXED)),
    ]
    assert layout_of(BOXED) != layout_of(OTHER) == layout_of(SITE)


def test_a_night_knows_its_own_layout_and_not_todays(tmp_path: Path) -> None:
    for site in (SITE, BOXED, BOXED):
        with Archive(tmp_path, rules=Rules("abc")) as archive:
            begin(archive, site)
            archive.finish_run("done")
    nights = rows(tmp_path, "SELECT layout FROM site_runs ORDER BY rowid")
    assert nights == [(layout_of(SITE),), (layout_of(BOXED),), (layout_of(BOXED),)]
    assert rows(tmp_path, "SELECT layout FROM sites") == [(layout_of(BOXED),)]


@pytest.mark.parametrize(
    "other",
    [
        (),
        (Layout(body=".khac"),),
        (Layout(body=".than-bai", remove=(".quang-cao",)),),
        (Layout(body=".than-bai", until="2021-06-30"),),
        (Layout(title=".than-bai"),),
        (Layout(body=".than-bai"), Layout(body=".khac")),
    ],
)
def test_whatever_a_layout_says_is_in_its_name(other: tuple[Layout, ...]) -> None:
    assert layout_of(replace(SITE, layouts=other)) != layout_of(BOXED)
    assert len(layout_of(replace(SITE, layouts=other))) == 8
    two = (Layout(body=".khac"), Layout(body=".than-bai"))
    assert layout_of(replace(SITE, layouts=two)) != layout_of(replace(SITE, layouts=two[::-1]))
    # A name that is kept in rows must not depend on what else is said of a site, nor on the day.
    assert layout_of(replace(BOXED, organisation="Khác")) == layout_of(BOXED) == "78cb057d"


def test_a_page_read_otherwise_by_another_layout_is_no_revision(tmp_path: Path) -> None:
    with Archive(tmp_path, rules=Rules("abc")) as first:
        begin(first, SITE)
        visit(first, URL, BODY)
        first.finish_run("done")
    boxed = BODY.replace("Chi bộ", "CHI BỘ")  # as the new layout reads the same bytes
    reread = partial(again, tmp_path, BOXED, boxed)
    with Archive(tmp_path, rules=Rules("abc", reread)) as second:
        begin(second, BOXED)
        done = visit(second, URL, boxed, site=BOXED, clock_text="09:00")
        assert (done.outcome, done.reason) == ("unchanged", "same text, read by newer rules")
        assert visit(second, URL, boxed + "Thêm.", site=BOXED).outcome == "revised"
        second.finish_run("done")
    assert rows(tmp_path, "SELECT count(*) FROM revisions") == [(2,)]


def test_a_rebuild_says_who_reads_now_and_leaves_who_read_then(tmp_path: Path) -> None:
    page_of = partial(of_record, site=BOXED)
    captured(tmp_path, page_of)
    same, newer = tmp_path / "same.db", tmp_path / "newer.db"
    rebuild.rebuild(tmp_path, same, [BOXED], [CT05], page_of, "abc")
    assert list(rebuild.differences(tmp_path / DATABASE, same)) == []
    rebuild.rebuild(tmp_path, newer, [BOXED], [CT05], page_of, "def")
    found = list(rebuild.differences(tmp_path / DATABASE, newer))
    assert [(one.table, one.fields) for one in found] == [("articles", ("reader_version",))]
    rebuild.apply(tmp_path / DATABASE, newer)
    reader = f"def+{layout_of(BOXED)}"
    assert rows(tmp_path, "SELECT reader_version FROM articles") == [(reader,)]
    assert rows(tmp_path, "SELECT DISTINCT reader_version FROM runs") == [("abc",)]


def test_a_site_mended_since_a_day_leaves_what_older_rows_say_of_their_reader(
    tmp_path: Path,
) -> None:
    """Also those of an archive from before layouts were told."""
    page_of = partial(of_record, site=BOXED)
    captured(tmp_path, page_of)
    for number, kept in enumerate(("abc", "abc+0d0d0d0d")):
        db = sqlite3.connect(tmp_path / DATABASE)
        db.execute("UPDATE articles SET reader_version = ?", (kept,))
        db.commit()
        db.close()
        for since, reader in (("2100-01-01", kept), ("2000-01-01", f"def+{layout_of(BOXED)}")):
            target = tmp_path / f"{since}-{number}.db"
            day = f"{since}T00:00:00+00:00"
            rebuild_site(tmp_path, target, BOXED, [CT05], page_of, "def", day)
            mended = sqlite3.connect(target)
            assert mended.execute("SELECT reader_version FROM articles").fetchall() == [(reader,)]
            mended.close()


def test_older_articles_learn_of_which_provinces_they_speak_as_a_rebuild_says_it() -> None:
    db = Database(memory=True)
    migrations.apply(db, stop_before="m009_reader")
    db.execute("PRAGMA foreign_keys = OFF")
    told = {
        "a": (("Tuyên Quang", "Tuyên Quang"), ("Hà Giang", "Tuyên Quang"), ("", "")),
        "b": (("Huế", "Huế"),),
        "c": (),
    }
    for ident, provinces in told.items():
        db.execute(
            "INSERT INTO articles(id, url, site, title, verdict, score, digest, first_seen_at,"
            " last_seen_at, capture_id) VALUES (?1, ?1, 'mau', '', 'relevant', 1, '', '', '', '')",
            (ident,),
        )
        for n, (before, after) in enumerate(provinces):
            db.execute("INSERT OR IGNORE INTO places VALUES (?, '', ?, ?)",
                       (f"{ident}{n}", before, after))  # fmt: skip
            db.execute("INSERT INTO article_places VALUES (?, ?, 'subject', '')",
                       (ident, f"{ident}{n}"))  # fmt: skip
        db.execute("INSERT OR IGNORE INTO places VALUES ('home', '', 'Cà Mau', 'Cà Mau')")
        db.execute("INSERT INTO article_places VALUES (?, 'home', 'publisher', '')", (ident,))
    migrations.apply(db)
    found = {
        row[0]: row[1:]
        for row in db.execute("SELECT id, about_before, about_after FROM articles").fetchall()
    }
    assert found == {
        "a": ('["Hà Giang", "Tuyên Quang"]', '["Tuyên Quang"]'),
        "b": ('["Huế"]', '["Huế"]'),
        "c": ("[]", "[]"),
    }


def test_a_row_written_today_says_it_in_the_same_words(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        begin(archive, SITE)
        visit(archive, URL, BODY)
        now = datetime.now(UTC)
        page = replace(
            as_read(Page(URL, "article", SITE, 200, (), b"", now), BODY + "2"),
            capture=archive.keep(warc.Exchange(URL, "mau", now, status=200, payload=b"2")),
        )
        places = tuple(
            PlaceName(f"xã {old}", "subject", old, "Tuyên Quang", "")
            for old in ("Tuyên Quang", "Hà Giang")
        )
        assert page.reading is not None
        archive.ingest(replace(page, reading=replace(page.reading, places=places)))
        archive.finish_run("done")
    assert rows(tmp_path, "SELECT about_before, about_after FROM articles") == [
        ('["Hà Giang", "Tuyên Quang"]', '["Tuyên Quang"]')
    ]


def test_what_the_ledger_asks_at_the_end_of_a_night_is_asked_of_an_index() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    asked: list[str] = []
    told = Told("r", "mau", "", finished=True, pending=0)
    db.conn.set_trace_callback(asked.append)
    gaps._earlier(db.conn, told, "z", 60, " AND v.prose IS NOT NULL")
    gaps._window(db.conn, told, Found("listing-shrunk", "Tin", {}), datetime.now(UTC))
    gaps._articles(db.conn, told)
    gaps._best(db.conn, URL, "z")
    db.conn.set_trace_callback(None)
    plans = [
        " / ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
        for sql in asked
        if "visits" in sql
    ]
    earlier, window, tonight, best = plans
    assert "visits_by_site (site=? AND visited_at<?)" in earlier
    assert "visits_by_site (site=?)" in window
    # The new index may not draw the queries of one night away from theirs.
    assert "visits_by_run (run_id=? AND site=?)" in tonight
    assert "visits_by_url (url=?)" in best
    for plan in (earlier, window):
        assert "TEMP B-TREE" not in plan  # the latest come first out of the index itself
    assert not any("SCAN v" in plan for plan in plans)
