"""baosonla.org.vn, baodienbienphu.com.vn: ``/{section}/{slug}-{nine letters and digits}.html``.

Upper and lower case count in the nine: ``du99TdQHR`` and ``du99tdqhr`` are two articles. Before
that baosonla.org.vn was ``/vi/bai-viet/{slug}-{id}``, and after it baodienbienphu.vn is
``/tin-bai/{category}/{slug}``. en.baodienbienphu.com.vn is an edition of its own, and
demo.baosonla.org.vn a mirror.
"""

from __future__ import annotations

import re

from crawler.families.shapes import PAGES, one_of, slug, slug_id
from crawler.site import SiteSpider

# The longest word of a Vietnamese slug has seven letters, but "committee" has nine; a key of
# nine without capital or digit is one in 2,500. "post61140" is another system's.
_KEY = r"(?=[a-z]*[0-9A-Z])(?!(?:post|event)\d)[0-9A-Za-z]{9}"


class Base62(SiteSpider):
    """A paper of that system, in all three spellings."""

    family = "base62"
    pager = PAGES
    articles = (
        re.compile(rf"(?:/[^/]+){{0,2}}/[^/]+-{_KEY}\.html"),
        *one_of(rf"/vi/bai-viet/{slug_id(3, 3)}/?", rf"/tin-bai/[^/]+/{slug(4)}"),
    )
    signs = (re.compile(rf"""href=["'][^"']+-{_KEY}\.html["']"""),)
