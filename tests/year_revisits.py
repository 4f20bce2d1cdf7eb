"""Whether the revisits of a night of :mod:`tests.year` are those that were due by age."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import TYPE_CHECKING

from tests.year_faults import night_of

if TYPE_CHECKING:
    from tests.year import Machine

AGES = (1, 7, 30, 180)
PATIENCE = 14
"""Days that what failed on each night of a fault may wait until it is asked for again."""

SLACK = 0.3
"""Days: a night begins up to ten minutes after its hour, or an hour after a kill."""


def born(row: sqlite3.Row) -> float:
    """When an article was born, in days: on its own day, or when found soon after that."""
    seen = _days(row["first_seen_at"])
    if row["published_day"]:
        own = _days(row["published_day"] + "T00:00:00+00:00")
        return own if seen - own > 2 else seen
    return seen


def is_due(of: float, last: float, now: float, slack: float) -> bool:
    """Whether an article passed an age for a revisit since its last visit."""
    steps = [of + age for age in AGES if last < of + age - 0.25]
    return now >= (steps[0] if steps else last + AGES[-1]) + slack


def revisits(
    machine: Machine,
    db: sqlite3.Connection,
    run: str,
    site: str,
    day: date,
    visits: list[sqlite3.Row],
) -> None:
    """Only what is due by age is revisited, and while the budget lasts all of it."""
    now = _days(machine.time().isoformat())
    tonight = {row["url"] for row in visits if row["role"] == "article"}
    last: dict[str, float] = {}
    before: dict[str, float] = {}
    last_night: dict[str, date] = {}
    for url, at, by in db.execute(
        "SELECT url, visited_at, run_id FROM visits WHERE site = ? AND role = 'article'"
        " ORDER BY visited_at",
        (site,),
    ):
        last[url], last_night[url] = _days(at), night_of(at)
        if by != run:  # tonight's second try of a page that timed out comes seconds after its first
            before[url] = last[url]
    articles = {row["url"]: row for row in db.execute(
        "SELECT * FROM articles WHERE site = ?", (site,)
    )}  # fmt: skip
    again = [url for url in articles if url in tonight and url in before]
    for url in again:
        early = not is_due(born(articles[url]), before[url], now, -SLACK)
        assert not early or machine.recovering(site, day), (url, "too early")
    assert len(again) <= machine.budget or machine.recovering(site, day), len(again)
    if len(again) < machine.budget:
        late = {
            url
            for url, row in articles.items()
            if is_due(born(row), last[url], now, SLACK)
            # What failed night after night waits for some, beyond the end of the fault.
            and (now - last[url] > PATIENCE or machine.well(site, last_night[url]))
        }
        # Asked for tonight by the URL it had, it said that it has another, seen for itself before:
        # due by that one from tomorrow on.
        late -= {
            row["url"]
            for row in db.execute(
                "SELECT a.url FROM articles a JOIN url_aliases b ON b.article_id = a.id"
                " JOIN captures c ON c.id = b.capture_id WHERE c.run_id = ? AND b.kind = 'moved'",
                (run,),
            )
        }
        assert not late, (site, sorted(late)[:3], len(late), len(again))


def _days(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp() / 86400
