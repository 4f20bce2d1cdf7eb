"""Scrapy's scheduler, answered by the archive: what is owed is what is scheduled.

Nothing is queued here but the memory of what this run has tried, so a kill
loses nothing: the next run asks the same rows.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from twisted.python.failure import Failure

from archive import frontier, gaps, proposals
from archive.frontier import Owed
from archive.records import Ingested, Section
from crawler import ledger
from crawler.budget import Proposed, is_before, is_hopeless
from crawler.config import CAMPAIGN
from crawler.night import Night
from crawler.site import SiteSpider

log = logging.getLogger(__name__)

TRIES = 3
"""Attempts at one URL in one run. A server that failed three times a back-off apart
is given until the next night."""


class Frontier(BaseScheduler):
    """One site's share of the archive's frontier, for one run."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._night = Night.join(crawler)
        self._tries: Counter[str] = Counter()
        self._flying: set[str] = set()
        self._done: set[str] = set()
        self._read: set[str] = set()
        self._fetched = 0
        self._site = ""
        self._by_hand: deque[Request] = deque()
        self._night.heard.append(self._heard)
        self._began = datetime.now(UTC), time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Frontier:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        if not isinstance(spider, SiteSpider):
            return  # scrapy shell: what is asked for is fetched, and nothing is owed
        self._site = spider.name
        night = self._night
        db, now = night.archive.begin(), datetime.now(UTC)
        frontier.open_run(db, self._site, now)
        proposals.owe(db, self._site, now)
        gaps.owe_misread(db, self._site, night.config.revisit_budget)
        gaps.owe_probes(db, self._site)
        frontier.owe_unturned(db, self._site)
        for url, day in frontier.unasked(db, self._site):
            if not self._is_older(url, day):
                frontier.owe_new(db, url)  # an earlier run was asked for younger ones alone
        if night.revisit_now:
            frontier.owe_all(db, self._site)
        else:
            budget, days = night.config.revisit_budget, night.config.revisit_days
            budget -= frontier.owe_revisits(db, self._site, now, days, budget)
            frontier.owe_doubles(db, self._site, now, budget)

    def enqueue_request(self, request: Request) -> bool:
        """What a spider asks for is written down as owed before it is asked for."""
        if not self._site:
            self._by_hand.append(request)
            return True
        section = Section(
            request.url, request.meta.get("section", ""), request.meta.get("role", "article")
        )
        owe = frontier.owe_once if request.meta.get("guess") else frontier.owe_section
        owe(self._night.archive.begin(), self._site, section, datetime.now(UTC))
        return True

    def has_pending_requests(self) -> bool:
        return bool(self._by_hand) or (
            self._open()
            and (bool(self._flying) or frontier.is_owing(self._night.archive.db, self._site))
        )

    def next_request(self) -> Request | None:
        if self._by_hand:
            return self._by_hand.popleft()
        if not self._open():
            return None
        for owed in self._due(self._now()):
            self._flying.add(owed.url)
            self._tries[owed.url] += 1
            self._fetched += owed.role == "article"
            headers = {}
            if owed.etag:
                headers["If-None-Match"] = owed.etag
            if owed.last_modified:
                headers["If-Modified-Since"] = owed.last_modified
            return Request(
                owed.url,
                callback=getattr(self._crawler.spider, "parse"),  # noqa: B009
                headers=headers,
                errback=partial(self._lost, owed.url),
                meta={"role": owed.role, "section": owed.section, "url": owed.url},
                dont_filter=True,
            )
        return None

    def _due(self, now: datetime) -> Iterator[Owed]:
        archive, since = self._night.archive, self._night.config.since.isoformat()
        while owed := frontier.owed(archive.db, self._site, now, self._flying):
            if owed.why == "paging" and owed.url in self._read:
                # Left by a run that died, it was asked for before the page that leads to it,
                # which owes it anew: left to the next run, that would be so every night.
                frontier.settle(archive.begin(), owed.url)
            elif owed.url in self._done:
                frontier.leave(archive.begin(), owed.url)
            elif owed.why == "new" and self._is_unwanted(owed):
                frontier.settle(archive.begin(), owed.url)
            elif owed.why != "paging" or not frontier.is_older(archive.db, owed.url, since):
                yield owed
                return
            else:
                # The page that linked here announced nothing as young as the campaign.
                frontier.settle(archive.begin(), owed.url)

    def _is_unwanted(self, owed: Owed) -> bool:
        """Whether what was found is not worth its first visit."""
        if owed.role == "article":
            return self._is_older(owed.url, owed.day)
        known = proposals.known(self._night.archive.db, self._site)
        return is_hopeless(owed.url, (Proposed(*one) for one in known))

    def _is_older(self, url: str, day: str) -> bool:
        """Whether an article is from before the first day that this run was asked to collect, by
        the ``day`` it was announced with or the one in its URL."""
        since, spider = self._night.config.since, self._crawler.spider
        if since <= CAMPAIGN or not isinstance(spider, SiteSpider):
            return False
        return is_before(day or spider.url_day(url), since)

    def _heard(self, done: Ingested) -> None:
        """A visit came to its outcome; a failed one may be tried again after a back-off."""
        if done.url not in self._flying:
            return
        self._flying.discard(done.url)
        self._night.outcome(self._site, done)
        db, tries = self._night.archive.begin(), self._tries[done.url]
        if done.outcome in ("broken", "blocked") and tries < TRIES:
            host = self._night.sites.facts_of(self._site).host
            wait = timedelta(seconds=self._night.config.delay_for(host) * 2.0**tries)
            frontier.postpone(db, done.url, self._now() + wait)
        else:
            self._done.add(done.url)
            frontier.leave(db, done.url)
            if done.outcome not in ("broken", "blocked"):
                self._read.add(done.url)

    def _lost(self, url: str, failure: Failure) -> None:
        """No page came, not even one that says why: the visit stays owed, to the next run."""
        if not isinstance(failure.value, IgnoreRequest):
            log.error("%s: %s", url, failure.getTraceback())
        self._flying.discard(url)
        self._done.add(url)

    def _now(self) -> datetime:
        """The time of day at the start of the run and what has passed since: a clock set back
        by a day would have us wait a day for a back-off of ten seconds."""
        began, then = self._began
        return began + timedelta(seconds=time.monotonic() - then)

    def _open(self) -> bool:
        if not self._site or self._site in self._night.closed or self._night.stopped:
            return False
        if self._site not in self._night.limited and (limit := self._limit()):
            self._night.limited[self._site] = limit
        return self._site not in self._night.limited

    def _limit(self) -> str:
        """What of our own forbids to go on with the site tonight; "" when nothing does."""
        config = self._night.config
        if self._night.wire.quiet(self._night.sites.facts_of(self._site).host):
            return ledger.QUIET
        most = config.max_pages
        return f"max_pages: {most}" if most is not None and self._fetched >= most else ""

    def __repr__(self) -> str:
        return f"<Frontier of {self._site}>"
