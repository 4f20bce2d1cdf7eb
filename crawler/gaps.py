"""A site's gaps at the end of its night: found in its rows, opened, and closed by evidence."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from archive.gaps import MISREAD, misread_left, owe_vanished
from archive.records import Gap
from archive.tombstones import WITHHELD
from archive.writer import Archive
from crawler import discovered, health, silence
from crawler.causes import cause_of
from crawler.health import ArticleVisit, Found, ListingVisit

NIGHTS = 7
"""Last good nights a listing is compared with: one odd evening does not move the median."""

PAGES = 200
"""Earlier article pages by which it is told what is usual."""

RECENT = 60
"""Latest visits of articles, among which a night of one or two finds enough to be judged with:
twenty pages, since one that fails is tried three times."""

LOST = ("broken", "blocked", "refused")
"""Outcomes by which an article is not had that should be: each stands as ``articles-…``."""

_LISTINGS = ("listing", "feed", "sitemap")
_OF_ARTICLES = frozenset({"dates-unreadable", *MISREAD})
"""Causes judged from pages of articles: a night that read none proves nothing of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """A site's night as it ended: ``closed`` is why the site was left alone early;
    ``pending`` counts articles still owed a visit, ``slow`` is why the night had no
    room for more, ``limited`` what of our own kept us from the rest: it is not finished then.
    ``refused`` counts the articles found forbidden as they were before."""

    run_id: str
    site: str
    closed: str
    finished: bool
    pending: int
    slow: str = ""
    limited: str = ""
    refused: int = 0


def settle(archive: Archive, told: Told) -> None:
    """Open what is wrong, see again what still is, close what tonight proves mended."""
    db, now = archive.begin(), datetime.now(UTC)
    listings, articles = _listings(db, told), _articles(db, told)
    found = _found(db, told, listings, articles, now)
    for one in found:
        window = _window(db, told, one, now)
        detail = json.dumps(one.detail, ensure_ascii=False)
        archive.gap(Gap(told.site, one.cause, detail, one.section, *window))
        db.execute(
            "UPDATE gaps SET window_to = ? WHERE site = ? AND section = ? AND cause = ?"
            " AND state = 'open'",
            (window[1], told.site, one.section, one.cause),
        )
    _close(db, told, listings, articles, {(one.section, one.cause) for one in found})


def found_in(db: sqlite3.Connection, told: Told) -> list[Found]:
    """What is wrong by a run's visits of a site, without opening or closing anything."""
    listings, articles = _listings(db, told), _articles(db, told)
    return _found(db, told, listings, articles, datetime.now(UTC))


def _found(
    db: sqlite3.Connection,
    told: Told,
    listings: list[ListingVisit],
    articles: list[ArticleVisit],
    now: datetime,
) -> list[Found]:
    # A site left alone early proves as little of what was not reached as an unfinished night.
    whole = told.finished and not told.closed
    wrong = (health.of_listing(visit) for visit in listings)
    found = [one for one in wrong if one]
    if told.closed:
        why = Found(cause_of("broken", told.closed), "", {"reason": told.closed})
        found = [why, *(one for one in found if one.cause != why.cause)]
    by_section: dict[str, list[ListingVisit]] = defaultdict(list)
    for visit in listings:
        by_section[visit.section].append(visit)
    for section, visits in by_section.items():
        one = health.of_paging(visits) if whole and not told.slow else None
        # A page that failed says more than the ground that was not reached for it.
        if one and not any(other.section == section for other in found):
            found.append(one)
    found += _feeds(db, told, by_section)
    found += _of_articles(db, told, articles, {one.cause for one in found if not one.section})
    if silent := silence.of_site(db, told.site, now, told.run_id):
        found.append(silent)
    if whole:
        found += _not_asked(db, told)
        found += discovered.of_site(db, told.site, told.run_id)
    if told.slow:
        said = {"articles": told.pending, "reason": told.slow}
        found.append(Found(cause_of("broken", told.slow), "", said))
    elif told.limited:
        said = {"articles": told.pending, "reason": told.limited}
        found.append(Found("not-reached", "", said))
    elif whole and told.pending:
        found.append(Found("not-reached", "", {"articles": told.pending}))
    unique: dict[tuple[str, str], Found] = {}
    for one in found:
        unique.setdefault((one.section, one.cause), one)
    return list(unique.values())


def _listings(db: sqlite3.Connection, told: Told) -> list[ListingVisit]:
    """Tonight's last visit of each page that announces, a section's own page first."""
    rows = db.execute(
        "SELECT u.url, CASE u.role WHEN 'listing' THEN coalesce(nullif(u.section, ''), u.url)"
        " ELSE u.url END, u.role, v.outcome, v.reason, u.first_page = '',"
        " c.record_type = 'revisit', v.announced, v.known, v.prose, v.marked, v.lost,"
        " (SELECT announced FROM visits b WHERE b.url = f.url ORDER BY b.visited_at DESC LIMIT 1),"
        " u.proposed AND (SELECT fruit_at = '' FROM urls h WHERE h.url ="
        " coalesce(nullif(u.first_page, ''), u.url)),"
        " u.role = 'listing' AND NOT u.proposed AND u.site IN"
        " (SELECT site FROM urls WHERE proposed = 1 AND role = 'listing')"
        " FROM visits v JOIN urls u ON u.url = v.url JOIN captures c ON c.id = v.capture_id"
        " LEFT JOIN captures f ON f.id = u.found_in"
        f" WHERE v.run_id = ? AND v.site = ? AND u.role IN {_LISTINGS} AND v.visited_at ="
        " (SELECT max(visited_at) FROM visits w WHERE w.url = v.url AND w.run_id = v.run_id)"
        " ORDER BY u.first_page <> '', v.visited_at",
        (told.run_id, told.site),
    ).fetchall()
    return [
        ListingVisit(
            url=row[0],
            section=row[1],
            role=row[2],
            outcome=row[3],
            reason=row[4],
            first=bool(row[5]),
            same=bool(row[6]),
            announced=row[7],
            known=row[8],
            prose=row[9],
            marked=row[10],
            lost=row[11],
            before=row[12],
            fullest=max(other[7] or 0 for other in rows if other[1] == row[1]),
            tentative=bool(row[13]),
            front=bool(row[14]),
            past=_past(db, told, row[0], row[1]),
        )
        for row in rows
    ]


def _past(db: sqlite3.Connection, told: Told, url: str, section: str) -> tuple[int, ...]:
    # As for articles: what is missing night after night does not become what is usual.
    rows = db.execute(
        "SELECT announced FROM visits WHERE url = ? AND run_id <> ? AND announced > 0"
        " AND outcome IN ('archived', 'unchanged') AND visited_at <="
        " (SELECT coalesce(min(window_from), 'z') FROM gaps WHERE site = ? AND section = ?"
        " AND state = 'open' AND cause = 'listing-shrunk') ORDER BY visited_at DESC LIMIT ?",
        (url, told.run_id, told.site, section, NIGHTS),
    )
    return tuple(row[0] for row in rows)


_VISIT = "v.url, v.outcome, v.reason, v.prose, v.marked, v.lost, v.body, v.dated, v.visited_at"


def _articles(db: sqlite3.Connection, told: Told) -> list[ArticleVisit]:
    rows = db.execute(
        f"SELECT {_VISIT}, max(v.visited_at) FROM visits v"
        " WHERE v.run_id = ? AND v.site = ? AND v.role = 'article' GROUP BY v.url"
        " ORDER BY v.visited_at DESC",
        (told.run_id, told.site),
    ).fetchall()
    well = _well(db, told)
    began = min((row[-1] for row in rows), default="")
    return [
        replace(ArticleVisit(*row[:-1]), best=_best(db, row[0], min(well, began))) for row in rows
    ]


def _well(db: sqlite3.Connection, told: Told) -> str:
    """Until when the site's articles are known to have been well; "z" when they still are."""
    until: str = db.execute(
        "SELECT coalesce(min(window_from), 'z') FROM gaps WHERE site = ? AND state = 'open'"
        f" AND cause IN {tuple(_OF_ARTICLES)}",
        (told.site,),
    ).fetchone()[0]
    return until


def _best(db: sqlite3.Connection, url: str, before: str) -> ArticleVisit | None:
    row = db.execute(
        "SELECT max(prose), max(marked), min(lost), max(body), max(dated) FROM visits"
        " WHERE url = ? AND visited_at < ? AND prose IS NOT NULL",
        (url, before),
    ).fetchone()
    return ArticleVisit(url, "", "", *row) if row[0] is not None else None


def _of_articles(
    db: sqlite3.Connection, told: Told, tonight: list[ArticleVisit], known: set[str]
) -> list[Found]:
    # A fault that lasts must not become what is usual.
    past = _earlier(db, told, _well(db, told), PAGES, " AND v.prose IS NOT NULL")
    forbidden = _still_refused(db, told) if told.refused else []
    found = health.of_articles([*tonight, *forbidden], past, _earlier(db, told, "z", RECENT))
    named = known | {one.cause for one in found}
    for outcome in LOST:
        # As they stand, not as they went tonight: what was not asked for again is no better.
        left = [
            (url, reason)
            for url, reason in _failing(db, told.site, outcome)
            if cause_of(outcome, reason) not in named
            and not ("layout-changed" in named and reason.startswith("body "))
        ]
        if left:
            said = {"articles": len(left), "url": left[0][0], "reason": left[0][1]}
            found.append(Found(f"articles-{outcome}", "", said))
    return found


def _earlier(
    db: sqlite3.Connection, told: Told, until: str, limit: int, only: str = ""
) -> list[ArticleVisit]:
    rows = db.execute(
        f"SELECT {_VISIT} FROM visits v WHERE v.site = ? AND v.role = 'article'"
        f" AND v.run_id <> ? AND v.visited_at <= ?{only} ORDER BY v.visited_at DESC LIMIT ?",
        (told.site, told.run_id, until, limit),
    ).fetchall()
    return [replace(ArticleVisit(*row), best=_best(db, row[0], row[-1])) for row in rows]


def _still_refused(db: sqlite3.Connection, told: Told) -> list[ArticleVisit]:
    """The last visits of articles that tonight were found to be refused as they were then."""
    rows = db.execute(
        f"SELECT {_VISIT} FROM urls u JOIN visits v ON v.capture_id = u.capture_id"
        " WHERE u.site = ? AND u.outcome = 'refused' AND u.role = 'article'"
        " AND u.reason <> ? AND v.run_id <> ? ORDER BY v.visited_at DESC",
        (told.site, WITHHELD, told.run_id),
    ).fetchall()
    return [ArticleVisit(*row) for row in rows]


def _failing(db: sqlite3.Connection, site: str, outcome: str) -> list[tuple[str, str]]:
    """The articles of a site that last came to ``outcome``, with the reasons, latest first."""
    return db.execute(
        "SELECT url, reason FROM urls WHERE site = ? AND outcome = ? AND role = 'article'"
        " AND reason <> ? ORDER BY visited_at DESC",
        (site, outcome, WITHHELD),
    ).fetchall()


def _feeds(
    db: sqlite3.Connection, told: Told, visits: dict[str, list[ListingVisit]]
) -> Iterable[Found]:
    """Feeds that stand still while the listing of their section goes on."""
    for url, section in db.execute(
        "SELECT url, section FROM urls WHERE site = ? AND role = 'feed' AND section <> ''",
        (told.site,),
    ).fetchall():
        if not any(v.outcome in ("archived", "unchanged") for v in visits.get(url, ())):
            continue
        days: dict[str, list[str]] = {"feed": [], "listing": []}
        for kind, day in db.execute(
            "SELECT w.kind, substr(w.published_at, 1, 10) FROM witnesses w"
            " JOIN urls u ON u.url = w.url WHERE u.site = ? AND u.section = ?"
            " AND w.kind IN ('feed', 'listing') AND length(w.published_at) >= 10"
            " ORDER BY 2 DESC LIMIT 400",
            (told.site, section),
        ):
            days[kind].append(day)
        if one := health.of_feed(section, url, days["feed"], days["listing"]):
            yield one


def _not_asked(db: sqlite3.Connection, told: Told) -> list[Found]:
    """Sections due tonight of which not even a failure is on record: our own fault, and
    else a night without a single request would pass for one without news."""
    return [
        Found("not-reached", url if role != "listing" else section or url, {"url": url})
        for url, section, role in db.execute(
            "SELECT url, section, role FROM urls WHERE site = ? AND owed = 'section' AND NOT EXISTS"
            " (SELECT 1 FROM visits WHERE visits.url = urls.url AND visits.run_id = ?)",
            (told.site, told.run_id),
        )
    ]


def _window(db: sqlite3.Connection, told: Told, one: Found, now: datetime) -> tuple[str, str]:
    """The period of which something may be missing: from the last night it was well ("" when
    none was: from the beginning) until now; UTC, as ``urls.found_at`` is written."""
    until = now.isoformat(timespec="microseconds")
    if one.section:
        # From the latest on, and no further than the first that fits: mostly last night's.
        since = db.execute(
            "SELECT max(visited_at) FROM (SELECT v.visited_at FROM visits v"
            " JOIN urls u ON u.url = v.url"
            " WHERE v.site = ? AND v.run_id <> ? AND v.announced > 0"
            " AND v.outcome IN ('archived', 'unchanged')"
            " AND (u.url = ? OR u.section = ? AND u.role = 'listing')"
            " ORDER BY v.visited_at DESC LIMIT 1)",
            (told.site, told.run_id, one.section, one.section),
        ).fetchone()[0]
    else:
        since = db.execute(
            "SELECT max(finished_at) FROM site_runs WHERE site = ? AND run_id <> ? AND reason = ''"
            " AND finished_at < ?",
            (told.site, told.run_id, one.since or "z"),
        ).fetchone()[0]
    return since or "", until


def _close(
    db: sqlite3.Connection,
    told: Told,
    listings: list[ListingVisit],
    articles: list[ArticleVisit],
    still: set[tuple[str, str]],
) -> None:
    """A gap is closed by evidence alone: a section's by pages of tonight that went well down to
    what was known before the gap, a site's by a night it was not left alone on, its
    articles' by pages that are as they should be and none left that are not."""
    well = {visit.section for visit in listings if visit.outcome in ("archived", "unchanged")}
    owing = {
        row[0]
        for row in db.execute(
            "SELECT coalesce(nullif(section, ''), url) FROM urls"
            " WHERE site = ? AND role = 'listing' AND owed IS NOT NULL",
            (told.site,),
        )
    }
    read = any(visit.prose is not None for visit in articles)
    for ident, section, cause, of_articles in db.execute(
        "SELECT id, section, cause, json_extract(detail, '$.of') IS NOT NULL FROM gaps"
        " WHERE site = ? AND state = 'open'",
        (told.site,),
    ).fetchall():
        if section:
            mended = section in well and section not in owing
        elif cause.removeprefix("articles-") in LOST:
            mended = not _failing(db, told.site, cause.removeprefix("articles-"))
        elif cause == "dates-unreadable":
            mended = _dates_back(db, told, articles)
        elif cause in MISREAD:
            mended = read and not misread_left(db, told.site)
        else:
            mended = told.finished and not told.closed and (read or not of_articles)
        if mended and (section, cause) not in still:
            db.execute(
                "UPDATE gaps SET state = 'closed', closed_at = ?, closed_by = ? WHERE id = ?",
                (datetime.now(UTC).isoformat(timespec="seconds"), told.run_id, ident),
            )
            owe_vanished(db, ident)


def _dates_back(db: sqlite3.Connection, told: Told, tonight: list[ArticleVisit]) -> bool:
    """Whether most of the latest pages have a date again. One alone proves little: its listing
    may have told it before the pages lost theirs."""
    latest = [
        visit
        for visit in (*tonight, *_earlier(db, told, "z", RECENT))
        if visit.dated is not None and (visit.dated or visit.best is None or visit.best.dated)
    ]
    sample = latest[: max(health.ENOUGH, sum(visit.dated is not None for visit in tonight))]
    bad = sum(not visit.dated for visit in sample)
    return any(visit.dated for visit in tonight) and 2 * bad < len(sample)
