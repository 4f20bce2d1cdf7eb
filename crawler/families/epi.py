"""Provincial papers on ePi's system, in its two generations.

Older pages lie under section and month and end in a slash that some links leave out:
``/{section}/{yyyymm}/{slug}-{id}/``, the id decimal or hexadecimal (baohagiang.vn,
baoquangbinh.vn, baothainguyen.vn); their date line reads "Thứ Bảy, 19/12/2020,
16:25 [GMT+7]". Newer ones are ``/{slug}-{id}.html`` (baoquangninh.vn). Both are linked
from the same listings.

Parts of the older pages as measured on baoquangninh.com.vn, baoquangbinh.vn and
baohagiang.vn: ``.date``, ``#content`` with the lead as its first paragraph, pictures in
``table.rl``. Newer names (``.sapo``, ``.newscontent``) as on baobaclieu.vn and baocaobang.vn,
and ``article__*`` as in ePi's own front-end.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from archive.records import Layout
from crawler.paging import QueryPager
from crawler.site import SiteSpider

_OLD = re.compile(r"(?:/[^/]+){1,3}/20\d\d(?:0[1-9]|1[0-2])/[^/]*-[0-9a-f]{5,}/?", re.IGNORECASE)
_NEW = re.compile(r"(?:/[^/]+)?/[^/]+-\d{5,}\.html", re.IGNORECASE)


class Epi(SiteSpider):
    """A paper of both generations."""

    family = "epi"
    pager = QueryPager(("page",))
    articles = (_OLD, _NEW)
    layouts = (
        Layout(
            title=".news-detail .title",
            lead="#content > p:first-child > strong",
            body="#content",
            date=".news-detail .date",
            section=".breadcrumb a:last-of-type",
            remove=("table.rl", ".tools", ".related", ".dots"),
        ),
        Layout(
            title=".detail-title, .article__title",
            lead=".sapo, .article__sapo",
            body=".newscontent, .article__body",
            date=".detail-meta .date, .article__meta .time",
            authors=".author, .article__author",
            section=".breadcrumb a:last-of-type",
            remove=(".box-related", ".tags", ".comments", ".article__tag", ".article-relate"),
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        url = super().identity(url)
        parts = urlsplit(url)
        if _OLD.fullmatch(parts.path) and not parts.path.endswith("/"):
            return urlunsplit(parts._replace(path=f"{parts.path}/"))
        return url
