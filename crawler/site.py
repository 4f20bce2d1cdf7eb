"""The base of every site: which of its URLs are what, and what its pages link to.

A file in ``spiders/`` states facts, a family in ``crawler/families/`` states how one
content system spells its URLs, and this class does the rest. A site is a Scrapy
spider, so ``scrapy list``, ``check`` and ``shell`` know it; but it yields no
follow-up requests: what it finds goes to the archive, and the archive says
what is fetched next.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import scrapy
from scrapy.http import Response

from archive.records import HostSpan, Layout, Link, Page, Role, Section, Site
from crawler.discovery import Named, read_feed, read_sitemap
from crawler.listing import parse_html, read_listing
from crawler.paging import Pager, QueryPager, next_page
from crawler.urls import clean, keep_params, path_of

__all__ = ["HostSpan", "Section", "SiteSpider"]

# Places no article is behind, in every family: forms, sessions, print and mail views,
# calendars that never end, tag clouds.
TRAPS = re.compile(
    r"/(?:login|dang-?nhap|dang-?ky|logout|register|account|search|tim-?kiem|tags?|tu-khoa"
    r"|print|in-bai|ban-in|calendar|lich|share|comment|lien-he|rss\.html?)(?:[/.]|$)"
    r"|/(?:wp-admin|wp-login|_layouts|c/portal)/"
    r"|/update_language(?:$|[/?])",
    re.IGNORECASE,
)
TRAP_PARAMS = re.compile(
    r"(?:^|_)(?:print|calendar|replytocom|keywords?|searchtext)$", re.IGNORECASE
)
SITEMAP = re.compile(r"\.xml(?:\.gz)?$|/sitemap[^/]*$", re.IGNORECASE)
DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip|rar|7z)$", re.IGNORECASE)
FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|bmp|ico|css|js|json|mp[34]|m4a|flv|avi|mov|wmv|swf|ttf|woff2?)$",
    re.IGNORECASE,
)


class SiteSpider(scrapy.Spider):
    """One site. Attributes up to ``layouts`` are its facts, as in :class:`archive.records.Site`;
    those after are how its family spells URLs."""

    organisation: str = ""
    level: str = ""
    host: str = ""
    aliases: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    province_before: str = ""
    province_after: str = ""
    district: str = ""
    places: tuple[str, ...] = ()
    host_confirmed: bool = False
    verified: str = "never"
    status: str = "unknown"
    successor: str = ""
    rights: str = ""
    family: str = ""
    layouts: tuple[Layout, ...] = ()
    home: str = ""
    evidence: str = ""
    host_spans: tuple[HostSpan, ...] = ()

    signs: ClassVar[tuple[re.Pattern[str], ...]] = ()
    """What a page's source shows of its content system, whatever the site; searched for."""
    feeds: ClassVar[tuple[str, ...]] = ()
    """Paths at which this system keeps feeds and sitemaps of a whole site, unasked."""
    articles: ClassVar[tuple[re.Pattern[str], ...]] = ()
    """Matched against the path of a canonical URL, from its start to its end."""
    identity_params: ClassVar[frozenset[str]] = frozenset()
    """Query parameters that tell one page from another, paging aside, in lower case."""
    pager: ClassVar[Pager] = QueryPager()
    days: ClassVar[tuple[re.Pattern[str], ...]] = (
        re.compile(r"/(?P<y>20\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})/"),
        re.compile(r"[-/d](?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])\d{4,12}\b"),
        re.compile(r"/(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])/"),
    )
    """Where a URL holds a day (y, m, d) or a month (y, m)."""

    @classmethod
    def facts(cls) -> Site:
        stated = {name: getattr(cls, name) for name in Site.__dataclass_fields__}
        return Site(**stated)

    @classmethod
    def canonical(cls, url: str) -> str:
        """The one URL of a page of this site, whatever spelling led to it; a URL of
        another host only cleaned, "" what is no URL at all. Idempotent."""
        url = clean(url)
        parts = urlsplit(url)
        if parts.netloc not in (cls.host, *cls.aliases):
            return url
        home = parts._replace(scheme=cls._scheme(), netloc=cls.host)
        return cls.identity(urlunsplit(home))

    @classmethod
    def identity(cls, url: str) -> str:
        """The family's part of :meth:`canonical`: ``url`` is clean and on the site's host.

        Articles keep their identity parameters alone, pages of a section its page
        number alone, anything else keeps its query.
        """
        if section_page := cls._section_page(url):
            return section_page[1]
        if cls.is_article(url):
            return keep_params(url, lambda name: name.lower() in cls.identity_params)
        return url

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Whether ``url``, clean, on this site's host and no section, is an article's."""
        return any(pattern.fullmatch(path_of(url)) for pattern in cls.articles)

    @classmethod
    def is_trap(cls, url: str) -> bool:
        """Whether ``url``, canonical, leads to no page worth a visit."""
        parts = urlsplit(url)
        names = (pair.partition("=")[0] for pair in parts.query.split("&"))
        return bool(TRAPS.search(parts.path)) or any(TRAP_PARAMS.search(name) for name in names)

    @classmethod
    def role_of(cls, url: str) -> Role | None:
        """What ``url`` is to this site; None when it is none of its business."""
        url = cls.canonical(url)
        if urlsplit(url).netloc != cls.host:
            return None
        if path_of(url) == "/robots.txt":
            return "robots"
        if section := cls.section_of(url):
            return section.role
        if cls.is_trap(url) or FILE.search(path_of(url)):
            return None
        if DOCUMENT.search(path_of(url)):
            return "asset"
        if SITEMAP.search(path_of(url)):
            return "sitemap"
        return "article" if cls.is_article(url) else None

    @classmethod
    def section_of(cls, url: str) -> Section | None:
        """The section that ``url`` is a page of."""
        section_page = cls._section_page(cls.canonical(url))
        return section_page[0] if section_page else None

    @classmethod
    def _section_page(cls, url: str) -> tuple[Section, str] | None:
        """The section ``url`` is a page of, and that page's own URL; a final slash may differ."""
        parts = urlsplit(url)
        slashed = parts.path.removesuffix("/") if parts.path.endswith("/") else f"{parts.path}/"
        for spelling in (url, urlunsplit(parts._replace(path=slashed))):
            base, number = cls.pager.split(spelling)
            for section in cls.sections:
                if section.url == base:
                    return section, cls.pager.turn(spelling, number)
        return None

    @classmethod
    def url_day(cls, url: str) -> str:
        """The date in a URL: "2023-05-19", or "2020-12" where it holds a month; else ""."""
        for pattern in cls.days:
            if match := pattern.search(url):
                given = match.groupdict()
                month = f"{int(given['y']):04}-{int(given['m']):02}"
                if not 1 <= int(given["m"]) <= 12 or not 1 <= int(given.get("d") or 1) <= 31:
                    continue
                return f"{month}-{int(given['d']):02}" if given.get("d") else month
        return ""

    @classmethod
    def read_links(cls, page: Page) -> Page:
        """``page`` with the links it announces and its next page, if it is one that
        announces any: a listing, feed or sitemap. Pure."""
        if page.status in (301, 302, 303, 307, 308):
            return cls._redirected(page)
        if page.status != 200:
            return page
        match page.role:
            case "listing":
                return cls._read_listing(page)
            case "feed":
                section = cls.section_of(page.url)
                links = cls._links(cls.read_feed(page), section.name if section else "")
                return replace(page, links=links, next_page=cls.next_feed(page))
            case "sitemap":
                return replace(page, links=cls._links(read_sitemap(page.body, page.url), ""))
            case _:
                return page

    @classmethod
    def read_feed(cls, page: Page) -> tuple[Named, ...]:
        """What a captured feed names; a family whose feeds are no RSS reads its own."""
        return read_feed(page.body, page.url)

    @classmethod
    def next_feed(cls, page: Page) -> str:  # noqa: ARG003
        """The URL of the feed's next page, where the system keeps any."""
        return ""

    @classmethod
    def _redirected(cls, page: Page) -> Page:
        """Where a redirect leads, when that is a page of this site in the same role."""
        target = cls.canonical(urljoin(page.url, page.header("location")))
        if cls.role_of(target) != page.role or target == page.url:
            return page
        return replace(page, links=(Link(target, page.role),))

    @classmethod
    def _read_listing(cls, page: Page) -> Page:
        root = parse_html(page.body, page.header("content-type"))
        if root is None:
            return page
        url = cls.canonical(page.url)
        section = cls.section_of(url)
        listing = read_listing(
            root, page.url, cls.canonical, lambda link: cls.role_of(link) == "article"
        )
        links = tuple(
            Link(
                url=found.url,
                role="article",
                section=section.name if section and found.main else "",
                title=found.title,
                published_at=found.published_at,
                precision=found.precision,
            )
            for found in listing.announced
        )
        linked = (*listing.linked, cls.canonical(listing.rel_next))
        return replace(page, links=links, next_page=next_page(url, linked, cls.pager))

    @classmethod
    def _links(cls, named: tuple[Named, ...], section: str) -> tuple[Link, ...]:
        """Feed and sitemap entries that are this site's, canonical and once each."""
        links: dict[str, Link] = {}
        for entry in named:
            url = cls.canonical(entry.url)
            role = cls.role_of(url)
            if role == ("sitemap" if entry.is_sitemap else "article"):
                link = Link(url, role, section, entry.title, entry.published_at, entry.precision)
                links.setdefault(url, link)
        return tuple(links.values())

    @classmethod
    def _scheme(cls) -> str:
        return urlsplit(cls.sections[0].url).scheme if cls.sections else "https"

    async def start(self) -> AsyncIterator[Any]:
        for section in self.sections:
            yield scrapy.Request(
                section.url,
                callback=self.parse,
                meta={"role": section.role, "section": section.name},
                dont_filter=True,
            )

    def parse(self, response: Response, **_: Any) -> Iterator[Page]:
        """One page in, one item out. ``response.meta["page"]`` is the captured page."""
        yield self.read_links(response.meta["page"])
