# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Hà Tĩnh's portal: units under one host, an article by its slug in any folder of the unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tests.golden.provinces import laocaiportal
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf, moved
from tests.platforms.parts import calendar, esc, items, link, rss


@dataclass(frozen=True)
class HaTinh(Framed):
    """A shelf's key is unit/category."""

    def _place(self, shelf: Shelf) -> tuple[str, str]:
        unit, _, category = shelf.key.partition("/")
        return unit, category

    def path(self, article: Article) -> str:
        return self.through(article, article.shelf)

    def through(self, article: Article, shelf: Shelf) -> str:
        unit, category = self._place(shelf)
        return f"/{unit}/portal/read/{category}/news/{article.slug}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        second = article.second
        return (
            f"{self.path(article)}?print=1",
            *((self.through(article, second),) if second else ()),
        )

    @cached_property
    def _by_slug(self) -> dict[str, Article]:
        return {a.slug: a for a in self.articles}

    def article_at(self, ask: Ask) -> Article | None:
        found = re.fullmatch(r"/\w+/portal/read/[\w-]+/news/([\w-]+)\.html", ask.path)
        return self._by_slug.get(found[1]) if found else None

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        unit, category = self._place(shelf)
        return f"/{unit}/portal/folder/{category}" + (f"/{page}.html" if page > 1 else "")

    def feeds(self) -> tuple[str, ...]:
        return tuple(f"/{u}/portal/rss/{c}" for u, c in map(self._place, self.shelves[:1]))

    def top(self) -> str:
        return f"""<div id="banner"><a href="/huongkhe"><img src="/templates/banner.jpg" alt="{esc(self.organisation)}"></a></div><ul id="menu"><li><a href="/huongkhe">Trang chủ</a></li>{self.menu()}<li><a href="/huongkhe/portal/folder/van-ban">Văn bản</a></li><li><a href="/huongkhe/portal/contact">Liên hệ</a></li></ul><div class="topbar"><a href="/huongkhe/portal/search?keyword=">Tìm kiếm</a> <a href="/huongkhe/portal/login">Đăng nhập</a></div><marquee>Toàn Đảng bộ học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh</marquee>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="path"><a href="/huongkhe">Trang chủ</a> » <a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></div><div class="folder-news">{rows}</div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.through(a, shelf)
        return f"""<div class="news-item"><a href="{path}"><img class="thumb" src="/upload/{a.id}/1.jpg"></a><a class="news-title" href="{path}">{esc(a.title)}</a> <span class="date">({a.when:%d/%m/%Y %H:%M})</span><p class="desc">{esc(a.lead)}</p></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div class="pages">{self.numbers(shelf, page, here="<b>{n}</b> ", other='<a href="{href}">{n}</a> ')}<a href="{self.turn(shelf, min(page + 1, last))}">»</a></div>"""

    def below(self, article: Article) -> str:
        return f"""<div class="news-tools"><a href="{self.path(article)}?print=1">Bản in</a> <a href="javascript:history.go(-1)">Quay lại</a></div><div class="news-other"><b>Các tin khác</b><ul>{items(self, self.others(article.number, 5))}</ul></div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div class="col-right"><div class="title">Tin xem nhiều</div><ul>{items(self, self.others(seed, 4))}</ul>{self._calendar(2026, 10)}<div class="title">Liên kết website</div><ul><li>Sở, Ban, Ngành</li><li>UBND Huyện, Thị xã, Thành phố</li></ul></div>"""

    def _calendar(self, year: int, month: int) -> str:
        base = "/huongkhe/portal/calendar"
        return calendar(
            year, month, lambda d: f"{base}/{year}/{month}/{d}", lambda y, m: f"{base}/{y}/{m}"
        )

    def bottom(self) -> str:
        return f"""<div id="footer">{self.static("{} · ")}<p>Bản quyền: {esc(self.organisation)}</p></div>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1) + link(
            f"/huongkhe/portal/search?keyword=bac&p={step}", "Sau"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return moved(self.url(self.home), 302)
        if ask.path == "/huongkhe/portal/folder/van-ban":
            return Reply(
                self.page(
                    "Văn bản",
                    "<table><tr><td>05-CT/TW</td><td><a href='/upload/vb/05.pdf'>Chỉ thị số 05-CT/TW</a></td></tr></table>",
                ),
                "page",
            )
        for shelf in self.shelves:
            unit, category = self._place(shelf)
            if ask.path == f"/{unit}/portal/rss/{category}":
                return rss(self, shelf.name, self.newest(shelf))
        return None


HATINH = HaTinh(
    family="hatinh",
    host="huongkhe.lamha.gov.vn",
    scheme="http",
    organisation="Cổng thông tin điện tử huyện Hương Khê Hạ",
    shelves=(
        Shelf("huongkhe/tin-trong-huyen", "Tin trong huyện", 50),
        Shelf("huongkhe/xay-dung-dang", "Xây dựng Đảng", 24),
        Shelf("huongtra/tin-tuc", "Tin xã Hương Trà", 16),
        Shelf("huongkhe/tin-cu", "Tin cũ", 10, old=True),
    ),
    home="/huongkhe",
    layout=laocaiportal,
    count=46,
    traps=(r"/portal/(?:calendar|search|login)",),
    pages=(("/huongkhe/portal/page/gioi-thieu.html", "Giới thiệu"), ("/huongkhe/portal/page/bo-may.html", "Bộ máy tổ chức"), ("/huongkhe/portal/contact", "Liên hệ")),
)  # fmt: skip
PLATFORMS = (HATINH,)
