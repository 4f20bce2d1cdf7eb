# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""A category's number and an article's in the path: /141/50170/slug.html of a paper, and
/trang/TinTuc/92/529/SLUG.html of a province's portals with PageIndex on its articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tests.golden.last_papers import phuyen
from tests.golden.old_portals import kiengiang
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, esc, items, link


@dataclass(frozen=True)
class Numbered(Framed):
    def path(self, article: Article) -> str:
        return self.through(article, article.shelf)

    def through(self, article: Article, shelf: Shelf) -> str:
        return f"/{shelf.id}/{article.id}/{article.slug}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        second = article.second
        return (
            f"/print/{article.id}.html",
            *((self.through(article, second),) if second else ()),
        )

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.id}/" + (f"?page={page}" if page > 1 else "")

    def top(self) -> str:
        return f"""<div id="top"><div class="logo"><a href="/"><img src="/img/logo.png" alt=""></a></div><div class="date">{clock()}</div></div><div id="mainmenu"><ul><li><a href="/">Trang nhất</a></li>{self.menu()}<li><a href="/rss/">RSS</a></li><li><a href="/search/?q=">Tìm kiếm</a></li></ul></div>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="catname"><a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></div><div class="newslist">{rows}</div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.through(a, shelf)
        return f"""<div class="newsitem"><a href="{path}"><img class="newsimg" src="/uploads/{a.id}.jpg" border="0"></a><p class="newstitle"><a href="{path}">{esc(a.title)}</a></p><p class="newsdate">{a.when:%d/%m/%Y %H:%M}</p><p class="newsintro">{esc(a.lead)}</p></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div class="pages">Trang: {self.numbers(shelf, page, here="<b>{n}</b> ", other='<a href="{href}">{n}</a> ')}</div>"""

    def below(self, article: Article) -> str:
        return f"""<div class="tool"><a href="/print/{article.id}.html">Bản in</a></div><div class="other"><b>Tin khác</b><ul>{items(self, self.others(article.number, 5))}</ul></div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div id="right"><div class="t">Đọc nhiều nhất</div>{items(self, self.others(seed, 4), "<div class='h'>{}</div>")}{self._calendar(2026, 10)}<a href="http://quangcao.vn/"><img src="/qc/1.swf"></a></div>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/xem-theo-ngay/{d}/{month}/{year}/",
            lambda y, m: f"/xem-theo-ngay/1/{m}/{y}/",
        )

    def bottom(self) -> str:
        return f"""<div id="footer">{self.static("{} | ")}<p>{esc(self.organisation)}. Giấy phép số 681/GP-BTTTT ngày 4/5/2010</p></div>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1) + link(
            f"/search/?q=bac&p={step}", "Sau"
        )


@dataclass(frozen=True)
class Trang(Framed):
    """Slugs in capitals with doubled hyphens; every article page pages through nothing for ever."""

    def slug(self, title: str) -> str:
        return re.sub(r"-", "--", super().slug(title), count=2).upper()

    def path(self, article: Article) -> str:
        return f"/trang/TinTuc/{article.shelf.id}/{article.id}/{article.slug}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        return (f"/print/TinTuc/{article.id}",)

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {str(a.id): a for a in self.articles}

    def article_at(self, ask: Ask) -> Article | None:
        found = re.fullmatch(r"/trang/TinTuc/\d+/(\d+)/[^/]*|/print/TinTuc/(\d+)", ask.path)
        return self._by_id.get(found[1] or found[2]) if found else None

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/trang/TinTuc/{shelf.id}/" + (f"?PageIndex={page}" if page > 1 else "")

    def top(self) -> str:
        return f"""<form name="aspnetForm" method="post" action="./" id="aspnetForm"><div class="headbar"><a href="/trang/Home.html">Trang chủ</a>{self.menu("{} ")}<a href="/trang/VanBan/1/">Văn bản</a><a href="/trang/LichCongTac/">Lịch công tác</a></div>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f'<div class="block_tin"><div class="tieude_cm"><a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></div><table class="dstin">{rows}</table></div>'

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        return f"""<tr><td><a href="{self.path(a)}"><img src="/Uploads/{a.id}.jpg" width="100"></a></td><td><a class="lnk_tin" href="{self.path(a)}">{esc(a.title)}</a> <span class="date_pst">({a.when:%H:%M | %d/%m/%Y})</span><div class="mota">{esc(a.lead)}</div></td></tr>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div class="phantrang">{self.numbers(shelf, page, here='<a class="active">{n}</a>')}<a href="{self.turn(shelf, last)}">Trang cuối</a></div>"""

    def below(self, article: Article) -> str:
        path = self.path(article)
        return f"""<div class="icons"><a href="/print/TinTuc/{article.id}">Bản in</a> <a href="/trang/GuiMail/{article.id}.html">Gửi email</a></div><div class="tinkhac">{items(self, self.others(article.number, 5), "<div>{}</div>")}</div><div class="phantrang"><a href="{path}?PageIndex=2">2</a> <a href="{path}?PageIndex=3">3</a> <a href="{path}?PageIndex=76">Trang cuối</a></div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div class="cotphai"><div class="tieude_cm">Tin xem nhiều</div>{items(self, self.others(seed, 4), "<div>{}</div>")}<div class="thongke"><p>Đang online: 14</p></div><a href="/Uploads/VanBan/KH12.doc">Kế hoạch số 12</a></div>"""

    def bottom(self) -> str:
        return f"""<div class="chantrang">{self.static("{} - ")}<p>{esc(self.organisation)}</p></div></form>"""

    def lure(self, step: int) -> str:
        return link(f"/trang/LichCongTac/?Tuan={step}&Nam={2026 + step}", "Tuần sau") + link(
            f"/trang/TimKiem/?key=bac&PageIndex={step}", "Trang sau"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/trang/VanBan/1/":
            return Reply(
                self.page(
                    "Văn bản",
                    "<table><tr><td><a href='/Uploads/VanBan/CT05.pdf'>Chỉ thị số 05-CT/TW</a></td></tr></table>",
                ),
                "page",
            )
        return None


NUMBERED = Numbered(
    family="numbered",
    host="baophuninh.vn",
    aliases=("www.baophuninh.vn",),
    organisation="Báo Phú Ninh",
    shelves=(
        Shelf("chinh-tri", "Chính trị", 50, 76),
        Shelf("xa-hoi", "Xã hội", 24, 93),
        Shelf("lam-theo-bac", "Học tập và làm theo Bác", 16, 141),
        Shelf("tin-cu", "Tin cũ", 10, 12, old=True),
    ),
    layout=phuyen,
    first_id=50100,
    id_step=29,
    traps=(r"^/xem-theo-ngay/", r"^/search/"),
    pages=(("/toa-soan/", "Tòa soạn"), ("/lien-he/", "Liên hệ"), ("/rss/", "RSS")),
)
TRANG = Trang(
    family="numbered",
    name="numbered_trang",
    host="goquan.lamha.gov.vn",
    aliases=("www.goquan.lamha.gov.vn",),
    plain_too=True,
    organisation="UBND huyện Gò Quan",
    shelves=(
        Shelf("tin-tuc", "Tin tức - Sự kiện", 52, 92),
        Shelf("xay-dung-dang", "Xây dựng Đảng", 26, 210),
        Shelf("hoc-tap", "Học tập theo tấm gương đạo đức Hồ Chí Minh", 22, 218),
    ),
    home="/trang/Home.html",
    layout=kiengiang,
    count=44,
    beyond="empty",
    first_id=529,
    id_step=7,
    traps=(r"\.html\?PageIndex=", r"^/trang/(?:LichCongTac|TimKiem|GuiMail)"),
    pages=(("/trang/GioiThieu/1/", "Giới thiệu"), ("/trang/BoMay/3/PHONG-BAN.html", "Phòng, ban"), ("/trang/LienHe.html", "Liên hệ")),
)  # fmt: skip
PLATFORMS = (NUMBERED, TRANG)
