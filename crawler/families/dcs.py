"""Provincial and district Party committees on hosts of dcs.vn.

- Bình Thuận: ``/Trang-chu/post/{id}/{slug}``, where the first part is the page that shows it,
  named as its title is, accents too (``/Tin-tức/post/…`` on hamthuanbac). One article under two
  pages has two URLs that only its text shows to be one
- Nghệ An: lists ``/vi-vn/chuyen-muc/{slug}/{site}-{category}``, articles
  ``/vi-vn/tin/{slug}/{site}-{category}-{id}``
- Đồng Nai: ``/{unit}/chitiet/{slug}-{id}``

``/GioiThieu/…`` (dienbien.dcs.vn) are standing pages. Clocks are of twelve hours.
"""

from __future__ import annotations

from archive.records import Layout
from crawler.families.shapes import PAGES, composed, one_of, slug_id
from crawler.site import SiteSpider


class Dcs(SiteSpider):
    """A committee's site."""

    family = "dcs"
    pager = PAGES
    articles = one_of(
        r"(?:/[^/]+){1,2}/post/\d+/[^/]+",
        r"/vi-vn/tin/[^/]+/\d+-\d+-\d+",
        rf"(?:/[^/]+)?/chitiet/{slug_id(1, 1)}",
    )
    signs = one_of(
        r"""href=["'][^"']*/post/\d+/[^"'/]+["']""",
        r"""href=["'][^"']*/vi-vn/(?:chuyen-muc|tin)/[^"'/]+/\d+-\d+""",
        r"""href=["'][^"']*/chitiet/[^"'/]+-\d+["']""",
    )
    layouts = (
        Layout(
            title=".post-heading",
            body=".post-body",
            date=".post-meta",
            remove=(".lienquan",),
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        return super().identity(composed(url))
