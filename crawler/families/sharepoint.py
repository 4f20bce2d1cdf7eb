"""Portals on SharePoint: a library of pages, or one page that shows any item of a list.

- ``/portal/pages/{y}-{m}-{d}/{slug}.aspx``, the day without zero padding, the slug ending in six
  random characters (prtc.ninhthuan.gov.vn) or a number (qbtv.vn)
- ``/Trang/ChiTietTinTuc.aspx?nid={id}`` (quangninh.gov.vn),
  ``/…/Pages/chi-tiet-tin-tuc.aspx?ItemID={id}&l={list}`` (yenbai.gov.vn): the query is the
  identity, the list too, for items are counted in each

IIS takes any case; both ``Pages`` and ``pages`` are linked, and ``/trang/chitiettintuc.aspx``.
``print.aspx?p=`` (bandantoc.ninhthuan.gov.vn) is a print view of an article that has its own URL.

Parts: ``ms-rtestate-field`` is SharePoint's own name of a rich text field
(dienbien.gov.vn); ``PostDate``, ``ArticleSummary`` and ``ArticleContent`` those of a
news web part that caobang and binhthuan.gov.vn share; ``publish-date`` and ``noi-dung-trang``
as on quangninh.gov.vn in 2019.
"""

from __future__ import annotations

import re

from archive.records import Layout
from crawler.families.shapes import PAGES, SURVEYED, numbered_by, one_of, with_path
from crawler.site import SiteSpider
from crawler.urls import path_of

_LIBRARY = re.compile(r"(?i)(?<=//)([^/]+)/portal/pages/")
_DETAIL = re.compile(
    r"(?:/[^/]+)*/(?:chi-?tiet[\w-]*|(?:xem|doc)-?tin[\w-]*|news-?detail|dispform)\.aspx",
    re.IGNORECASE,
)
_NUMBERS = frozenset({"nid", "itemid", "id"})


class SharePoint(SiteSpider):
    """A portal whose pages are files of a SharePoint library, or items of its lists."""

    family = "sharepoint"
    pager = PAGES
    identity_params = _NUMBERS | {"l"}
    articles = (
        re.compile(r"/portal/pages/20\d\d-\d{1,2}-\d{1,2}/[^/]+\.aspx", re.IGNORECASE),
        # Without a day in its path an article is told from a section by its title's length.
        re.compile(r"/portal/pages/(?:[^/-]+-){4,}[^/-]+\.aspx", re.IGNORECASE),
    )
    signs = one_of(r"\b_spPageContextInfo\b", r"/_layouts/(?:15/)?", r"\bms-rtestate-field\b")
    layouts = (
        Layout(
            title=".ArticleTitle",
            lead=".ArticleSummary, .tandan-p-article-news-summary",
            body=".ArticleContent, .ms-rtestate-field, .noi-dung-trang",
            date=".PostDate, .tandan-span-date-publish, .publish-date",
            source=".NewsSource",
            section=".ms-breadcrumb a:last-of-type",
            remove=(".article-tools", ".article-view", ".OtherNews"),
            since=SURVEYED,
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        url = with_path(url, lambda path: path.lower() if _DETAIL.fullmatch(path) else path)
        return super().identity(_LIBRARY.sub(r"\1/portal/pages/", url))

    @classmethod
    def is_article(cls, url: str) -> bool:
        item = bool(_DETAIL.fullmatch(path_of(url))) and numbered_by(url, _NUMBERS)
        return item or super().is_article(url)
