# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Drupal 9 with views: Vietnamese words in paths, ?page= from nought, node/N beside every alias."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.golden.older_papers import laichau
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, days_of, esc, items, rss, urlset
from tests.platforms.platform import wire


@dataclass(frozen=True)
class Drupal(Framed):
    def slug(self, title: str) -> str:
        # pathauto without transliteration: the title's own letters.
        return re.sub(r"[^\w]+", "-", title.lower()).strip("-")[:100].rstrip("-")

    def path(self, article: Article) -> str:
        return f"/{article.shelf.key}/{article.slug}"

    def also(self, article: Article) -> tuple[str, ...]:
        return (f"/node/{article.id}", f"/print/node/{article.id}", f"/vi{self.path(article)}")

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {str(a.id): a for a in self.articles}

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}" + (f"?page={page - 1}" if page > 1 else "")

    def listing_at(self, ask: Ask) -> tuple[Shelf, int] | None:
        for shelf in self.shelves:
            if ask.path == f"/{shelf.key}":
                number = ask.query.get("page", "0")
                return shelf, int(number) + 1 if number.isdigit() else 1
        return None

    def head(self, title: str) -> str:
        return f"""<meta charset="utf-8" /><meta name="Generator" content="Drupal 9 (https://www.drupal.org)" /><title>{esc(title)} | {esc(self.organisation)}</title><link rel="alternate" type="application/rss+xml" title="" href="{self.url("/rss.xml")}" /><link rel="stylesheet" href="/core/themes/stable/css/system/components/align.module.css?r" />"""

    def top(self) -> str:
        return f"""<a href="#main-content" class="visually-hidden focusable">Nhảy đến nội dung</a><div class="dialog-off-canvas-main-canvas"><header role="banner"><div class="region region-header"><div id="block-branding"><a href="/" rel="home">{esc(self.organisation)}</a></div><span class="clock">{clock()}</span><a href="/user/login?destination=/">Đăng nhập</a></div><nav role="navigation" aria-labelledby="block-main-menu"><ul class="menu menu--main nav navbar-nav"><li><a href="/" data-drupal-link-system-path="&lt;front&gt;">Trang chủ</a></li>{self.menu('<li class="expanded dropdown">{}</li>')}</ul></nav></header>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<ol class="breadcrumb"><li><a href="/">Trang chủ</a></li><li>{esc(shelf.name)}</li></ol><h1 class="page-header">{esc(shelf.name)}</h1><div class="views-element-container"><div class="view view-taxonomy-term view-id-taxonomy_term view-display-id-page_1"><div class="view-content">{rows}</div></div></div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = wire(self.path(a))
        return f"""<div class="views-row"><article role="article" data-history-node-id="{a.id}" about="{path}" class="node node--type-article node--promoted node--view-mode-teaser"><div class="field field--name-field-image"><a href="{path}"><img src="/sites/default/files/styles/medium/public/{a.when:%Y-%m}/{a.id}.jpg" alt=""/></a></div><h2 class="node__title"><a href="{path}" rel="bookmark"><span class="field field--name-title">{esc(a.title)}</span></a></h2><div class="node__meta"><span class="text-muted">{a.when:%d/%m/%Y - %H:%M}</span></div><div class="field field--name-body"><p>{esc(a.lead)}</p></div><ul class="links inline list-inline"><li class="node-readmore"><a href="{path}" rel="tag" hreflang="vi">Đọc thêm<span class="visually-hidden"> về {esc(a.title)}</span></a></li></ul></article></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        follow = (
            f'<li class="pager__item pager__item--next"><a href="?page={page}" title="Đến trang sau" rel="next"><span class="visually-hidden">Trang sau</span><span aria-hidden="true">››</span></a></li><li class="pager__item pager__item--last"><a href="?page={last - 1}" title="Đến trang cuối"><span aria-hidden="true">Cuối »</span></a></li>'
            if page < last
            else ""
        )
        numbers = "".join(
            f'<li class="pager__item is-active active"><a href="?page={n - 1}" title="Trang hiện tại">{n}</a></li>'
            if n == page
            else f'<li class="pager__item"><a href="?page={n - 1}" title="Đến trang {n}">{n}</a></li>'
            for n in range(1, last + 1)
        )
        return f'<nav class="pager-nav text-center" role="navigation"><h4 id="pagination-heading" class="visually-hidden">Phân trang</h4><ul class="pagination js-pager__items">{numbers}{follow}</ul></nav>'

    def below(self, article: Article) -> str:
        return f"""<ul class="links inline"><li class="comment-add"><a href="/user/login?destination={wire(self.path(article))}">Đăng nhập</a> để gửi ý kiến</li><li class="print"><a href="/print/node/{article.id}">Bản in</a></li><li><a href="/comment/reply/node/{article.id}/comment">Trả lời</a></li></ul><div class="field--name-field-tags"><a href="/tags/chỉ-thị-05">Chỉ thị 05</a> <a href="/taxonomy/term/{article.id % 9 + 20}">học Bác</a></div><link rel="shortlink" href="{self.url(f"/node/{article.id}")}"/><div class="view-tin-lien-quan"><ul>{items(self, self.others(article.number, 4))}</ul></div>"""

    def right(self, seed: str | int) -> str:
        nodes = "".join(
            f'<li><a href="/node/{a.id}">{esc(a.title)}</a></li>'
            for a in self.others(f"n{seed}", 2)
        )
        return f"""<aside class="col-sm-3" role="complementary"><section class="block block-views"><h2 class="block-title">Đọc nhiều</h2><ul>{items(self, self.others(seed, 4), '<li class="views-row">{}</li>')}{nodes}</ul></section><section><h2>Lọc</h2><ul class="facet-inactive"><li><a href="/tìm-kiếm?f%5B0%5D=chu_de%3A5&amp;f%5B1%5D=nam%3A2026">Chủ đề (12)</a></li><li><a href="/tìm-kiếm?f%5B0%5D=nam%3A2025">2025 (31)</a></li></ul></section>{self._calendar(2026, 10)}</aside>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/lịch/ngày/{year}{month:02}{d:02}",
            lambda y, m: f"/lịch/tháng/{y}{m:02}",
        )

    def bottom(self) -> str:
        return f"""<footer class="footer container" role="contentinfo"><ul>{self.static()}</ul><p>{esc(self.organisation)}</p></footer></div>"""

    def lure(self, step: int) -> str:
        facets = "&amp;".join(
            f"f%5B{n}%5D=chu_de%3A{(step * 7 + n) % 40}" for n in range(step % 4 + 1)
        )
        return (
            self._calendar(2026 + step // 12, step % 12 + 1)
            + f'<a href="/tìm-kiếm?{facets}">Thu hẹp ({step})</a>'
        )

    def listing(self, shelf: Shelf, page: int, shown: Sequence[Article]) -> str:
        if not shown:  # a view without results keeps its frame
            return self.frame(shelf.name, f'<h1 class="page-header">{esc(shelf.name)}</h1>', page)
        return super().listing(shelf, page, shown)

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/rss.xml":
            return rss(self, self.organisation, self.articles[:20])
        if ask.path == "/sitemap.xml":
            return urlset(
                [*((self.url(path), "") for path, _ in self.pages), *days_of(self.articles, self)]
            )
        return None

    def feeds(self) -> tuple[str, ...]:
        return ("/sitemap.xml",)


DRUPAL = Drupal(
    family="drupal",
    host="www.baoxuanha.vn",
    aliases=("baoxuanha.vn",),
    scheme="http",
    organisation="Báo Xuân Hạ",
    shelves=(
        Shelf("chính-trị", "Chính trị", 50),
        Shelf("xã-hội", "Xã hội", 22),
        Shelf("học-tập-và-làm-theo-bác", "Học tập và làm theo Bác", 18),
        Shelf("tin-cũ", "Tin cũ", 10, old=True),
    ),
    layout=laichau,
    has_feed=True,
    count=50,
    beyond="empty",
    first_id=70110,
    id_step=3,
    traps=(r"^/lịch/", r"^/tìm-kiếm", r"^/tags/", r"^/taxonomy/", r"^/user/", r"^/comment/"),
    pages=(("/giới-thiệu", "Giới thiệu"), ("/liên-hệ", "Liên hệ"), ("/tòa-soạn", "Tòa soạn"), ("/sơ-đồ-trang", "Sơ đồ trang")),
)  # fmt: skip
PLATFORMS = (DRUPAL,)
