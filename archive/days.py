"""Days as people here type them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_TYPED = re.compile(
    r"(?:(?P<d1>\d{1,2})[/. -])?(?P<m1>\d{1,2})[/. -](?P<y1>\d{4})"
    r"|(?P<d2>\d{1,2})[/. -](?P<m2>\d{1,2})[/. -](?P<y2>\d{2})"
    r"|(?P<y3>\d{4})(?:-(?P<m3>\d{1,2})(?:-(?P<d3>\d{1,2}))?)?",
    re.ASCII,
)


def iso(typed: str, *, last: bool = False) -> str:
    """A day as people here type it ("19/5/2021", "19.5.21"), or ISO 8601, as ISO 8601; of a month
    ("5/2021") or a year its first day, or its ``last``; "" for what is none of these.

    >>> iso("19/5/2021"), iso("2021-05-19"), iso("5/2021", last=True), iso("31/2/2021")
    ('2021-05-19', '2021-05-19', '2021-05-31', '')
    """
    found = _TYPED.fullmatch(typed.strip())
    if not found:
        return ""
    given = {name[0]: int(value) for name, value in found.groupdict().items() if value}
    year, month = given["y"] + (2000 if given["y"] < 100 else 0), given.get("m")
    try:
        if "d" in given:
            return date(year, month or 0, given["d"]).isoformat()
        until = date(year + (month in (None, 12)), (month or 12) % 12 + 1, 1) - timedelta(days=1)
        return (until if last else date(year, month or 1, 1)).isoformat()
    except ValueError:
        return ""
