"""Sites of many vendors that end an article's path in its slug and number.

- ``/{section}/{slug}-{id}.html``: baobinhthuan, baohanam, baotuyenquang, baohaugiang,
  baokiengiang, baokontum, baoquangnam, huengaynay, laodongthudo, giavien.ninhbinh.gov.vn …
- ``.htm``: baophutho.vn, baothanhhoa.vn (before that ``/{section}/{slug}/{id}.htm``);
  baodantoc.vn numbers by the millisecond of publication
- no ending: hochiminh.vn, tuyengiao.vn, xaydungdang.org.vn, thanhuytphcm.vn,
  yenbai.noichinh.vn; a final slash on cand.com.vn; ``{slug}_{id}`` on nghiadan.vn
- a letter before the number: ``-c{id}.html`` on hungyen.dcs.vn and huyenuyphucu.vn,
  ``-d{id}.html`` on anhp.vn

Sections carry numbers too (``/xay-dung-dang-23.html`` on baokontum.com.vn,
``/tin-hoat-dong-c1.html``); what tells them apart is said beside ``SLUG_ID``. Tag pages are
``/tag/…``, ``-tag{id}`` or ``/{slug}-{id}/tag.html``; pages of a list ``/trang-{n}.html``,
``/p/{n}``, ``-p{n}.htm`` and ``?page={n}``.

Parts, of 2019: baotuyenquang (``summary``), baobinhthuan, baoquangnam and baohaugiang
(``chapeau``, ``body-content``), baothanhhoa (``sapo_detail``, ``main-detail``), baophutho.
"""

from __future__ import annotations

import re
from datetime import datetime

from archive.records import VIETNAM, Layout
from crawler.families.shapes import (
    PAGES,
    SECTIONS,
    SLUG_ID,
    SLUG_OVER_ID,
    SURVEYED,
    one_of,
    slug_id,
)
from crawler.site import SiteSpider

_MILLISECONDS = re.compile(r"-(1[0-9]{12})\.html?$")


class SlugId(SiteSpider):
    """A site whose articles end in slug and number."""

    family = "slug_id"
    pager = PAGES
    articles = (
        *one_of(rf"{SECTIONS}/{SLUG_ID}(?:\.html?|/)?"),
        *one_of(rf"{SECTIONS}/{slug_id(4, 2, mark='[cd]')}\.html?"),
        SLUG_OVER_ID,
    )
    layouts = (
        Layout(
            lead=".chapeau, .summary, .sapo_detail",
            body=".body-content, [itemprop=articleBody], #main-detail",
            date=".date-time, .date_news, .pt-post-detail__time, time",
            section=".breadcrumb a:last-of-type",
            remove=(".drelated", ".related", ".tags"),
            since=SURVEYED,
        ),
    )

    @classmethod
    def url_day(cls, url: str) -> str:
        if match := _MILLISECONDS.search(url):
            moment = datetime.fromtimestamp(int(match[1]) / 1000, VIETNAM)
            return moment.date().isoformat()
        return super().url_day(url)
