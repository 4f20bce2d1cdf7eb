"""WARC 1.1 files (ISO 28500:2017), read: the evidence every row can be computed from.

One run appends to one series of files, ``lamtheo-RUN-00000.warc.gz``. The file
being written carries ``.open`` after its name; closing it means fsync, rename,
fsync of the folder. Each record is a gzip member of its own, so a record is
found by (file, offset) and a torn tail costs the torn record alone.
"""

from __future__ import annotations

import logging
import mmap
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

log = logging.getLogger(__name__)

OPEN = ".open"
UNVERIFIED, CERTIFICATE = "TLS-Unverified", "TLS-Certificate-Digest"
"""Fields of our own, as ISO 28500 §5.1 lets us add and others ignore: a response that came
over TLS without verification says why, and which certificate was shown."""
PAGE = "Page-URI"
"""Another: the URL by which the archive knows a page, where it was asked for under another of
its spellings (https, www). WARC-Target-URI is the URL really asked for."""
_STATUS = re.compile("[0-9]{3}")
"""RFC 9110 §15; other writers' files hold anything, "²" too, which str.isdigit() takes."""
_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 18
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP exchange as it went over the wire, or the reason there was none.

    ``url`` is what the archive knows the page by, ``asked`` the URL really asked for where that
    is another, else "".
    Headers are the bytes received, one character (U+0000 to U+00FF) a byte; see
    :func:`text_of`. ``payload`` is transfer-decoded and still content-coded. ``failure`` is ""
    for an exchange; otherwise what happened ("timeout: …", "refused: …") and
    the HTTP fields are empty. ``truncated`` is a WARC-Truncated reason
    ("length", "time", "disconnect") or "". ``unverified`` is why the server's certificate
    did not verify, "" when it did or there was none, and ``certificate`` the SHA-256 in
    hexadecimal of the one it showed then.
    """

    url: str
    site: str
    fetched_at: datetime
    request_headers: Headers = ()
    status: int = 0
    reason: str = ""
    headers: Headers = ()
    payload: bytes = b""
    ip: str = ""
    truncated: str = ""
    failure: str = ""
    unverified: str = ""
    certificate: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """An earlier full capture of the same page, which a revisit record refers to; ``url`` is
    what it was asked for by."""

    url: str
    fetched_at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A record read back: where it lies, its headers, its payload still content-coded."""

    warc_file: str
    offset: int
    length: int
    id: str
    record_type: str
    url: str
    date: datetime
    digest: str = ""
    status: int = 0
    headers: Headers = ()
    payload: bytes = b""
    fields: dict[str, str] = field(default_factory=dict)
    profile: str = ""
    run_id: str = ""
    truncated: str = ""
    ip: str = ""
    unverified: str = ""
    certificate: str = ""
    asked: str = ""


def iso(moment: datetime) -> str:
    """A WARC-Date: UTC with microseconds, as WARC 1.1 allows."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_date(text: str) -> datetime:
    """A WARC-Date as an aware datetime; WARC 1.0 dates have no fraction."""
    return datetime.fromisoformat(text).astimezone(UTC)


def locate(folder: Path, name: str) -> Path:
    """The path of a WARC file by its final name, whether closed or still open.

    :raises FileNotFoundError: naming the file, when neither is there.
    """
    for path in (folder / name, folder / (name + OPEN)):
        if path.exists():
            return path
    raise FileNotFoundError(f"WARC file {name} is not in {folder}")


def read_at(folder: Path, name: str, offset: int) -> Stored:
    """The record that begins at ``offset`` of a file, read from the disk.

    :raises ValueError: there is none, or it is not what its digests say.
    """
    path = locate(folder, name)
    with path.open("rb") as stream:
        stream.seek(offset)
        try:
            for record in ArchiveIterator(stream, check_digests="raise"):
                return _stored(record, name, offset, 0)
        except (ArchiveLoadFailed, EOFError, AttributeError, TypeError, zlib.error) as error:
            raise ValueError(f"WARC record {name}:{offset} is damaged: {error}") from error
    raise ValueError(f"no WARC record at {name}:{offset}")


def scan(path: Path, start: int = 0) -> Iterator[Stored]:
    """Each record of a WARC file from byte ``start`` on, up to a torn tail.

    Gzip members are walked one by one, so offsets and lengths are exact and
    each member's CRC has been checked. What is no WARC record is passed over,
    with a warning.
    """
    name = path.name.removesuffix(OPEN)
    # A file of ours says whose it is even where its warcinfo record is damaged.
    run_id = name[8:].rpartition("-")[0] if name.startswith("lamtheo-") else ""
    for offset, length, data in _members(path, start):
        try:
            record = next(iter(ArchiveIterator(BytesIO(data))), None)
            if record is None:
                continue
            stored = _stored(record, name, offset, length, run_id)
        except Exception as error:  # warcio meets bytes that are no WARC with whatever comes
            log.warning("%s:%d is no WARC record: %s", path, offset, error)
            continue
        run_id = stored.run_id
        yield stored


def whole_length(path: Path) -> int:
    """The bytes of a WARC file up to the end of its last whole record."""
    end = 0
    for offset, length, _ in _members(path, 0):
        end = offset + length
    return end


def finish(path: Path) -> Path:
    """Give a file that was being written its final name, durably."""
    final = path.with_name(path.name.removesuffix(OPEN))
    os.rename(path, final)
    sync_folder(path.parent)
    return final


def cut_tail(path: Path) -> int:
    """Cut a torn record off the end of a file that a killed run left; bytes cut.

    Only what follows the last whole record is cut: it never was whole, so
    it was never acknowledged. Damage before that is left as evidence.
    """
    keep = whole_length(path)
    lost = path.stat().st_size - keep
    with path.open("r+b") as stream:
        if lost:
            stream.truncate(keep)
        # Even where nothing is torn: what the killed run wrote may never have reached the
        # disk, and the rows that are now made from it must not outlive it.
        os.fsync(stream.fileno())
    return lost


def sync_folder(folder: Path) -> None:
    """Make a created or renamed name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _members(path: Path, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Each whole gzip member: offset, length, content. One that is damaged costs itself
    alone: reading goes on at the next member that passes its CRC."""
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size <= start:
            return
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            offset = start
            while 0 <= offset < size:
                found = _member(data, offset, size)
                if found is None:
                    offset = data.find(_MAGIC, offset + 1)
                    continue
                yield offset, found[0] - offset, found[1]
                offset = found[0]


def _member(data: mmap.mmap, offset: int, size: int) -> tuple[int, bytes] | None:
    inflater, out = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()
    try:
        while not inflater.eof and offset < size:
            out += inflater.decompress(data[offset : offset + _CHUNK])
            offset = min(offset + _CHUNK, size)
    except zlib.error:
        return None
    return (offset - len(inflater.unused_data), bytes(out)) if inflater.eof else None


def _stored(record: ArcWarcRecord, name: str, offset: int, length: int, run_id: str = "") -> Stored:
    headers = record.rec_headers
    http = record.http_headers
    payload = record.raw_stream.read()
    fields: dict[str, str] = {}
    if record.rec_type in ("metadata", "warcinfo"):
        for line in payload.decode("utf-8", "replace").splitlines():
            key, _, value = line.partition(":")
            fields[key.strip()] = value.strip()
        run_id = fields.get("isPartOf", run_id) if record.rec_type == "warcinfo" else run_id
    status = http.get_statuscode() if http and record.rec_type != "request" else ""
    asked, page = headers.get_header("WARC-Target-URI") or "", headers.get_header(PAGE) or ""
    return Stored(
        warc_file=name,
        offset=offset,
        length=length,
        id=uuid_of(headers.get_header("WARC-Record-ID") or ""),
        record_type=record.rec_type,
        url=page or asked,
        date=parse_date(headers.get_header("WARC-Date")),
        digest=headers.get_header("WARC-Payload-Digest") or "",
        status=int(status) if status and _STATUS.fullmatch(status) else 0,
        headers=tuple(http.headers) if http else (),
        payload=payload,
        fields=fields,
        profile=headers.get_header("WARC-Profile") or "",
        run_id=run_id,
        truncated=headers.get_header("WARC-Truncated") or "",
        ip=headers.get_header("WARC-IP-Address") or "",
        unverified=headers.get_header(UNVERIFIED) or "",
        certificate=(headers.get_header(CERTIFICATE) or "").removeprefix("sha256:"),
        asked=asked if page else "",
    )


def text_of(headers: Headers) -> Headers:
    """Received headers as text, as WARC readers see them: each line UTF-8, or else Latin-1."""
    return tuple(_line(name, value) for name, value in headers)


def _line(name: str, value: str) -> tuple[str, str]:
    try:
        return name, value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name, value


def uuid_of(record_id: str) -> str:
    """The UUID of a WARC-Record-ID."""
    return record_id.strip("<>").removeprefix("urn:uuid:")
