"""NukeViet, the Vietnamese system of many departments' and districts' sites:
btgdv.cantho.gov.vn, dongnai.gov.vn, binhphuoc.gov.vn, hoilhpn.phuyen.gov.vn,
vannghetiengiang.vn, thuvientinhlaocai.vn …

An article is ``/{language}/{module}/{category}/{alias}-{id}.html`` (or ending in a slash);
sites with one language or one module leave those parts out. Where the server cannot rewrite,
every path starts with ``/index.php``, sections too; elsewhere such a spelling is a duplicate
and loses it. Where nothing is rewritten at all a page is
``/index.php?language=vi&nv=news&op={category}/{alias}-{id}``.

Two views are folded into their article: ``/savefile/`` (the whole document for download)
and ``/print/``. Lists are numbered ``/page-{n}/``; a module's feed is ``/{module}/rss/``, and
``/sitemap.xml`` leads to one sitemap a module (4.0 and later).

Parts as in NukeViet 4's own templates.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit, urlunsplit

from archive.records import Layout
from crawler.families.shapes import PAGES, never_lists, one_of, slug, with_path
from crawler.site import SiteSpider
from crawler.urls import params, path_of

_VIEWS = re.compile(r"(?:/(?:savefile|print))+(?=/)", re.IGNORECASE)
_FRONT = re.compile(r"^(?:/index\.php)+(?=/)", re.IGNORECASE)
# Modules whose pages end in a number and are no news; topics, groups and authors are lists.
_OTHERS = (
    r"laws|legal|download|page|about|users|contact|statistics|voting|videoclips|videos?|photos"
    r"|albums?|banners|feeds|seek|faq|organs|topic|topics|groups|author|tag|search|rss"
)
_FOLDERS = rf"(?:/index\.php)?(?:/[a-z]{{2}})?(?:/(?!(?:{_OTHERS})/)[^/]+)"
# A category may end in a number ("/vi/news/nghi-quyet-35/"), but never in .html, and has no
# category above it; elsewhere it is told by its few words.
_ARTICLES = (
    rf"{_FOLDERS}{{1,4}}/[^/]*[a-z]{{2}}[^/]*-\d+\.html?",
    rf"(?:/index\.php)?(?:/[a-z]{{2}})?/news/(?!(?:{_OTHERS})/)[^/]+/[^/]*[a-z]{{2}}[^/]*-\d+/?",
    rf"{_FOLDERS}{{1,4}}/{slug(4)}-\d+/?",
)
_OP = re.compile(rf"[^/]+/{slug(3)}-\d+", re.IGNORECASE)


class NukeViet(SiteSpider):
    """A site on NukeViet 3 or 4."""

    family = "nukeviet"
    pager = PAGES
    feeds = ("/sitemap.xml", "/vi/news/rss/", "/news/rss/", "/index.php/vi/news/rss/")
    identity_params = frozenset({"language", "nv", "op"})
    articles = one_of(*_ARTICLES)
    signs = one_of(
        r"""<meta[^>]+content=["']NukeViet v?\d""",
        r"\bnv_(?:base_siteurl|lang_data|module_name|name_variable)\b",
        r"[?&;]nv=\w+&(?:amp;)?op=",
    )
    layouts = (
        Layout(
            title=".news_column h1.title, #content h1",
            lead=".hometext, #hometext",
            body="#news-bodyhtml, .bodytext",
            date=".news_column .h5, #content .list-inline li:first-child",
            section=".temp-breadcrumbs li:last-child a",
            remove=("#footer", ".hidden-print", ".newsrating"),
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        url = with_path(url, lambda path: _VIEWS.sub("", path))
        if never_lists(cls, r"/index\.php/"):
            url = with_path(url, lambda path: _FRONT.sub("", path))
        if op := cls._op(url):
            parts, given = urlsplit(url), params(url) | {"op": op}
            kept = {name: given[name] for name in sorted(cls.identity_params & set(given))}
            return urlunsplit(parts._replace(query=urlencode(kept)))
        return super().identity(url)

    @classmethod
    def is_article(cls, url: str) -> bool:
        return bool(cls._op(url)) or super().is_article(url)

    @classmethod
    def _op(cls, url: str) -> str:
        """The article an unrewritten URL asks for, without the view; "" when none, and where
        every page has a better URL."""
        given = params(url)
        if never_lists(cls, r"[?&]nv="):
            return ""
        if not given.get("nv") or path_of(url).lower() not in ("/", "/index.php"):
            return ""
        op = _VIEWS.sub("", f"/{given.get('op', '')}").strip("/")
        return op if _OP.fullmatch(op) else ""
