"""Parquet, for data frames: typed columns, the origin in the file's own metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from archive.export.origin import Origin
from archive.export.records import COLUMNS, Record
from archive.records import PlaceName

GROUP = 500
"""Articles to a row group: some 2 MB of text, all that is in memory at a time."""

_MOMENTS = ("first_seen_at", "last_seen_at", "captured_at", "gone_at")
_PLACES = pa.list_(pa.struct([(name, pa.string()) for name in PlaceName.__slots__]))
_TYPES = {
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    tuple[str, ...]: pa.list_(pa.string()),
    tuple[PlaceName, ...]: _PLACES,
}


def schema(origin: Origin) -> pa.Schema:
    """The columns with their types: moments in UTC, ``published_day`` a date, and
    ``published_at`` a text, because it may be a month alone."""
    metadata = {"lamtheo": json.dumps(origin.document(), ensure_ascii=False)}
    return pa.schema([(name, _type(name)) for name in COLUMNS], metadata=metadata)


def write(records: Iterable[Record], origin: Origin) -> Iterator[bytes]:
    """The records as one Parquet file, a row group a chunk."""
    sink, columns = _Sink(), schema(origin)
    rows = iter(records)
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), columns, compression="zstd") as writer:
        while group := [_row(record) for record in islice(rows, GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema=columns))
            yield sink.taken()
    yield sink.taken()


def _type(name: str) -> pa.DataType:
    if name in _MOMENTS:
        return pa.timestamp("us", tz="UTC")
    if name == "published_day":
        return pa.date32()
    return _TYPES.get(COLUMNS[name], pa.string())


def _row(record: Record) -> dict[str, Any]:
    row = record.document()
    for name in _MOMENTS:
        row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    day = row["published_day"]
    return row | {"published_day": date.fromisoformat(day) if day else None}


class _Sink:
    """A file that is written to its end only, and read by taking what has come."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self.closed = False

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def tell(self) -> int:
        return self._size

    def flush(self) -> None:
        """All is here already."""

    def close(self) -> None:
        self.closed = True

    def taken(self) -> bytes:
        data, self._parts = b"".join(self._parts), []
        return data
