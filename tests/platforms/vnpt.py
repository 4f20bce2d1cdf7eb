# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""VNPT's portal: four numbers, as a path and as Default.aspx's parameters; both on every page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from tests.golden.portals import vnpt
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, esc, items, link


@dataclass(frozen=True)
class Vnpt(Framed):
    SID: ClassVar[int] = 1306
    PAGE: ClassVar[int] = 31791

    def path(self, article: Article) -> str:
        return self.through(article, article.shelf)

    def through(self, article: Article, shelf: Shelf) -> str:
        place = f"/{self.SID}/{self.PAGE}/{shelf.id}/{article.id}"
        return f"{place}/{shelf.key}/{article.slug[:100]}"

    def _parameters(self, article: Article, shelf: Shelf) -> str:
        return (
            f"/Default.aspx?sname=donghung&sid={self.SID}&pageid={self.PAGE}&catid={shelf.id}"
            f"&id={article.id}&catname={shelf.key}&title={article.slug[:50]}"
        )

    def also(self, article: Article) -> tuple[str, ...]:
        shelves = [article.shelf, *([article.second] if article.second else [])]
        return (
            *(self.through(article, shelf) for shelf in shelves[1:]),
            *(self._parameters(article, shelf) for shelf in shelves),
            f"/print/{self.SID}/{article.id}",
        )

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {str(a.id): a for a in self.articles}

    def article_at(self, ask: Ask) -> Article | None:
        # title and sname are for show, and so is the parameters' order.
        if ask.path.lower() == "/default.aspx":
            return self._by_id.get(ask.query.get("id", ""))
        parts = ask.path.strip("/").split("/")
        if len(parts) >= 5 and parts[0] == str(self.SID) and parts[3].isdigit():
            return self._by_id.get(parts[3])
        return super().article_at(ask)

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        path = f"/{self.SID}/{self.PAGE}/{shelf.id}/{shelf.key}"
        return path + (f"?page={page}" if page > 1 else "")

    def top(self) -> str:
        return f"""<form method="post" action="./" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUK"/><div class="banner"><a href="/"><img src="/b.jpg" alt="image banner"></a></div><div class="topbar"><span>{clock()}</span> <a href="/sitemap">Sơ đồ cổng</a> <a href="/rss">RSS</a> <a href="/login?returnUrl=/">Đăng nhập</a></div><ul class="nav-menu"><li><a href="/">Trang chủ</a></li>{self.menu('<li class="nav-item">{}</li>')}<li><a href="https://dichvucong.lamha.gov.vn">Dịch vụ công</a></li><li><a href="/{self.SID}/31800/thu-tuc-hanh-chinh">Thủ tục hành chính</a></li></ul>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="path"><a href="/">Trang chủ</a> / <a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></div><div class="list-news-view"><div class="title-module">{esc(shelf.name)}</div>{rows}</div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        # One template of the portal links by path, an older one by parameters.
        path = self.through(a, shelf)
        title = self._parameters(a, shelf).replace("&", "&amp;") if number % 5 == 3 else path
        return f"""<div class="item-news"><a class="img" href="{path}"><img src="/SiteFolders/donghung/{self.SID}/{a.id}.jpg"></a><div class="item-title"><a href="{title}">{esc(a.title)}</a></div><div class="item-date">{a.when:%d/%m/%Y %I:%M} {"SA" if a.when.hour < 12 else "CH"}</div><div class="item-desc">{esc(a.lead)}</div></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div class="PageNumber">{self.numbers(shelf, page, here='<a class="PagerCurrent">{n}</a>', other='<a class="Pager" href="{href}">{n}</a>', gap='<a class="Pager">...</a>')}<a href="{self.turn(shelf, min(page + 1, last))}">&gt;</a></div>"""

    def below(self, article: Article) -> str:
        return f"""<div class="tool-bottom"><a href="/print/{self.SID}/{article.id}">In bài viết</a> <a href="#" onclick="return false">Đọc bài viết</a></div><div class="othernews"><div>Các tin khác</div><ul>{items(self, self.others(article.number, 5))}</ul></div>"""

    def right(self, seed: str | int) -> str:
        linked = "".join(
            f"<li><a href='{self._parameters(a, a.shelf).replace('&', '&amp;')}'>{esc(a.title)}</a></li>"
            for a in self.others(seed, 4)
        )
        return f"""<div class="right-col"><div class="mod-title">Tin đọc nhiều</div><ul>{linked}</ul><div class="mod-title">Lịch công tác</div>{self._calendar(2026, 10)}<div class="counter">Đang online: 12<br>Tất cả: 1.203.118</div><a href="/van-ban/Uploads/CT05.pdf">Chỉ thị số 05-CT/TW</a></div>"""

    def _calendar(self, year: int, month: int) -> str:
        base = f"/{self.SID}/32004/lich-cong-tac"
        return calendar(
            year,
            month,
            lambda d: f"{base}?d={d}&m={month}&y={year}",
            lambda y, m: f"{base}?m={m}&y={y}",
        )

    def bottom(self) -> str:
        return f"""<div class="footer">{self.static("{} | ")}<p>{esc(self.organisation)}</p><p>Phát triển bởi VNPT</p></div></form>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1) + link(
            f"/search?q=bac&page={step}", "Trang sau"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/rss":
            return Reply(self.page("RSS", "<p>Đang cập nhật</p>"), "page")
        return None


VNPT = Vnpt(
    family="vnpt",
    host="donghung.lamha.gov.vn",
    aliases=("www.donghung.lamha.gov.vn",),
    plain_too=True,
    organisation="UBND huyện Đông Hưng",
    shelves=(
        Shelf("chinh-tri", "Chính trị", 48, 62173),
        Shelf("kinh-te-xa-hoi", "Kinh tế - Xã hội", 24, 62174),
        Shelf("hoc-tap-va-lam-theo-bac", "Học tập và làm theo Bác", 18, 62180),
        Shelf("tin-luu-tru", "Tin lưu trữ", 10, 62001, old=True),
    ),
    layout=vnpt,
    count=52,
    first_id=626000,
    id_step=19,
    beyond="last",
    traps=(r"/lich-cong-tac", r"^/search", r"^/login"),
    pages=(("/1306/31780/gioi-thieu", "Giới thiệu"), ("/1306/31781/co-cau-to-chuc", "Cơ cấu tổ chức"), ("/1306/31800/thu-tuc-hanh-chinh", "Thủ tục hành chính"), ("/sitemap", "Sơ đồ cổng"), ("/lien-he", "Liên hệ")),
)  # fmt: skip
PLATFORMS = (VNPT,)
