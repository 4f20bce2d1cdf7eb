"""The Party's electronic paper and its provincial pages: dangcongsan.vn,
bacninh.dangcongsan.vn.

An article is ``/{section}/{category}/{slug}-{id}.html``. The editions en. and daihoi13. are
hosts with articles of their own, no aliases. ``/preview/newid/{id}.html`` is a view for
sharing, of an article that has its own URL.

Parts as on dangcongsan.vn in 2019: ``post-subinfo``, ``post-summary``, ``post-content``.
Pictures stand in tables of the vendor's editor, class ``MASTERCMS_TPL_TABLE``, whose other
class ``leftcenterrightdel`` leaks into texts elsewhere.
"""

from __future__ import annotations

from archive.records import Layout
from crawler.families.shapes import PAGES, SECTIONS, SLUG_ID, SURVEYED, one_of
from crawler.site import SiteSpider


class DangCongSan(SiteSpider):
    """The paper, or one of its provincial pages."""

    family = "dangcongsan"
    pager = PAGES
    articles = one_of(rf"{SECTIONS}/{SLUG_ID}\.html")
    signs = one_of(
        r"\bMASTERCMS_TPL_TABLE\b", r"file\d?\.dangcongsan\.vn/data/", r"\bleftcenterrightdel\b"
    )
    layouts = (
        Layout(
            title=".post-title",
            lead=".post-summary",
            body=".post-content",
            date=".post-subinfo",
            section=".breadcrumb a:last-of-type",
            remove=(".post-tag", ".post-related", ".share"),
            since=SURVEYED,
        ),
    )
