"""The rows of one site again, within a copy of the archive.

What a site's captures say touches no other site but through clusters, so the copy comes
to what a rebuild of everything would, as far as that site is concerned.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from archive import clusters, decisions, stones, warc, withhold
from archive.articles import Rules
from archive.asread import as_kept
from archive.facts import write_documents, write_sites
from archive.ingest import take_in
from archive.rebuild import COMPUTED, PageOf, columns_of, page_again, placed
from archive.records import Document, Page, Site
from archive.writer import WARC_FOLDER, connect, connect_readonly


def rebuild_site(
    folder: Path,
    target: Path,
    site: Site,
    documents: Iterable[Document],
    page_of: PageOf,
    reader_version: str,
    since: str = "",
    watch: Callable[[list[warc.Stored]], Iterable[warc.Stored]] = iter,
) -> int:
    """Copy the archive in ``folder`` into ``target`` with one site computed anew from its
    captures, and with it the clusters its articles share with others; pages read.

    Captures from before ``since`` (ISO 8601, UTC) are taken as they were read when they were
    taken in: only what was captured from then on is read again.

    :raises FileExistsError: ``target`` is already there.
    :raises OSError, ValueError: a WARC file that holds a capture of the site is missing or
        damaged.
    """
    if target.exists():
        raise FileExistsError(f"{target} exists: a rebuild writes a new file")
    before = connect_readonly(folder)
    db = connect(target)
    try:
        before.backup(db)
        entries = [
            placed(row)
            for row in before.execute(
                "SELECT * FROM captures WHERE site = ? ORDER BY fetched_at, id", (site.name,)
            )
        ]
        waiting = decisions.withholdings(before, site.name)
        count = 0

        def kept(db: sqlite3.Connection, page: Page) -> tuple[Page, Rules]:
            rules = Rules(reader_version)
            if since and page.captured_at < warc.parse_date(since):
                return as_kept(before, db, page, rules)
            return page, rules

        def again(db: sqlite3.Connection, capture_id: str) -> tuple[Page, Rules] | None:
            page = page_again(folder, db, capture_id, page_of)
            return kept(db, page) if page else None

        db.execute("BEGIN IMMEDIATE")
        write_sites(db, (site,))
        write_documents(db, documents)
        _forget(db, site.name)
        for entry in watch(entries):
            while waiting and waiting[0].made_at < entry.date:
                withhold.enter(db, waiting.pop(0), again)
            stored = warc.read_at(folder / WARC_FOLDER, entry.warc_file, entry.offset)
            stored = replace(stored, length=entry.length, run_id=entry.run_id)
            if stones.take(db, stored):
                continue
            page = page_of(db, stored)
            if page is None:
                continue
            take_in(db, *kept(db, page))
            count += 1
        for decision in waiting:
            withhold.enter(db, decision, again)
        db.executemany(
            "UPDATE visits SET body = ?, dated = ? WHERE capture_id = ?",
            before.execute(
                "SELECT body, dated, capture_id FROM visits WHERE site = ? AND visited_at < ?",
                (site.name, since),
            ),
        )
        db.execute("COMMIT")
        return count
    finally:
        db.close()
        before.close()


def _forget(db: sqlite3.Connection, site: str) -> None:
    """Take away every computed row of a site; its neighbours' clusters are mended."""
    own = "(SELECT id FROM articles WHERE site = :site)"
    shared = "(SELECT cluster_id FROM articles WHERE site = :site)"
    given = {"site": site}
    neighbours = db.execute(
        f"SELECT id FROM articles WHERE site <> :site AND cluster_id IN {shared}", given
    ).fetchall()
    db.execute(f"DELETE FROM similarities WHERE a IN {own} OR b IN {own}", given)
    db.execute(f"DELETE FROM clusters WHERE id IN {shared}", given)
    for table in reversed(COMPUTED):
        if "article_id" in columns_of(db, table):
            db.execute(f"DELETE FROM {table} WHERE article_id IN {own}", given)
    db.execute("DELETE FROM articles WHERE site = :site", given)
    withheld = "(SELECT article_id FROM tombstones WHERE site = :site)"
    db.execute(f"DELETE FROM tombstone_urls WHERE article_id IN {withheld}", given)
    db.execute("DELETE FROM tombstones WHERE site = :site", given)
    urls = "(SELECT url FROM urls WHERE site = :site)"
    db.execute(f"DELETE FROM witnesses WHERE url IN {urls}", given)
    for table in ("visits", "urls", "captures"):
        db.execute(f"DELETE FROM {table} WHERE site = :site", given)
    clusters.regroup(db, [row[0] for row in neighbours])
