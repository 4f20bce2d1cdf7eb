# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Joomla 3: com_content's category blog, ?start=N, print pop-ups and index.php?option=…"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tests.golden.older_papers import langson
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, esc, items, link, rss


@dataclass(frozen=True)
class Joomla(Framed):
    def path(self, article: Article) -> str:
        return self.through(article, article.shelf)

    def through(self, article: Article, shelf: Shelf) -> str:
        return f"/{shelf.key}/{article.id}-{article.slug}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        second = article.second
        return (
            f"{self.path(article)}?tmpl=component&print=1&layout=default&page=",
            f"/index.php?option=com_content&view=article&id={article.id}:{article.slug}&catid={article.shelf.id}&Itemid=101",
            *((self.through(article, second),) if second else ()),
        )

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {str(a.id): a for a in self.articles}

    def article_at(self, ask: Ask) -> Article | None:
        if ask.path == "/index.php" and ask.query.get("view") == "article":
            return self._by_id.get(ask.query.get("id", "").partition(":")[0])
        return super().article_at(ask)

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        start = (page - 1) * self.per_page
        return f"/{shelf.key}.html" + (f"?start={start}" if page > 1 else "")

    def feeds(self) -> tuple[str, ...]:
        return (f"/{self.shelves[0].key}.feed?type=rss",)

    def head(self, title: str) -> str:
        feed = f"/{self.shelves[0].key}.feed?type=rss"
        return f"""<base href="{self.url("/")}" /><meta http-equiv="content-type" content="text/html; charset=utf-8" /><meta name="generator" content="Joomla! - Open Source Content Management" /><title>{esc(title)}</title><link href="{feed}" rel="alternate" type="application/rss+xml" title="RSS 2.0" /><link href="/templates/protostar/css/template.css" rel="stylesheet" />"""

    def top(self) -> str:
        return f"""<div class="body"><div class="container"><header class="header"><a class="brand pull-left" href="/">{esc(self.organisation)}</a><span class="clock">{clock()}</span><div class="header-search"><form action="/tim-kiem.html" method="post"></form></div></header><nav class="navigation"><ul class="nav menu nav-pills"><li class="item-101 default"><a href="/">Trang chủ</a></li><li class="item-102 parent"><a href="/tin-tuc.html">Tin tức</a></li><li class="item-114">{link(self.shelf_path(self.shelves[2]), self.shelves[2].name)}</li><li class="item-130 deeper parent"><a href="/gioi-thieu.html">Giới thiệu</a><ul class="nav-child unstyled small">{self.static()}</ul></li></ul></nav><ul class="breadcrumb"><li><a href="/" class="pathway">Trang chủ</a></li></ul>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<main id="content"><div class="blog" itemscope itemtype="https://schema.org/Blog"><div class="page-header"><h1>{esc(shelf.name)}</h1></div><div class="items-leading clearfix">{rows}</div></div></main>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.through(a, shelf)
        return f"""<div class="leading-{number}" itemprop="blogPost" itemscope itemtype="https://schema.org/BlogPosting"><div class="icons"><div class="btn-group pull-right"><ul class="dropdown-menu"><li class="print-icon"><a href="{path}?tmpl=component&amp;print=1&amp;layout=default&amp;page=" title="In bài viết" rel="nofollow">In</a></li><li class="email-icon"><a href="/component/mailto/?tmpl=component&amp;template=protostar&amp;link={a.id:x}" rel="nofollow">Email</a></li></ul></div></div><div class="page-header"><h2 itemprop="name"><a href="{path}" itemprop="url">{esc(a.title)}</a></h2></div><dl class="article-info muted"><dd class="published"><time datetime="{a.when:%Y-%m-%dT%H:%M:%S}+07:00" itemprop="datePublished">Được đăng: {a.when:%d/%m/%Y}</time></dd><dd class="category-name">Chuyên mục: {link(self.shelf_path(a.shelf), a.shelf.name)}</dd><dd class="hits">Lượt xem: {a.id % 900}</dd></dl><p>{esc(a.lead)}</p><p class="readmore"><a class="btn" href="{path}" itemprop="url">Đọc thêm: {esc(a.title[:40])}...</a></p></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        follow = (
            f'<li class="pagination-next"><a title="Tiếp" href="{self.turn(shelf, page + 1)}" class="pagenav">Tiếp</a></li><li class="pagination-end"><a title="Cuối" href="{self.turn(shelf, last)}" class="pagenav">Cuối</a></li>'
            if page < last
            else ""
        )
        return f"""<div class="pagination"><p class="counter pull-right">Trang {page} / {last}</p><ul>{self.numbers(shelf, page, other='<li><a title="{n}" href="{href}" class="pagenav">{n}</a></li>', here='<li><span class="pagenav">{n}</span></li>', gap="<li>...</li>", around=5)}{follow}</ul></div>"""

    def below(self, article: Article) -> str:
        system = self.also(article)[1].replace("&", "&amp;")
        return f"""<ul class="pager pagenav"><li class="previous"><a href="{self.path(self.others(article.id, 1)[0])}" rel="prev">Trước</a></li></ul><div class="tags inline"><span class="tag-5"><a href="/component/tags/tag/chi-thi-05.html" class="label label-info">Chỉ thị 05</a></span></div><a href="{system}">Liên kết</a><div class="items-more"><h3>Các tin khác</h3><ol class="nav nav-tabs nav-stacked">{items(self, self.others(article.number, 5))}</ol></div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div id="aside" class="span3"><div class="well"><h3 class="page-header">Xem nhiều nhất</h3><ul class="mostread mod-list">{items(self, self.others(seed, 5), '<li itemscope itemtype="https://schema.org/Article">{}</li>')}</ul></div><div class="well"><h3>Lịch</h3>{self._calendar(2026, 10)}</div><div class="well"><form id="login-form" action="/" method="post"><a href="/component/users/?view=remind">Quên tên đăng nhập?</a> <a href="/component/users/?view=registration">Đăng ký</a></form></div><div class="syndicate-module"><a href="/{self.shelves[0].key}.feed?type=rss">Nguồn cấp</a></div></div>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/lich-cong-tac/day.listevents/{year}/{month:02}/{d:02}/-.html",
            lambda y, m: f"/lich-cong-tac/monthcalendar/{y}/{m:02}/-.html",
        )

    def _categories(self) -> str:
        """com_content's list of a category's children: the one way to most sections."""
        children = "".join(
            f"""<div class="first"><h3 class="page-header item-title">{link(self.shelf_path(s), s.name)} <span class="badge badge-info">{len(self.on(s))}</span></h3></div>"""
            for s in self.shelves
            if s.key.startswith("tin-tuc/")
        )
        return self.frame(
            "Tin tức", f'<div class="categories-list"><h1>Tin tức</h1>{children}</div>', "tin-tuc"
        )

    def box(self, shelf: Shelf) -> str:
        """A newsflash module: titles without their section."""
        return f'<div class="moduletable"><ul class="latestnews">{items(self, self.on(shelf)[:4])}</ul></div>'

    def bottom(self) -> str:
        return f"""</div></div><footer class="footer"><p>© {esc(self.organisation)}</p><p><a href="#top" id="back-top">Về đầu trang</a> <a href="https://www.joomla.org">Joomla!</a></p></footer>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1) + link(
            f"/component/tags/tag/tin-{step}.html", "Thẻ"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/tin-tuc.html":
            return Reply(self._categories(), "page")
        for shelf in self.shelves:
            if ask.path == f"/{shelf.key}.feed":
                return rss(self, shelf.name, self.newest(shelf))
        return None


JOOMLA = Joomla(
    family="joomla",
    host="baihathuong.gov.vn",
    aliases=("www.baihathuong.gov.vn",),
    organisation="Ban Quản lý khu di tích Bãi Hạ Thượng",
    shelves=(
        Shelf("tin-tuc/tin-tong-hop", "Tin tổng hợp", 50, 8),
        Shelf("tin-tuc/xay-dung-dang", "Xây dựng Đảng", 24, 9),
        Shelf("hoc-tap-theo-bac", "Học tập theo Bác", 16, 14),
        Shelf("tin-tuc/luu-tru-2018", "Lưu trữ 2018", 10, 21, old=True),
    ),
    layout=langson,
    count=50,
    first_id=9300,
    id_step=11,
    traps=(r"^/component/", r"^/lich-cong-tac/", r"^/tim-kiem"),
    pages=(("/gioi-thieu.html", "Giới thiệu"), ("/gioi-thieu/12-chuc-nang-nhiem-vu.html", "Chức năng, nhiệm vụ"), ("/lien-he.html", "Liên hệ"), ("/van-ban.html", "Văn bản")),
)  # fmt: skip
PLATFORMS = (JOOMLA,)
