"""What a page lists, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from archive.export import csv_file
from archive.web.asked import Row


def as_csv(rows: Sequence[Row]) -> bytes:
    """Rows as CSV, as an export writes them: a byte order mark, and formulas dead."""
    columns = list(rows[0]) if rows else []
    return csv_file.BOM.encode() + b"".join(csv_file.table(columns, rows) if rows else ())


def as_json(told: Mapping[str, object], rows: Sequence[Row] | None) -> str:
    """One JSON document: what is ``told`` of the rows (where they are from, whether there are
    more), and the rows; None leaves them out."""
    said = dict(told) if rows is None else {**told, "rows": list(rows)}
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)
