"""Comma-separated values that open in a spreadsheet as they are: marks kept, formulas dead."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive.export.origin import Origin
from archive.export.records import COLUMNS, Record
from archive.records import PlaceName

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of its machine and loses every diacritic."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that a spreadsheet computes: OWASP's list, and the full-width forms
that a Japanese or Chinese one takes for the same."""
_BLANK = re.compile(r"[\s\x00-\x1f\ufeff\u200b-\u200f\u2060]*")
"""What some take away before they look: white space, and what has no width."""
_BEGINS = f"[{re.escape(''.join(FORMULA))}]"
OURS = f"^'(?={_BEGINS}|{_BLANK.pattern}{_BEGINS})"
"""The apostrophe that :func:`cell` puts before a text: without it, the text is as it was."""


def write(records: Iterable[Record], origin: Origin) -> Iterator[bytes]:  # noqa: ARG001
    """The records as CSV (RFC 4180) with a byte order mark; where they are from stands beside
    it, in a file of its own: a row that is no article would be counted as one."""
    rows = ({name: getattr(record, name) for name in COLUMNS} for record in records)
    yield BOM.encode()
    yield from table(list(COLUMNS), rows)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """Rows as CSV without a byte order mark, one row a chunk."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")

    def written(cells: Iterable[object]) -> bytes:
        line.seek(0)
        line.truncate()
        writer.writerow(cells)
        return line.getvalue().encode()

    yield written(columns)
    for row in rows:
        yield written(cell(row[name]) for name in columns)


def cell(value: object) -> object:
    """A value as it stands in a cell: lists joined by "; ", None empty, true and false in
    lower case, and a text that a spreadsheet would take for a formula behind an apostrophe.

    >>> cell("=1+1"), cell(-1), cell(("Lê An", "Hà"))
    ("'=1+1", -1, 'Lê An; Hà')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        value = "; ".join(map(_item, value))
    if isinstance(value, str) and is_formula(value):
        return "'" + value
    return "" if value is None else value


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula.

    >>> is_formula(" =1+1"), is_formula("1 = 1")
    (True, False)
    """
    return text.startswith(FORMULA) or _BLANK.sub("", text, count=1).startswith(FORMULA)


def _item(item: object) -> str:
    if isinstance(item, PlaceName):
        where = ", ".join(dict.fromkeys(filter(None, (item.name, item.province_before))))
        return f"{item.role}: {where}"
    return str(item)
