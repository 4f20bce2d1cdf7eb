"""The captures of articles as they lie in the archive's WARC files, copied byte for byte.

One that names an article that is withheld (most pages have a box of others) does not leave as it is
meanwhile. In its place stands what the standard has for it, a conversion record that refers to the
capture: the page as the replay shows it, with those places blacked out. Where that cannot be
made, a metadata record says that the capture stays sealed.
"""

from __future__ import annotations

import sqlite3
import zlib
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import IO
from uuid import UUID, uuid5

from warcio.warcwriter import WARCWriter

from archive import naming, payload, warc
from archive.blackout import blacked_out
from archive.export.origin import Origin
from archive.export.records import Record
from archive.naming import Signs

SEALED = "metadata"
"""The type of the record that only says of a capture that it is sealed."""

_COVERED = (
    b"<!-- lamtheo: a copy of the capture this record refers to; the places that name an article"
    b" that is withheld are blacked out -->"
)

_CHUNK = 1 << 16
_ROW = (
    "SELECT id, coalesce(nullif(asked, ''), url), warc_file, offset, length, record_type, status,"
    " digest, content_type, fetched_at FROM captures"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a capture lies: ``length`` compressed bytes at ``offset`` of ``warc_file``; ``url``
    is the one really asked for, as its record says."""

    id: str
    url: str
    warc_file: str
    offset: int
    length: int
    record_type: str
    status: int
    digest: str
    content_type: str
    fetched_at: str


def of(db: sqlite3.Connection, record: Record) -> list[Place]:
    """The captures that an article's texts and addresses come from, oldest first, with the
    response that a revisit among them refers to. None where the text may not be passed on."""
    if not record.full_text:
        return []
    rows = db.execute(
        f"{_ROW} WHERE id IN (SELECT capture_id FROM revisions WHERE article_id = :id"
        " UNION SELECT capture_id FROM articles WHERE id = :id"
        " UNION SELECT capture_id FROM url_aliases WHERE article_id = :id)",
        {"id": record.id},
    ).fetchall()
    places = {row[0]: Place(*row) for row in rows}
    for place in [place for place in places.values() if place.record_type == "revisit"]:
        first = db.execute(
            f"{_ROW} WHERE url = (SELECT url FROM captures WHERE id = ?) AND digest = ?"
            " AND record_type = 'response' AND fetched_at < ? ORDER BY fetched_at LIMIT 1",
            (place.id, place.digest, place.fetched_at),
        ).fetchone()
        if first:
            places[first[0]] = Place(*first)
    return sorted(places.values(), key=lambda place: (place.fetched_at, place.id))


def copied(folder: Path, place: Place) -> bytes:
    """A capture's record, checked against its digests, with the request that follows it.

    :raises ValueError: the bytes are not what the row states.
    :raises FileNotFoundError: the file is not there.
    """
    return _copied(folder, place, warc.read_at(folder, place.warc_file, place.offset))


def _copied(folder: Path, place: Place, stored: warc.Stored) -> bytes:
    if stored.id != place.id:
        raise ValueError(f"{place.warc_file}:{place.offset} holds {stored.id}, not {place.id}")
    with warc.locate(folder, place.warc_file).open("rb") as stream:
        stream.seek(place.offset)
        record = stream.read(place.length)
        following, text = _member(stream)
    return record + (following if _belongs(text, place.id) else b"")


def warcinfo(name: str, origin: Origin, extra: Mapping[str, str] | None = None) -> bytes:
    """The record that begins a file: what software made it, from which archive, asked what."""
    said = {
        "software": origin.software,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/"
        "warc-1.1/",
        "isPartOf": origin.newest_run,
        "description": origin.line(),
        "reader_version": origin.reader_version,
    } | dict(extra or {})
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(name, said))
    return out.getvalue()


def each(
    db: sqlite3.Connection, folder: Path, records: Iterable[Record]
) -> Iterator[tuple[Record, Place, bytes]]:
    """Every capture of the records, once, with its bytes, or what stands for it (of the type
    "conversion" or :data:`SEALED`) with its own."""
    seen: set[str] = set()
    signs: dict[str, Signs | None] = {}
    for record in records:
        if record.site not in signs:
            signs[record.site] = naming.signs(db, record.site)
        for place in of(db, record):
            if place.id not in seen:
                seen.add(place.id)
                stored = warc.read_at(folder, place.warc_file, place.offset)
                instead = _instead(signs[record.site], place, stored)
                yield record, *(instead or (place, _copied(folder, place, stored)))


def _instead(signs: Signs | None, place: Place, stored: warc.Stored) -> tuple[Place, bytes] | None:
    """What stands for a capture that names an article that is withheld; None for any other."""
    if signs is None or not stored.payload:
        return None
    headers = {key.lower(): value for key, value in reversed(warc.text_of(stored.headers))}
    kind = place.content_type
    try:
        body = payload.decode(stored.payload, headers.get("content-encoding", ""))
    except payload.PayloadError:
        body, kind = stored.payload, "undecoded"
    if not naming.page_names(signs, place.url, place.content_type, body):
        return None
    if covered := blacked_out(body, kind, place.url, signs):
        page = covered + _COVERED
        digest = f"sha1:{b32encode(sha1(page, usedforsecurity=False).digest()).decode()}"
        html = "text/html; charset=utf-8"
        made = replace(place, record_type="conversion", content_type=html, digest=digest)
        return made, _made(place, "conversion", html, page)
    block = (
        f"lamtheo-sealed: urn:uuid:{place.id}\r\n"
        "why: the page names an article that is withheld; its capture stays in the archive\r\n"
    )
    made = replace(place, record_type=SEALED)
    return made, _made(place, SEALED, "application/warc-fields", block.encode())


def _made(place: Place, record_type: str, content_type: str, block: bytes) -> bytes:
    """A record of ours about a capture; the same at each call."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    made = writer.create_warc_record(
        place.url,
        record_type,
        payload=BytesIO(block),
        length=len(block),
        warc_content_type=content_type,
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:uuid:{uuid5(UUID(place.id), record_type)}>",
            "WARC-Date": warc.iso(datetime.fromisoformat(place.fetched_at)),
            "WARC-Refers-To": f"<urn:uuid:{place.id}>",
        },
    )
    writer.write_record(made)
    return out.getvalue()


def _member(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """The gzip member that begins here, as it lies and inflated; b"" where none ends."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    raw, text = bytearray(), bytearray()
    try:
        while not inflater.eof and (chunk := stream.read(_CHUNK)):
            raw += chunk
            text += inflater.decompress(chunk)
    except zlib.error:
        return b"", b""
    if not inflater.eof:
        return b"", b""
    return bytes(raw[: len(raw) - len(inflater.unused_data)]), bytes(text)


def _belongs(record: bytes, ident: str) -> bool:
    """Whether a record is the request of the capture ``ident``."""
    head = record.partition(b"\r\n\r\n")[0].splitlines()
    return b"WARC-Type: request" in head and (
        f"WARC-Concurrent-To: <urn:uuid:{ident}>".encode() in head
    )
