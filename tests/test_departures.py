"""Whatever left the archive goes on being told to those who harvest it, in the sets it was in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import rebuild, warc
from archive.changed import SHOWN
from archive.export import oai_rows
from archive.export.oai_rows import Header, Wanted
from archive.migrations import migrate, migrations
from archive.rebuild_site import rebuild_site
from archive.records import Page
from archive.writer import DATABASE, connect, connect_readonly
from tests.test_rebuild import CT05, HERE, THERE, page_of
from tests.test_withhold import Guarded, keep_from, opened, recover, release

Reader = Callable[[sqlite3.Connection, warc.Stored], Page | None]


def told(folder: Path) -> dict[str, Header]:
    with closing(connect_readonly(folder)) as db:
        return {header.id: header for header in oai_rows.headers(db, Wanted(), 10_000)}


def standing(folder: Path) -> set[str]:
    with closing(connect_readonly(folder)) as db:
        return {row[0] for row in db.execute("SELECT id FROM articles")}


def now(folder: Path) -> str:
    with closing(connect_readonly(folder)) as db:
        return str(db.execute("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')").fetchone()[0])


def without(folder: Path, site: str = "%") -> Reader:
    """Other rules: by them every second article is about something else."""
    with closing(connect_readonly(folder)) as db:
        sql = f"SELECT url FROM articles WHERE site LIKE '{site}' ORDER BY id"
        others = {row[0] for row in db.execute(sql).fetchall()[::2]}

    def read(db: sqlite3.Connection, stored: warc.Stored) -> Page | None:
        page = page_of(db, stored)
        if page is None or page.judgement is None or page.url not in others:
            return page
        return replace(page, judgement=replace(page.judgement, verdict="irrelevant"))

    return read


def computed_again(folder: Path, read: Reader, name: str) -> None:
    target = folder / name
    rebuild.rebuild(folder, target, [HERE, THERE], [CT05], read, "")
    rebuild.apply(folder / DATABASE, target)


def dated_back(folder: Path, day: str = "2020-01-01") -> None:
    """As if all that left or changed had done so long ago."""
    with closing(connect(folder / DATABASE)) as db:
        db.execute(f"UPDATE departed SET departed_at = '{day}T00:00:00Z'")
        db.execute(f"UPDATE changed SET changed_at = '{day}T00:00:00Z'")


def shown(folder: Path) -> dict[str, tuple[str, ...]]:
    """What is told of each article (with texts this short, all of their bodies)."""
    with closing(connect_readonly(folder)) as db:
        rows = db.execute(f"SELECT {', '.join(SHOWN)}, lead, body FROM articles").fetchall()
    return {row[0]: row for row in rows}


@pytest.mark.parametrize("seed", range(6))
def test_what_was_told_once_is_told_for_good(tmp_path: Path, seed: int) -> None:
    """Nights with moves, copies, withholdings and releases, and rebuilds by other rules between."""
    life = Guarded(tmp_path, seed, decisions=0.2)
    every: set[str] = set()
    for night in range(4):
        life.night(20)
        with opened(tmp_path) as archive:
            archive.begin_run([HERE, THERE], [CT05])
            recover(archive)
            archive.finish_run("done")
        every |= standing(tmp_path)
        computed_again(tmp_path, without(tmp_path), f"{night}.db")
        every |= standing(tmp_path)
        found = told(tmp_path)
        assert every <= found.keys()
        assert {ident for ident, header in found.items() if not header.deleted} == (
            standing(tmp_path)
        )
    assert any(header.deleted for header in told(tmp_path).values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Guarded(tmp_path, 3, decisions=0).night(40)
    with opened(tmp_path) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        archive.finish_run("done")
    return tmp_path


class TestRebuild:
    def test_what_other_rules_leave_out_has_left_today(self, folder: Path) -> None:
        dated_back(folder)
        before, since, known, said = standing(folder), now(folder), told(folder), shown(folder)
        computed_again(folder, without(folder), "a.db")
        lost = before - standing(folder)
        assert lost
        for ident, header in told(folder).items():
            if ident in lost:
                assert header.deleted
                assert header.datestamp >= since
                assert header.sets == known[ident].sets
            elif shown(folder).get(ident) == said.get(ident):
                assert header == known[ident], "nothing befell it"
            else:
                assert header.datestamp >= since, "without another page it reads otherwise"
        computed_again(folder, page_of, "b.db")
        assert standing(folder) == before
        for ident, header in told(folder).items():
            assert header.deleted == known[ident].deleted
            # A harvester that heard of its end must hear that it is there again.
            assert (ident not in lost) or header.datestamp >= since

    def test_one_sites_rebuild_says_so_as_well(self, folder: Path) -> None:
        before = standing(folder)
        with closing(connect_readonly(folder)) as db:
            own = {
                row[0] for row in db.execute(f"SELECT id FROM articles WHERE site = '{HERE.name}'")
            }
        rebuild_site(folder, folder / "site.db", HERE, [CT05], without(folder, HERE.name), "")
        rebuild.apply(folder / DATABASE, folder / "site.db")
        lost = before - standing(folder)
        assert lost
        assert lost <= own
        assert {ident for ident in before if told(folder)[ident].deleted} == lost

    def test_computed_again_by_the_same_rules_nothing_has_left(self, folder: Path) -> None:
        dated_back(folder)
        known = told(folder)
        with closing(connect_readonly(folder)) as db:
            rows = db.execute("SELECT * FROM departed ORDER BY 1").fetchall()
        computed_again(folder, page_of, "a.db")
        assert told(folder) == known
        with closing(connect_readonly(folder)) as db:
            assert db.execute("SELECT * FROM departed ORDER BY 1").fetchall() == rows

    def test_a_rebuild_that_is_given_up_leaves_no_trace(self, folder: Path) -> None:
        with closing(connect_readonly(folder)) as db:
            rows = db.execute("SELECT * FROM departed ORDER BY 1").fetchall()
        rebuild.rebuild(folder, folder / "a.db", [HERE, THERE], [CT05], without(folder), "")
        with closing(connect(folder / "a.db")) as db:
            db.execute("DROP TABLE tombstones")
        with pytest.raises(sqlite3.OperationalError):
            rebuild.apply(folder / DATABASE, folder / "a.db")
        with closing(connect_readonly(folder)) as db:
            assert db.execute("SELECT * FROM departed ORDER BY 1").fetchall() == rows


def test_withheld_released_and_withheld_again(folder: Path) -> None:
    with closing(connect_readonly(folder)) as db:
        ident, url, site = db.execute("SELECT id, url, site FROM articles LIMIT 1").fetchone()
    for wanted in (True, False, True):
        dated_back(folder)
        since = now(folder)
        with opened(folder) as archive:
            archive.begin_run([HERE, THERE], [CT05])
            if wanted:
                keep_from(archive, url)
            else:
                release(archive, url, site)
            archive.finish_run("done")
        header = told(folder)[ident]
        assert header.deleted is wanted
        assert header.datestamp >= since


def test_any_client_that_takes_a_row_away_says_so(folder: Path) -> None:
    """Plain SQL, as the search's triggers are."""
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        (ident,) = db.execute("SELECT id FROM articles LIMIT 1").fetchone()
        db.execute("DELETE FROM articles WHERE id = ?", (ident,))
        db.commit()
    assert told(folder)[ident].deleted


def test_an_archive_from_before_the_table_tells_what_its_rows_still_say(folder: Path) -> None:
    with opened(folder) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        urls = archive.db.execute("SELECT url, site FROM articles ORDER BY id LIMIT 2").fetchall()
        for url, _ in urls:
            keep_from(archive, url)
        release(archive, *urls[1])
        archive.finish_run("done")
    known = told(folder)
    with closing(connect(folder / DATABASE)) as db:
        names = [row[1] for row in db.execute("SELECT * FROM sqlite_master WHERE type = 'trigger'")]
        for name in names:
            if name.startswith("departed_"):
                db.execute(f"DROP TRIGGER {name}")
        db.execute("DROP TABLE departed")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm011_departed'")
        assert [m.name for m in migrations.pending(Database(db))] == ["m011_departed"]
        migrate(Database(db))
    found = told(folder)
    moved = {ident for ident, header in known.items() if header.deleted and ident in found}
    assert found.keys() >= standing(folder) | moved
    for ident, header in found.items():
        assert header.deleted == known[ident].deleted
    assert {h.datestamp[:10] for h in found.values()} <= {h.datestamp[:10] for h in known.values()}
