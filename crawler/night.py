"""One run in this process: the archive, the wire and the ledger that its crawlers share.

``lamtheo crawl`` opens a night and runs many sites in it; ``scrapy crawl NAME``
opens one with its first spider and ends it with its last. Either way
there is one writer, one politeness and one row in ``runs``.
"""

from __future__ import annotations

import asyncio
import logging
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from archive.articles import Rules
from archive.documents import catalogue
from archive.ingest import is_ours, spoilt
from archive.records import Ingested, Page
from archive.writer import WARC_FOLDER, Archive
from crawler import ledger, rest, wire
from crawler.causes import FAILING, UNREACHED, cause_of
from crawler.config import VERSION, Config, load
from crawler.replay import Reader, Replay
from crawler.sites import Sites
from crawler.wire import Wire

log = logging.getLogger(__name__)

COMMIT_EVERY = 1.0
"""Seconds between groups: what was fetched is acknowledged at most twice this late."""

SILENT_AFTER = 3
"""Failures in a row, with no answer before them this run, after which a site is left alone."""

FAILING_AFTER = 10
"""URLs in a row that failed, after which a site that did answer this run is left alone: it has
gone down, or wants us no more, and a time-out for each of its thousand pages is eight hours.
One that fails at each of its tries is one: four dead articles are no dead site."""


class Night:
    """A run. ``closed`` names the sites left alone for the rest of it for what they did, each
    with its reason, ``limited`` those for what we are bound by (quiet hours, ``max_pages``),
    ``slow`` those whose Crawl-delay leaves more than the night has room for; ``refused`` counts
    the articles that robots.txt forbids as it did before."""

    current: ClassVar[Night | None] = None

    def __init__(
        self,
        config: Config,
        sites: Sites,
        reader: Reader,
        reader_version: str,
        *,
        trigger: str = "manual",
        due_for: str | None = None,
        missed: Iterable[str] = (),
        revisit_now: bool = False,
        kind: str = "crawl",
    ) -> None:
        self.config = config
        self.revisit_now = revisit_now
        self.sites = sites
        self.closed: dict[str, str] = {}
        self.limited: dict[str, str] = {}
        self.slow: dict[str, str] = {}
        self.refused: Counter[str] = Counter()
        self.error: BaseException | None = None
        self.stopped = False
        self.recovered = 0
        self.heard: list[Callable[[Ingested], None]] = []
        self._crawlers: set[Crawler] = set()
        self._failures: defaultdict[str, list[str]] = defaultdict(list)
        self._answered: set[str] = set()
        self._beat: asyncio.Task[None] | None = None
        self._stops: list[asyncio.Future[None]] = []
        self._implicit = False
        replay = Replay(sites, reader)
        rules = Rules(reader_version, partial(replay.again, config.data / WARC_FOLDER))
        self.archive = Archive(config.data, "crawl", rules)
        try:
            self.run_id = self.archive.begin_run(
                sites.facts(),
                catalogue().documents,
                kind=kind,
                trigger=trigger,
                due_for=due_for,
                missed=missed,
                info={
                    "software": f"lamtheo/{VERSION}",
                    "http-header-user-agent": config.user_agent,
                    "operator": config.organisation,
                    "contact": config.contact,
                    "robots": "RFC 9309",
                    "lamtheo-trigger": trigger,
                },
            )
            # What a killed run fetched and never read is read first, without a request.
            self.recovered = replay.into(self.archive, self.archive.unread())
            ledger.recount(self.archive)
            self.archive.settle()
        except BaseException:
            self.archive.close()
            raise
        self.wire = Wire(
            self.archive,
            config.user_agent,
            delay_for=config.delay_for,
            timeout=config.timeout,
            max_body=config.max_body,
            # The clock ends a run at its run_hours, whatever it is waiting for.
            night=min(wire.NIGHT, 0.9 * 3600 * (config.run_hours or math.inf)),
            farm={name: _address(where) for name, where in config.farm.resolve.items()},
            extra_ca=Path(config.farm.ca).read_text() if config.farm.ca else "",
            owner_of=sites.owner_of,
            identity=lambda site, url: sites.by_name[site.name].canonical(url),
            quiet=lambda host: config.quiet_at(datetime.now(UTC)) and not config.mapped(host),
        )
        Night.current = self

    @classmethod
    def join(cls, crawler: Crawler) -> Night:
        """The night a crawler works in, opened by the crawler's settings if there is none."""
        night = cls.current
        if night is None:
            night = cls._from_settings(crawler)
            night._implicit = True
        if crawler not in night._crawlers:
            night._enter(crawler)
        return night

    def site_closed(self, site: str, reason: str) -> None:
        """Leave a site alone for the rest of the run, and say why."""
        if site not in self.closed:
            log.warning("%s: left alone for tonight: %s", site, reason)
        self.closed.setdefault(site, reason)

    def abort(self, error: BaseException) -> None:
        """The archive itself cannot go on (disk full, read-only): stop everything."""
        if self.error is None:
            self.error = error
            log.error("the run stops: %s", error)
        self.stop()
        for crawler in self._crawlers:
            self._stops.append(asyncio.ensure_future(crawler.stop_async()))

    def stop(self) -> None:
        """The run is told to stop: nothing more is sent, and who waits for a turn need not
        wait it out."""
        self.stopped = True
        self.wire.stop()

    def account_for(self, site: str, crawl: asyncio.Task[None]) -> None:
        """A site whose crawl failed, or ended without its row in the ledger, is a gap like any
        other, and that site's alone."""
        ended = self.archive.db.execute(
            "SELECT finished_at FROM site_runs WHERE run_id = ? AND site = ?", (self.run_id, site)
        ).fetchone()
        why = crawl.exception() if crawl.done() and not crawl.cancelled() else None
        if self.error is not None or (ended and ended[0] and not why):
            return
        closed = f"crawl failed: {why}" if why else "crawl ended early"
        log.error("%s: %s", site, closed)
        ledger.open_site(self.archive, self.run_id, site)
        ledger.close_site(self.archive, self.run_id, site, closed, finished=False)

    def finish(self) -> ledger.Report:
        """Write the ledger, close the WARC file, end the run; the report."""
        Night.current = None
        try:
            if self.error is not None:
                with suppress(OSError, sqlite3.Error):
                    self.archive.fail_run()
                raise self.error
            report = ledger.report(self.archive, self.run_id, self.stopped, self.recovered)
            self.archive.finish_run(report.state)
            return report
        finally:
            self.archive.close()

    # -- a crawler comes and goes -----------------------------------------------

    def _enter(self, crawler: Crawler) -> None:
        self._crawlers.add(crawler)
        spider = crawler.spider
        assert spider is not None
        spider.archive = self.archive  # type: ignore[attr-defined]  # for the store stop
        connect = crawler.signals.connect
        connect(self._unread, signals.item_error)
        connect(self._dropped, signals.item_dropped)
        connect(self._unparsed, signals.spider_error)
        connect(self._closed, signals.spider_closed)
        if self._listen not in self.archive.listeners:
            self.archive.listeners.append(self._listen)
        if self._beat is None or self._beat.done():
            self._beat = asyncio.ensure_future(self._keep_committing())
        ledger.open_site(self.archive, self.run_id, spider.name)

    async def _keep_committing(self) -> None:
        while True:
            await asyncio.sleep(COMMIT_EVERY)
            if self._implicit and not any(crawler.crawling for crawler in self._crawlers):
                self.stop()  # nobody tells us when Scrapy's own process is told to
            try:
                self.archive.commit()
            except (OSError, sqlite3.Error) as error:
                self.abort(error)
                return

    def _listen(self, done: Ingested) -> None:
        for listener in self.heard:
            listener(done)

    def outcome(self, site: str, done: Ingested) -> None:
        """A visit of a site came to its outcome: failures in a row close the site."""
        cause = cause_of(done.outcome, done.reason)
        if done.outcome == "refused":  # nothing was asked
            if "robots.txt" in done.reason and cause != "robots-forbid":
                self.site_closed(site, done.reason)
            return
        if cause not in UNREACHED:
            self._answered.add(site)
        if cause not in FAILING:
            self._failures[site].clear()
            return
        failures = self._failures[site]
        failures.append(done.url)
        if site in self._answered:
            enough = len(set(failures)) >= FAILING_AFTER
        else:
            enough = len(failures) >= SILENT_AFTER
        if done.reason.startswith("busy") or enough:
            blocked = "blocked: " if done.outcome == "blocked" else ""
            self.site_closed(site, blocked + done.reason)

    def _unread(self, item: Any, failure: Failure) -> None:
        """A stop failed on a page: the visit still gets its outcome, and the capture stays."""
        if isinstance(item, Page):
            self._give_up_on(item, failure.value)

    def _dropped(self, item: Any, exception: BaseException) -> None:
        if isinstance(item, Page):
            self._give_up_on(item, exception)

    def _unparsed(self, failure: Failure, response: Response) -> None:
        if isinstance(page := response.meta.get("page"), Page):
            self._give_up_on(page, failure.value)

    def _give_up_on(self, page: Page, error: BaseException | None) -> None:
        if error is not None and is_ours(error):
            self.abort(error)
            return
        page = spoilt(page, error)
        log.error("%s: %s", page.url, page.trouble)
        try:
            self.archive.ingest(page)
        except (OSError, sqlite3.Error) as ours:
            self.abort(ours)

    async def _closed(self, spider: Spider, reason: str) -> None:
        name = spider.name
        closed = self.closed.get(name, "")
        if reason != "finished" and not self.stopped:
            if self._implicit:
                self.stop()
            else:
                closed = closed or f"crawl failed: {reason}"
        try:
            if self.error is None:
                ledger.close_site(
                    self.archive,
                    self.run_id,
                    name,
                    closed,
                    finished=reason == "finished" and not self.stopped,
                    slow=self.slow.get(name, ""),
                    limited=self.limited.get(name, ""),
                    refused=self.refused[name],
                )
                self.archive.commit()
        except (OSError, sqlite3.Error) as error:
            self.abort(error)
        await self._leave(spider.crawler)

    def ended(self, crawler: Crawler, _crawl: asyncio.Task[None]) -> None:
        """One that could not even begin was never closed either."""
        if crawler in self._crawlers:
            self._stops.append(asyncio.ensure_future(self._leave(crawler)))

    async def _leave(self, crawler: Crawler) -> None:
        self._crawlers.discard(crawler)
        if not self._crawlers:
            if self._beat is not None:
                self._beat.cancel()
            await self.wire.close()
            if self._implicit:
                self.finish()

    @classmethod
    def _from_settings(cls, crawler: Crawler) -> Night:
        settings = crawler.settings
        path = settings.get("LAMTHEO_CONFIG")
        config = load(Path(path) if path else None, data=settings.get("LAMTHEO_DATA"))
        sites = Sites.from_settings(settings)
        asked = sites.by_name.get(crawler.spidercls.name)  # None in `scrapy shell`: any of them
        config.require_contact({site.host for site in ([asked] if asked else sites.facts())})
        rest.refuse(crawler.spidercls.name, rest.standings(config.data), config.lang)
        return cls(
            config,
            sites,
            load_object(settings["LAMTHEO_READER"]),
            load_object(settings["LAMTHEO_READER_VERSION"])(),
            trigger="scrapy",
        )


def _address(where: str) -> tuple[str, int]:
    host, _, port = where.rpartition(":")
    return host.strip("[]"), int(port)
