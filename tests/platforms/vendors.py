# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Two vendors' systems: QuảngÍch's /slug/ct/N/N for wards, and the papers with nine letters of
base 62 at the slug's end, whose older system's addresses still answer."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass
from functools import cached_property

from tests.golden.old_portals import brtext
from tests.golden.provinces import daklak
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf, moved
from tests.platforms.parts import calendar, clock, days_of, esc, items, link, rss, urlset


@dataclass(frozen=True)
class QuangIch(Framed):
    def path(self, article: Article) -> str:
        shelf = article.shelf
        return f"/{shelf.key}/{article.slug[:80].rstrip('-')}/ct/{shelf.id}/{article.id}"

    def through(self, article: Article, shelf: Shelf) -> str:
        return f"/{shelf.key}/{article.slug[:80].rstrip('-')}/ct/{shelf.id}/{article.id}"

    def also(self, article: Article) -> tuple[str, ...]:
        second = article.second
        return (
            self.path(article).replace("/ct/", "/ctmb/"),
            f"/print/{article.id}",
            *((self.through(article, second),) if second else ()),
        )

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}/c/{shelf.id}" + (f"?page={page}" if page > 1 else "")

    def top(self) -> str:
        return f"""<div class="header_top"><span id="clock">{clock()}</span><a href="/dang-nhap">Đăng nhập</a></div><div class="banner"><a href="/"><img src="/banner.png"></a></div><ul class="menu_top"><li><a href="/">Trang chủ</a></li>{self.menu()}<li><a href="/thu-vien-anh/album">Thư viện ảnh</a></li><li><a href="/lich-cong-tac">Lịch công tác</a></li></ul>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="box_title"><a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></div><div class="box_list">{rows}</div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.through(a, shelf)
        return f"""<div class="news_item"><a href="{path}" title="{esc(a.title)}"><img src="/upload/{shelf.id}/{a.id}.jpg"></a><div class="news_right"><a class="news_title" href="{path}">{esc(a.title)}</a><p class="news_date">Ngày đăng: {a.when:%d/%m/%Y}</p><p class="news_des">{esc(a.lead)}</p><a class="detail" href="{path}">Chi tiết</a></div></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div class="page_nav">{self.numbers(shelf, page, here='<a class="page_active">{n}</a>')}<a href="{self.turn(shelf, last)}">Cuối</a></div>"""

    def below(self, article: Article) -> str:
        mobile = self.also(article)[0]
        return f"""<div class="tool"><a href="/print/{article.id}">In</a> <a href="{mobile}">Bản di động</a></div><div class="other_news"><b>Tin cùng chuyên mục</b>{items(self, self.others(article.number, 5), "<p>{}</p>")}</div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div class="col_right"><div class="box_title">Xem nhiều</div>{items(self, self.others(seed, 4), "<p>{}</p>")}<div class="box_title">Lịch</div>{self._calendar(2026, 10)}<div class="box_title">Văn bản</div><a href="/upload/vb/ct05.pdf">Chỉ thị số 05-CT/TW</a><a href="/van-ban/ke-hoach-12/vb/88/12">Kế hoạch số 12</a></div>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/lich-cong-tac?ngay={d}&thang={month}&nam={year}",
            lambda y, m: f"/lich-cong-tac?thang={m}&nam={y}",
        )

    def bottom(self) -> str:
        return f"""<div class="footer">{self.static("{} ")}<p>{esc(self.organisation)}</p><p>Thiết kế bởi Quảng Ích</p></div>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1)

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/van-ban/ke-hoach-12/vb/88/12":
            return Reply(
                self.page(
                    "Kế hoạch số 12-KH/ĐU", "<table><tr><td>Số hiệu</td><td>12</td></tr></table>"
                ),
                "page",
            )
        return None


@dataclass(frozen=True)
class Base62(Framed):
    def path(self, article: Article) -> str:
        return f"/{article.shelf.key}/{article.slug}-{self.token(article)}.html"

    def token(self, article: Article) -> str:
        rng = random.Random(f"{self.name}{article.id}")
        # Never a word by chance: the system's always hold a figure.
        return "".join(rng.choices(string.ascii_letters + string.digits, k=8)) + str(
            article.id % 10
        )

    def also(self, article: Article) -> tuple[str, ...]:
        return (f"/print{self.path(article)}",)

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}" + (f"?page={page}" if page > 1 else "")

    def feeds(self) -> tuple[str, ...]:
        return ("/sitemap.xml",)

    @cached_property
    def _old(self) -> dict[str, Article]:
        return {f"/vi/bai-viet/{a.slug}-{a.id}": a for a in self.articles}

    def head(self, title: str) -> str:
        return f"""<meta charSet="utf-8"/><title>{esc(title)}</title><meta name="viewport" content="width=device-width"/><link rel="preload" href="/_next/static/css/a1.css" as="style"/>"""

    def top(self) -> str:
        return f"""<div id="__next"><header class="Header_root__x1"><div>{clock()}</div><a href="/"><img src="/logo.svg" alt="{esc(self.organisation)}"/></a><a href="/tim-kiem">Tìm kiếm</a><a href="https://en.{self.host}/">English</a></header><nav class="Nav_root__b2"><a href="/">Trang chủ</a>{self.menu("{}")}<a href="/video">Video</a><a href="/e-magazine">eMagazine</a></nav>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<main class="Cate_main__d9"><h1>{esc(shelf.name)}</h1><section>{rows}</section></main>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.path(a)
        return f"""<article class="Card_root__k3"><a class="Card_thumb__q" href="{path}"><img loading="lazy" src="https://cdn.{self.host}/{a.id}.jpeg" alt="{esc(a.title)}"/></a><div><a class="Card_title__z" href="{path}"><h3>{esc(a.title)}</h3></a><span class="Card_time__y">{a.when:%d/%m/%Y %H:%M}</span><p>{esc(a.lead)}</p></div></article>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div class="Paging_root__m5">{self.numbers(shelf, page, here='<button disabled="">{n}</button>', gap="<span>…</span>", around=2)}</div>"""

    def below(self, article: Article) -> str:
        older = f"/vi/bai-viet/{article.slug}-{article.id}"
        return f"""<div class="Tags_root__p">{link("/tag/chi-thi-05", "Chỉ thị 05")}{link("/tag/lam-theo-bac", "làm theo Bác")}</div><a href="/print{self.path(article)}">In</a><a href="{older}">Địa chỉ cũ</a><section class="Related_root__w"><h4>Tin liên quan</h4>{items(self, self.others(article.number, 4), "<div>{}</div>")}</section>"""

    def right(self, seed: str | int) -> str:
        return f"""<aside class="Side_root__t"><h4>Đọc nhiều</h4>{items(self, self.others(seed, 5), "<div>{}</div>")}<a href="/lich-phat-song/2026-10-30">Lịch phát sóng</a></aside>"""

    def bottom(self) -> str:
        return f"""<footer class="Footer_root__f">{self.static("{}")}<p>{esc(self.organisation)}</p><a href="/rss">RSS</a></footer></div>"""

    def lure(self, step: int) -> str:
        return link(f"/lich-phat-song/{2026 + step}-{step % 12 + 1:02}-01", "Ngày sau") + link(
            f"/tag/tin-{step}", "Thẻ khác"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if found := self._old.get(ask.path):
            return moved(self.url(self.path(found)))
        if ask.path == "/sitemap.xml":
            return urlset(days_of(self.articles, self))
        if ask.path == "/rss":
            return rss(self, self.organisation, self.articles[:20])
        return None


QUANGICH = QuangIch(
    family="quangich",
    host="linhha.tplamha.gov.vn",
    aliases=("linhha.lamha.truongdientu.vn",),
    scheme="http",
    organisation="UBND phường Linh Hạ",
    shelves=(
        Shelf("tin-tuc", "Tin tức - Sự kiện", 48, 4801),
        Shelf("xay-dung-dang", "Xây dựng Đảng", 24, 4829),
        Shelf("tuyen-truyen", "Tuyên truyền", 18, 5559),
        Shelf("luu-tru", "Lưu trữ", 10, 4700, old=True),
    ),
    layout=brtext,
    count=46,
    first_id=11600,
    id_step=3,
    traps=(r"^/lich-cong-tac", r"^/dang-nhap"),
    pages=(("/gioi-thieu/gioi-thieu-chung", "Giới thiệu chung"), ("/lien-he", "Liên hệ"), ("/thu-vien-anh/album", "Thư viện ảnh"), ("/co-cau-to-chuc/ban/3", "Cơ cấu tổ chức")),
)  # fmt: skip
BASE62 = Base62(
    family="base62",
    host="baomuongla.vn",
    aliases=("www.baomuongla.vn", "demo.baomuongla.vn"),
    plain_too=True,
    organisation="Báo Mường La",
    shelves=(
        Shelf("thoi-su-chinh-tri", "Thời sự - Chính trị", 48),
        Shelf("kinh-te", "Kinh tế", 22),
        Shelf("hoc-tap-lam-theo-bac", "Học tập và làm theo Bác", 20),
        Shelf("xay-dung-dang", "Xây dựng Đảng", 10),
    ),
    layout=daklak,
    has_feed=True,
    count=50,
    first_id=15200,
    id_step=3,
    traps=(r"^/tag/", r"^/tim-kiem", r"^/lich-phat-song/"),
    pages=(("/gioi-thieu", "Giới thiệu"), ("/lien-he", "Liên hệ"), ("/e-magazine", "eMagazine"), ("/video", "Video")),
)  # fmt: skip
PLATFORMS = (QUANGICH, BASE62)
