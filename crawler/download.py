"""Scrapy's door to the wire: one download handler for http and https.

What Scrapy would do on its own after the wire (retry, redirect, robots.txt,
cookies, decompression) is switched off in ``settings``: each exchange is
one capture, and the archive decides what it still owes.
"""

from __future__ import annotations

import sqlite3

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive.records import Page
from crawler.night import Night
from crawler.politeness import NoTurn, OutOfTime
from crawler.site import SiteSpider


class Handler(BaseDownloadHandler):
    """Fetches through the run's wire; the captured page rides in ``response.meta["page"]``."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._night = Night.join(crawler)

    async def download_request(self, request: Request) -> Response:
        spider = self.crawler.spider
        assert spider is not None
        conditional = tuple(
            (name, value.decode("latin-1"))
            for name in ("If-None-Match", "If-Modified-Since")
            if (value := request.headers.get(name))
        )
        whose = type(spider) if isinstance(spider, SiteSpider) else self._whose(request.url)
        role = request.meta.get("role") or whose.role_of(request.url) or "article"
        try:
            # By the archive's own spelling: Scrapy may escape a URL further.
            url = request.meta.get("url") or request.url
            wire, site = self._night.wire, whose.facts()
            if role == "article" and await wire.refuses_still(url, site):
                self._night.refused[whose.name] += 1
                raise IgnoreRequest(f"{url} is still refused")
            page = await wire.fetch(url, site, role, conditional)
        except NoTurn as error:
            if isinstance(error, OutOfTime):
                self._night.slow.setdefault(whose.name, str(error))
            raise IgnoreRequest(str(error)) from error
        except (OSError, sqlite3.Error) as error:
            # Not the network's fault, which the wire reports on the page: the archive's.
            self._night.abort(error)
            raise
        request.meta["page"] = page
        return as_response(page, request)

    def _whose(self, url: str) -> type[SiteSpider]:
        """In ``scrapy shell`` and ``fetch`` no site asks: the URL says whose page it is."""
        found = self._night.sites.of(url)
        if found is None:
            raise IgnoreRequest(f"{url} belongs to no site in spiders/: nothing is fetched")
        return found[0]


def as_response(page: Page, request: Request) -> Response:
    """A captured page as Scrapy sees it, content decoded; status 0 where there was no exchange."""
    headers = Headers(
        [
            (name, value)
            for name, value in page.headers
            if name.lower() not in ("content-encoding", "content-length", "transfer-encoding")
        ]
    )
    kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
    return kind(url=page.url, status=page.status, headers=headers, body=page.body, request=request)
