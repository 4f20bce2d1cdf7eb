"""The farm's five sites as files that state a name, a place and a front page would load them,
of no family. ``tests.child`` takes this module as ``spiders``."""

from __future__ import annotations

from crawler.families import Generic
from crawler.site import SiteSpider
from tests.farm.sites import SITES, SampleSite


def homed(site: SampleSite) -> type[SiteSpider]:
    facts: dict[str, object] = {
        "__module__": __name__,
        "name": f"home_{site.name}",
        "organisation": site.organisation,
        "level": "huyen",
        "host": site.host,
        "aliases": (*site.mirrors, *site.former),
        "home": f"{site.scheme}://{site.host}/" + (f"web/{site.web}" if site.web else ""),
    }
    return type(f"home_{site.name}", (Generic,), facts)


HOMES = {f"home_{site.name}": homed(site) for site in SITES}
globals().update(HOMES)
