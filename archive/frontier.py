"""The archive as the frontier: which visits are owed, kept in ``urls`` alone.

There is no second queue to lose: after a kill the next run asks these rows what is pending.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from archive.records import Role, Section, Witness
from archive.warc import Original, parse_date


@dataclass(frozen=True, slots=True)
class Owed:
    """A visit the archive owes: what, why, the day it was announced with ("" without), and what
    the last good copy said of itself."""

    url: str
    role: Role
    section: str
    why: str
    day: str = ""
    etag: str = ""
    last_modified: str = ""


_ORDER = (*((n, "") for n in range(5)), (5, "<>"), (6, ""), (5, "="))
"""``urls.urgency``, and whether of articles: sections first, then their further pages, so that an
article is read with everything its listings say of it; then what is new, what failed and may
lead to more, what is due again, and last the articles that failed."""

NEXT_RUN, NOT_DUE = "next run", "not due"
"""In ``urls.not_before``: owed, but not within this run: left by it, or not due in it. Both sort
after every moment."""


LONGEST = 30
"""Days after which an article that fails at each visit is asked for once more."""


def open_run(db: sqlite3.Connection, site: str, now: datetime) -> None:
    """What an earlier run left for later may be asked for again; but an article that failed on
    two nights in a row waits for two days, on three for four, up to :data:`LONGEST`."""
    db.execute(
        # Its moments too: a back-off is within a run, and its clock may have been wrong.
        "UPDATE urls SET not_before = '' WHERE site = ? AND owed IS NOT NULL AND not_before > ''",
        (site,),
    )
    failed = "('broken', 'blocked')"
    db.execute(
        f"UPDATE urls SET not_before = :later WHERE site = :site AND owed = 'retry'"
        f" AND role = 'article' AND outcome IN {failed} AND julianday(:now) + {_SLACK}"
        " < julianday(visited_at) + (SELECT CASE WHEN count(DISTINCT v.run_id) < 2 THEN 0"
        f" ELSE min({LONGEST}, 1 << min(9, count(DISTINCT v.run_id) - 1)) END FROM visits v"
        f" WHERE v.url = urls.url AND v.outcome IN {failed} AND v.visited_at > coalesce("
        "(SELECT max(w.visited_at) FROM visits w WHERE w.url = urls.url"
        f" AND w.outcome NOT IN {failed}), ''))",
        {"later": NOT_DUE, "site": site, "now": _text(now)},
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


def owe_doubles(db: sqlite3.Connection, site: str, now: datetime, budget: int) -> int:
    """Owe again the articles that another found this week is nearly the text of, on the same
    site and of the same moment: whether they have moved there only their own URL can tell,
    whose next visit by age may be half a year away. Once for each: what was visited since
    the other was found has told. Returns how many."""
    cursor = db.execute(
        "UPDATE urls SET owed = 'revisit' WHERE owed IS NULL AND url IN (SELECT o.url"
        " FROM visits v JOIN urls n ON n.url = v.url JOIN articles young ON young.url = v.url"
        " JOIN similarities s ON s.a = young.id OR s.b = young.id"
        " JOIN articles old ON old.id = CASE s.a WHEN young.id THEN s.b ELSE s.a END"
        " JOIN urls o ON o.url = old.url WHERE v.site = :site AND v.visited_at >= :since"
        " AND v.role = 'article' AND v.outcome = 'archived' AND old.site = :site"
        " AND old.published_at IS young.published_at AND old.gone_at IS NULL"
        " AND o.visited_at < n.found_at ORDER BY o.visited_at, o.url LIMIT :budget)",
        {"site": site, "since": _text(now - timedelta(days=7)), "budget": max(budget, 0)},
    )
    return cursor.rowcount


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
    db: sqlite3.Connection, site: str, now: datetime, skip: Container[str] = ()
) -> Owed | None:
    """The most pressing visit to make but for the URLs in ``skip``; None when there is none yet."""
    for urgency, articles in _ORDER:  # one probe of the index each: 0.01 ms at 200,000 URLs
        which = f" AND role {articles} 'article'" if articles else ""
        rows = db.execute(
            "SELECT url, role, section, owed, day FROM urls WHERE site = ? AND urgency = ?"
            f" AND owed IS NOT NULL AND not_before <= ?{which}"
            " ORDER BY not_before, found_at, rowid",
            (site, urgency, _text(now)),
        )
        for url, role, section, why, day in rows:
            if url not in skip:
                etag, modified = ("", "") if why == "new" else validators(db, url)
                return Owed(url, role, section, why, day, etag, modified)
    return None


def is_owing(db: sqlite3.Connection, site: str) -> bool:
    """Whether this run owes a visit, now or later."""
    row = db.execute(
        "SELECT 1 FROM urls WHERE site = ? AND owed IS NOT NULL AND not_before < ? LIMIT 1",
        (site, NEXT_RUN),
    ).fetchone()
    return row is not None


def is_refused(db: sqlite3.Connection, url: str, reason: str, source: str, digest: str) -> bool:
    """Whether the last visit of ``url`` was refused for ``reason`` by the robots.txt at
    ``source`` when it had the ``digest``: another would tell nothing that it did not."""
    row = db.execute(
        "SELECT 1 FROM urls WHERE url = ? AND outcome = 'refused' AND reason = ? AND ? ="
        " (SELECT digest FROM captures WHERE captures.url = ? AND fetched_at <= visited_at"
        " ORDER BY fetched_at DESC LIMIT 1)",
        (url, reason, digest, source),
    ).fetchone()
    return row is not None


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


def owe_unturned(db: sqlite3.Connection, site: str) -> None:
    """Owe the further pages of sections at which a run turned back because all before them was
    too old: this one may be asked for more."""
    db.execute(
        "UPDATE urls SET owed = 'paging', not_before = '' WHERE site = ? AND role = 'listing'"
        " AND first_page <> '' AND owed IS NULL AND visited_at IS NULL",
        (site,),
    )


def unasked(db: sqlite3.Connection, site: str) -> list[tuple[str, str]]:
    """The articles that were found and settled without a visit, each with the day it was
    announced with; not those that are withheld."""
    return db.execute(
        "SELECT url, day FROM urls WHERE site = ? AND role = 'article' AND owed IS NULL"
        " AND visited_at IS NULL AND url NOT IN (SELECT url FROM tombstone_urls)",
        (site,),
    ).fetchall()


def owe_new(db: sqlite3.Connection, url: str) -> None:
    """Owe the first visit of an article that was settled without one."""
    db.execute("UPDATE urls SET owed = 'new', not_before = '' WHERE url = ?", (url,))


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
    row = db.execute(
        "SELECT coalesce(nullif(c.asked, ''), c.url), c.fetched_at, c.digest" + _GOOD_COPY, (url,)
    ).fetchone()
    return Original(row[0], parse_date(row[1]), row[2]) if row else None


def witnesses(db: sqlite3.Connection, url: str) -> tuple[Witness, ...]:
    """What captured listings, feeds and sitemaps said of a URL so far."""
    rows = db.execute(
        "SELECT kind, title, published_at, precision FROM witnesses WHERE url = ? ORDER BY kind",
        (url,),
    )
    return tuple(Witness(url, *row) for row in rows)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
