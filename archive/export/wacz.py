"""A WACZ 1.1.1 file: captures, their index and a list of pages, as replayweb.page opens it.

https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import string
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlsplit

from yarl import URL

from archive.export import captures
from archive.export.captures import Place
from archive.export.members import Member, Sealed, spool, spooled
from archive.export.origin import Origin
from archive.export.records import Record

WARC = "data.warc.gz"
BLOCK = 1024
"""Lines of the index to a compressed block, as py-wacz has."""

_WWW = re.compile(r"^www\d*\.")
_PORTS = {"http": 80, "https": 443}
_PRINTABLE = "".join(set(string.punctuation) - set("#%"))


def members(
    db: sqlite3.Connection, folder: Path, records: Iterable[Record], origin: Origin
) -> Iterator[Member]:
    """The files of the WACZ, in the order the specification lists them, the digests last."""
    lines: list[str] = []
    sealed: list[Sealed] = []

    def file(name: str, chunks: Iterable[bytes]) -> Member:
        sealed.append(Sealed(name))
        packed = name.endswith(".gz")
        return Member(name, sealed[-1].through(chunks), packed=packed)

    with spool() as pages:
        pages.write(_line({"format": "json-pages-1.0", "id": "pages", "title": "lamtheo"}))
        copies = captures.each(db, folder, records)
        yield file(f"archive/{WARC}", _archive(copies, origin, lines, pages))
        lines.sort()
        blocks, heads = _index(lines)
        yield file("indexes/index.cdx.gz", blocks)
        yield file("indexes/index.idx", heads)
        yield file("pages/pages.jsonl", spooled(pages))
    package = _package(origin, sealed)
    yield Member("datapackage.json", [package])
    digest = {"path": "datapackage.json", "hash": f"sha256:{sha256(package).hexdigest()}"}
    yield Member("datapackage-digest.json", [json.dumps(digest).encode()])


def surt(url: str) -> str:
    """A URL in the order indexes sort by: host from the right, the rest in lower case.

    By the rules of the Internet Archive's canonicaliser, which pywb and py-wacz follow and whose
    package has no wheel; but for the identifiers of sessions, which it leaves out.

    >>> surt("https://www.Bao.example:443/Tin//Tức/./1.html?b=2&a=%C4%91")
    'example,bao)/tin/t%e1%bb%a9c/1.html?a=%c4%91&b=2'
    """
    parts = urlsplit(url)
    host = _WWW.sub("", URL.build(host=parts.hostname or "").raw_host or "").rstrip(".")
    port = f":{parts.port}" if parts.port not in (None, _PORTS.get(parts.scheme)) else ""
    query = "&".join(sorted(_evened(parts.query).split("&"))) if parts.query else ""
    path = normpath("/" + _evened(parts.path).lstrip("/"))
    return f"{','.join(reversed(host.split('.')))}{port}){path}" + (f"?{query}" if query else "")


def _evened(text: str) -> str:
    """Escaped where it must be, in lower case, however it was written."""
    raw = text.encode("utf-8", "surrogatepass")
    while (inner := unquote_to_bytes(raw)) != raw:
        raw = inner
    return quote(raw, safe=_PRINTABLE).lower()


def _archive(
    copies: Iterable[tuple[Record, Place, bytes]], origin: Origin, lines: list[str], pages: Any
) -> Iterator[bytes]:
    info = captures.warcinfo(WARC, origin)
    yield info
    offset = len(info)
    for record, place, data in copies:
        is_sealed = place.record_type == captures.SEALED
        if not is_sealed:
            lines.append(cdxj(place, offset))
        if place.id == record.capture_id and not is_sealed:
            stamp = datetime.fromisoformat(place.fetched_at).astimezone(UTC)
            pages.write(
                _line(
                    {
                        "id": record.id,
                        "url": place.url,
                        "ts": stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
                        "title": record.title,
                    }
                )
            )
        offset += len(data)
        yield data


def cdxj(place: Place, offset: int) -> str:
    """A line of the index. Numbers are strings there, as pywb writes them."""
    moment = datetime.fromisoformat(place.fetched_at).astimezone(UTC)
    revisit = place.record_type == "revisit"
    said = {
        "url": place.url,
        "mime": "warc/revisit" if revisit else place.content_type.partition(";")[0].strip(),
        "status": str(place.status),
        "digest": place.digest,
        "length": str(place.length),
        "offset": str(offset),
        "filename": WARC,
    }
    return f"{surt(place.url)} {moment:%Y%m%d%H%M%S} {json.dumps(said, ensure_ascii=False)}\n"


def _index(lines: list[str]) -> tuple[list[bytes], list[bytes]]:
    """The lines in compressed blocks, and where each block begins."""
    blocks: list[bytes] = []
    meta = {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    heads = [f"!meta 0 {json.dumps(meta)}\n".encode()]
    offset = 0
    for start in range(0, len(lines), BLOCK):
        chunk = lines[start : start + BLOCK]
        block = gzip.compress("".join(chunk).encode(), mtime=0)
        said = {
            "offset": offset,
            "length": len(block),
            "digest": f"sha256:{sha256(block).hexdigest()}",
            "filename": "index.cdx.gz",
        }
        heads.append(f"{' '.join(chunk[0].split(' ', 2)[:2])} {json.dumps(said)}\n".encode())
        blocks.append(block)
        offset += len(block)
    return blocks, heads


def _package(origin: Origin, files: list[Sealed]) -> bytes:
    said = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "lamtheo",
        "description": origin.line(),
        "created": origin.exported_at,
        "software": origin.software,
        "lamtheo": origin.document(),
        "resources": [
            {
                "name": file.name.rpartition("/")[2],
                "path": file.name,
                "hash": f"sha256:{file.sha256}",
                "bytes": file.size,
            }
            for file in files
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
