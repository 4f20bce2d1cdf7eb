"""One night in this process: many sites, one archive, one report."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.misc import load_object
from scrapy.utils.project import get_project_settings

from archive.decisions import Standing
from archive.records import Ingested
from crawler import rest
from crawler.config import Config, ConfigError
from crawler.ledger import Report
from crawler.night import Night
from crawler.sites import Sites

log = logging.getLogger(__name__)


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
    """Crawl ``names``, or every enrolled site; a Twisted reactor runs once a process, so does this.

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
    process = AsyncCrawlerProcess(settings)
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
    try:
        if watch is not None:
            night.archive.listeners.append(watch)
        crawls = {name: process.crawl(sites.by_name[name]) for name in chosen}
        process.start()
        for name, crawl in crawls.items():
            night.account_for(name, crawl)
    except (OSError, sqlite3.Error) as error:
        night.error = night.error or error
    return night.finish()


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
        raise ConfigError(f"unknown site: {', '.join(unknown)}")
    for name in names:
        rest.refuse(name, decided, lang)
    return list(dict.fromkeys(names))
