"""About: what this is, how pages are read and judged, what it cannot say, whose the texts are."""

from __future__ import annotations

import sqlite3

from archive.web.asked import Answer, Asked, listed
from archive.web.front import completeness, documents


def about(db: sqlite3.Connection, _asked: Asked) -> Answer:
    readers = listed(
        db,
        "SELECT version, reader_version AS reader, min(started_at) AS since FROM runs"
        " WHERE kind <> 'decide' AND (version <> '' OR reader_version <> '')"
        " GROUP BY 1, 2 ORDER BY 3",
    )
    return Answer(
        "about.html",
        context={"documents": documents(db), "readers": readers, **completeness(db)},
    )


PAGES = (("/gioi-thieu", about),)
