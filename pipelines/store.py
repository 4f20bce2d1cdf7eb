"""The last stop: a page read to its end passes through the archive's one door."""

from __future__ import annotations

from typing import Any, Self

from archive.records import Page
from archive.writer import Archive


class Store:
    """Scrapy's item pipeline around :meth:`archive.writer.Archive.ingest`.

    The archive hangs on the spider, put there by the run that opened it.
    """

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Page):
            archive: Archive = self._crawler.spider.archive
            archive.ingest(item)
        return item
