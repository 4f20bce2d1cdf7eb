"""VNPT's portal, one installation a province with its departments and districts as sites.

Four numbers name an article: site, page, category, id. They are a query,
``/Default.aspx?sname={name}&sid=&pageid=&catid=&id=&title={slug}`` (tuhn.vn,
tplaocai.laocai.gov.vn), or a path, ``/{name}/{sid}/{pageid}/{catid}/{id}/{category}/{slug}.aspx``
(soctrang.gov.vn), which the server rewrites into that query: it is the canonical one,
for its parts are all in the path and not the other way round. Newer installations write the
path without ``.aspx`` (mocchau.sonla.gov.vn), or ``/{category}/{slug}-{id}`` with the slug cut at
100 characters (bandanvan.laocai.org.vn, hainam-haihau.namdinh.gov.vn); those have been seen
under no query and stay as they are, and where lists are spelled so too, a query is only
another URL of what they show. Without the last number a URL is a list.
``mDefault.aspx`` is the page for telephones, under page numbers of its own.

Parts (``ArticleList``, ``PostDate``, ``ArticleSummary``, ``ArticleContent``) as on namdinh,
bacha.laocai and laocai.gov.vn.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit, urlunsplit

from archive.records import Layout
from crawler.families.shapes import PAGES, SURVEYED, never_lists, one_of, slug_id
from crawler.site import SiteSpider
from crawler.urls import keep_params, params, path_of

_DEFAULT = re.compile(r"/default\.aspx", re.IGNORECASE)
_NUMBERS = ("sid", "pageid", "catid", "id")
_REWRITTEN = re.compile(
    r"(?:/(?P<sname>[a-z][\w-]*))?/(?P<sid>\d+)/(?P<pageid>\d+)/(?P<catid>\d+)/(?P<id>\d+)"
    r"(?:/[^/]+){1,2}\.aspx",
    re.IGNORECASE,
)
_DECORATION = frozenset({"title", "catname"})


class Vnpt(SiteSpider):
    """A site of such a portal; ``web`` is its name in URLs, "" where it has a host of its own."""

    family = "vnpt"
    web: str = ""
    pager = PAGES
    identity_params = frozenset({"sname", *_NUMBERS})
    articles = one_of(
        r"(?:/[a-z][\w-]*)?(?:/\d+){4}(?:/[^/]+){1,2}",
        rf"/[^/]+/{slug_id(3, 5)}",
    )
    signs = one_of(
        r"Default\.aspx\?(?:sname=\w+&(?:amp;)?)?sid=\d+&(?:amp;)?pageid=\d+",
        r"/Controller/BasicController\.aspx",
        r"""href=["'](?:https?://[^/"']+)?(?:/[a-z]\w*)?(?:/\d{3,}){3}/\d{4,}/""",
    )
    layouts = (
        Layout(
            title=".ArticleHeader",
            lead=".ArticleSummary",
            body=".ArticleContent",
            date=".PostDate",
            remove=(".OtherArticles", ".Utils"),
            since=SURVEYED,
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        parts = urlsplit(url)
        if match := _REWRITTEN.fullmatch(parts.path):
            given = {name: value for name, value in match.groupdict().items() if value}
            asked = urlencode(sorted(given.items()))
            return urlunsplit(parts._replace(path="/Default.aspx", query=asked))
        if _DEFAULT.fullmatch(parts.path):
            url = urlunsplit(parts._replace(path="/Default.aspx"))
            url = keep_params(url, lambda name: name.lower() not in _DECORATION)
        return super().identity(url)

    @classmethod
    def is_article(cls, url: str) -> bool:
        if not _DEFAULT.fullmatch(path_of(url)):
            home = f"/{cls.web}/" if cls.web else "/"
            return path_of(url).startswith(home) and super().is_article(url)
        if never_lists(cls, r"/default\.aspx|\.aspx$"):
            return False
        given = {name.lower(): value for name, value in params(url).items()}
        if cls.web and given.get("sname") != cls.web:
            return False
        return all(given.get(name, "").isdigit() for name in ("sid", "id"))
