"""Portals that name an article by a number or key, in the path or in the query.

- ``/xem-chi-tiet-tin-tuc/id/{id}``: Vĩnh Long (txbinhminh.vinhlong.gov.vn);
  ``/tin-chi-tiet/id/{id}/{SLUG}``: Khánh Hòa (khanhson.khanhhoa.gov.vn)
- ``/?gd={group}&cn={category}&tc={id}``: Huế (huongchu.thuathienhue.gov.vn), the parameters in any
  order, ``/default.aspx`` left out or not; without ``tc`` a list
- ``/vi/{page}?id={id}``: sonduong.tuyenquang.gov.vn
- ``/tin-tuc/{page}/?UserKey={Slug}``: Yên Bái (thanhphoyenbai.yenbai.gov.vn)
- ``/webcenter/portal/{unit}/…/chi-tiet?dDocName=PORTAL{id}``: Oracle WebCenter
  (nuithanh.quangnam.gov.vn), which adds the state of the window to every link (``_adf.ctrl-state``,
  ``_afrLoop``, ``_afrWindowMode``): a new URL each visit, of the same page
"""

from __future__ import annotations

import re

from archive.records import Layout
from crawler.families.shapes import PAGES, numbered_by, one_of, with_path
from crawler.site import SiteSpider
from crawler.urls import keep_params, params, path_of

_WINDOW = re.compile(r"^(?:_adf\.|_afr)", re.IGNORECASE)
_DEFAULT = re.compile(r"/default\.aspx$", re.IGNORECASE)
_ID = re.compile(r"(/id/\d+)/$")
_OTHERS = re.compile(
    r"/(?:in|print|danh-?(?:muc|sach)|chuyen-?muc|category|categories|danhmuc)(?:[/-]|$)",
    re.IGNORECASE,
)
_NUMBERS = frozenset({"id", "tc", "nid", "itemid", "newsid"})


class ById(SiteSpider):
    """A portal of that kind."""

    family = "by_id"
    pager = PAGES
    identity_params = _NUMBERS | {"gd", "cn", "userkey", "ddocname"}
    articles = one_of(r"(?:/[^/]+)*/[^/]*(?:chi-?tiet|detail)[^/]*/id/\d+(?:/[^/]*)?")
    signs = one_of(
        r"/(?:xem-chi-tiet-tin-tuc|tin-chi-tiet)/id/\d+",
        r"[?&;](?:gd|cn)=\d+&(?:amp;)?(?:gd|cn)=\d+&(?:amp;)?tc=\d+",
        r"[?&;]UserKey=[\w-]+",
        r"\bdDocName=\w+\d|/webcenter/portal/",
    )
    layouts = (
        Layout(
            title=".Title",
            lead=".TrichYeu",
            body=".NoiDung, .chitietbaiviet",
            date=".NgayCapNhat, #datearticle",
            section=".ContentTitle",
            remove=(".tinkhac", ".lienket"),
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        url = with_path(url, lambda path: _ID.sub(r"\1", _DEFAULT.sub("/", path)))
        return super().identity(keep_params(url, lambda name: not _WINDOW.match(name)))

    @classmethod
    def is_article(cls, url: str) -> bool:
        if _OTHERS.search(path_of(url)):
            return False
        given = {name.lower(): value for name, value in params(url).items()}
        document = re.fullmatch(r"[A-Za-z_]+\d+", given.get("ddocname", ""))
        keyed = bool(given.get("userkey", "").strip()) or bool(document)
        return keyed or numbered_by(url, _NUMBERS) or super().is_article(url)
