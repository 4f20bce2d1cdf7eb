"""Papers of the Mekong delta's vendor: ``/{slug}-a{id}.html`` on baobinhduong.vn,
baolongan.vn, baoangiang.com.vn, baodongkhoi.vn, baocamau.vn, baotayninh.vn.

baocamau.com.vn serves the same ids as baocamau.vn: one paper, two hosts. baodongkhoi.vn puts
the day between slug and id (``-28052013-a27552``). Slugs made from decomposed titles lose
letters ("6-tha-ng-da-u-nam"), which changes nothing: the id is part of them. baotayninh.vn
numbers pages ``?p=4&d=``; the empty parameter means nothing.

Parts as on these sites in 2019 (``pubdate``, ``content-fck``, ``newscontents``, ``date-time``,
``title-italic``). Pictures lie under ``/fckeditor/upload/{yyyy}/{yyyymmdd}/``.
"""

from __future__ import annotations

import re

from archive.records import Layout
from crawler.families.shapes import PAGES, SURVEYED, one_of
from crawler.site import SiteSpider
from crawler.urls import params, set_param


class SlugA(SiteSpider):
    """A paper of that vendor."""

    family = "slug_a"
    pager = PAGES
    articles = one_of(r"(?:/[^/]+){0,2}/[^/]+-a\d{3,}\.html?")
    signs = one_of(
        r"-a\d{4,}\.html[\"'?#]",
        r"/fckeditor/upload/20\d\d/20\d{6}/",
        r"""class=["'][^"']*\bcontent-fck\b""",
    )
    days = (
        re.compile(r"-(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>20\d\d)-a\d+\.html?"),
        *SiteSpider.days,
    )
    layouts = (
        Layout(
            title="h1.title",
            lead=".detail-desc, .title-italic, .content-fck.fw600, .fontd.fw600.justify",
            body="#newscontents, .content-fck.slider-jsgallery, .newscontent",
            date=".pubdate, .date-time, .news-date",
            section=".breadcrumb a:last-of-type",
            remove=(".lienquan", ".share", ".viewed", ".tags"),
            since=SURVEYED,
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        unset = params(url).get("d") == ""
        return super().identity(set_param(url, "d", "") if unset else url)
