"""What a page lists, as CSV and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from archive.export import csv_file
from archive.web.asked import Row

_CHANGES = ("sites_added", "new_reader", "new_software", "new_layout")
COLUMNS: dict[str, tuple[str, ...]] = {
    "/": ("year", "articles"),
    "/do-phu": ("name", "shown", "year", "pages_seen", *_CHANGES),
    "/do-phu/khoang-trong": (
        *("site", "organisation", "section", "cause", "window_from", "window_to", "state"),
        *("opened_at", "seen_at", "closed_at", "closed_by"),
    ),
    "/do-phu/chuyen-muc": ("site", "organisation", "section", "urls", "oldest", "newest"),
    "/dong-thoi-gian": ("month", "articles", "pages_seen", "share", "sites", *_CHANGES),
    "/lan-toa": ("source", "target", "articles", "texts", "source_name", "target_name"),
    "/lan-toa/nhom": (
        *("id", "size", "sites", "first_published_at", "title", "site", "organisation", "rights"),
        "archive_url",
    ),
    "/trang": (
        *("name", "organisation", "level", "host", "district", "province_before"),
        *("province_after", "status", "verified", "host_status", "successor", "rights", "family"),
        *("articles", "last_night", "gaps", "fate"),
    ),
    "/trang/[^/]+": ("year", "articles", *_CHANGES),
    "/trang/[^/]+/luot": (
        *("site", "run_id", "kind", "state", "started_at", "finished_at", "requests", "bytes"),
        *("layout", "reason"),
    ),
}
"""The columns of every list that may be empty, by the pattern of its address: a file of nothing
has its header too."""


def columns(path: str) -> tuple[str, ...]:
    """The columns of the list at an address.

    >>> columns("/trang/hue")[:2], columns("/gioi-thieu")
    (('year', 'articles'), ())
    """
    path = path.rstrip("/") or "/"
    return next((found for at, found in COLUMNS.items() if re.fullmatch(at, path)), ())


def as_csv(rows: Sequence[Row], path: str = "") -> bytes:
    """The rows of a list at ``path`` as CSV, as an export writes them: a byte order mark, a
    header, and formulas dead."""
    names = list(rows[0] if rows else columns(path) if path else ())
    return csv_file.BOM.encode() + b"".join(csv_file.table(names, rows) if names else ())


def as_json(told: Mapping[str, object], rows: Sequence[Row] | None) -> str:
    """One JSON document: what is ``told`` of the rows (where they are from, whether there are
    more), and the rows; None leaves them out."""
    said = dict(told) if rows is None else {**told, "rows": list(rows)}
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)
