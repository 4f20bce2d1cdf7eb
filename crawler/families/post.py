"""Papers whose articles end in ``-post{id}.html``: nhandan.vn, baolaocai.vn, baohatinh.vn,
baogialai.com.vn, baonghean.vn.

Most came from another system and still answer under its URLs: baohatinh.vn under
``/{section}/{slug}/{id}.htm``, baogialai.com.vn under ePi's ``/channel/{n}/{yyyymm}/``,
baonghean.vn under ``/{slug}-{id}.html``. Which old URL is which new one only a redirect or
rel=canonical tells. ``-tag{id}.html`` and ``-event{id}.html`` are collections,
``-post{id}.amp`` is the page for telephones.

Parts: ``article__*`` with ``zce-content-body`` as in the vendor's own prototypes of 2021 and
2022 (Báo Lào Cai, Tạp chí Tuyên giáo) and on nhandan.vn; the older as on baohatinh.vn in 2019.
"""

from __future__ import annotations

import re

from archive.records import Layout
from crawler.families.shapes import (
    MONTHLY,
    PAGES,
    SECTIONS,
    SLUG_ID,
    SLUG_OVER_ID,
    SURVEYED,
    one_of,
    slashed,
    with_path,
)
from crawler.site import SiteSpider

_AMP = re.compile(r"(?<=\d)\.amp$", re.IGNORECASE)


class Post(SiteSpider):
    """A paper of that system, with what it kept of the one before."""

    family = "post"
    pager = PAGES
    feeds = ("/rss/home.rss", "/sitemap.xml")
    articles = (
        *one_of(r"(?:/[^/]+)?/[^/]+-post\d+\.[a-z]{3,4}"),
        *one_of(rf"{SECTIONS}/{SLUG_ID}\.html?"),
        SLUG_OVER_ID,
        MONTHLY,
    )
    signs = one_of(r"-post\d{4,}\.html", r"""class=["'][^"']*\bzce-content-body\b""")
    layouts = (
        Layout(
            title=".article__title",
            lead=".article__sapo",
            body=".article__body",
            date=".article__meta .time",
            authors=".article__meta .author, .article__meta .name",
            section=".breadcrumb a:last-of-type, .breadcrumbs h1 a",
            remove=(".article__tag", ".article-footer", ".box-related", ".social", ".comment"),
            since="2021-01-01",
        ),
        Layout(
            lead=".sapo_detail",
            body="#main-detail",
            date=".date_news",
            remove=(".drelated",),
            since=SURVEYED,
            until="2021-12-31",
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        url = with_path(url, lambda path: _AMP.sub(".html", path))
        return slashed(super().identity(url), MONTHLY)
