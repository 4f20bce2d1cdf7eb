"""The portal of Hà Tĩnh province, where one host serves a district and its wards as units.

An article is ``/{unit}/portal/read/{category}/news/{slug}.html`` (huongson.hatinh.gov.vn),
a listing ``/{unit}/portal/folder/{category}``, its later pages ``…/{n}.html``. A slug ends
where the system cut it, in the middle of a word. Other units on the host are other
sites.
"""

from __future__ import annotations

import re

from archive.records import Layout
from crawler.families.shapes import one_of
from crawler.paging import PathPager
from crawler.site import SiteSpider
from crawler.urls import path_of

_ARTICLE = re.compile(r"/(?P<unit>[^/]+)/portal/read/[^/]+/news/[^/]+\.html", re.IGNORECASE)


class HaTinh(SiteSpider):
    """A district on the portal; its units are those its sections are in."""

    family = "hatinh"
    pager = PathPager(
        pattern=re.compile(r"(?<!/folder)/(?P<n>\d+)\.html$"),
        tail="/{n}.html",
    )
    signs = one_of(r"/portal/read/[^\"'/]+/news/", r"/portal/folder/[^\"'/]+")
    layouts = (
        Layout(
            title=".news-title",
            lead=".news-summary",
            body=".news-content",
            date=".news-date",
            authors=".news-author",
            source=".news-source",
            section=".path a:last-of-type",
            remove=(".news-tools", ".news-other"),
        ),
    )

    @classmethod
    def is_article(cls, url: str) -> bool:
        match = _ARTICLE.fullmatch(path_of(url))
        # Where no section says which units are the site's, its whole host is.
        return match is not None and (cls.discovers() or match["unit"] in cls.units())

    @classmethod
    def units(cls) -> frozenset[str]:
        """The first part of every section's path."""
        return frozenset(path_of(section.url).split("/")[1] for section in cls.sections)
