"""One night in this process: many sites, one archive, one report."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.misc import load_object
from scrapy.utils.project import get_project_settings

from archive.decisions import Standing
from archive.records import Ingested
from crawler import rest, rhythm
from crawler.config import Config, ConfigError
from crawler.config_words import WORDS
from crawler.ledger import Report
from crawler.night import Night
from crawler.sites import Sites

log = logging.getLogger(__name__)


class _Process(AsyncCrawlerProcess):
    """Tells the night when it is told to stop: a crawler that fails looks no different to the
    others than one that was stopped."""

    async def stop(self) -> None:
        # Scrapy calls it at the end of each run too, when nobody crawls any more.
        if Night.current is not None and any(crawler.crawling for crawler in self.crawlers):
            Night.current.stop()
        await super().stop()


def project_settings() -> Settings:
    """``crawler.settings``, wherever the command was started from."""
    settings = get_project_settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def run(
    config: Config,
    names: Sequence[str] | None = None,
    *,
    trigger: str = "manual",
    due_for: str | None = None,
    missed: Iterable[str] = (),
    revisit_now: bool = False,
    watch: Callable[[Ingested], None] | None = None,
    log_level: str = "INFO",
) -> Report:
    """Crawl ``names``, or every enrolled site that is due; a Twisted reactor runs once a process,
    so does this.

    :raises ConfigError: a site is unknown or rests, or is beyond loopback and no contact is set.
    :raises archive.lock.ArchiveHeld: another run holds the archive.
    :raises OSError, sqlite3.Error: the archive cannot be written; what was
        acknowledged before is kept.
    """
    settings = project_settings()
    settings.set("LOG_LEVEL", log_level, priority="cmdline")
    sites = Sites.from_settings(settings)
    chosen = choose(sites, names, rest.standings(config.data), config.lang)
    config.require_contact({sites.facts_of(name).host for name in chosen})
    process = _Process(settings)
    night = Night(
        config,
        sites,
        load_object(settings["LAMTHEO_READER"]),
        load_object(settings["LAMTHEO_READER_VERSION"])(),
        trigger=trigger,
        due_for=due_for,
        missed=missed,
        revisit_now=revisit_now,
    )
    passed: tuple[rhythm.Passed, ...] = ()
    try:
        if watch is not None:
            night.archive.listeners.append(watch)
        if not (names or revisit_now):
            facts = [sites.facts_of(name) for name in chosen]
            passed = rhythm.passed_over(night.archive.db, config, facts, datetime.now(UTC))
            chosen = [name for name in chosen if name not in {one.site for one in passed}]
        crawlers = {name: process.create_crawler(sites.by_name[name]) for name in chosen}
        crawls = {name: process.crawl(crawler) for name, crawler in crawlers.items()}
        for name, crawl in crawls.items():
            crawl.add_done_callback(partial(night.ended, crawlers[name]))
        if crawlers:
            process.start()
        for name, crawl in crawls.items():
            night.account_for(name, crawl)
    except (OSError, sqlite3.Error) as error:
        night.error = night.error or error
    return replace(night.finish(), not_due=passed)


def choose(
    sites: Sites, names: Sequence[str] | None, decided: dict[str, Standing], lang: str
) -> list[str]:
    """The sites a run visits: those named, or all enrolled ones; never one that rests.

    :raises ConfigError: a named site is unknown or rests.
    """
    if not names:
        return [site.name for site in sites.facts() if rest.of(decided, site.name).visits(site)]
    unknown = [name for name in names if name not in sites.by_name]
    if unknown:
        raise ConfigError(WORDS[lang]["unknown_site"].format(names=", ".join(unknown)))
    for name in names:
        rest.refuse(name, decided, lang)
    return list(dict.fromkeys(names))
