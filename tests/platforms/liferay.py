# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Liferay 6.2 with asset publishers: one portal, every unit under /web/, every host serving all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from tests.golden.old_portals import tapchicongsan
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf, moved
from tests.platforms.parts import esc, items
from tests.platforms.platform import wire

INSTANCE = "1mOzUrGkrdAE"


@dataclass(frozen=True)
class Liferay(Framed):
    UNIT: ClassVar[str] = "hcl"
    DETAIL: ClassVar[str] = f"chi-tiet-bai-viet/-/asset_publisher/{INSTANCE}/content"

    def path(self, article: Article) -> str:
        return f"/web/{self.UNIT}/{self.DETAIL}/id/{article.id}"

    def also(self, article: Article) -> tuple[str, ...]:
        path = self.path(article)
        portlet = f"p_p_id=101_INSTANCE_{INSTANCE}&p_p_lifecycle=0"
        return (
            f"{path}?plidlayout=3279",
            f"{path}?{portlet}&p_p_state=pop_up&_101_INSTANCE_{INSTANCE}_viewMode=print",
            f"{path}?redirect=%2Fweb%2F{self.UNIT}%2F{article.shelf.key}",
            f"/web/guest/{self.DETAIL}/id/{article.id}",
        )

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {str(a.id): a for a in self.articles}

    def article_at(self, ask: Ask) -> Article | None:
        # Whichever unit and page one comes by, the publisher's id decides.
        found = re.search(rf"/asset_publisher/{INSTANCE}/content/id/(\d+)$", ask.path)
        return self._by_id.get(found[1]) if found else None

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        path = f"/web/{self.UNIT}/{shelf.key}"
        if page == 1:
            return path
        p = f"101_INSTANCE_{self._instance(shelf)}"
        return (
            f"{path}?p_p_id={p}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=column-1"
            f"&p_p_col_count=1&_{p}_delta={self.per_page}&_{p}_keywords=&_{p}_advancedSearch=false"
            f"&_{p}_andOperator=true&p_r_p_564233524_resetCur=false&_{p}_cur={page}"
        )

    def _instance(self, shelf: Shelf) -> str:
        return f"{shelf.key[:4].replace('-', 'x')}Q{shelf.id}zKw"

    def listing_at(self, ask: Ask) -> tuple[Shelf, int] | None:
        for shelf in self.shelves:
            if ask.path == f"/web/{self.UNIT}/{shelf.key}":
                cur = ask.query.get(f"_101_INSTANCE_{self._instance(shelf)}_cur", "1")
                return shelf, int(cur) if cur.isdigit() else 1
        return None

    def head(self, title: str) -> str:
        return f"""<title>{esc(title)} - {esc(self.organisation)}</title><meta content="text/html; charset=UTF-8" http-equiv="content-type" /><link href="/html/themes/classic/images/favicon.ico" rel="Shortcut Icon" /><script type="text/javascript">var Liferay={{Browser:{{}}}};</script>"""

    def top(self) -> str:
        lang = "/c/portal/update_language?p_l_id=3279&amp;redirect=%2Fweb%2Fhcl&amp;languageId="
        return f"""<div id="wrapper"><a href="#main-content" id="skip-to-content">Bỏ qua nội dung</a><header id="banner" role="banner"><h1 class="site-title"><a class="logo" href="/web/{self.UNIT}" title="Đi tới {esc(self.organisation)}">{esc(self.organisation)}</a></h1><a href="/c/portal/login?p_l_id=3279" id="sign-in" rel="nofollow">Đăng nhập</a> <a href="{lang}vi_VN">Tiếng Việt</a> <a href="{lang}en_US">English</a><nav class="sort-pages modify-pages" id="navigation"><ul role="menubar"><li role="presentation"><a href="{self.url(f"/web/{self.UNIT}/trang-chu")}" role="menuitem"><span>Trang chủ</span></a></li>{self.menu('<li role="presentation">{}</li>', 'role="menuitem"')}<li><a href="/web/hcl/tim-kiem">Tìm kiếm</a></li><li><a href="/web/phuongmyphu">Phường Mỹ Phú</a></li></ul></nav></header>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        p = f"101_INSTANCE_{self._instance(shelf)}"
        return f"""<nav id="breadcrumbs"><ul class="breadcrumb breadcrumb-horizontal"><li><a href="/web/{self.UNIT}">{esc(self.organisation)}</a></li><li class="active last breadcrumb-truncate">{esc(shelf.name)}</li></ul></nav><div class="portlet-boundary portlet-boundary_101_ portlet-asset-publisher" id="p_p_id_{p}_"><section class="portlet" id="portlet_{p}"><header class="portlet-topper"><h1 class="portlet-title"><span class="portlet-title-text">{esc(shelf.name)}</span></h1></header><div class="portlet-body">{rows}</div></section></div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.path(a)
        if number % 3 == 1:
            href = f"{path};jsessionid=6F1C{a.id:X}?plidlayout=3279"
        else:
            href = f"{path}?redirect=%2Fweb%2F{self.UNIT}%2F{shelf.key}"
        more = f"{path}?plidlayout=3279"
        return f"""<div class="asset-abstract"><div class="lfr-meta-actions asset-actions"></div><h3 class="asset-title"><a href="{self.url(href)}"><img alt="" src="/html/themes/classic/images/document_library/icon.png"/> {esc(a.title)}</a></h3><div class="asset-metadata"><span class="metadata-entry metadata-publish-date">{a.when:%d/%m/%Y}</span></div><div class="asset-content"><div class="asset-summary"><img src="/image/journal/article?img_id={a.id}" alt=""/> {esc(a.lead)}</div><div class="asset-more"><a href="{self.url(more)}">Đọc thêm <span class="hide-accessible">{esc(a.title)}</span> &raquo;</a></div></div></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        follow = (
            f'<li class=""><a href="{self.url(self.turn(shelf, page + 1))}">Tiếp theo &rarr;</a></li><li><a href="{self.url(self.turn(shelf, last))}">Cuối &rarr;</a></li>'
            if page < last
            else '<li class="disabled"><a href="javascript:;">Tiếp theo &rarr;</a></li>'
        )
        return f"""<div class="taglib-page-iterator"><div class="clearfix lfr-pagination"><small class="search-results">Hiển thị {len(self.show(shelf, page))} kết quả.</small><ul class="pager lfr-pagination-buttons">{self.numbers(shelf, page, other='<li><a href="{href}">{n}</a></li>', here="<li class='active'>{n}</li>", gap="<li>…</li>")}{follow}</ul></div></div>"""

    def below(self, article: Article) -> str:
        path = self.path(article)
        printing = wire(self.also(article)[1])
        grown = "".join(
            f'<li><a href="chi-tiet/{a.id}">{esc(a.title[:20])}</a></li>'
            for a in self.others(article.id, 1)
        )
        return f"""<div class="asset-user-actions"><a href="{printing}" target="_blank">In</a> <a href="{path}/maximized?p_p_state=maximized">Phóng to</a> <a href="/c/portal/update_language?redirect={path}&amp;languageId=en_US">English</a></div><div class="taglib-social-bookmarks"><ul>{grown}</ul></div><div class="asset-links"><h3>Nội dung liên quan</h3><ul>{items(self, self.others(article.number, 4), '<li class="asset-links-list-item">{}</li>')}</ul></div>"""

    def right(self, seed: str | int) -> str:
        units = "".join(
            f"<li><a href='/web/guest/{self.DETAIL}/id/{a.id}'>{esc(a.title)}</a></li>"
            for a in self.others(f"g{seed}", 2)
        )
        return f"""<aside id="column-2"><h2 class="portlet-title-text">Tin đọc nhiều</h2><ul>{items(self, self.others(seed, 4))}</ul><h2 class="portlet-title-text">Tin của huyện</h2><ul>{units}</ul><a href="/web/hcl/lich?p_p_id=8&amp;_8_month=10&amp;_8_year=2026">Lịch</a> <a href="/documents/20182/0/CT05.pdf">Chỉ thị số 05-CT/TW</a></aside>"""

    def bottom(self) -> str:
        return f"""<footer id="footer" role="contentinfo"><ul>{self.static()}</ul><p class="powered-by">Được cung cấp bởi <a href="http://www.liferay.com" rel="external">Liferay</a></p></footer></div>"""

    def lure(self, step: int) -> str:
        return f'<a href="/web/hcl/lich?p_p_id=8&amp;_8_month={step % 12 + 1}&amp;_8_year={2026 + step // 12}">Tháng sau</a> <a href="chi-tiet/{step}">Chi tiết</a> <a href="/web/hcl/tim-kiem?keywords=bac&amp;cur={step}">Trang sau</a>'

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return moved(self.url(self.home), 302)
        if ask.path == f"/web/{self.UNIT}/trang-chu":
            return Reply(self.front(), "front")
        if ask.path == "/c/portal/update_language":
            return Reply(
                "",
                "trap",
                status=302,
                headers=(("Location", self.url(ask.query.get("redirect", "/"))),),
            )
        if ask.path == "/web/phuongmyphu":
            return Reply(self.page("Phường Mỹ Phú", "<p>Trang đang xây dựng.</p>"), "page")
        return None


LIFERAY = Liferay(
    family="liferay",
    host="caotan.lamha.gov.vn",
    aliases=("lamha.gov.vn", "www.lamha.gov.vn"),
    plain_too=True,
    organisation="Huyện Cao Tân",
    shelves=(
        Shelf("tin-tuc", "Tin tức", 48, 7),
        Shelf("xay-dung-dang", "Xây dựng Đảng", 24, 3),
        Shelf("hoc-tap-lam-theo-bac", "Học tập làm theo Bác", 18, 9),
        Shelf("tin-nam-cu", "Tin năm cũ", 10, 5, old=True),
    ),
    home="/web/hcl",
    layout=tapchicongsan,
    count=52,
    first_id=1410000,
    id_step=23,
    beyond="last",
    traps=(r"^/c/portal/", r"/lich\b", r"/tim-kiem", r"/chi-tiet/\d", r"p_p_state=maximized"),
    pages=(("/web/hcl/gioi-thieu", "Giới thiệu"), ("/web/hcl/so-do-cong", "Sơ đồ cổng"), ("/web/hcl/lien-he", "Liên hệ"), ("/web/hcl/van-ban", "Văn bản")),
)  # fmt: skip
PLATFORMS = (LIFERAY,)
