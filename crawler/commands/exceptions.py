"""A site's TLS exception as people are told of it: in force until a day, or ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from archive.records import Site
from crawler.commands.say import Say, day


def row(site: Site, now: datetime) -> dict[str, object] | None:
    """An exception for programs; None for a site without one."""
    exception = site.tls_exception
    if exception is None:
        return None
    return asdict(exception) | {"in_force": exception.holds(now)}


def tell(say: Say, sites: Iterable[Site], now: datetime) -> None:
    """A line for each site with an exception, in force or ended; nothing for all others."""
    for site in sites:
        if said := phrase(say, site, now):
            say.line(said, style="yellow")


def phrase(say: Say, site: Site, now: datetime) -> str:
    """What is to be said of a site's exception; "" where there is none."""
    exception = site.tls_exception
    if exception is None:
        return ""
    values = {"site": site.name, "until": day(exception.until), "reason": exception.reason}
    if exception.holds(now):
        return say("tls.holds", by=exception.by, **values)
    return say("tls.ended", **values)
