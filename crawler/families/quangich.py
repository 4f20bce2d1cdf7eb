"""A vendor's sites for wards of Thành phố Hồ Chí Minh: tanphu.tpthuduc.hochiminhcity.gov.vn, and
official ward pages on the vendor's own domain (linhxuan.thuduc.truongdientu.vn).

An article is ``/{category}/{slug}/ct/{category id}/{id}``. Slugs are cut at 80 characters.
"""

from __future__ import annotations

from crawler.families.shapes import PAGES, one_of
from crawler.site import SiteSpider


class QuangIch(SiteSpider):
    """A ward's site of that vendor."""

    family = "quangich"
    pager = PAGES
    articles = one_of(r"(?:/[^/]+){1,3}/ct/\d+/\d+")
    signs = one_of(r"""href=["'][^"']+/ct/\d+/\d+["']""")
