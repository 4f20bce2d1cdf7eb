"""Every platform as a site of its own family that knows its front page and nothing else."""

from __future__ import annotations

from crawler.families import FAMILIES
from crawler.site import SiteSpider
from tests.platforms.every import PLATFORMS
from tests.platforms.platform import Platform


def homed(platform: Platform) -> type[SiteSpider]:
    facts = {
        "__module__": __name__,
        "name": f"home_{platform.name}",
        "organisation": platform.organisation,
        "level": "huyen",
        "host": platform.host,
        "aliases": platform.aliases,
        "home": platform.url(platform.home),
    }
    return type(f"home_{platform.name}", (FAMILIES[platform.family],), facts)


for _platform in PLATFORMS:
    if _platform.family in FAMILIES:
        globals()[f"home_{_platform.name}"] = homed(_platform)
