"""Scrapy's settings: what is switched off, and the rooms joined by dotted name.

Retry, redirect, robots.txt, cookies, decompression and the cache are off
because the wire does each of them as an archive must (``crawler/wire.py``).
"""

from __future__ import annotations

BOT_NAME = "lamtheo"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"

DOWNLOAD_HANDLERS = {
    "http": "crawler.download.Handler",
    "https": "crawler.download.Handler",
    # Each of these would reach past the wire: local files, other protocols.
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
SCHEDULER = "crawler.frontier.Frontier"
ITEM_PIPELINES = {
    "pipelines.gate.GateStop": 100,
    "pipelines.clean.Clean": 200,
    "pipelines.judge.Judge": 300,
    "pipelines.dedupe.Dedupe": 400,
    "pipelines.store.Store": 500,
}
LAMTHEO_READER = "pipelines.read.read"
LAMTHEO_READER_VERSION = "pipelines.read.reader_version"

DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.logcount.LogCount": 0,
}
ROBOTSTXT_OBEY = False  # obeyed on the wire, where 5xx means no
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # it runs whatever code it is sent
HTTPERROR_ALLOW_ALL = True
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# The wire gives the turns; a crawler holds two requests so that one can be read
# while the other waits for its turn.
CONCURRENT_REQUESTS = 2
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 0
DOWNLOAD_TIMEOUT = 0

STATS_DUMP = False  # the ledger says what a run came to
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_DATEFORMAT = "%Y-%m-%dT%H:%M:%S%z"
