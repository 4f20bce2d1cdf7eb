"""WordPress, on papers' and wards' sites alike: thvl.vn, gialaitv.vn, cualo.vn, bachthong.gov.vn,
tinhdoan.tayninh.gov.vn, mttqquan5.vn, cuuchienbinh.vn …

An article is ``/{slug}/`` or ``/{category}/{category}/{slug}/``, on some sites under its day or
ending in ``.html``; every one is ``/?p={id}`` as well, and which is which only the server's
redirect or rel=canonical tells. Pages and categories have short slugs of the same shape.
Views of an article are folded into it: ``/amp/``, ``/comment-page-{n}/``, ``?replytocom=``.

The system itself lists everything it holds, newest first: ``/wp-json/wp/v2/posts`` (JSON, a
hundred a page, the number of pages in a header), ``/feed/``, and ``/wp-sitemap.xml``
since 5.5 (August 2020). Sites close any of them with plugins.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from archive.records import Layout, Page
from archive.text import normalise
from crawler.discovery import Named
from crawler.families.shapes import PartPager, is_campaign, one_of, slug, with_path
from crawler.paging import is_number
from crawler.printed import feed_date
from crawler.site import SiteSpider
from crawler.urls import keep_params, params, set_param

REST = "/wp-json/wp/v2/posts"
# The three fields a listing needs are a twentieth of what a post weighs with its text.
_LISTED = f"{REST}?_fields=date_gmt%2Clink%2Ctitle&per_page=100"
_OTHERS = (
    r"category|tag|author|feed|comments|page|wp-[a-z-]+|chuyen-muc|danh-muc|the-loai|topic"
    r"|search|attachment|product|van-ban"
)
_VIEW = re.compile(r"(?<=[^/])(?:/(?:amp|comment-page-\d+))+/?$", re.IGNORECASE)


class WordPress(SiteSpider):
    """A site on WordPress with any permalinks."""

    family = "wordpress"
    pager = PartPager("/page/")
    feeds = (_LISTED, "/wp-sitemap.xml", "/feed/")
    identity_params = frozenset({"p"})
    articles = one_of(
        rf"(?:/index\.php)?(?!/(?:{_OTHERS})/)(?:/[^/]+){{0,3}}/(?!page/){slug(5)}(?:\.html?|/)?",
        r"(?:/index\.php)?/20\d\d/(?:0?[1-9]|1[0-2])/(?:\d{1,2}/)?[^/]*[a-z-]{4,}[^/]*/?",
        r"(?:/index\.php)?/archives/\d+/?",
    )
    signs = one_of(
        r"/wp-(?:content|includes)/",
        r"""<meta[^>]+content=["']WordPress \d""",
        r"""rel=["']https://api\.w\.org/["']""",
    )
    layouts = (
        Layout(
            title=".entry-title",
            lead=".entry-content > p:first-child > strong",
            body=".entry-content, .td-post-content",
            date=".entry-date, .posted-on time",
            section=".breadcrumbs a:last-of-type, #breadcrumbs a:last-of-type, .entry-crumbs a",
            remove=(
                ".sharedaddy",
                ".entry-footer",
                ".td-post-source-tags",
                ".post-navigation",
                "#comments",
            ),
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        url = with_path(url, _whole)
        if cls._is_rest(url):
            return url
        if "p" in params(url) and urlsplit(url).path == "/index.php":
            url = urlunsplit(urlsplit(url)._replace(path="/"))
        if cls._by_number(url):
            return keep_params(url, lambda name: name == "p")
        return super().identity(url)

    @classmethod
    def learns(cls) -> bool:
        """A title of two words looks like a section's name; its place on a list tells."""
        return True

    @classmethod
    def is_article(cls, url: str) -> bool:
        return cls._by_number(url) or (super().is_article(url) and not is_campaign(url))

    @classmethod
    def role_of(cls, url: str) -> Any:
        here = cls.canonical(url)
        if urlsplit(here).netloc == cls.host and cls._is_rest(here):
            return "feed"
        return super().role_of(url)

    @classmethod
    def read_feed(cls, page: Page) -> tuple[Named, ...]:
        if not cls._is_rest(page.url):
            return super().read_feed(page)
        try:
            posts = json.loads(page.body)
        except (ValueError, RecursionError):
            return ()
        listed = posts if isinstance(posts, list) else []  # an error is an object
        return tuple(_named(post) for post in listed if _is_post(post))

    @classmethod
    def next_feed(cls, page: Page) -> str:
        """REST says how many pages there are; a proxy that drops its headers ends the walk."""
        if not cls._is_rest(page.url):
            return super().next_feed(page)
        here, last = _number(params(page.url).get("page", "1")), page.header("x-wp-totalpages")
        return set_param(page.url, "page", str(here + 1)) if here < _number(last) else ""

    @classmethod
    def _by_number(cls, url: str) -> bool:
        return urlsplit(url).path == "/" and bool(re.fullmatch(r"\d+", params(url).get("p", "")))

    @classmethod
    def _is_rest(cls, url: str) -> bool:
        return urlsplit(url).path.rstrip("/") == REST


def _whole(path: str) -> str:
    """The path of the article that ``path`` is a view of."""
    whole = _VIEW.sub("/", path)
    return whole if whole == path else re.sub(r"(\.html?)/$", r"\1", whole)


def _is_post(post: Any) -> bool:
    return isinstance(post, dict) and isinstance(post.get("link"), str)


def _named(post: dict[str, Any]) -> Named:
    title = post.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else ""
    text = unescape(re.sub(r"<[^>]+>", "", str(rendered or "")))
    given = post.get("date_gmt")
    published, precision = feed_date(f"{given}Z" if given else "")
    return Named(post["link"], normalise(" ".join(text.split())), published, precision)


def _number(text: str) -> int:
    return int(text) if is_number(text) else 0
