"""From captured bytes to links: feeds and sitemaps. Pure; listings are in
:mod:`crawler.finding`.

Damaged documents give what they hold: a feed cut off in transfer still names its
first items.
"""

from __future__ import annotations

import html
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import feedparser
from lxml import etree

from archive.records import Precision
from archive.text import normalise
from crawler.printed import feed_date
from crawler.urls import absolute

MAX_SITEMAP = 50 * 1024 * 1024
"""Bytes of one sitemap once unpacked, as sitemaps.org allows."""


@dataclass(frozen=True, slots=True)
class Named:
    """A URL as a feed or sitemap names it; ``is_sitemap`` when it is one itself."""

    url: str
    title: str = ""
    published_at: str = ""
    precision: Precision = "none"
    is_sitemap: bool = False


def read_feed(body: bytes, page_url: str) -> tuple[Named, ...]:
    """The entries of an RSS or Atom feed in document order; links made absolute."""
    # A stream, not bytes: feedparser opens bytes that are the name of a file.
    feed = feedparser.parse(
        io.BytesIO(body), response_headers={"content-location": page_url}, sanitize_html=False
    )
    entries = (_entry(item, page_url) for item in feed.entries)
    return tuple(entry for entry in entries if entry)


def _entry(item: feedparser.FeedParserDict, page_url: str) -> Named | None:
    link = str(item.get("link") or "")
    if not link and str(item.get("id") or "").startswith(("http://", "https://")):
        link = str(item["id"])
    url = absolute(page_url, link)
    if not url:
        return None
    published, precision = feed_date(str(item.get("published") or ""))
    # Escaped twice is common: once by the editor, once by the feed's template.
    title = html.unescape(re.sub(r"<[^>]+>", "", str(item.get("title") or "")))
    return Named(url, normalise(" ".join(title.split())), published, precision)


def read_sitemap(body: bytes, page_url: str) -> tuple[Named, ...]:
    """The URLs of a sitemap, a sitemap index or a plain-text sitemap, gzip'd or not.

    ``published_at`` comes from the news extension only: ``lastmod`` says when a page
    changed, which after a move to a new system is the same day for all.
    """
    body = _unpacked(body)
    if body.lstrip()[:1] != b"<" and not body.startswith((b"\xef\xbb\xbf", b"\xff\xfe")):
        lines = body.decode("utf-8", "replace").splitlines()
        return tuple(Named(line.strip()) for line in lines if line.strip().startswith("http"))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    return tuple(_locations(root, page_url)) if root is not None else ()


def _unpacked(body: bytes) -> bytes:
    """A .xml.gz is sent as it lies on disk, without Content-Encoding."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MAX_SITEMAP)
    except zlib.error:
        return b""


def _locations(root: etree._Element, page_url: str) -> Iterator[Named]:
    for element in root.iter("{*}url", "{*}sitemap"):
        name = etree.QName(element)
        url = absolute(page_url, _said(element, etree.QName(name.namespace, "loc").text))
        if url:
            published, precision = feed_date(_said(element, "{*}news/{*}publication_date"))
            yield Named(
                url,
                _said(element, "{*}news/{*}title"),
                published,
                precision,
                is_sitemap=name.localname == "sitemap",
            )


def _said(element: etree._Element, path: str) -> str:
    """What an element's own child says; a picture has a <loc> and a <title> too, further in."""
    found = element.find(path)
    return normalise(" ".join("".join(found.itertext()).split())) if found is not None else ""
