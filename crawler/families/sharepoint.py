"""District portals on SharePoint with a ``/portal/pages/`` library.

An article lies under the day it was published, without zero padding, and ends in
six random characters: ``/portal/pages/2024-5-17/{slug}hvbq96.aspx``, as on
prtc.ninhthuan.gov.vn and (with a number) qbtv.vn. IIS takes any case; both
``Pages`` and ``pages`` are linked. ``print.aspx?p=`` (bandantoc.ninhthuan.gov.vn) is a
print view of an article that has its own URL.

Parts: ``ms-rtestate-field`` is SharePoint's own name of a rich text field
(dienbien.gov.vn); ``PostDate``, ``ArticleSummary`` and ``ArticleContent`` those of the
news web part that laocai, caobang and binhthuan.gov.vn share.
"""

from __future__ import annotations

import re

from archive.records import Layout
from crawler.paging import QueryPager
from crawler.site import SiteSpider

_LIBRARY = re.compile(r"(?i)(?<=//)([^/]+)/portal/pages/")


class SharePoint(SiteSpider):
    """A portal whose pages are files of a SharePoint library."""

    family = "sharepoint"
    pager = QueryPager(("page",))
    articles = (
        re.compile(r"/portal/pages/20\d\d-\d{1,2}-\d{1,2}/[^/]+\.aspx", re.IGNORECASE),
        # Without a day in its path an article is told from a section by its title's length.
        re.compile(r"/portal/pages/(?:[^/-]+-){4,}[^/-]+\.aspx", re.IGNORECASE),
    )
    layouts = (
        Layout(
            title=".ArticleTitle",
            lead=".ArticleSummary",
            body=".ArticleContent, .ms-rtestate-field",
            date=".PostDate, .tandan-span-date-publish",
            source=".NewsSource",
            section=".ms-breadcrumb a:last-of-type",
            remove=(".article-tools", ".article-view", ".OtherNews"),
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        return super().identity(_LIBRARY.sub(r"\1/portal/pages/", url))
