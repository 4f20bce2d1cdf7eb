# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""ePi's paper CMS in both generations: /channel/N/YYYYMM/ and /section/YYYYMM/ with slugs and
ids, and the newer /slug-ID.html."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.golden.last_papers import modernpaper
from tests.golden.provinces import quangbinh
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, days_of, esc, items, link, printed, rss, urlset
from tests.platforms.platform import Platform, pages_shown


@dataclass(frozen=True)
class Epi(Platform):
    """The older generation. Papers moved from channels to sections; links of both are about."""

    def path(self, article: Article) -> str:
        month, leaf = f"{article.when:%Y%m}", f"{article.slug}-{article.id}/"
        if article.shelf.old:
            return f"/channel/{article.shelf.id}/{month}/{leaf}"
        return f"/{article.shelf.key}/{month}/{leaf}"

    def also(self, article: Article) -> tuple[str, ...]:
        path = self.path(article)
        return path.removesuffix("/"), f"{path}?print=1"

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        path = f"/channel/{shelf.id}/" if shelf.old else f"/{shelf.key}/"
        return path + (f"?page={page}" if page > 1 else "")

    def feeds(self) -> tuple[str, ...]:
        return ("/sitemap.xml",)

    def article(self, article: Article, ask: Ask) -> str:
        path = self.path(article)
        return printed(
            self,
            article,
            quangbinh,
            top=self._top(),
            bottom=f"""<div class="tools"><a href="{path}?print=1" target="_blank">Bản in</a> <a href="{path.removesuffix("/")}">Đường dẫn bài viết</a> <a href="http://m.{self.host}{path}">Bản di động</a></div><div class="tags">Từ khóa: {link("/tags/chi-thi-05/", "Chỉ thị 05")} {link("/tags/lam-theo-bac/", "làm theo Bác")}</div><div class="lienquan"><h3>Tin liên quan</h3><ul>{items(self, self.others(article.number, 4))}</ul></div>{self._right(article.number)}{self._bottom()}""",
        )

    def listing(self, shelf: Shelf, page: int, shown: Sequence[Article]) -> str:
        rows = "\n".join(self._row(a, number) for number, a in enumerate(shown))
        last = self.last_page(shelf)
        numbers = "".join(
            " ... "
            if n == 0
            else f'<span class="current">{n}</span>'
            if n == page
            else f'<a href="{self.shelf_path(shelf, n)}">{n}</a>'
            for n in pages_shown(page, last, 2)
        )
        if page < last:
            numbers += f'<a href="{self.shelf_path(shelf, page + 1)}">Trang sau &gt;</a><a href="{self.shelf_path(shelf, last)}">Cuối</a>'
        return self._frame(
            shelf.name,
            f"""<div class="chuyenmuc"><h1><a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></h1></div><div class="tinchinh">{rows}</div><div class="phantrang">{numbers}</div>
<div class="xemtheongay">Xem theo ngày: <form action="/{shelf.key}/"><select name="d"><option>1</option></select></form> <a href="/{shelf.key}/?d=29/10/2026">29/10/2026</a></div>""",
            shelf.key,
        )

    def _row(self, a: Article, number: int) -> str:
        path = self.path(a)
        # Older templates left the last slash out here and there.
        href = path.removesuffix("/") if number % 4 == 2 else path
        date = f"<p class='date'>{a.when:%H:%M, %d/%m/%Y}</p>" if number % 3 else ""
        return f"""<div class="item"><a href="{href}"><img src="/dataimages/{a.when:%Y%m}/original/images{a.id}_1.jpg" width="160" alt=""></a><h2><a href="{path}">{esc(a.title)}</a></h2>{date}<p class="sapo">{esc(a.lead)}</p></div>"""

    def front(self) -> str:
        newest = [a for a in self.articles if a.place == "listing"][:7]
        boxes = "".join(
            f"""<div class="box"><h3 class="tit"><a href="{self.shelf_path(s)}">{esc(s.name)}</a></h3>{self._row(self.on(s)[0], 1)}<ul>{items(self, self.on(s)[1:4])}</ul></div>"""
            for s in self.shelves
            if not s.old
        )
        body = f'<div class="noibat">{self._row(newest[0], 0)}<ul>{items(self, newest[1:])}</ul></div>{boxes}'
        return self._frame("Trang chủ", body, "front")

    def page(self, title: str, text: str) -> str:
        return self._frame(
            title, f'<div class="trangtinh"><h1>{esc(title)}</h1>{text}</div>', title
        )

    def trap(self, ask: Ask) -> str:
        try:
            day, month, year = (int(part) for part in ask.query.get("d", "").split("/"))
        except ValueError:
            day, month, year = 1, 10, 2026
        more = link(f"/tags/tin-{len(ask.target)}/", "Thẻ khác") + link(
            f"/timkiem/?q=bac&p={day + 1}", "Trang sau"
        )
        return self.page("Xem theo ngày", self._calendar(year, month) + more)

    def _calendar(self, year: int, month: int) -> str:
        key = self.shelves[0].key
        return calendar(
            year,
            month,
            lambda day: f"/{key}/?d={day}/{month}/{year}",
            lambda y, m: f"/{key}/?d=1/{m}/{y}",
        )

    def _frame(self, title: str, body: str, seed: str) -> str:
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{esc(title)} - {esc(self.organisation)}</title><link href="/css/style.css" rel="stylesheet" type="text/css" /></head><body>
{self._top()}<div id="wrapper"><div id="left">{body}</div>{self._right(seed)}</div>{self._bottom()}</body></html>"""

    def _top(self) -> str:
        menu = "".join(f"<li>{link(self.shelf_path(s), s.name)}</li>" for s in self.shelves)
        return f"""<div id="header"><a href="/"><img src="/images/banner.png" alt="{esc(self.organisation)}" /></a><div class="today">{clock()}</div><div class="hotline">Đường dây nóng: 0260.000.111</div></div><div id="menu"><ul><li><a href="/"><img src="/images/home.png" alt="Trang chủ" /></a></li>{menu}<li><a href="/media/">Media</a></li><li><a href="/bao-in/">Đọc báo in</a></li></ul></div><div id="tool"><a href="/rss.html">RSS</a> <a href="/timkiem/?q=">Tìm kiếm</a> <a href="http://m.{self.host}/">Mobile</a> <a href="javascript:void(0)">Đặt làm trang chủ</a></div>"""

    def _right(self, seed: str | int) -> str:
        recent = [a for a in self.articles if a.place == "listing"][:4]
        return f"""<div id="right"><div class="tab"><b>Tin mới nhất</b><ul>{items(self, recent)}</ul><b>Đọc nhiều</b><ul>{items(self, self.others(seed, 5))}</ul></div><div class="lich">{self._calendar(2026, 10)}</div><div class="quangcao"><a href="http://quangcao.com.vn/"><img src="/qc.gif" alt="" /></a></div><div class="lienket"><select onchange="window.open(this.value)"><option value="https://nhandan.vn">Báo Nhân Dân</option></select></div></div>"""

    def _bottom(self) -> str:
        static = " | ".join(link(path, title) for path, title in self.pages)
        return f"""<div id="footer"><p>{static}</p><p>{esc(self.organisation)}. Giấy phép số 165/GP-BTTTT cấp ngày 2/4/2014. Tổng Biên tập: Lê Văn Khải</p><p>Phát triển bởi ePi Technologies</p></div>"""

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/sitemap.xml":
            return urlset(days_of(self.articles, self))
        if ask.path == "/rss.html":
            feeds = "".join(f"<li>{link(f'/rss/{s.key}.rss', s.name)}</li>" for s in self.shelves)
            return Reply(self.page("RSS", f"<ul>{feeds}</ul>"), "page")
        for shelf in self.shelves:
            if ask.path == f"/rss/{shelf.key}.rss":
                return rss(self, shelf.name, [a for a in self.articles if a.shelf is shelf][:20])
        return None

    def robots(self) -> str:
        return f"User-agent: *\nDisallow: /timkiem/\nSitemap: {self.url('/sitemap.xml')}\n"


@dataclass(frozen=True)
class EpiNew(Epi):
    """The newer generation: no section in an article's URL."""

    def path(self, article: Article) -> str:
        return f"/{article.slug}-{article.id}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        return (f"/amp{self.path(article)}", f"/print{self.path(article)}")

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}" + (f"?page={page}" if page > 1 else "")

    def article(self, article: Article, ask: Ask) -> str:
        path = self.path(article)
        return printed(
            self,
            article,
            modernpaper,
            top=self._top(),
            bottom=f"""<div class="detail-tool"><a href="/print{path}">In bài viết</a> <a href="mailto:?subject={article.id}">Email</a></div><div class="detail-tags">{link("/tag/chi-thi-05", "Chỉ thị 05")}</div><div class="box-related"><ul>{items(self, self.others(article.number, 4), '<li class="story"><h3>{}</h3></li>')}</ul></div>{self._right(article.number)}{self._bottom()}""",
        ).replace("</head>", f'<link rel="amphtml" href="{self.url("/amp" + path)}"></head>')

    def _row(self, a: Article, number: int) -> str:
        path = self.path(a)
        return f"""<article class="story"><figure><a href="{path}" title="{esc(a.title)}"><img data-src="/dataimages/{a.when:%Y%m}/{a.id}.webp" alt=""></a></figure><h3 class="story__heading"><a href="{path}">{esc(a.title)}</a></h3><time datetime="{a.when:%Y-%m-%dT%H:%M:00+07:00}">{a.when:%d/%m/%Y %H:%M}</time><div class="story__summary">{esc(a.lead)}</div></article>"""


_SHELVES = (
    Shelf("chinh-tri", "Chính trị", 52, 2022),
    Shelf("xa-hoi", "Xã hội", 22, 2024),
    Shelf("hoc-tap-theo-bac", "Học tập theo Bác", 16, 5402),
)
_PAGES = (
    ("/toa-soan/", "Tòa soạn"),
    ("/lien-he-quang-cao/", "Liên hệ quảng cáo"),
    ("/media/", "Media"),
    ("/bao-in/", "Đọc báo in"),
)
EPI = Epi(
    family="epi",
    host="baolamha.vn",
    aliases=("www.baolamha.vn", "m.baolamha.vn"),
    plain_too=True,
    organisation="Báo Lâm Hà",
    shelves=(*_SHELVES, Shelf("tin-cu", "Tin cũ", 10, 1622, old=True)),
    count=56,
    has_feed=True,
    first_id=2147300,
    id_step=211,
    traps=(r"[?&]d=", r"^/tags/", r"^/timkiem/"),
    pages=_PAGES,
)
EPI_NEW = EpiNew(
    family="epi",
    name="epi_new",
    host="baotrungson.vn",
    aliases=("www.baotrungson.vn",),
    organisation="Báo Trung Sơn",
    shelves=_SHELVES,
    count=48,
    has_feed=True,
    first_id=3198400,
    id_step=97,
    traps=(r"[?&]d=", r"^/tags?/", r"^/timkiem/"),
    pages=_PAGES,
)
PLATFORMS = (EPI, EPI_NEW)
