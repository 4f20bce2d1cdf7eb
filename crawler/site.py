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
from functools import cache
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit, urlunsplit

import scrapy
from scrapy.http import Response

from archive.records import HostSpan, Layout, Link, Page, Role, Section, Site, Status, TlsException
from archive.text import fold
from crawler import finding
from crawler.discovery import Named, read_feed, read_sitemap
from crawler.paging import Pager, QueryPager
from crawler.sections import is_feed
from crawler.urls import absolute, clean, front_folder, keep_params, path_of

__all__ = ["HostSpan", "Section", "SiteSpider", "TlsException"]

# Places no article is behind, in every family: forms, sessions, print and mail views,
# calendars that never end, tag clouds.
TRAPS = re.compile(
    r"/(?:login|dang-?nhap|dang-?ky|logout|register|account|search(?:results?)?|tim-?kiem|tags?|tu-khoa"
    r"|print|in-bai|ban-in|(?:event)?calendar|share|comment|lien-he|rss\.html?|wp-login|author|tac-gia"
    r"|lich(?:-(?:cong-tac|lam-viec|tuan|truc|hop|tiep-(?:cong-)?dan|phat-song))?)(?:[/.]|$)"
    r"|/(?:wp-admin|_layouts|c/portal|component/(?:mailto|users))/"
    # What was published in a year, a month, on a day: its sections list it too.
    r"|^/20\d\d(?:/\d{1,2}){0,2}(?:/page/\d+)?/?$"
    r"|/update_language(?:$|[/?])",
    re.IGNORECASE,
)
# Liferay's pager sends its empty search field along.
TRAP_PARAMS = re.compile(
    r"(?:^|[&_])(?:(?:print|calendar|replytocom)(?:[=&]|$)|tmpl=component|(?:keywords?|searchtext)=[^&])",
    re.IGNORECASE,
)
SITEMAP = re.compile(r"\.xml(?:\.gz)?$|/sitemap[^/]*$", re.IGNORECASE)
DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip|rar|7z)$", re.IGNORECASE)
FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|bmp|ico|css|js|json|mp[34]|m4a|flv|avi|mov|wmv|swf|ttf|woff2?)$",
    re.IGNORECASE,
)


class SiteSpider(scrapy.Spider):
    """One site. Attributes up to ``more_sections`` are its facts, as in
    :class:`archive.records.Site`; those after are how its family spells URLs."""

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
    status: Status = "unknown"
    successor: str = ""
    rights: str = ""
    family: str = ""
    layouts: tuple[Layout, ...] = ()
    home: str = ""
    evidence: str = ""
    host_spans: tuple[HostSpan, ...] = ()
    tls_exception: TlsException | None = None
    more_sections: bool = False

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
        if parts.netloc not in cls.hosts():
            return url
        home = parts._replace(scheme=cls._scheme(), netloc=cls.host)
        return cls.identity(urlunsplit(home))

    @classmethod
    @cache
    def hosts(cls) -> tuple[str, ...]:
        """The names this site answers to: its host, with and without www., and its aliases."""
        host = cls.host
        other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
        return (host, other, *cls.aliases)

    @classmethod
    def is_ours(cls, url: str) -> bool:
        """Whether ``url``, canonical, is on this site's host, and in its part of it."""
        parts, front = urlsplit(url), cls.front()
        if parts.netloc != cls.host:
            return False
        folder = front_folder(path_of(front)) if cls.discovers() else ""
        return not folder or url == front or f"{parts.path}/".startswith(folder)

    @classmethod
    @cache
    def front(cls) -> str:
        """The front page, canonical; never asked for where all listings are declared."""
        return urlunsplit(
            urlsplit(clean(cls.home or f"https://{cls.host}/"))._replace(netloc=cls.host)
        )

    @classmethod
    @cache
    def discovers(cls) -> bool:
        """Whether listings of the site are left to be found, from its front page on."""
        return cls.facts().discovered

    @classmethod
    def learns(cls) -> bool:
        """Whether which links are articles is learned from each page, because URLs tell too
        little; a family that knows its system's URLs does not need to."""
        return False

    @classmethod
    def may_be(cls, url: str) -> bool:
        """Whether ``url``, canonical, may be a page of this site with articles or with text."""
        path = path_of(url)
        return (
            cls.is_ours(url)
            and not cls.is_trap(url)
            and not any(kind.search(path) for kind in (FILE, DOCUMENT, SITEMAP))
            and not is_feed(url)
            and path != "/robots.txt"
            and url != cls.front()
        )

    @classmethod
    def may_be_article(cls, url: str) -> bool:
        """Whether ``url``, canonical, may be an article's, whatever a page says of it."""
        return cls.may_be(url) and not cls.is_further(url)

    @classmethod
    @cache
    def entrances(cls) -> tuple[Section, ...]:
        """Where a night begins: the declared sections and, where listings are left to be found,
        the front page."""
        return (Section(cls.front()), *cls.sections) if cls.discovers() else cls.sections

    @classmethod
    def guesses(cls) -> tuple[Section, ...]:
        """Feeds and sitemaps that the site's system usually keeps; asked for once, and kept
        only if they are there."""
        if not cls.discovers():
            return ()
        top = urlsplit(cls.front())
        paths = dict.fromkeys((*cls.feeds, "/sitemap.xml"))
        urls = (urlunsplit((top.scheme, top.netloc, path, "", "")) for path in paths)
        found = (Section(url, role=cls._machine_role(url) or "feed") for url in urls)
        return tuple(section for section in found if cls.is_ours(section.url))

    @classmethod
    def _machine_role(cls, url: str) -> Role | None:
        """Whether a URL is a feed's or a sitemap's, by its looks."""
        if cls.discovers() and is_feed(url):
            return "feed"
        return "sitemap" if SITEMAP.search(path_of(url)) else None

    @classmethod
    def identity(cls, url: str) -> str:
        """The family's part of :meth:`canonical`: ``url`` is clean and on the site's host.

        Articles keep their identity parameters alone, pages of a section its page
        number alone, anything else keeps its query.
        """
        if section_page := cls._section_page(url):
            return section_page[1]
        if cls.is_article(url) and not (cls.discovers() and cls.is_further(url)):
            return keep_params(url, lambda name: name.lower() in cls.identity_params)
        return url

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Whether ``url``, clean, on this site's host and no section, is an article's."""
        return any(pattern.fullmatch(path_of(url)) for pattern in cls.articles)

    @classmethod
    def is_further(cls, url: str) -> bool:
        """Whether ``url`` is by its own words a further page of something."""
        return cls.pager.split(url)[1] > 1

    @classmethod
    def is_trap(cls, url: str) -> bool:
        """Whether ``url``, canonical, leads to no page worth a visit."""
        parts = urlsplit(url)
        # Drupal and DotNetNuke spell their paths with marks: "/t%C3%ACm-ki%E1%BA%BFm".
        path = fold(unquote(parts.path)) if "%" in parts.path else parts.path
        return bool(TRAPS.search(path)) or bool(TRAP_PARAMS.search(parts.query))

    @classmethod
    def role_of(cls, url: str) -> Role | None:
        """What ``url`` is to this site; None when it is none of its business."""
        url = cls.canonical(url)
        if urlsplit(url).netloc == cls.host and path_of(url) == "/robots.txt":
            return "robots"
        if not cls.is_ours(url):
            return None
        if section := cls.section_of(url):
            return section.role
        if cls.is_trap(url) or FILE.search(path_of(url)):
            return None
        if DOCUMENT.search(path_of(url)):
            return "asset"
        if SITEMAP.search(path_of(url)) or (cls.discovers() and is_feed(url)):
            return cls._machine_role(url)
        if cls.discovers() and cls.is_further(url):
            return "listing"  # of a section, though its name be as long as an article's
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
            for section in cls.entrances():
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
            case "listing" | "article":
                return finding.read_page(cls, page)
            case "feed":
                section, named = cls.section_of(page.url), cls.read_feed(page)
                if not named and cls.discovers():
                    return finding.read_feeds(cls, page)
                links = cls._links(page, named, section.name if section else "")
                return replace(page, links=links, next_page=cls.next_feed(page))
            case "sitemap":
                return replace(page, links=cls._links(page, read_sitemap(page.body, page.url), ""))
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
        """Where a redirect leads, when that is a page of this site in the same role; the page
        itself where only the spelling changes (https, www): see :func:`archive.ingest.is_hop`."""
        asked = (page.capture.asked if page.capture else "") or page.url
        target = cls.canonical(absolute(asked, page.header("location")))
        if target == page.url:
            return replace(page, links=(Link(target, page.role, page.section),))
        learned = {"listing": cls.discovers(), "article": cls.learns()}.get(page.role, False)
        same = cls.role_of(target) == page.role or (learned and cls.may_be(target))
        if not same:
            return page
        return replace(page, links=(Link(target, page.role, page.section),))

    @classmethod
    def _links(cls, page: Page, named: tuple[Named, ...], section: str) -> tuple[Link, ...]:
        """Feed and sitemap entries that are this site's, canonical and once each."""
        links: dict[str, Link] = {}
        for entry in named:
            url = cls.canonical(entry.url)
            role: Role = "sitemap" if entry.is_sitemap else "article"
            if cls.role_of(url) == role or (
                page.role == "feed" and cls.learns() and cls.may_be(url)
            ):
                link = Link(url, role, section, entry.title, entry.published_at, entry.precision)
                links.setdefault(url, link)
        return tuple(links.values())

    @classmethod
    def _scheme(cls) -> str:
        known = (cls.home, *(section.url for section in cls.sections))
        return next((urlsplit(url).scheme for url in known if url), "https")

    async def start(self) -> AsyncIterator[Any]:
        for guess, sections in ((False, self.entrances()), (True, self.guesses())):
            for section in sections:
                yield scrapy.Request(
                    section.url,
                    callback=self.parse,
                    meta={"role": section.role, "section": section.name, "guess": guess},
                    dont_filter=True,
                )

    def parse(self, response: Response, **_: Any) -> Iterator[Page]:
        """One page in, one item out. ``response.meta["page"]`` is the captured page."""
        page: Page = response.meta["page"]
        yield self.read_links(replace(page, section=response.meta.get("section", "")))
