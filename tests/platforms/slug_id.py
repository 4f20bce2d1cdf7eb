# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Papers and portals of unknown vendors that put a number at the slug's end: slug-ID.html below
a section, and slug-ID.html beside sections that are spelled the same way."""

from __future__ import annotations

from dataclasses import dataclass

from tests.golden.old_portals import hungyen
from tests.golden.provinces import haugiang
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, days_of, esc, items, link, urlset


@dataclass(frozen=True)
class SlugId(Framed):
    """/section/slug-ID.html, pages at /section/trang-N.html; an m. host without a redirect."""

    def path(self, article: Article) -> str:
        return f"/{article.shelf.key}/{article.slug}-{article.id}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        second = article.second
        return (
            f"/in-bai/{article.id}.html",
            *((self.through(article, second),) if second else ()),
        )

    def through(self, article: Article, shelf: Shelf) -> str:
        return f"/{shelf.key}/{article.slug}-{article.id}.html"

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}/" + (f"trang-{page}.html" if page > 1 else "")

    def feeds(self) -> tuple[str, ...]:
        return ("/sitemap.xml",)

    def top(self) -> str:
        return f"""<div class="top-bar"><div class="ngay-thang">{clock()}</div><a href="//m.{self.host}/">Phiên bản di động</a> <a href="/tim-kiem?q=&amp;sort=date">Tìm kiếm</a></div><div class="banner"><a href="/"><img src="/banner.jpg" alt="{esc(self.organisation)}"></a></div><ul class="menu-ngang"><li><a href="/">Trang chủ</a></li>{self.menu('<li class="cap1">{}</li>')}<li><a href="https://dichvucong.gov.vn">Dịch vụ công</a></li></ul>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        # This template's links are relative to the section's folder.
        rows = rows.replace(f'href="/{shelf.key}/', 'href="')
        return f"""<div class="tieu-de-chuyen-muc"><a href="/">Trang chủ</a> / <a href="{self.shelf_path(shelf)}"><h1>{esc(shelf.name)}</h1></a></div><div class="ds-tin">{rows}</div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.through(a, shelf)
        day = f'<span class="time">({a.when:%d/%m/%Y})</span>' if number % 5 != 4 else ""
        return f"""<div class="tin"><a href="{path}"><img class="anh-nho" src="/upload/{a.id}/thumb.jpg"></a><h3><a href="{path}">{esc(a.title)}</a> {day}</h3><p>{esc(a.lead)} <a class="xem-tiep" href="{path}">Xem tiếp...</a></p></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        before = f'<a href="{self.turn(shelf, page - 1)}">Trang trước</a>' if page > 1 else ""
        after = f'<a href="{self.turn(shelf, page + 1)}">Trang sau</a>' if page < last else ""
        return f"""<div class="phan-trang">{before}{self.numbers(shelf, page, here="<b>{n}</b>", gap="<i>…</i>")}{after}</div>"""

    def below(self, article: Article) -> str:
        return f"""<div class="cong-cu"><a href="/in-bai/{article.id}.html" target="_blank">In trang</a> <a href="javascript:history.back()">Quay lại</a></div><div class="tu-khoa">Từ khóa: {link("/tag?tag=chi-thi-05&currentpage=1", "Chỉ thị 05")}</div><div class="tin-cung-muc"><h3>Tin cùng chuyên mục</h3><ul>{items(self, self.others(article.number, 4))}</ul></div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div class="cot-phai"><h3>Tin đọc nhiều</h3><ol>{items(self, self.others(seed, 5))}</ol>{self._calendar(10, 2026)}<h3>Văn bản mới</h3><ul><li><a href="/van-ban/kh-12.pdf">Kế hoạch số 12-KH/TU</a></li></ul></div>"""

    def _calendar(self, month: int, year: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/lich?ngay={d}-{month}-{year}",
            lambda y, m: f"/lich?thang={m}-{y}",
        )

    def bottom(self) -> str:
        return f"""<div class="chan-trang"><ul>{self.static()}</ul><p>Cơ quan chủ quản: {esc(self.organisation)}. Điện thoại: 0207.3.000.000</p></div>"""

    def lure(self, step: int) -> str:
        return self._calendar(step % 12 + 1, 2026 + step // 12) + link(
            f"/tag?tag=tin-{step}&currentpage={step}", "Trang sau"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/sitemap.xml":
            sections = [(self.url(self.shelf_path(shelf)), "") for shelf in self.shelves]
            return urlset(sections + days_of(self.articles, self))
        return None


@dataclass(frozen=True)
class SlugIdFlat(Framed):
    """/slug-ID.html, and sections at /name-ID.html?page=N: only the number's size tells them
    apart. No feed and no sitemap; a splash page at the door, the slogan of the campaign on
    every other."""

    def path(self, article: Article) -> str:
        return f"/{article.slug}-{article.id}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        return (f"{self.path(article)}?print=true",)

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}-{shelf.id}.html" + (f"?page={page}" if page > 1 else "")

    def top(self) -> str:
        return f"""<div id="banner"><marquee>Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh</marquee></div><div id="nav"><a href="/trang-chu.html">Trang chủ</a> | {self.menu("{} | ")}<a href="/login.html">Đăng nhập</a></div>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f'<table width="100%" class="list"><tr><td class="cat-title">{esc(shelf.name)}</td></tr>{rows}</table>'

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        return f"""<tr><td valign="top"><a href="{self.path(a)}"><img src="/images/news/{a.id}.jpg" width="120" align="left" border="0"></a><a class="tit" href="{self.path(a)}"><b>{esc(a.title)}</b></a><br><font size="1" color="#666">{a.when:%d/%m/%Y %I:%M} {"SA" if a.when.hour < 12 else "CH"}</font><br>{esc(a.lead)}</td></tr>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div align="right" class="page">Trang: {self.numbers(shelf, page, here="<b>[{n}]</b> ", other='<a href="{href}">{n}</a> ', gap="... ")}</div>"""

    def below(self, article: Article) -> str:
        return f"""<div align="right"><a href="{self.path(article)}?print=true">Bản in</a> <a href="/send-{article.id}-mail.html">Gửi email</a></div><b>Các tin khác</b><ul>{items(self, self.others(article.number, 6))}</ul>"""

    def right(self, seed: str | int) -> str:
        return f"""<div id="r"><b>Tin xem nhiều</b><ul>{items(self, self.others(seed, 4))}</ul><b>Thăm dò ý kiến</b><form action="/vote.html"></form><b>Liên kết</b><select><option value="http://tinh.gov.vn">Cổng thông tin tỉnh</option></select></div>"""

    def bottom(self) -> str:
        return f"""<div id="footer">{self.static("{} - ")}<br>{esc(self.organisation)}</div>"""

    def lure(self, step: int) -> str:
        return link(f"/search.html?key=bac&page={step}", "Trang sau") + link(
            f"/send-{step}-mail.html", "Gửi"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return Reply(
                """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Chào mừng</title></head><body bgcolor="#cc0000"><center><a href="trang-chu.html"><img src="/images/intro.jpg" border="0"></a></center></body></html>""",
                "front",
            )
        return Reply(self.front(), "front") if ask.path == "/trang-chu.html" else None


SLUG_ID = SlugId(
    family="slug_id",
    host="baosonduong.com.vn",
    aliases=("www.baosonduong.com.vn", "m.baosonduong.com.vn"),
    plain_too=True,
    organisation="Báo Sơn Dương",
    shelves=(
        Shelf("chinh-tri/trong-tinh", "Trong tỉnh", 52),
        Shelf("xa-hoi", "Xã hội", 20),
        Shelf("chinh-tri/hoc-va-lam-theo-bac", "Học và làm theo Bác", 18),
        Shelf("nam-2018", "Năm 2018", 10, old=True),
    ),
    layout=haugiang,
    has_feed=True,
    first_id=193200,
    id_step=11,
    traps=(r"^/tag\?", r"^/tim-kiem", r"^/lich"),
    pages=(("/gioi-thieu.html", "Giới thiệu"), ("/lien-he.html", "Liên hệ"), ("/so-do-trang.html", "Sơ đồ trang"), ("/dat-bao.html", "Đặt báo")),
)  # fmt: skip
SLUG_ID_FLAT = SlugIdFlat(
    family="slug_id",
    name="slug_id_flat",
    host="www.baodakglei.com.vn",
    aliases=("baodakglei.com.vn",),
    scheme="http",
    organisation="Báo Đăk Glei",
    shelves=(
        Shelf("chinh-tri", "Chính trị", 50, 5),
        Shelf("xay-dung-dang", "Xây dựng Đảng", 26, 23),
        Shelf("hoc-tap-va-lam-theo-bac", "Học tập và làm theo Bác", 24, 31),
    ),
    layout=hungyen,
    count=44,
    first_id=13400,
    id_step=9,
    traps=(r"-mail\.html", r"^/(?:search|login|vote)\.html"),
    pages=(("/gioi-thieu.html", "Giới thiệu"), ("/lien-he.html", "Liên hệ"), ("/lien-ket-3.html", "Liên kết"), ("/van-ban-17.html", "Văn bản")),
)  # fmt: skip
PLATFORMS = (SLUG_ID, SLUG_ID_FLAT)
