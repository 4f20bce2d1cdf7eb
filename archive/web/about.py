"""About: what this is, how pages are read and judged, what it cannot say, whose the texts are."""

from __future__ import annotations

import sqlite3

from archive.web.asked import Answer, Asked, listed
from archive.web.front import completeness, documents


def about(db: sqlite3.Connection, _asked: Asked) -> Answer:
    readers = listed(
        db,
        "SELECT version, min(started_at) AS since, count(*) AS runs FROM runs WHERE version <> ''"
        " GROUP BY 1 ORDER BY 2",
    )
    return Answer(
        "about.html",
        context={"documents": documents(db), "readers": readers, **completeness(db)},
    )


PAGES = (("/gioi-thieu", about),)
