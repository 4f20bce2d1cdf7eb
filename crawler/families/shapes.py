"""Pieces that several systems spell their URLs with: what an article's path ends in, how
pages are numbered, which spellings are one.

A final slash is kept as it was linked, unless the system is known to take both: a server
that redirects one spelling to the other would be asked for the wrong one on every visit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import unquote, unquote_to_bytes, urlsplit, urlunsplit

from archive.text import fold
from crawler.paging import Pager, PathPager, QueryPager
from crawler.site import SiteSpider
from crawler.urls import clean, params, path_of

SURVEYED = "2019-06-02"
"""The day on which the parts of some eighty papers and portals were looked up: the first on which
the layouts that say so are known to have been served."""

SECTIONS = r"(?:/[^/]+){0,3}"


def slug(words: int) -> str:
    """A part of a path with at least ``words`` words; unaccented or not, of any length."""
    return rf"(?:[^/-]+-+){{{words - 1}}}[^/]+"


def slug_id(words: int, digits: int, mark: str = "") -> str:
    """A slug of at least ``words`` words, then ``mark`` and a number of at least ``digits``."""
    return rf"(?:[^/-]+-+){{{words}}}(?:[^/]*[-_])?{mark}\d{{{digits},}}"


# Sections carry small numbers too ("/xay-dung-dang-23.html"): what is short in its number
# must be long in its words. giavien.ninhbinh.gov.vn counts from 1, in titles of ten words.
SLUG_ID = rf"(?:{slug_id(2, 5)}|{slug_id(6, 1)})"
SLUG_OVER_ID = re.compile(rf"(?:/[^/]+){{0,2}}/{slug(4)}/\d{{4,}}\.html?", re.IGNORECASE)
"""``/theo-guong-bac/{slug}/160759.htm``."""
MONTHLY = re.compile(r"(?:/[^/]+){1,3}/20\d\d(?:0[1-9]|1[0-2])/[^/]*-[0-9a-f]{5,}/?", re.IGNORECASE)
"""``/chinh-tri/202012/{slug}-2512345/``, ePi's."""


# "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh", in all its wordings since 2006.
_CAMPAIGN = re.compile(
    r"(?:chuyen (?:muc|de|trang) )?(?:day manh )?(?:viec )?hoc (?:tap )?(?:va )?(?:lam )?theo"
    r"(?: (?:tu|tuong|tam|guong|dao|duc|phong|cach|loi|bac|ho|chu|tich|chi|minh|cua))*"
)


def is_campaign(url: str) -> bool:
    """Whether a path ends in the campaign's name and nothing more: a section's, and of more
    words than most titles have."""
    last = unquote(path_of(url)).rstrip("/").rpartition("/")[2]
    return bool(_CAMPAIGN.fullmatch(re.sub(r"\.html?$|[-\s]+", " ", fold(last)).strip()))


def one_of(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def never_lists(site: type[SiteSpider], mark: str) -> bool:
    """Whether the site's declared lists show that it does not spell its URLs with ``mark``."""
    lists = [section.url for section in site.sections if section.role == "listing"]
    return bool(lists) and not any(re.search(mark, url, re.IGNORECASE) for url in lists)


def numbered_by(url: str, names: frozenset[str]) -> bool:
    """Whether one of the query parameters ``names`` (lower case) holds a number."""
    given = params(url).items()
    return any(name.lower() in names and re.fullmatch(r"\d{1,12}", value) for name, value in given)


def slashed(url: str, article: re.Pattern[str]) -> str:
    """``url`` with a final slash, where its path is ``article``."""
    parts = urlsplit(url)
    if parts.path.endswith("/") or not article.fullmatch(parts.path):
        return url
    return urlunsplit(parts._replace(path=f"{parts.path}/"))


def with_path(url: str, change: Callable[[str], str]) -> str:
    """``url`` with its path changed, and clean again."""
    parts = urlsplit(url)
    path = change(parts.path)
    return url if path == parts.path else clean(urlunsplit(parts._replace(path=path)))


def composed(url: str) -> str:
    """``url`` with the Vietnamese letters of its path composed (NFC): editors who type on
    a Mac make decomposed ones, which look the same and are other bytes."""
    return with_path(url, _composed)


def _composed(path: str) -> str:
    return normalize("NFC", re.sub(r"(?:%[89A-F][0-9A-F])+", _letters, path))


def _letters(escaped: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(escaped.group()).decode("utf-8")
    except UnicodeDecodeError:
        return escaped.group()  # a legacy encoding, and no letters we can tell


@dataclass(frozen=True, slots=True)
class PartPager:
    """A page number after ``mark``; what the first page's path ends in comes last again:
    ``/tin-tuc/`` and ``/tin-tuc/page/3/``, ``/guong-sang.htm`` and ``/guong-sang-p3.htm``."""

    mark: str
    ending: str = r"/?"

    def split(self, url: str) -> tuple[str, int]:
        if self.mark not in url:
            return url, 1
        parts = urlsplit(url)
        number = rf"{re.escape(self.mark)}(?P<n>[1-9]\d{{0,5}})(?P<ending>{self.ending})$"
        match = re.search(number, parts.path)
        if not match:
            return url, 1
        path = parts.path[: match.start()] + match["ending"]
        return urlunsplit(parts._replace(path=path or "/")), int(match["n"])

    def turn(self, url: str, number: int) -> str:
        base, _ = self.split(url)
        if number == 1:
            return base
        parts = urlsplit(base)
        ending = re.search(rf"(?:{self.ending})$", parts.path)
        start = ending.start() if ending else len(parts.path)
        path = f"{parts.path[:start]}{self.mark}{number}{parts.path[start:]}"
        return urlunsplit(parts._replace(path=path))


@dataclass(frozen=True, slots=True)
class FirstOf:
    """Several ways to number pages, for systems that differ from site to site: a URL is read
    by the first that knows it."""

    pagers: tuple[Pager, ...]

    def split(self, url: str) -> tuple[str, int]:
        return self._known(url)[1]

    def turn(self, url: str, number: int) -> str:
        return self._known(url)[0].turn(url, number)

    def _known(self, url: str) -> tuple[Pager, tuple[str, int]]:
        for pager in self.pagers:
            if (found := pager.split(url))[0] != url:
                return pager, found
        return self.pagers[0], (url, 1)


BY_QUERY = QueryPager(
    ("page", "trang", "p", "pageindex", "PageIndex", "pagenumber", "pagenum", "currentpage")
)
PAGES: Pager = FirstOf(
    (
        BY_QUERY,
        PartPager("/page/"),
        PartPager("/page-"),
        PartPager("/p/"),
        PartPager("-p", r"\.html?"),
        PartPager("/trang-"),
        # A link "trang-2.html" stands beside its list's first page only where that ends in "/".
        PathPager(re.compile(r"(?<=/)trang-(?P<n>\d+)\.html$"), "/trang-{n}.html"),
    )
)
"""As baokontum, congdoanhatinh, NukeViet, huengaynay, baodantoc and baotuyenquang number them.
A page is only ever one of a known section's, so that knowing many ways costs nothing."""
