"""All sites the project knows, and whose a URL is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from archive.records import Role, Site
from crawler.site import SiteSpider
from crawler.urls import clean


class Sites:
    """The site classes by name, in order of their names, so that every question
    has one answer whichever site asks it."""

    def __init__(self, classes: Iterable[type[SiteSpider]]) -> None:
        self.by_name = {cls.name: cls for cls in sorted(classes, key=lambda cls: cls.name)}
        self._facts = {name: cls.facts() for name, cls in self.by_name.items()}
        self._on_host: defaultdict[str, list[type[SiteSpider]]] = defaultdict(list)
        for site in self.by_name.values():
            for host in dict.fromkeys(site.hosts()):
                self._on_host[host].append(site)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Sites:
        """Every site in ``spiders/``, through Scrapy's own loader."""
        loader = SpiderLoader.from_settings(settings)
        return cls(
            found for name in loader.list() if issubclass(found := loader.load(name), SiteSpider)
        )

    def facts(self) -> tuple[Site, ...]:
        return tuple(self._facts.values())

    def facts_of(self, name: str) -> Site:
        return self._facts[name]

    def owner_of(self, host: str) -> Site | None:
        """The site that keeps a host's robots.txt: the first by name of those on it."""
        return next((self._facts[cls.name] for cls in self._on_host.get(host, ())), None)

    def of(self, url: str) -> tuple[type[SiteSpider], Role] | None:
        """The site a URL belongs to and its role there; None when it is no site's."""
        if urlsplit(url).path == "/robots.txt":
            owner = self.owner_of(urlsplit(url).hostname or "")
            return (self.by_name[owner.name], "robots") if owner else None
        for cls in self._on_host.get(urlsplit(clean(url)).netloc, ()):
            role = cls.role_of(url)
            if role is not None:
                return cls, role
        return None
