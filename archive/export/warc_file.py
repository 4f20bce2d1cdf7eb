"""A WARC file of the captures of chosen articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.export import captures
from archive.export.origin import Origin
from archive.export.records import Record


def write(
    db: sqlite3.Connection, folder: Path, records: Iterable[Record], origin: Origin
) -> Iterator[bytes]:
    """A warcinfo record, then each capture as it lies in ``folder``, a record a chunk."""
    yield captures.warcinfo("lamtheo.warc.gz", origin)
    for _, _, data in captures.each(db, folder, records):
        yield data
