"""Datasette's tables and answers as CSV that opens as it is in a spreadsheet.

Its own (0.65.5) has no byte order mark, leaves formulas alive and ends a table at its largest
page. Here is what its JSON says, page after page, written as every other CSV of the archive.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from datasette import Response

from archive.export import csv_file
from archive.web.answering import DATABASE
from archive.web.downloads import Download, View

_SHAPE = {"_shape", "_labels", "_json", "_nl", "_size", "_stream", "_dl", "_header", "_trace"}
"""What a reader may ask of the form of Datasette's own files; the rows are all the same."""
MEDIA_TYPE = "text/csv; charset=utf-8"
PATIENCE = 60
"""Seconds until a page of a table has come, or never will: its SQL may take three, and a web that
is being shut down answers no more."""


async def sheet(datasette: Any, request: Any) -> Any:
    """A table, a row, a question or a reader's own SQL, at its address with the ending ``.csv``."""
    path = request.path.removesuffix(".csv")
    args = {key: request.args.getlist(key) for key in request.args if key not in _SHAPE}
    args |= {"_shape": ["arrays"], "_size": ["max"], "_nofacet": ["1"], "_nocount": ["1"]}

    async def page(start: str = "") -> Any:
        asked = args | ({"_next": [start]} if start else {})
        address = f"{path}.json?{urlencode(asked, doseq=True)}"
        return await datasette.client.get(address, follow_redirects=True)

    first = await page()
    if first.status_code != 200:
        type_ = first.headers["content-type"]
        return Response(first.text, status=first.status_code, content_type=type_)
    loop = asyncio.get_running_loop()

    def pages() -> Iterator[Mapping[str, Any]]:
        # A download is written in a thread, where nothing can be awaited.
        said = first.json()
        yield said
        while start := said.get("next"):
            said = asyncio.run_coroutine_threadsafe(page(start), loop).result(PATIENCE).json()
            yield said

    name = "-".join(re.findall(r"[\w~-]+", path.removeprefix(f"/{DATABASE}"))) or DATABASE
    if first.json().get("truncated"):
        name += f"-{len(first.json()['rows'])}-dong-dau"  # JSON says so inside; CSV cannot
    return Download(_written(pages()), MEDIA_TYPE, f"{name}.csv", request.receive)


def _written(pages: Iterator[Mapping[str, Any]]) -> Generator[bytes]:
    yield csv_file.BOM.encode()
    for number, page in enumerate(pages):
        columns = _told_apart(page["columns"])
        rows = (dict(zip(columns, map(_plain, row), strict=True)) for row in page["rows"])
        lines = csv_file.table(columns, rows)
        if number:
            next(lines)  # the head stands once
        yield from lines


def _told_apart(columns: Sequence[str]) -> list[str]:
    """Names of columns, each once, numbered as SQLite does it.

    >>> _told_apart(["id", "site", "id"])
    ['id', 'site', 'id:1']
    """
    met: Counter[str] = Counter()
    names = []
    for column in columns:
        names.append(f"{column}:{met[column]}" if met[column] else column)
        met[column] += 1
    return names


def _plain(value: Any) -> Any:
    """Bytes stay in base64, as Datasette's JSON has them."""
    return value["encoded"] if isinstance(value, dict) else value


ROUTES: tuple[tuple[str, View], ...] = ((rf"^/{DATABASE}(?:/[^/.]+){{0,2}}\.csv$", sheet),)
