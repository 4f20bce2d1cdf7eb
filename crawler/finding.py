"""From a listing's page to its links: what a site's own pages announce, section or front page.

Where a site file names its listings, they alone are read. Where it names none, the front page
and what it leads to propose further ones, and a family that knows its system's URLs
tells them from articles; the generic one learns it from each page (:mod:`crawler.telling`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

from archive.records import Link, Page, Role
from crawler.anchors import Links, in_trail, own_url, parse_html, read_anchors
from crawler.listing import Listing, announce
from crawler.paging import learned_next, next_page
from crawler.sections import FEED_PAGE, feeds_among, is_feed, sections_among
from crawler.telling import ARTICLE_PROSE, articles_among, prose_of
from crawler.urls import path_of

if TYPE_CHECKING:
    import lxml.html

    from crawler.site import SiteSpider

Site: TypeAlias = type["SiteSpider"]

FEW = 5
"""Articles in a page's own list, from which it may be a listing though it came as an article."""


T = TypeVar("T")


def _remembered(ask: Callable[[Site, str], T]) -> Callable[[Site, str], T]:
    """The pages of a site share their menus and boxes: 90 ms of a page went into URLs."""
    # mypy takes Scrapy's classes for unhashable.
    return cast("Callable[[Site, str], T]", lru_cache(maxsize=16_384)(ask))


@_remembered
def _canonical(site: Site, url: str) -> str:
    return site.canonical(url)


@_remembered
def _is_article(site: Site, url: str) -> bool:
    return site.role_of(url) == "article"


@_remembered
def _may_be_article(site: Site, url: str) -> bool:
    return site.may_be_article(url)


def read_page(site: Site, page: Page) -> Page:
    """A listing's page with its links and its next page, an article's with the URL it calls
    its own; in the other's role, where that is what it turns out to be."""
    root = parse_html(page.body, page.header("content-type")) if _is_html(page) else None
    if root is None:
        return page
    canonical = partial(_canonical, site)
    if page.role == "article" and not site.discovers():
        return _calling_itself(site, page, own_url(root, page.url, canonical))
    url = site.canonical(page.url)
    links = read_anchors(root, page.url, canonical)
    articles = _articles(site, url, links)
    listing = announce(links, articles.__contains__)
    following = _next(site, url, links)
    if site.discovers() and url != site.front() and not site.section_of(url):
        page = replace(page, role=_role(site, page, root, links, listing, following))
    if page.role == "article":
        return _calling_itself(site, page, links.same)
    return replace(
        page,
        links=(*_announced(site, page, listing), *_proposed(site, page, links, articles)),
        next_page=following,
    )


def _calling_itself(site: Site, page: Page, same: str) -> Page:
    """An article's page with the URL it calls its own, where that is another of the site. A
    front page or a section named so is a template's mistake."""
    if same == site.canonical(page.url) or site.section_of(same) or not site.may_be_article(same):
        return page
    return replace(page, links=(Link(same, "article"),))


def read_feeds(site: Site, page: Page) -> Page:
    """A page that was asked for as a feed and is a page that links to feeds: with those."""
    read = read_page(site, page)
    return replace(page, links=tuple(link for link in read.links if link.role == "feed"))


def _is_html(page: Page) -> bool:
    kind = page.header("content-type").lower()
    return not kind or "html" in kind or "text/plain" in kind


def _articles(site: Site, url: str, links: Links) -> frozenset[str]:
    linked = {anchor.url for anchor in links.anchors}
    certain = frozenset(one for one in linked if _is_article(site, one))
    if not site.learns():
        return certain

    def is_open(one: str) -> bool:
        return one != url and _may_be_article(site, one)

    return articles_among(links, is_open, certain.__contains__) - {url}


def _role(
    site: Site,
    page: Page,
    root: lxml.html.HtmlElement,
    links: Links,
    listing: Listing,
    following: str,
) -> Role:
    """What a page turns out to be. What is both or neither stays what it was taken for; and
    where the URLs of articles are known, no other page becomes one."""
    lists = _lists(site.canonical(page.url), following, listing, links)
    if page.role == "listing" and not site.learns():
        return page.role
    articles = {one.url for one in listing.announced}
    entries = [anchor for anchor in links.anchors if anchor.url in articles]
    if lists == (prose_of(root, entries) >= ARTICLE_PROSE):
        return page.role
    return "listing" if lists else "article"


def _lists(url: str, following: str, listing: Listing, links: Links) -> bool:
    """Whether a page is a listing: it has a list of its own, and a next page, or articles in
    the folder it is the head of, or itself in the menu."""
    main = [one for one in listing.announced if one.main]
    if not listing.own or len(main) < FEW:
        return False
    below = path_of(url).rstrip("/") + "/"
    within = sum(path_of(one.url).startswith(below) for one in main)
    menu = any(one.url == url and one.menu and not in_trail(one.element) for one in links.anchors)
    return bool(following) or within >= FEW or menu


def _next(site: Site, url: str, links: Links) -> str:
    # A section that the site file names is paged wherever it lies, be it "/tag/chi-thi-05".
    may_lead = site.is_ours if site.section_of(url) else site.may_be
    named = [(anchor.url, anchor.text) for anchor in links.anchors if may_lead(anchor.url)]
    if links.rel_next:
        named.append((links.rel_next, "»"))
    if site.learns() and (learned := learned_next(url, named)):
        return learned
    return next_page(url, links.urls, site.pager)


def _announced(site: Site, page: Page, listing: Listing) -> tuple[Link, ...]:
    section = site.section_of(site.canonical(page.url))
    name = section.name if section else page.section
    # A page of its own prose that shows nothing but boxes beside it has no list of its own.
    own = listing.own or section is not None
    return tuple(
        Link(
            url=one.url,
            role="article",
            section=name if one.main and own else "",
            title=one.title,
            published_at=one.published_at,
            precision=one.precision,
        )
        for one in listing.announced
    )


def _proposed(site: Site, page: Page, links: Links, articles: frozenset[str]) -> tuple[Link, ...]:
    """The sections and feeds a page leads to, where the site file leaves them to be found."""
    if not site.discovers():
        return ()
    url = site.canonical(page.url)
    base = site.pager.split(url)[0]

    def is_open(one: str) -> bool:
        first, number = site.pager.split(one)
        if number > 1 or first in (url, base) or is_feed(one) or site.section_of(one):
            return False
        return bool(FEED_PAGE.search(path_of(one))) or site.may_be(one)

    def is_new(one: str) -> bool:
        return site.is_ours(one) and one != url and not site.section_of(one)

    found = [
        Link(one.url, "listing", one.name or page.section)
        for one in sections_among(links, is_open, articles)
    ]
    feeds = [Link(one, "feed") for one in feeds_among(links) if is_new(one)]
    return (*found, *feeds)
