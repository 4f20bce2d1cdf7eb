"""WARC 1.1 files, written: one run appends to one series of them, record by record."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.records import Capture
from archive.warc import (
    CERTIFICATE,
    OPEN,
    PAGE,
    UNVERIFIED,
    Exchange,
    Headers,
    Original,
    Stored,
    finish,
    iso,
    sync_folder,
    uuid_of,
)

ROLL_AT = 1_000_000_000
"""Bytes after which a file is closed and the next begun (the 1 GB of WARC practice)."""
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


class WarcWriter:
    """Appends one run's records; knows nothing of SQLite.

    ``write`` leaves bytes in the file, ``sync`` makes them durable, ``close``
    also gives the file its final name.
    """

    def __init__(self, folder: Path, run_id: str, info: dict[str, str]) -> None:
        self.folder = folder
        self.run_id = run_id
        self._info = info
        self._serial = 0
        self._file: int | None = None
        self._name = ""
        self._offset = 0
        self._unsynced = False
        self.finished: list[str] = []
        """Names of files closed since the caller last looked; it takes them off."""

    def write(self, exchange: Exchange, original: Original | None = None) -> Capture:
        """Write an exchange (or a failure) and say where it lies.

        With ``original`` given, a 304 or a payload with the same digest is
        written as a revisit record instead of a second copy.
        """
        if self._file is None or self._offset >= ROLL_AT:
            self._begin()
        if exchange.failure:
            # One line of plain text, so that it reads back as it was.
            said = " ".join(exchange.failure.encode("utf-8", "replace").decode().split())
            exchange = replace(exchange, failure=said)
            return self._append(exchange, self._failure(exchange), "metadata", None)
        record = self._response(exchange, original)
        request = self._request(exchange, record)
        return self._append(exchange, record, record.rec_type, request)

    def note(self, url: str, fields: Mapping[str, str], moment: datetime) -> Stored:
        """Write a metadata record that belongs to no exchange, as it will be read back."""
        if self._file is None or self._offset >= ROLL_AT:
            self._begin()
        record = self._metadata(url, fields, moment)
        buffer = BytesIO()
        WARCWriter(buffer, gzip=True, warc_version="1.1").write_record(record)
        offset = self._offset
        self._put(buffer.getvalue())
        return Stored(
            self._name,
            offset,
            buffer.tell(),
            uuid_of(record.rec_headers.get_header("WARC-Record-ID")),
            "metadata",
            url,
            moment,
            fields=dict(fields),
            run_id=self.run_id,
        )

    def sync(self) -> None:
        """Make everything written so far survive a power cut."""
        if self._file is not None and self._unsynced:
            os.fsync(self._file)
            self._unsynced = False

    def leave(self) -> None:
        """Let go of the current file as it is; the next run finds it by its name."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def close(self) -> None:
        """Finish the current file, if any: sync it and give it its final name."""
        if self._file is None:
            return
        self.sync()
        os.close(self._file)
        self._file = None
        finish(self.folder / (self._name + OPEN))
        self.finished.append(self._name)

    def _begin(self) -> None:
        self.close()
        while True:
            self._name = f"lamtheo-{self.run_id}-{self._serial:05d}.warc.gz"
            self._serial += 1
            if not (self.folder / self._name).exists():
                break
        path = self.folder / (self._name + OPEN)
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
        sync_folder(self.folder)
        self._offset = 0
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(self._name, self._info))
        self._put(buffer.getvalue())

    def _put(self, data: bytes) -> None:
        assert self._file is not None
        view = memoryview(data)
        start = self._offset
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            # Disk full: what was written of this record is cut off again, so that
            # the file still reads to its end.
            os.ftruncate(self._file, start)
            raise
        self._offset += len(data)
        self._unsynced = True

    def _append(
        self,
        exchange: Exchange,
        record: ArcWarcRecord,
        record_type: str,
        request: ArcWarcRecord | None,
    ) -> Capture:
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
        writer.write_record(record)
        length = buffer.tell()
        if request is not None:
            writer.write_record(request)
        offset = self._offset
        self._put(buffer.getvalue())
        headers = record.rec_headers
        return Capture(
            id=uuid_of(headers.get_header("WARC-Record-ID")),
            url=exchange.url,
            warc_file=self._name,
            offset=offset,
            length=length,
            record_type=record_type,  # type: ignore[arg-type]
            status=exchange.status,
            digest=headers.get_header("WARC-Payload-Digest") or "",
            fetched_at=exchange.fetched_at,
            run_id=self.run_id,
            site=exchange.site,
            content_type=_first(exchange.headers, "content-type"),
            failure=exchange.failure,
            asked=exchange.asked,
        )

    def _response(self, exchange: Exchange, original: Original | None) -> ArcWarcRecord:
        writer = WARCWriter(BytesIO(), gzip=True, warc_version="1.1")
        http = _AsReceived(
            f"{exchange.status} {exchange.reason}".strip(),
            # The payload is transfer-decoded: a kept Transfer-Encoding would lie.
            [pair for pair in exchange.headers if pair[0].lower() != "transfer-encoding"],
            protocol="HTTP/1.1",
        )
        fields = {
            "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
            "WARC-Date": iso(exchange.fetched_at),
        }
        if exchange.ip:
            fields["WARC-IP-Address"] = exchange.ip
        if exchange.truncated:
            fields["WARC-Truncated"] = exchange.truncated
        if exchange.unverified:
            fields[UNVERIFIED] = " ".join(exchange.unverified.split())
            fields[CERTIFICATE] = f"sha256:{exchange.certificate}"
        if exchange.asked:
            fields[PAGE] = exchange.url
        record: ArcWarcRecord = writer.create_warc_record(
            exchange.asked or exchange.url,
            "response",
            payload=BytesIO(exchange.payload),
            length=len(exchange.payload),
            http_headers=http,
            warc_headers_dict=fields,
        )
        if original is None:
            return record
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        same = exchange.status == 200 and digest == original.digest and exchange.payload
        if exchange.status != 304 and not same:
            return record
        fields |= {
            "WARC-Profile": NOT_MODIFIED if exchange.status == 304 else IDENTICAL,
            "WARC-Refers-To-Target-URI": original.url,
            "WARC-Refers-To-Date": iso(original.fetched_at),
        }
        if same:
            fields["WARC-Payload-Digest"] = original.digest
        revisit: ArcWarcRecord = writer.create_warc_record(
            exchange.asked or exchange.url, "revisit", http_headers=http, warc_headers_dict=fields
        )
        return revisit

    def _request(self, exchange: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
        writer = WARCWriter(BytesIO(), gzip=True, warc_version="1.1")
        url = exchange.asked or exchange.url
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        http = _AsReceived(
            f"GET {target} HTTP/1.1", list(exchange.request_headers), is_http_request=True
        )
        record: ArcWarcRecord = writer.create_warc_record(
            url,
            "request",
            http_headers=http,
            warc_headers_dict={
                "WARC-Date": iso(exchange.fetched_at),
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        return record

    def _failure(self, exchange: Exchange) -> ArcWarcRecord:
        said = {"fetch-failure": exchange.failure}
        page = exchange.url if exchange.asked else ""
        return self._metadata(exchange.asked or exchange.url, said, exchange.fetched_at, page)

    def _metadata(
        self, url: str, fields: Mapping[str, str], moment: datetime, page: str = ""
    ) -> ArcWarcRecord:
        writer = WARCWriter(BytesIO(), gzip=True, warc_version="1.1")
        block = "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode()
        record: ArcWarcRecord = writer.create_warc_record(
            url,
            "metadata",
            payload=BytesIO(block),
            length=len(block),
            warc_content_type="application/warc-fields",
            warc_headers_dict={
                "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
                "WARC-Date": iso(moment),
            }
            | ({PAGE: page} if page else {}),
        )
        return record


class _AsReceived(StatusAndHeaders):  # type: ignore[misc]
    """Headers written byte for byte: warcio would percent-encode what is not ASCII."""

    def to_ascii_bytes(self, filter_func: Any = None) -> bytes:
        text: str = self.to_str(filter_func)
        return b"".join(map(_byte_or_utf8, text)) + b"\r\n"


def _byte_or_utf8(character: str) -> bytes:
    return character.encode("latin-1" if character < "\u0100" else "utf-8", "replace")


def _first(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")
