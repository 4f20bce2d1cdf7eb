"""Drupal, and portals that spell their URLs as it does: baolaichau.vn, angiang.gov.vn,
anphu.angiang.gov.vn, congdoan.bentre.gov.vn.

An article's path is its title alone, at the root, after the language (``/vi/{slug}``) or after
sections (``/noi-dung/{section}/{slug}``); baolaichau.vn kept the accents, so that a URL reaches 700
characters once percent-encoded, and an editor on a Mac writes the same letters in other
bytes. What tells an article from a section is the number of its words. ``/node/{id}`` is
the same page under its number, ``/?q={path}`` the same path unrewritten, and where lists
have no language in front ``/vi/…`` is the same page again.

Lists count from nought: the second page is ``?page=1``. ``/rss.xml`` is the front page's feed.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from archive.records import Layout
from crawler.families.shapes import (
    SURVEYED,
    composed,
    is_campaign,
    never_lists,
    one_of,
    slug,
    with_path,
)
from crawler.paging import QueryPager
from crawler.site import SiteSpider
from crawler.urls import clean, params, path_of, set_param

_LANGUAGE = re.compile(r"^(?:/vi)+/(?=.)")


class Drupal(SiteSpider):
    """A site whose articles are titles."""

    family = "drupal"
    pager = QueryPager(("page",), first=0)
    feeds = ("/rss.xml", "/sitemap.xml")
    articles = one_of(
        rf"(?:/[a-z]{{2}})?(?:/[^/]+){{0,2}}/{slug(7)}(?:\.html?)?",
        rf"(?:/[a-z]{{2}})?/noi-dung/[^/]+/{slug(5)}",
    )
    signs = one_of(
        r"\bDrupal\.(?:settings|behaviors)\b",
        r"\bdata-drupal-selector\b",
        r"""<meta[^>]+content=["']Drupal \d""",
        r"/sites/(?:all|default)/(?:themes|modules|files)/",
    )
    layouts = (
        Layout(
            lead=".desc.sapo, .field-name-field-sapo",
            body=".desc.body, .field-name-body, .field--name-body",
            date=".text-muted, .field-name-post-date, .submitted",
            section=".breadcrumb a:last-of-type",
            remove=(".links", ".field-name-field-tags"),
            since=SURVEYED,
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        asked = params(url).get("q", "").strip("/")
        if asked and path_of(url) in ("/", "/index.php"):
            url = set_param(url, "q", "")
            url = clean(urlunsplit(urlsplit(url)._replace(path=f"/{quote(asked)}")))
        if never_lists(cls, r"//[^/]+/vi/"):
            url = with_path(url, lambda path: _LANGUAGE.sub("/", path))
        return super().identity(composed(url))

    @classmethod
    def learns(cls) -> bool:
        """A title of two words looks like a section's name; its place on a list tells."""
        return True

    @classmethod
    def is_article(cls, url: str) -> bool:
        return super().is_article(url) and not is_campaign(url)
