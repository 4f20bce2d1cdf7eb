"""Provincial papers on ePi's system, in its two generations.

Older pages lie under section and month and end in a slash that some links leave out:
``/{section}/{yyyymm}/{slug}-{id}/``, the id decimal or hexadecimal (baohagiang.vn,
baoquangbinh.vn, baothainguyen.vn); a section may be a number, ``/channel/2023/``
(baoquangngai.vn, baodanang.vn, baonamdinh.vn, baodaklak.vn), or lie in another
(baovinhlong.vn, truyenhinhnghean.vn). The server takes a path with and without its last
slash (both of baobariavungtau.com.vn were captured), so one is chosen. The date line reads
"Thứ Bảy, 19/12/2020, 16:25 [GMT+7]". Newer ones are ``/{slug}-{id}.html``
(baoquangninh.vn), with ``/amp`` in front for telephones. Both are linked from the same listings.

Parts of the older pages as measured on baoquangninh.com.vn, baoquangbinh.vn and
baohagiang.vn: ``.date``, ``#content`` with the lead as its first paragraph, pictures in
``table.rl``. Newer names (``.sapo``, ``.newscontent``) as on baobaclieu.vn and baocaobang.vn,
and ``article__*`` as in ePi's own front-end. Every generation keeps its pictures under
``/dataimages/{yyyymm}/original/images{n}``.
"""

from __future__ import annotations

import re

from archive.records import Layout
from crawler.families.shapes import MONTHLY, PAGES, SURVEYED, one_of, slashed, with_path
from crawler.site import SiteSpider

_AMP = re.compile(r"^(?:/amp)+(?=/)", re.IGNORECASE)
_NEW = re.compile(r"(?:/[^/]+)?/[^/]+-\d{5,}\.html", re.IGNORECASE)


class Epi(SiteSpider):
    """A paper of both generations."""

    family = "epi"
    pager = PAGES
    articles = (MONTHLY, _NEW)
    signs = one_of(
        r"/dataimages/20\d{4}/original/images\d+",
        r"""href=["'][^"']*/20\d\d(?:0[1-9]|1[0-2])/[^"'/]+-[0-9a-f]{6,}/?["']""",
    )
    layouts = (
        Layout(
            title=".news-detail .title",
            lead="#content > p:first-child > strong",
            body="#content",
            date=".news-detail .date",
            section=".breadcrumb a:last-of-type",
            remove=("table.rl", ".tools", ".related", ".dots"),
            since=SURVEYED,
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
        url = with_path(url, lambda path: _AMP.sub("", path))
        return slashed(super().identity(url), MONTHLY)
