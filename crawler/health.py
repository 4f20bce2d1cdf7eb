"""Is a site well? Judged by what its pages held tonight against its last good nights.

Pure functions over rows: no exit status, no clock, no database. Comparisons need
:data:`ENOUGH` earlier nights; what can be told without any is told on the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise, takewhile
from statistics import median
from urllib.parse import urljoin, urlsplit

from archive.gaps import LEAST_LETTERS
from archive.ingest import EMPTY_PAGE
from archive.tombstones import WITHHELD
from archive.vitals import LOST
from crawler.causes import cause_of
from crawler.urls import shape

ENOUGH = 3
"""Nights, or pages of a kind, below which a share is chance."""

FEW_MARKS = 20
"""Per mille of letters with Vietnamese marks: sound prose has 240 to 400, even a body
scrambled by a font trick 35, a foreign page 0 to 10."""

TRAP = 30
"""Pages of one kind proposed by a site that announce nothing, above which it makes them up: a
menu has no more entries of a kind, a calendar as many as there are days."""

FEW_LETTERS = 60
"""Letters below which a listing has no language to tell: "No items." in any of them."""

_WELL = ("archived", "unchanged")
_FRONTS = ("", "/", "/index.html", "/index.php", "/default.aspx", "/trang-chu", "/home")


@dataclass(frozen=True, slots=True)
class Found:
    """A cause with its evidence as plain data; ``section`` is "" when it is the site's.

    ``since``: the first visit that showed it, where that may have been before tonight; "" tonight.
    """

    cause: str
    section: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    since: str = ""


@dataclass(frozen=True, slots=True)
class ListingVisit:
    """Tonight's last visit of a listing, feed or sitemap.

    ``first``: the section's own page, not a further one. ``same``: the server sent what
    it sent last time. ``before``: what the page that linked here announced, ``fullest``:
    the most that a page of the section did. ``tentative``: discovery tried it and it has never
    announced what no listing had, or is a page of one such; ``front``: discovery begins here.
    ``past``: what this URL announced on earlier nights it was well, newest first.
    """

    url: str
    section: str
    role: str
    outcome: str
    reason: str
    first: bool = True
    same: bool = False
    announced: int | None = None
    known: int | None = None
    prose: int | None = None
    marked: int | None = None
    lost: int | None = None
    before: int | None = None
    fullest: int = 0
    tentative: bool = False
    front: bool = False
    past: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleVisit:
    """A visit of an article; the numbers as in :class:`archive.vitals.Vitals`.

    ``at``: its moment. ``best``: the most that this page showed on any earlier good night;
    None when it is new.
    """

    url: str
    outcome: str
    reason: str
    prose: int | None = None
    marked: int | None = None
    lost: int | None = None
    body: int | None = None
    dated: int | None = None
    at: str = ""
    best: ArticleVisit | None = None


def of_listing(visit: ListingVisit) -> Found | None:
    """What is wrong with one listing, feed or sitemap; None when it is well."""
    if visit.tentative:
        return None  # nobody said that it is a section
    where = visit.section
    said: dict[str, object] = {"url": visit.url, "reason": visit.reason}
    if visit.outcome == "moved":
        if visit.front and visit.reason != location_of(visit.reason):
            return None  # "/" that leads to "/trang-chu", and was followed there
        return Found(_moved(visit, said), where, said)
    if visit.outcome not in _WELL:
        if visit.reason == EMPTY_PAGE:
            return Found("empty-page", where, said)
        cause = cause_of(visit.outcome, visit.reason)
        cut = not visit.first and visit.outcome == "gone"
        return Found("paging-cut" if cut else cause, where, said)
    said = {"url": visit.url, "announced": visit.announced}
    letters, marks = visit.prose or 0, visit.marked or 0
    if (visit.lost or 0) >= LOST:
        return Found("wrong-charset", where, said | {"lost": visit.lost})
    if not visit.known and letters >= FEW_LETTERS and marks < FEW_MARKS:
        return Found("site-replaced", where, said | {"letters": letters, "marked": marks})
    usual = median(visit.past) if len(visit.past) >= ENOUGH else None
    if visit.announced == 0:
        if not visit.first:
            # The last page with articles is rarely a full one: after a full one, an
            # empty page is no end.
            full = visit.before is not None and visit.before >= 0.8 * visit.fullest
            return Found("empty-page", where, said) if full and visit.before else None
        # A front page may be a picture and a menu.
        empty = (visit.role == "listing" and not visit.front) or (usual or 0) > 0
        return Found("empty-section", where, said) if empty else None
    if visit.first and usual and visit.announced is not None and visit.announced < usual / 2:
        return Found("listing-shrunk", where, said | {"usual": usual})
    return None


def of_paging(visits: Sequence[ListingVisit]) -> Found | None:
    """Whether the listing pages of one section that were read before met known ground
    tonight; where they did not, what lay between is missing."""
    read = [v for v in visits if v.outcome in _WELL and v.role == "listing" and v.announced]
    first = next((visit for visit in read if visit.first), None)
    if first is None or not first.past or any(v.known or v.same for v in read):
        return None
    said = {"url": read[-1].url, "pages": len(read), "known": 0}
    return Found("paging-cut", first.section, said)


def of_discovery(articles: int, barren: Sequence[str]) -> list[Found]:
    """What is wrong with a site whose listings are left to be found.

    :param articles: how many of its articles are known at all.
    :param barren: the pages it has proposed that announced nothing, visited or not.
    """
    found = [] if articles else [Found("nothing-discovered")]
    kinds: dict[str, list[str]] = {}
    for url in barren:
        kinds.setdefault(shape(url), []).append(url)
    urls = max(kinds.values(), key=len, default=[])
    if len(urls) > TRAP:
        found.append(Found("crawl-trap", "", {"pages": len(urls), "url": urls[0]}))
    return found


def of_articles(
    tonight: Sequence[ArticleVisit],
    past: Sequence[ArticleVisit] = (),
    recent: Sequence[ArticleVisit] = (),
) -> list[Found]:
    """What is wrong with most of a site's articles.

    :param past: visits of good nights, by which it is told what is usual.
    :param recent: the visits just before tonight's, newest first, good or not; they
        fill the sample up where a night has fewer pages than can be judged.
    """
    if not tonight:
        return []
    found = _failures(tonight, recent)
    read = [visit for visit in tonight if visit.prose is not None]
    if not read:
        return found
    earlier = [visit for visit in past if visit.prose is not None]
    recent = [visit for visit in recent if visit.prose is not None]
    usual = median(v.prose or 0 for v in earlier) if len(earlier) >= ENOUGH else 0

    def judged(cause: str, test: Callable[[ArticleVisit], bool]) -> list[Found]:
        # A page that has never been otherwise tells nothing of tonight: those without a
        # date are the ones revisited soonest, for want of one.
        telling = [visit for visit in read if visit.best is None or not test(visit.best)]
        before = [visit for visit in recent if visit.best is None or not test(visit.best)]
        sample = [*telling, *before[: max(0, ENOUGH - len(telling))]]
        if not any(map(test, telling)) or not (said := _most(sample, earlier, test)):
            return []
        return [Found(cause, "", said, _since(sample, before, test))]

    def unread(visit: ArticleVisit) -> bool:
        short = (visit.prose or 0) < max(LEAST_LETTERS, usual / 4)
        return short or visit.body == 0

    def lost(visit: ArticleVisit) -> bool:
        return (visit.lost or 0) >= LOST

    def foreign(visit: ArticleVisit) -> bool:
        return (visit.marked or 0) < FEW_MARKS

    for cause, test in (
        ("wrong-charset", lost),
        ("site-replaced", foreign),
        ("layout-changed", unread),
    ):
        if bad := judged(cause, test):
            return [*found, *bad]
    read, earlier, recent = (
        [visit for visit in visits if visit.dated is not None] for visits in (read, earlier, recent)
    )
    return [*found, *judged("dates-unreadable", lambda visit: not visit.dated)]


def usual_silence(days: Iterable[str]) -> int | None:
    """The longest silence in days that a site keeps but for one time in ten, from the
    days it published on ("2023-05-19"); None when there are too few to tell."""
    dates = sorted({date.fromisoformat(day) for day in days})
    gaps = sorted((later - day).days for day, later in pairwise(dates))
    return gaps[len(gaps) * 9 // 10] if len(gaps) >= 10 else None


def of_silence(days: Sequence[str], alive: str, today: str, nights: int) -> Found | None:
    """Whether a site is silent beyond its own rhythm.

    :param alive: the last day it showed something new, by its own date or by ours.
    :param nights: earlier nights on which it was well.
    """
    usual = usual_silence(days)
    if usual is None or nights < ENOUGH or not alive:
        return None
    silent = (date.fromisoformat(today) - date.fromisoformat(alive)).days
    # Three times what it rarely exceeds, and a week: Tết and elections are longer than usual.
    if silent <= max(7, 3 * usual):
        return None
    return Found("site-silent", "", {"newest": alive, "days": silent, "usual": usual})


def of_feed(section: str, url: str, feed: Sequence[str], listed: Sequence[str]) -> Found | None:
    """Whether a feed stands still while its section's listing goes on; both as days."""
    usual = usual_silence(listed)
    if usual is None or not feed:
        return None
    newest = max(feed)
    later = [day for day in listed if day > newest]
    behind = (date.fromisoformat(max(listed)) - date.fromisoformat(newest)).days
    if len(later) < ENOUGH or behind <= max(1, usual):
        return None
    said = {"section": section, "newest": newest, "listed": max(listed), "later": len(later)}
    return Found("feed-frozen", url, said)


def location_of(reason: str) -> str:
    """The Location that the reason of a visit with outcome moved or gone tells; "" when none."""
    said = reason.partition("redirects to ")[2]
    return said.rpartition(", ")[0] or said


def _moved(visit: ListingVisit | ArticleVisit, said: dict[str, object]) -> str:
    target = urlsplit(urljoin(visit.url, location_of(visit.reason) or visit.reason))
    if target.hostname and target.hostname != urlsplit(visit.url).hostname:
        said["successor"] = target.hostname
        return "moved-host"
    if target.path.lower() in _FRONTS or target.path.lower().endswith("/default.aspx"):
        return "to-front-page"
    return "section-moved" if isinstance(visit, ListingVisit) else "articles-gone"


def _failures(tonight: Sequence[ArticleVisit], recent: Sequence[ArticleVisit]) -> list[Found]:
    """The one failure that most of tonight's articles share, under its own name; where tonight
    has too few to tell, with the articles visited last before, each counted once."""
    before = {visit.url: visit for visit in reversed(recent)}
    known = set()
    for visit in tonight:
        # One page that fails night after night is still one, and tells nothing of tonight.
        last = before.pop(visit.url, None)
        if last and last.at < visit.at and _failure(last)[0] == _failure(visit)[0]:
            known.add(visit.url)
    others = sorted(before.values(), key=lambda visit: visit.at, reverse=True)
    sample = [*tonight, *others[: max(0, ENOUGH - len(tonight))]]
    found = []
    for cause in dict.fromkeys(_failure(visit)[0] for visit in tonight):
        by_it = partial(_fails, cause)
        bad = [*filter(by_it, sample)]
        if not cause or len(bad) < ENOUGH or 2 * len(bad) < len(sample):
            continue
        if not any(by_it(visit) for visit in tonight if visit.url not in known):
            continue
        said = {"articles": len(bad), "of": len(sample)} | _failure(bad[0])[1]
        found.append(Found(cause, "", said, _since(sample, recent, by_it)))
    return found


def _fails(cause: str, visit: ArticleVisit) -> bool:
    return _failure(visit)[0] == cause


def _failure(visit: ArticleVisit) -> tuple[str, dict[str, object]]:
    """The cause by which an article was not there to be read, with what shows it; "" if it was."""
    said: dict[str, object] = {"url": visit.url, "reason": visit.reason}
    if visit.outcome in ("broken", "blocked", "refused"):
        if visit.reason == WITHHELD:
            return "", said
        # A page that was read is judged as such.
        read = visit.reason.startswith(("body ", "letters "))
        return "" if read else cause_of(visit.outcome, visit.reason), said
    if location_of(visit.reason) and visit.outcome in ("gone", "moved"):
        return _moved(visit, said), said
    return "articles-gone" if visit.outcome == "gone" else "", said


def _since(
    sample: Sequence[ArticleVisit],
    recent: Sequence[ArticleVisit],
    test: Callable[[ArticleVisit], bool],
) -> str:
    """The first visit of those that are so: in the sample, or in a row just before it."""
    return min(visit.at for visit in (*filter(test, sample), *takewhile(test, recent)))


def _most(
    sample: Sequence[ArticleVisit],
    usual: Sequence[ArticleVisit],
    test: Callable[[ArticleVisit], bool],
) -> dict[str, object]:
    """The evidence that most of a sample are so, and not usually; {} when they are not."""
    bad = [visit for visit in sample if test(visit)]
    if len(sample) < ENOUGH or 2 * len(bad) < len(sample):
        return {}
    rate = sum(map(test, usual)) / len(usual) if len(usual) >= ENOUGH else 0.0
    if len(bad) / len(sample) < 2 * rate:
        return {}
    return {"articles": len(bad), "of": len(sample), "usual": round(rate, 2), "url": bad[0].url}
