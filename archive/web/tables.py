"""What a page lists, as CSV and as JSON: cells that open safely in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from archive.web.asked import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV with a byte order mark, without which spreadsheets lose every diacritic."""
    out = io.StringIO()
    out.write("\ufeff")
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), extrasaction="ignore", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def cell(value: object) -> object:
    """A value no spreadsheet takes for a formula: text that begins like one gets an apostrophe."""
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def as_json(rows: Sequence[Row], *, more: bool, url: str) -> str:
    """Rows as one JSON document that says where it is from and whether there are more."""
    said = {"url": url, "more": more, "rows": list(rows)}
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)
