"""The stops that read a page, composed: ``read`` is a pure function of a captured page.

The live crawl runs the same stops as Scrapy item pipelines, in the order that
``crawler.settings`` states; a test holds the two orders equal.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from archive.records import Page
from pipelines.clean import clean
from pipelines.dedupe import dedupe
from pipelines.gate import gate
from pipelines.judge import judge

STOPS = (gate, clean, judge, dedupe)


def read(page: Page) -> Page:
    """Pass a page through every stop that reads; the archive's door comes after."""
    for stop in STOPS:
        page = stop(page)
    return page


@cache
def reader_version() -> str:
    """A hash of the rules: this package, the archive's texts and tables, trafilatura."""
    rules = Path(__file__).parent
    archive = rules.parent / "archive"
    shared = ("text.py", "documents.py", "documents.toml", "places.py", "places.toml")
    digest = sha256(version("trafilatura").encode())
    for path in (*sorted(rules.glob("*.py")), *(archive / name for name in shared)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
