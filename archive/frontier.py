"""The archive as the frontier: which visits are owed, kept in ``urls`` alone.

There is no second queue to lose: after a kill the next run asks these rows what is pending.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from archive.records import Role, Section, Witness
from archive.warc import Original, parse_date


@dataclass(frozen=True, slots=True)
class Owed:
    """A visit the archive owes: what, why, and what the last good copy said of itself."""

    url: str
    role: Role
    section: str
    why: str
    etag: str = ""
    last_modified: str = ""


_URGENCIES = range(7)
"""Values of ``urls.urgency``: sections first, then their further pages, so that an article is
read with everything its listings say of it; then what is new, what failed, what is due again."""

NEXT_RUN = "next run"
"""In ``urls.not_before``: owed, but not within this run. Sorts after every moment."""


def open_run(db: sqlite3.Connection, site: str) -> None:
    """What an earlier run left for later may be asked for again."""
    db.execute(
        # Its moments too: a back-off is within a run, and its clock may have been wrong.
        "UPDATE urls SET not_before = '' WHERE site = ? AND owed IS NOT NULL AND not_before > ''",
        (site,),
    )


def owe_section(db: sqlite3.Connection, site: str, section: Section, now: datetime) -> None:
    """A section is due each night, whatever was said of it before; of several those that
    have waited longest come first, since a night may have no room for all."""
    db.execute(
        "INSERT INTO urls(url, site, role, section, found_at, owed)"
        " VALUES (?, ?, ?, ?, ?, 'section')"
        " ON CONFLICT(url) DO UPDATE SET owed = 'section',"
        " not_before = min(coalesce(visited_at, ''), excluded.found_at)",
        (section.url, site, section.role, section.name, _text(now)),
    )


def owe_once(db: sqlite3.Connection, site: str, section: Section, now: datetime) -> None:
    """A guess is due once; what becomes of it says whether it is owed again."""
    db.execute(
        "INSERT OR IGNORE INTO urls(url, site, role, section, found_at, owed, proposed)"
        " VALUES (?, ?, ?, ?, ?, 'new', 1)",
        (section.url, site, section.role, section.name, _text(now)),
    )


def owe_revisits(
    db: sqlite3.Connection, site: str, now: datetime, days: Sequence[float], budget: int
) -> int:
    """Owe the revisits that are due by age: at each of ``days`` after an article was
    published, then every ``days[-1]``; at most ``budget``, the latest for its age first.
    Returns how many."""
    if not days or budget <= 0:
        return 0
    cursor = db.execute(
        f"UPDATE urls SET owed = 'revisit' WHERE url IN (SELECT a.url {_due(days)}"
        f" AND a.site = :site ORDER BY {_lateness(days)} DESC, u.url LIMIT :budget)",
        {"now": _text(now), "site": site, "budget": budget},
    )
    again = db.execute(
        f"UPDATE urls SET owed = 'revisit' WHERE url IN (SELECT u.url {_due_again(days)}"
        " AND u.site = :site ORDER BY u.visited_at, u.url LIMIT :budget)",
        {"now": _text(now), "site": site, "budget": budget - cursor.rowcount},
    )
    return cursor.rowcount + again.rowcount


def revisits_due(db: sqlite3.Connection, now: datetime, days: Sequence[float]) -> dict[str, int]:
    """How many revisits are due by age at ``now``, by site, whatever a night's budget."""
    if not days:
        return {}
    return dict(
        db.execute(
            f"SELECT a.site, count(*) {_due(days)} GROUP BY a.site", {"now": _text(now)}
        ).fetchall()
    )


_SLACK = 0.25
"""Days by which a revisit may come early: nights start a few minutes apart, and what was
seen at 01:35 would else miss the next night's 01:31 and wait for the one after."""

# An article found years after it was published is as settled as one watched for years. A
# day has no hour: within two of them, it is ours that counts.
_BORN = (
    "CASE WHEN julianday(a.first_seen_at) - julianday(a.published_day) > 2"
    " THEN julianday(a.published_day) ELSE julianday(a.first_seen_at) END"
)


def _due(days: Sequence[float]) -> str:
    """Articles that have passed one of ``days`` of age since they were last visited."""
    last = "julianday(u.visited_at)"
    steps = " ".join(
        f"WHEN {last} < ({_BORN}) + {float(day) - _SLACK!r} THEN ({_BORN}) + {float(day)!r}"
        for day in days
    )
    return (
        "FROM articles a JOIN urls u ON u.url = a.url WHERE u.owed IS NULL AND"
        f" julianday(:now) + {_SLACK} >= CASE {steps} ELSE {last} + {float(days[-1])!r} END"
    )


def _due_again(days: Sequence[float]) -> str:
    """Articles announced to us and gone when first asked for: a listing is often ahead of its
    pages, and a site that is down for a week answers 404 as well. At each of the days since
    they were found but the last, and then no more."""
    last, found = "julianday(u.visited_at)", "julianday(u.found_at)"
    steps = " ".join(
        f"WHEN {last} < {found} + {float(day) - _SLACK!r} THEN {found} + {float(day)!r}"
        for day in days[:-1] or days
    )
    return (
        "FROM urls u WHERE u.owed IS NULL AND u.role = 'article'"
        " AND (u.outcome = 'gone' OR u.outcome = 'moved' AND u.reason LIKE 'redirects to %')"
        " AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.url = u.url)"
        " AND NOT EXISTS (SELECT 1 FROM url_aliases b WHERE b.alias = u.url)"
        f" AND julianday(:now) + {_SLACK} >= CASE {steps} END"
    )


def _lateness(days: Sequence[float]) -> str:
    """The time since the last visit, in intervals of the article's age. It grows for every
    article until it is visited, so none starves; and faster for the young, which change
    most, so that a backlog of thousands does not make yesterday's wait for months."""
    age = f"julianday(:now) - ({_BORN})"
    steps = " ".join(
        f"WHEN {age} < {float(after)!r} THEN {float(day)!r}" for day, after in pairwise(days)
    )
    interval = f"CASE {steps} ELSE {float(days[-1])!r} END" if steps else f"{float(days[-1])!r}"
    return f"(julianday(:now) - julianday(u.visited_at)) / ({interval})"


def owe_all(db: sqlite3.Connection, site: str) -> None:
    """Owe a revisit of every article of a site, whatever its age."""
    db.execute(
        "UPDATE urls SET owed = 'revisit' WHERE owed IS NULL"
        " AND url IN (SELECT url FROM articles WHERE site = ?)",
        (site,),
    )


def owed(
    db: sqlite3.Connection, site: str, now: datetime, skip: frozenset[str], limit: int = 1
) -> list[Owed]:
    """The next visits to make, most pressing first, without the URLs in ``skip``."""
    found: list[Owed] = []
    for urgency in _URGENCIES:  # one probe of the index each: 0.01 ms at 200,000 URLs
        rows = db.execute(
            "SELECT url, role, section, owed FROM urls WHERE site = ? AND urgency = ?"
            " AND owed IS NOT NULL AND not_before <= ? ORDER BY not_before, found_at, rowid",
            (site, urgency, _text(now)),
        )
        for url, role, section, why in rows:
            if url in skip:
                continue
            etag, modified = ("", "") if why == "new" else validators(db, url)
            found.append(Owed(url, role, section, why, etag, modified))
            if len(found) == limit:
                return found
    return found


def next_time(db: sqlite3.Connection, site: str, skip: frozenset[str]) -> str | None:
    """When the earliest owed visit may be made ("" is at once); None when this run owes none."""
    rows = db.execute(
        "SELECT url, not_before FROM urls WHERE site = ? AND owed IS NOT NULL"
        " AND not_before < ? ORDER BY not_before",
        (site, NEXT_RUN),
    )
    return next((moment for url, moment in rows if url not in skip), None)


def postpone(db: sqlite3.Connection, url: str, until: datetime) -> None:
    """Owe a visit not before a moment (Retry-After, back-off)."""
    db.execute(
        "UPDATE urls SET not_before = ? WHERE url = ? AND owed IS NOT NULL", (_text(until), url)
    )


def leave(db: sqlite3.Connection, url: str) -> None:
    """Leave an owed visit to the next run."""
    db.execute("UPDATE urls SET not_before = ? WHERE url = ? AND owed IS NOT NULL", (NEXT_RUN, url))


def is_older(db: sqlite3.Connection, url: str, since: str) -> bool:
    """Whether the page that announced ``url`` found only articles from before a day.

    A page without a date proves nothing.
    """
    row = db.execute(
        "SELECT max(day) FROM urls WHERE role = 'article' AND day <> '' AND found_in ="
        " (SELECT found_in FROM urls WHERE url = ?)",
        (url,),
    ).fetchone()
    return row[0] is not None and row[0] < since[: len(row[0])]


def settle(db: sqlite3.Connection, url: str) -> None:
    """Owe a URL no longer, without a visit."""
    db.execute("UPDATE urls SET owed = NULL WHERE url = ?", (url,))


# A full copy that was a page: an error page or a challenge that answered 200 is none.
_GOOD_COPY = (
    " FROM captures c JOIN visits v ON v.capture_id = c.id WHERE c.url = ? AND c.status = 200"
    " AND c.record_type = 'response' AND v.outcome NOT IN ('broken', 'blocked')"
    " AND c.erased_by = ''"
    " ORDER BY c.fetched_at DESC LIMIT 1"
)


def validators(db: sqlite3.Connection, url: str) -> tuple[str, str]:
    """ETag and Last-Modified of the last good copy, to ask only for what changed."""
    row = db.execute("SELECT c.etag, c.last_modified" + _GOOD_COPY, (url,)).fetchone()
    return (row[0], row[1]) if row else ("", "")


def original(db: sqlite3.Connection, url: str) -> Original | None:
    """The last good copy of a URL, for a revisit record to refer to."""
    row = db.execute("SELECT c.fetched_at, c.digest" + _GOOD_COPY, (url,)).fetchone()
    return Original(url, parse_date(row[0]), row[1]) if row else None


def witnesses(db: sqlite3.Connection, url: str) -> tuple[Witness, ...]:
    """What captured listings, feeds and sitemaps said of a URL so far."""
    rows = db.execute(
        "SELECT kind, title, published_at, precision FROM witnesses WHERE url = ? ORDER BY kind",
        (url,),
    )
    return tuple(Witness(url, *row) for row in rows)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
