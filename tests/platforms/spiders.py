"""Every platform as a site of its family's base, declared as a file in ``spiders/`` would."""

from __future__ import annotations

from crawler.families import FAMILIES
from crawler.site import Section, SiteSpider
from tests.platforms.every import PLATFORMS
from tests.platforms.platform import Platform


def sections(platform: Platform) -> tuple[Section, ...]:
    listings = [
        Section(platform.url(path), shelf.name)
        for shelf in platform.shelves
        for path in (platform.shelf_path(shelf), *platform.doors(shelf))
    ]
    feeds = [
        Section(platform.url(path), "", "sitemap" if path.endswith(".xml") else "feed")
        for path in platform.feeds()
    ]
    return (*listings, *feeds)


def declared(platform: Platform) -> type[SiteSpider]:
    facts = {
        "__module__": __name__,
        "name": platform.name,
        "organisation": platform.organisation,
        "level": "huyen",
        "host": platform.host,
        "aliases": platform.aliases,
        "home": platform.url(platform.home),
        "sections": sections(platform),
        **platform.site_facts,
    }
    return type(platform.name, (FAMILIES[platform.family],), facts)


for _platform in PLATFORMS:
    if _platform.family in FAMILIES:
        globals()[_platform.name] = declared(_platform)
