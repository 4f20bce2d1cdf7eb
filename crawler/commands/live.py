"""A short visit to a live site: a handful of its listings, then of its articles, at most
twenty requests; by the same wire and into the same archive as a night.

What it finds stays owed to the site's next night, what it fetched is kept as any capture.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from archive.ingest import spoilt
from archive.records import Ingested, Link, Page, Role, Section
from crawler import gaps
from crawler.causes import FAILING, cause_of
from crawler.config import Config
from crawler.gaps import Told
from crawler.health import Found
from crawler.night import Night
from crawler.politeness import NoTurn
from crawler.site import SiteSpider
from crawler.sites import Sites

log = logging.getLogger(__name__)

BUDGET = 20
"""Requests to one site, robots.txt among them: less than a reader with a browser makes in
a minute, and enough for listings and a dozen articles."""

LISTINGS = 6
"""Listings and feeds of those: a front page, its main sections, a feed."""

SILENT_AFTER = 3
"""Failures in a row after which a site is asked no more."""


@dataclass(slots=True)
class Visit:
    """What one site showed. ``articles`` are the pages read, each as the reader reads it
    even where it is of another matter; ``listings`` the outcome of each page that should
    announce some, with how many it did; ``closed`` why the visit ended early."""

    site: type[SiteSpider]
    requests: int = 0
    articles: list[Page] = field(default_factory=list)
    listings: list[tuple[Page, Ingested]] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    closed: str = ""
    robots: str = ""
    found: list[Found] = field(default_factory=list)

    @property
    def announced(self) -> list[Link]:
        """The articles announced, a few of each listing in turn, once each. Those of a
        section's own list come first: of what stands beside it, another page says more."""
        lists = [
            [link for link in page.links if link.role == "article"] for page, _ in self.listings
        ]
        turns = [link for link in chain.from_iterable(zip_longest(*lists)) if link is not None]
        turns.sort(key=lambda link: not link.section)
        return list({link.url: link for link in turns}.values())


_visit: ContextVar[Visit] = ContextVar("visit")


class Spent(Exception):
    """The visit's requests are spent, or the site is silent."""


def visit(
    config: Config,
    sites: Sites,
    names: Iterable[str],
    reader: Callable[[Page], Page],
    reader_version: str,
    look: Callable[[Page], Page],
    decide: Callable[[Night, list[Visit]], None] = lambda _night, _visits: None,
    kind: str = "trial",
) -> tuple[str, list[Visit]]:
    """Visit each named site once; the run's id, and what each showed.

    ``reader`` and ``reader_version`` are what a night reads with, ``look`` reads a page
    whatever it is about. ``decide`` may write decisions before the run ends.

    :raises ConfigError, ArchiveHeld, OSError, sqlite3.Error: as :func:`crawler.run.run`.
    """
    night = Night(config, sites, reader, reader_version, trigger=kind, kind=kind)
    visits = [Visit(sites.by_name[name]) for name in names]
    try:
        asyncio.run(_all(night, visits, reader, look))
        for one in visits:
            told = Told(night.run_id, one.site.name, one.closed, finished=False, pending=0)
            one.found = gaps.found_in(night.archive.db, told)
        decide(night, visits)
        night.archive.finish_run("done")
        return night.run_id, visits
    except (OSError, sqlite3.Error):
        night.archive.fail_run()
        raise
    finally:
        Night.current = None
        night.archive.close()


async def _all(
    night: Night,
    visits: list[Visit],
    reader: Callable[[Page], Page],
    look: Callable[[Page], Page],
) -> None:
    """Sites of one host in turn, hosts side by side."""
    quiet = night.wire.quiet
    night.wire.quiet = lambda host: quiet(host) or _visit.get().requests >= BUDGET
    night.archive.listeners.append(_count)
    by_host: dict[str, list[Visit]] = defaultdict(list)
    for one in visits:
        by_host[one.site.host].append(one)

    async def host(those: list[Visit]) -> None:
        for one in those:
            await asyncio.create_task(_one(night, one, reader, look))

    try:
        async with asyncio.TaskGroup() as group:
            for those in by_host.values():
                group.create_task(host(those))
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    finally:
        await night.wire.close()


def _count(done: Ingested) -> None:
    """Each exchange enters the archive once, robots.txt too; what was refused was not asked."""
    one = _visit.get()
    if done.outcome != "refused":
        one.requests += 1
    if done.role == "robots":
        one.robots = {"archived": "", "unchanged": ""}.get(done.outcome, done.reason)


async def _one(
    night: Night, one: Visit, reader: Callable[[Page], Page], look: Callable[[Page], Page]
) -> None:
    _visit.set(one)
    failures = 0

    async def fetch(url: str, role: Role, section: str = "") -> tuple[Page, Ingested]:
        nonlocal failures
        page = await night.wire.fetch(url, one.site.facts(), role)
        page = _by(lambda it: reader(one.site.read_links(it)), replace(page, section=section))
        done = night.archive.ingest(page)
        night.archive.commit()
        cause = cause_of(done.outcome, done.reason)
        refused = done.outcome == "refused"  # by robots.txt as a whole: it did not answer
        failures = failures + 1 if cause in FAILING else 0
        if (refused and cause != "robots-forbid") or failures >= SILENT_AFTER:
            one.closed = done.reason
            raise Spent
        return page, done

    try:
        seen: set[str] = set()
        waiting = list(_entrances(one.site))
        while waiting and len(one.listings) < LISTINGS:
            section = waiting.pop(0)
            if section.url in seen:
                continue
            seen.add(section.url)
            page, done = await fetch(section.url, section.role, section.name)
            led = [link for link in page.links if link.role == page.role]
            if done.outcome == "moved" and led:
                waiting.insert(0, Section(led[0].url, section.name, page.role))
                continue
            one.listings.append((page, done))
            # What a front page leads to, where the site's file names no listing.
            waiting += [
                Section(link.url, link.section, link.role)
                for link in page.links
                if link.role in ("listing", "feed")
            ]
        for link in one.announced:
            page, done = await fetch(link.url, "article", link.section)
            one.outcomes[link.url] = done.outcome
            if page.role == "article" and page.status == 200 and not page.trouble:
                page = _by(look, page)
                one.articles += [] if page.trouble else [page]
    except NoTurn as error:
        if one.requests < BUDGET:
            one.closed = f"busy: {error}"
    except Spent:
        pass


def _by(rule: Callable[[Page], Page], page: Page) -> Page:
    """A page by a rule of ours; one the rule fails on says so, as in a night, and ends neither
    the visit nor those of other sites."""
    try:
        return rule(page)
    except Exception as error:
        log.exception("%s: a reading rule failed", page.url)
        return spoilt(page, error)


def _entrances(site: type[SiteSpider]) -> Iterator[Section]:
    """Where a visit begins: listings of the file's order, then feeds; a sitemap, which says
    nothing that a listing does not, only where nothing else is known."""
    known = site.entrances()
    for role in ("listing", "feed"):
        yield from (section for section in known if section.role == role)
    if not any(section.role in ("listing", "feed") for section in known):
        yield from known
