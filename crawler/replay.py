"""From records in WARC files back to pages: what recovery, ``ingest`` and ``rebuild`` share.

A page read back equals the page that was read live: the same bytes, headers,
moment and witnesses, through the same reader and the same door.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from archive import decisions, frontier, payload
from archive.ingest import spoilt
from archive.records import Capture, Page, Role
from archive.warc import Stored, read_at, text_of
from archive.writer import Archive
from crawler import robots
from crawler.site import SiteSpider
from crawler.sites import Sites

log = logging.getLogger(__name__)

Reader = Callable[[Page], Page]
"""The stops that read a page, composed: pure, from bytes to reading and judgement."""


class Replay:
    """Reads captured records of the sites it knows into an archive."""

    def __init__(self, sites: Sites, reader: Reader) -> None:
        self._sites = sites
        self._reader = reader

    def into(self, archive: Archive, records: Iterable[Stored]) -> int:
        """Read records in the order of their WARC-Date; how many pages were read.

        Records of no known site and of no page (warcinfo, request) are passed over.
        """
        count = 0
        for record in sorted(records, key=lambda record: (record.date, record.id)):
            if decisions.take(archive.begin(), record, archive.again):
                continue
            page = self.page(archive.db, record)
            if page is not None:
                archive.ingest(page)
                count += 1
        return count

    def again(self, folder: Path, db: sqlite3.Connection, capture_id: str) -> Page | None:
        """An earlier capture, read by today's rules; None when its file is not at hand."""
        place = db.execute(
            "SELECT warc_file, offset, length, run_id FROM captures WHERE id = ?", (capture_id,)
        ).fetchone()
        try:
            stored = read_at(folder, place[0], place[1])
        except (OSError, ValueError):
            log.warning("capture %s cannot be read back", capture_id)
            return None
        return self.page(db, replace(stored, length=place[2], run_id=place[3]))

    def page(self, db: sqlite3.Connection, record: Stored) -> Page | None:
        """One record as a page, discovered and read; None when it is no site's page."""
        if record.record_type not in ("response", "revisit", "metadata"):
            return None
        failure = record.fields.get("fetch-failure", "")
        whose = self._whose(db, record.url)
        if whose is None or (record.record_type == "metadata" and not failure):
            return None
        cls, role, section = whose
        page = Page(
            url=record.url,
            role=role,
            site=cls.facts(),
            status=record.status,
            headers=text_of(record.headers),
            body=record.payload,
            captured_at=record.date,
            capture=_capture(record, cls.name, failure),
            witnesses=frontier.witnesses(db, record.url),
            section=section,
            trouble=f"cut short ({record.truncated})" if record.truncated else "",
        )
        if record.record_type == "response":
            try:
                body = payload.unpack(page.body, page.header("content-encoding"), role)
                page = replace(page, body=body)
            except payload.PayloadError as error:
                page = replace(page, body=b"", trouble=page.trouble or f"payload: {error}")
        # A rule that fails on a page is told on the page, as the live run tells it.
        try:
            return self._reader((robots if role == "robots" else cls).read_links(page))
        except Exception as error:
            log.exception("%s: a reading rule failed", page.url)
            return spoilt(page, error)

    def _whose(self, db: sqlite3.Connection, url: str) -> tuple[type[SiteSpider], Role, str] | None:
        """The site, role and section of a URL as it was found; by its looks where nothing
        that was read before led to it."""
        found = db.execute("SELECT site, role, section FROM urls WHERE url = ?", (url,)).fetchone()
        if found and found[0] in self._sites.by_name:
            return self._sites.by_name[found[0]], found[1], found[2]
        whose = self._sites.of(url)
        return (*whose, "") if whose else None


def _capture(record: Stored, site: str, failure: str) -> Capture:
    return Capture(
        id=record.id,
        url=record.url,
        warc_file=record.warc_file,
        offset=record.offset,
        length=record.length,
        record_type=record.record_type,  # type: ignore[arg-type]
        status=record.status,
        digest=record.digest,
        fetched_at=record.date,
        run_id=record.run_id,
        site=site,
        content_type=next(
            (value for name, value in record.headers if name.lower() == "content-type"), ""
        ),
        failure=failure,
        asked=record.asked,
    )
