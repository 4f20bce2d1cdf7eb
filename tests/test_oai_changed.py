"""A harvester that comes again hears of what changed meanwhile, and of nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch
from sqlite_utils import Database

from archive import rebuild, warc
from archive.changed import SHOWN
from archive.export import oai_rows
from archive.migrations import migrate, migrations
from archive.rebuild_site import rebuild_site
from archive.records import Page
from archive.web.app import Options
from archive.writer import DATABASE, connect, connect_readonly
from tests import take_archive as made
from tests.take_web import served
from tests.test_departures import computed_again, now
from tests.test_rebuild import CT05, HERE, THERE, page_of
from tests.test_withhold import Guarded, opened, recover

LONG_AGO = "2020-01-01T00:00:00Z"
TITLE = "Tiêu đề được đọc lại"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    Guarded(folder, 3, decisions=0).night(40)
    with opened(folder) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        archive.finish_run("done")
    dated_back(folder)
    return folder


@pytest.fixture
def library(folder: Path) -> Iterator[Sickle]:
    with served(folder, Options()) as address:
        yield Sickle(f"{address}/oai")


def dated_back(folder: Path) -> None:
    with closing(connect(folder / DATABASE)) as db:
        db.execute("UPDATE changed SET changed_at = ?", (LONG_AGO,))
        db.execute("UPDATE departed SET departed_at = ?", (LONG_AGO,))


def ids(folder: Path) -> list[str]:
    with closing(connect_readonly(folder)) as db:
        return [row[0] for row in db.execute("SELECT id FROM articles ORDER BY id")]


def moments(folder: Path) -> dict[str, str]:
    with closing(connect_readonly(folder)) as db:
        return dict(db.execute("SELECT article_id, changed_at FROM changed").fetchall())


def news(library: Sickle, since: str) -> dict[str, str]:
    """Titles of the live records that an incremental harvest brings."""
    try:
        found = list(library.ListRecords(metadataPrefix="oai_dc", **{"from": since}))
    except NoRecordsMatch:
        return {}
    return {
        record.header.identifier.removeprefix("lamtheo:"): record.metadata["title"][0]
        for record in found
        if not record.deleted
    }


def retitled(folder: Path, ident: str) -> rebuild.PageOf:
    """Other rules: by them one article bears another title."""
    with closing(connect_readonly(folder)) as db:
        (url,) = db.execute("SELECT url FROM articles WHERE id = ?", (ident,)).fetchone()

    def read(db: sqlite3.Connection, stored: warc.Stored) -> Page | None:
        page = page_of(db, stored)
        if page is None or page.reading is None or page.url != url:
            return page
        return replace(page, reading=replace(page.reading, title=TITLE))

    return read


def test_a_title_read_anew_is_harvested_and_nothing_else(folder: Path, library: Sickle) -> None:
    whole = {
        record.header.identifier.removeprefix("lamtheo:"): record.header.datestamp
        for record in library.ListRecords(metadataPrefix="oai_dc")
        if not record.deleted
    }
    assert whole == dict.fromkeys(ids(folder), LONG_AGO)
    since, chosen = now(folder), ids(folder)[0]
    assert news(library, since) == {}
    computed_again(folder, retitled(folder, chosen), "a.db")
    assert news(library, since) == {chosen: TITLE}
    record = library.GetRecord(identifier=f"lamtheo:{chosen}", metadataPrefix="oai_dc")
    assert record.header.datestamp >= since
    assert library.Identify().earliestDatestamp == LONG_AGO


def test_a_rebuild_of_one_site_is_harvested_as_one_of_all(folder: Path) -> None:
    with closing(connect_readonly(folder)) as db:
        (chosen,) = db.execute(
            "SELECT id FROM articles WHERE site = ? ORDER BY id", (HERE.name,)
        ).fetchone()
    target = folder / "site.db"
    rebuild_site(folder, target, HERE, [CT05], retitled(folder, chosen), "")
    rebuild.apply(folder / DATABASE, target)
    assert {ident for ident, at in moments(folder).items() if at != LONG_AGO} == {chosen}


def test_computed_again_by_the_same_rules_nothing_is_news(folder: Path) -> None:
    """Nor is the new name of the rules: it stands in every row, and in no record."""
    target = folder / "a.db"
    rebuild.rebuild(folder, target, [HERE, THERE], [CT05], page_of, "khác")
    differing = list(rebuild.differences(folder / DATABASE, target))
    assert {found.table for found in differing} == {"articles"}
    rebuild.apply(folder / DATABASE, target)
    assert moments(folder) == dict.fromkeys(ids(folder), LONG_AGO)


def test_what_runs_late_is_news_when_it_comes(tmp_path: Path) -> None:
    """Pages that a killed run left are read by the next: their captures are of the past."""
    folder = made.build(tmp_path / "data")
    assert set(moments(folder)) == set(ids(folder))
    assert min(moments(folder).values()) >= now(folder)[:11]
    with closing(connect_readonly(folder)) as db:
        assert oai_rows.earliest(db) == min(
            *moments(folder).values(),
            *(row[0] for row in db.execute("SELECT departed_at FROM departed")),
        )


SETTING = {
    **dict.fromkeys(SHOWN, "{0} || 'x'"),
    "verdict": "iif(verdict = 'mention', 'relevant', 'mention')",
    "authors": "'[\"x\"]'",
    "documents": "'[]'",
    "source": "'x'",
    "published_at": "'1999-01-01'",
    "lead": "'x'",
    "body": "'x' || body",
    "site": "(SELECT name FROM sites WHERE name <> articles.site LIMIT 1)",
    "capture_id": "(SELECT id FROM captures WHERE id <> articles.capture_id LIMIT 1)",
}


@pytest.mark.parametrize("column", SETTING)
def test_whatever_is_told_and_changes_is_news(folder: Path, column: str) -> None:
    """By any client's plain SQL; setting it to what it was is no change."""
    chosen = ids(folder)[0]
    with closing(sqlite3.connect(folder / DATABASE)) as db, db:
        db.execute(f"UPDATE articles SET {column} = {column} WHERE id = ?", (chosen,))
        assert set(moments(folder).values()) == {LONG_AGO}
        said = SETTING[column].format(column)
        db.execute(f"UPDATE articles SET {column} = {said} WHERE id = ?", (chosen,))
    found = {ident for ident, at in moments(folder).items() if at != LONG_AGO}
    assert found == {f"{chosen}x" if column == "id" else chosen}
    assert moments(folder).keys() == set(ids(folder))


@pytest.mark.parametrize(
    "said",
    [
        "last_seen_at = 'x', gone_at = 'x', cluster_id = 'x', reader_version = 'x', score = 0.1",
        "body = body || 'x'",
    ],
)
def test_what_is_not_told_is_no_news(folder: Path, said: str) -> None:
    """A harvester is told the opening of a text, not all of it."""
    with closing(sqlite3.connect(folder / DATABASE)) as db, db:
        db.execute("UPDATE articles SET lead = 'x' WHERE id = ?", (ids(folder)[0],))
        db.execute("UPDATE articles SET body = hex(zeroblob(300)) WHERE id = ?", (ids(folder)[1],))
        db.execute("UPDATE changed SET changed_at = ?", (LONG_AGO,))
        db.execute(f"UPDATE articles SET {said} WHERE id IN (?, ?)", ids(folder)[:2])
    assert set(moments(folder).values()) == {LONG_AGO}


def test_a_sites_facts_are_told_with_each_of_its_articles(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as db, db:
        db.execute("UPDATE sites SET rights = 'CC BY 4.0' WHERE name = ?", (HERE.name,))
        db.execute("UPDATE sites SET layout = 'x'")
        own = {row[0] for row in db.execute("SELECT id FROM articles WHERE site = ?", ("mau",))}
    assert own
    assert {ident for ident, at in moments(folder).items() if at != LONG_AGO} == own
    dated_back(folder)
    with closing(sqlite3.connect(folder / DATABASE)) as db, db:
        db.execute("UPDATE documents SET number = 'x' WHERE key = ?", (CT05.key,))
        named = {row[0] for row in db.execute("SELECT article_id FROM mentions")}
    assert {ident for ident, at in moments(folder).items() if at != LONG_AGO} == named != set()


def test_an_archive_of_before_says_what_it_said(tmp_path: Path) -> None:
    """The migration keeps the datestamps that were told until then."""
    folder = made.build(tmp_path / "data")
    db = Database(tmp_path / "old.db")
    migrations.apply(db, stop_before="m016_changed")
    db.execute("ATTACH ? AS now", (str(folder / DATABASE),))
    for table in ("sites", "runs", "documents", "captures", "articles", "revisions", "url_aliases"):
        columns = ", ".join(f'"{name}"' for name in rebuild.columns_of(db.conn, table))
        db.execute(f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM now.{table}")
    db.conn.commit()
    db.execute("DETACH now")
    migrate(db)
    found = dict(
        db.execute(
            "SELECT a.url, changed_at FROM changed JOIN articles a ON a.id = article_id"
        ).fetchall()
    )
    # Edited and moved are the ninth and tenth visit, a minute apart.
    assert found[made.FIRST.url] == "2026-11-01T18:30:00Z"
    assert found[made.EDITED.url] == "2026-11-01T18:38:00Z"
    assert found[made.NEW_PLACE] == "2026-11-01T18:39:00Z"
    assert len(found) == 7


@pytest.mark.parametrize("dated", [(), ("2020-01-01",), ("2020-01-01", "2021-01-01")])
def test_few_and_many_are_told_alike(
    folder: Path, dated: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect(folder / DATABASE)) as db:
        for n, ident in enumerate(ids(folder)):
            day = f"20{19 + n % 4}-01-01T00:00:00Z"
            db.execute("UPDATE changed SET changed_at = ? WHERE article_id = ?", (day, ident))
        since, until = [*(f"{day}T00:00:00Z" for day in dated), "", ""][:2]
        wanted = oai_rows.Wanted(since, until)
        asked = [replace(wanted, set=spec) for spec in ("", "document", f"document:{CT05.key}")]
        few = [oai_rows.headers(db, one, 1000) for one in asked]
        assert all(few)
        monkeypatch.setattr(oai_rows, "RANKED", 0)
        assert [oai_rows.headers(db, one, 1000) for one in asked] == few
