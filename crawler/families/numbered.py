"""Sites that put an article's number before its slug.

- ``/{category}/{id}/{slug}.html``: baophuyen.vn (``.htm`` on baohoabinh.com.vn)
- ``/news/{category}/{id}/{slug}``: baobinhphuoc.com.vn; ``/tin-tuc/…``: baothaibinh.com.vn
- ``/trang/TinTuc/{category}/{id}/{SLUG}.html``: Kiên Giang's portal (goquao.kiengiang.gov.vn)
- ``/news/{id}/{slug}``: hungyentv.vn; ``/tin-tuc/chitiet/{id}/{slug}``:
  ubmttq.hochiminhcity.gov.vn; ``/bai-viet/i{id}/{slug}.html``: tinhdoanbacninh.gov.vn
- ``/news/{id}p{n}c{category}/{slug}.htm``: baoninhthuan.com.vn, where one id is linked under each
  of its categories; which of these the server has is not in the URL, so only the text
  shows them to be one

A list is the same path without the id: ``/tin-tuc/{category}``. Slugs are cut, doubled in
their dots, damaged ("tr111ng"): they belong to the URL as they are.

Parts as in 2019: baophuyen (``newsDetail``), baohoabinh (``post``, ``meta``, ``summary``),
baothaibinh (``desc``, ``news_content``), baobinhphuoc (``sapo``, ``news_body``), kiengiang
(``textbody``).
"""

from __future__ import annotations

from archive.records import Layout
from crawler.families.shapes import PAGES, SURVEYED, one_of, slug
from crawler.site import SiteSpider


class Numbered(SiteSpider):
    """A site whose articles are number, then slug."""

    family = "numbered"
    pager = PAGES
    articles = one_of(
        r"(?:/[^/]+){0,2}/\d+/\d+/[^/]*[a-z]{2}[^/]*",
        rf"(?:/[^/]+){{1,2}}/i?\d{{3,}}/{slug(2)}",
        rf"/news/\d+p\d+c\d+/{slug(2)}\.html?",
    )
    layouts = (
        Layout(
            title=".newsDetail .title, .post-title, .news_title",
            lead=".sapo, .summary, .desc",
            body=".newsDetail .text, .news_body, .news_content, .textbody, .post.clearfix",
            date=".newsDetail .date, .date_pst, .time, .meta, .date",
            remove=(".otherNews", ".commentDetail", ".share", ".related-post", ".views", ".ilink"),
            since=SURVEYED,
        ),
    )
