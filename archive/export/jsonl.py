"""JSON Lines: an article a line, each of which says where it is from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from archive.export.origin import Origin
from archive.export.records import Record


def write(records: Iterable[Record], origin: Origin) -> Iterator[bytes]:
    """One line an article, with the export's origin under ``export`` in each: lines are cut,
    filtered and joined, and a head of the file would be lost first."""
    export = origin.document()
    for record in records:
        line = json.dumps(record.document() | {"export": export}, ensure_ascii=False)
        # Some readers of lines break at these too (str.splitlines, JavaScript before 2019).
        for separator in ("\u2028", "\u2029", "\x85"):
            line = line.replace(separator, f"\\u{ord(separator):04x}")
        yield line.encode() + b"\n"
