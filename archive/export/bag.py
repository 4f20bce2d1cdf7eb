"""A bag (BagIt 1.0, RFC 8493) of the data package and the captures, for long-term keeping."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.export import datapackage, warc_file
from archive.export.members import Member, Sealed
from archive.export.origin import Origin
from archive.export.records import Record

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def members(
    db: sqlite3.Connection,
    folder: Path,
    records: Callable[[], Iterator[Record]],
    origin: Origin,
) -> Iterator[Member]:
    """The payload under ``data/``, then the tag files. ``records`` is asked for the records
    twice: once for the tables, once for their captures."""
    payload: list[Sealed] = []

    def sealed(files: list[Sealed], member: Member) -> Member:
        files.append(Sealed(member.name))
        return Member(member.name, files[-1].through(member.chunks), member.packed)

    for sheet in datapackage.members(records(), origin):
        yield sealed(payload, Member(f"data/{sheet.name}", sheet.chunks))
    copies = warc_file.write(db, folder, records(), origin)
    yield sealed(payload, Member("data/captures.warc.gz", copies, packed=True))
    tags: list[Sealed] = []
    size, files = sum(file.size for file in payload), len(payload)
    info = {
        "Source-Organization": "lamtheo",
        "External-Description": origin.line(),
        "External-Identifier": f"{origin.archive}/{origin.newest_run}",
        "Bagging-Date": origin.exported_at[:10],
        "Bag-Software-Agent": origin.software,
        "Payload-Oxum": f"{size}.{files}",
    }
    said = "".join(f"{name}: {value}\n" for name, value in info.items()).encode()
    yield sealed(tags, Member("bagit.txt", [_DECLARATION]))
    yield sealed(tags, Member("bag-info.txt", [said]))
    yield sealed(tags, Member("manifest-sha256.txt", [_manifest(payload)]))
    yield Member("tagmanifest-sha256.txt", [_manifest(tags)])


def _manifest(files: list[Sealed]) -> bytes:
    return "".join(f"{file.sha256}  {file.name}\n" for file in files).encode()
