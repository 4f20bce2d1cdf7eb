"""Joomla: baolangson.vn, bqllang.gov.vn.

An article is ``/{menu}/{id}-{slug}.html``, under one menu or several, with ``/item/`` before the
id where K2 keeps it. Where nothing is rewritten, lists neither, it is
``/index.php?option=com_content&view=article&id={id}:{slug}``, of which the number is enough:
``catid`` and ``Itemid`` say from which menu it is seen. ``tmpl=component&print=1`` asks for it to
be printed. Categories are ``{id}-{slug}`` too, shorter in both.

Pages of a list count entries, not pages: ``?start=20``.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit, urlunsplit

from archive.records import Layout
from crawler.families.shapes import SECTIONS, never_lists, one_of, slug
from crawler.paging import OffsetPager
from crawler.site import SiteSpider
from crawler.urls import params, path_of

_PLAIN = ("option", "view", "id")


class Joomla(SiteSpider):
    """A site on Joomla."""

    family = "joomla"
    pager = OffsetPager()
    identity_params = frozenset(_PLAIN)
    articles = one_of(rf"(?:/index\.php)?{SECTIONS}/(?:\d+-{slug(4)}|\d{{4,}}-[^/]+)(?:\.html?)?")
    signs = one_of(
        r"""<meta[^>]+content=["']Joomla!""",
        r"/media/(?:com_|jui/|system/js/)",
        r"/components/com_\w+/",
        r"option=com_content\b",
    )
    layouts = (
        Layout(
            title=".item-page h1, .item-page h2, .post-title",
            body=".item-page .content, .itemFullText, [itemprop=articleBody]",
            date=".post-date, .article-info .create, .article-info .published",
            section=".breadcrumbs a:last-of-type, .breadcrumb a:last-of-type",
            remove=(".actions", ".items-more", ".article-info .hits", ".pagenav"),
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        if cls._by_query(url):
            given = params(url)
            given["id"] = given["id"].partition(":")[0]
            asked = urlencode([(name, given[name]) for name in sorted(_PLAIN)])
            return urlunsplit(urlsplit(url)._replace(path="/index.php", query=asked))
        return super().identity(url)

    @classmethod
    def is_article(cls, url: str) -> bool:
        return cls._by_query(url) or super().is_article(url)

    @classmethod
    def _by_query(cls, url: str) -> bool:
        given = params(url)
        return (
            path_of(url) in ("/", "/index.php")
            and not never_lists(cls, r"[?&]option=")
            and given.get("option") in ("com_content", "com_k2")
            and given.get("view") in ("article", "item")
            and bool(re.fullmatch(r"\d+(?::.*)?", given.get("id", "")))
        )
