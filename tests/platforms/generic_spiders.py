"""Every platform as a site of the generic family that knows its front page and nothing else."""

from __future__ import annotations

from crawler.families import FAMILIES
from crawler.site import SiteSpider
from tests.platforms.every import PLATFORMS
from tests.platforms.platform import Platform


def unread(platform: Platform) -> type[SiteSpider]:
    facts = {
        "__module__": __name__,
        "name": f"generic_{platform.name}",
        "organisation": platform.organisation,
        "level": "huyen",
        "host": platform.host,
        "home": platform.url(platform.home),
    }
    return type(f"generic_{platform.name}", (FAMILIES["generic"],), facts)


for _platform in PLATFORMS:
    globals()[f"generic_{_platform.name}"] = unread(_platform)
