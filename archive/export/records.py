"""An article as it leaves the archive: the row, its site, its capture, and who may read it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_type_hints

from archive.access import may_show_text, stated
from archive.records import PlaceName

SCHEME = "lamtheo"
"""Of an article's identifier as a URI, ``lamtheo:ID``, wherever an address is wanted and the
archive has none on the web."""
EXCERPT = 240
"""Characters of the opening that everybody may be shown."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who an export is for: its owner, or everybody (``public``). ``base`` is the address of
    the archive's web, "" where it has none."""

    public: bool = False
    base: str = ""

    def shows(self, rights: str) -> bool:
        """Whether the full text of a site with these ``rights`` may be in it."""
        return not self.public or may_show_text(rights)

    def address(self, ident: str) -> str:
        """Where an article is found in this archive.

        >>> Access().address("00ff"), Access(base="http://127.0.0.1:8001").address("00ff")
        ('lamtheo:00ff', 'http://127.0.0.1:8001/bai/00ff')
        """
        return f"{self.base}/bai/{ident}" if self.base else f"{SCHEME}:{ident}"


@dataclass(frozen=True, slots=True)
class Record:
    """An article with its site, its capture and its cluster.

    Times and dates are as in the table ``articles``. ``full_text`` is the decision on access:
    without it ``lead`` and ``body`` are "", and ``excerpt`` (at most 240 characters) is all there
    is. ``revision`` counts from 1, the text that the captured page shows; ``text_digest``
    is the SHA-256 of title, lead and body as read, ``capture_digest`` that of the payload.
    """

    id: str
    url: str
    archive_url: str
    title: str
    excerpt: str
    lead: str
    body: str
    full_text: bool
    authors: tuple[str, ...]
    source: str | None
    section: str | None
    published_at: str | None
    published_precision: str
    published_day: str | None
    modified_at: str | None
    site: str
    organisation: str
    level: str
    province_before: str
    province_after: str
    district: str
    rights: str
    verdict: str
    score: float
    documents: tuple[str, ...]
    document_numbers: tuple[str, ...]
    places: tuple[PlaceName, ...]
    first_seen_at: str
    last_seen_at: str
    gone_at: str | None
    revision: int
    revisions: int
    text_digest: str
    captured_at: str
    capture_id: str
    capture_digest: str
    warc_file: str
    warc_offset: int
    warc_length: int
    cluster_id: str
    cluster_size: int
    cluster_first: str
    reader_version: str

    def document(self) -> dict[str, Any]:
        """The record as plain values, tuples as lists, in the order of the fields."""
        said = {name: getattr(self, name) for name in COLUMNS}
        for name in ("authors", "documents", "document_numbers"):
            said[name] = list(said[name])
        said["places"] = [
            {name: getattr(place, name) for name in PlaceName.__slots__} for place in self.places
        ]
        return said


COLUMNS: Mapping[str, Any] = {
    field.name: get_type_hints(Record)[field.name] for field in fields(Record)
}
"""The columns of every table of records, with their Python types."""

_ROW = """
    SELECT a.id, a.url, a.title, a.lead, a.body, a.authors, a.source, a.section,
        a.published_at, a.published_precision, a.published_day, a.modified_at,
        a.site, s.organisation, s.level, s.province_before, s.province_after, s.district, s.rights,
        a.verdict, a.score, a.documents, a.first_seen_at, a.last_seen_at, a.gone_at,
        a.digest AS text_digest, c.fetched_at AS captured_at, a.capture_id,
        c.digest AS capture_digest, c.warc_file, c.offset AS warc_offset, c.length AS warc_length,
        a.cluster_id, coalesce(k.size, 1) AS cluster_size,
        coalesce(k.first_article, a.id) AS cluster_first, a.reader_version,
        (SELECT count(*) FROM revisions WHERE article_id = a.id) AS revisions,
        (SELECT count(*) FROM revisions
            WHERE article_id = a.id AND captured_at <= c.fetched_at) AS revision,
        (SELECT json_group_array(
            json_array(p.name, x.role, p.province_before, p.province_after, x.evidence))
            FROM article_places x JOIN places p ON p.id = x.place
            WHERE x.article_id = a.id) AS places
    FROM articles a JOIN sites s ON s.name = a.site JOIN captures c ON c.id = a.capture_id
        LEFT JOIN clusters k ON k.id = a.cluster_id
    WHERE a.n = ?
"""


def read(db: sqlite3.Connection, numbers: Iterable[int], access: Access) -> Iterator[Record]:
    """The records of ``articles.n``, one at a time; a number without a row is passed over."""
    numbered = dict(db.execute("SELECT key, number FROM documents").fetchall())
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    for n in numbers:
        # To its end: a statement left open would keep the crawl's log from being folded in
        # for as long as a reader takes over a download.
        for row in cursor.execute(_ROW, (n,)).fetchall():
            yield _record(dict(row), numbered, access)


def one(db: sqlite3.Connection, ident: str, access: Access) -> Record | None:
    """The record of an article by its id, None when there is none."""
    found = db.execute("SELECT n FROM articles WHERE id = ?", (ident,)).fetchall()
    return next(read(db, (row[0] for row in found), access), None)


def at_revision(db: sqlite3.Connection, record: Record, number: int) -> Record | None:
    """A record as its revision ``number`` stood, None when it never had that many."""
    row = db.execute(
        "SELECT r.capture_id, r.title, r.lead, r.body, r.digest, c.fetched_at, c.digest,"
        " c.warc_file, c.offset, c.length FROM revisions r JOIN captures c ON c.id = r.capture_id"
        " WHERE article_id = ? ORDER BY captured_at, capture_id LIMIT 1 OFFSET ?",
        (record.id, number - 1),
    ).fetchone()
    if row is None:
        return None
    capture, title, lead, body, text, captured_at, payload, name, offset, length = row
    return replace(
        record,
        title=title,
        excerpt=excerpt(lead or body),
        lead=lead if record.full_text else "",
        body=body if record.full_text else "",
        revision=number,
        text_digest=text,
        captured_at=captured_at,
        capture_id=capture,
        capture_digest=payload,
        warc_file=name,
        warc_offset=offset,
        warc_length=length,
    )


def excerpt(text: str) -> str:
    """The opening of a text in whole words, on one line.

    >>> excerpt("Một hai ba")
    'Một hai ba'
    """
    opening = " ".join(text[: 2 * EXCERPT].split())
    if len(opening) <= EXCERPT:
        return opening
    return (opening[: EXCERPT - 1].rpartition(" ")[0] or opening[: EXCERPT - 1]) + "…"


def _record(row: dict[str, Any], numbered: Mapping[str, str], access: Access) -> Record:
    shown = access.shows(row["rights"])
    documents = tuple(json.loads(row["documents"]))
    places = [
        PlaceName(name, role, before, after, evidence if shown else "")
        for name, role, before, after, evidence in sorted(json.loads(row["places"]))
    ]
    return Record(
        **row
        | {
            "archive_url": access.address(row["id"]),
            "excerpt": excerpt(row["lead"] or row["body"]),
            "lead": row["lead"] if shown else "",
            "body": row["body"] if shown else "",
            "full_text": shown,
            "rights": stated(row["rights"], row["organisation"]),
            "authors": tuple(json.loads(row["authors"])),
            "documents": documents,
            "document_numbers": tuple(numbered.get(key, key) for key in documents),
            "places": tuple(places),
        }
    )
