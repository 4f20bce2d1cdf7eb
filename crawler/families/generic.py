"""Any site, with no selector at all: an article's URL looks like one.

The heuristics follow the article URLs of some 140 Vietnamese portals and papers:
a slug of several words beside a number or a page ending, or a detail page with
the article's number in its query.
"""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urlsplit

from crawler.paging import Pager, QueryPager
from crawler.site import SiteSpider
from crawler.urls import params, path_of

_ENDING = re.compile(r"\.(?:html?|aspx?|php|chn|epi|vnp|tpo|ldo|vov|amp|bbg|antd)$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|[-_/.a-z])(?=[a-f]*+\d[a-f]*+\d)[0-9a-f]{3,}\b", re.IGNORECASE)
_LISTING = re.compile(r"(?:^|[-_])(?:tag|cat|p|page|trang)[-_]?\d{1,6}$", re.IGNORECASE)
_HEADS = re.compile(r"/(?:chu-de|chuyen-muc|danh-muc|category|topics?|tags?)/", re.IGNORECASE)
"""Folders whose pages list, however long their names: topics are named like articles."""
_DETAIL = re.compile(
    r"detail|chi-?tiet|xem-?tin|view|doc-?tin|news|article|bai-?viet|tin-?tuc|dispform",
    re.IGNORECASE,
)
_ID_PARAMS = frozenset({"id", "itemid", "newsid", "nid", "articleid", "aid", "p", "tc"})
WORDS_BESIDE_A_NUMBER = 5
WORDS_ALONE = 8
"""Section names reach seven words ("hoc-tap-va-lam-theo-loi-bac"), but carry no number."""


class Generic(SiteSpider):
    """A site of a system we have no base for. Its own ``articles`` patterns, where its file
    states any, are the whole truth; without them each page says which of its links are."""

    family = "generic"
    feeds = ("/rss", "/feed")
    pager: ClassVar[Pager] = QueryPager(
        ("page", "trang", "pageindex", "page_index", "paged", "pagenum", "pagenumber")
    )

    @classmethod
    def identity(cls, url: str) -> str:
        if cls.articles or cls._section_page(url) or cls.is_further(url):
            return super().identity(url)
        # "Default.aspx?sid=1277&pageid=30342&id=297449": which of them the page can
        # do without is not ours to guess.
        return url if cls._by_query(url) and not cls._by_path(url) else super().identity(url)

    @classmethod
    def is_article(cls, url: str) -> bool:
        if cls.articles:
            return super().is_article(url)
        # Page 2 of what looks like an article by its long name is a section's.
        return (cls._by_path(url) or cls._by_query(url)) and not cls.is_further(url)

    @classmethod
    def learns(cls) -> bool:
        return not cls.articles

    @classmethod
    def may_be_article(cls, url: str) -> bool:
        return not _HEADS.search(path_of(url)) and super().may_be_article(url)

    @classmethod
    def _by_path(cls, url: str) -> bool:
        path = urlsplit(url).path.rstrip("/")
        page = _ENDING.sub("", path)
        if _LISTING.search(page) or _HEADS.search(path):
            return False
        before, _, last = page.rpartition("/")
        numbered = bool(_NUMBER.search(page))
        if _words(last) >= WORDS_BESIDE_A_NUMBER and (numbered or page != path):
            return True
        if not re.search(r"\d{4,}|\d+-\d+", last):
            return _words(last) >= WORDS_ALONE
        # The title may stand before the number: "/theo-guong-bac/{slug}/160759.htm".
        titled = any(_words(part) >= WORDS_BESIDE_A_NUMBER for part in before.split("/"))
        return titled or (last.isdigit() and bool(_DETAIL.search(before)))

    @classmethod
    def _by_query(cls, url: str) -> bool:
        """A number of four digits or more under a name that systems give articles."""
        given = {name.lower(): value for name, value in params(url).items()}
        return any(re.fullmatch(r"\d{4,}", given.get(name, "")) for name in _ID_PARAMS)


def _words(slug: str) -> int:
    """How many words of letters a part of a path has."""
    return sum(bool(re.search(r"[^\W\d_]", word)) for word in re.split(r"[-_.+]|%20", slug))
