# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Papers' vendors: -postN.html with AMP and tags, and -aN.html with a second domain."""

from __future__ import annotations

from dataclasses import dataclass

from tests.golden.papers import angiang, nhandan
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf, moved
from tests.platforms.parts import clock, days_of, esc, items, link, rss, sitemap_index, urlset


@dataclass(frozen=True)
class Post(Framed):
    """Migrated from an older system: its addresses are sent on to the new ones."""

    def path(self, article: Article) -> str:
        return f"/{article.slug}-post{article.id}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        return (f"/{article.slug}-post{article.id}.amp", f"/print/post{article.id}.html")

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}/" + (f"?page={page}" if page > 1 else "")

    def feeds(self) -> tuple[str, ...]:
        return ("/sitemap.xml",)

    def head(self, title: str) -> str:
        return f"""<title>{esc(title)} | {esc(self.organisation)}</title><meta charset="utf-8"/><meta name="generator" content="ZCE CMS"/><link rel="alternate" type="application/rss+xml" href="{self.url("/rss/home.rss")}"/><link rel="canonical" href="{self.url("/")}"/><link rel="stylesheet" href="/styles/css/desktop.min.css"/>"""

    def top(self) -> str:
        return f"""<header class="site-header"><div class="container"><time class="time" id="today">{clock()}</time><a class="logo" href="/" title="{esc(self.organisation)}">{esc(self.organisation)}</a><div class="search"><input class="input-search" placeholder="Tìm kiếm"><a href="/tim-kiem/?q=">Tìm</a></div></div><nav class="navigation sticky"><ul class="menu"><li><a class="ic-home" href="/">home</a></li>{self.menu()}<li><a href="/multimedia/">Media</a></li><li class="extend"><a href="javascript:;">Tất cả</a><div class="big-menu">{self.menu("<div class='item'>{}</div>", 'class="title"')}<a href="/bao-in/">Báo in</a> <a href="https://special.nhandan.vn/">Special</a></div></li></ul></nav></header><div class="site-body"><div class="container">"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="breadcrumbs"><h1 class="main"><a class="active" href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></h1></div><div class="main-col"><div class="box-content content-list">{rows}</div></div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.path(a)
        kind = "<i class='ic-photo'></i>" if number == 3 else ""
        return f"""<article class="story"><figure class="story__thumb"><a class="cms-link" href="{self.url(path)}" title="{esc(a.title)}"><img class="lazyload cms-photo" data-src="/Uploaded/{a.when:%Y}/{a.id}.jpg.webp" alt="{esc(a.title)}"/>{kind}</a></figure><h2 class="story__heading"><a class="cms-link" href="{self.url(path)}" title="{esc(a.title)}">{esc(a.title)}</a></h2><time class="story__time" datetime="{a.when:%Y-%m-%dT%H:%M:%S}+0700">{a.when:%d/%m/%Y %H:%M}</time><div class="story__summary">{esc(a.lead)}</div></article>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        # A script fetches what follows; the page numbers work but nothing links them.
        return f"""<div class="control"><button class="control__loadmore" type="button" data-zone="{shelf.key}" data-page="{page + 1}">Xem thêm</button></div>"""

    def below(self, article: Article) -> str:
        return f"""<div class="article__tag"><ul><li>{link("/chi-thi-05-tag1205.html", "Chỉ thị 05")}</li><li>{link("/tu-khoa/lam-theo-bac-tag88.html", "làm theo Bác")}</li></ul></div><div class="article__tool"><a class="print" rel="nofollow" href="/print/post{article.id}.html">In bài</a> <a href="{self.also(article)[0]}">AMP</a></div><div class="box-related">{items(self, self.others(article.number, 4), '<article class="story"><h2 class="story__heading">{}</h2></article>')}</div>"""

    def right(self, seed: str | int) -> str:
        return f"""<aside class="sub-col"><div class="box-heading"><h3>Đọc nhiều</h3></div>{items(self, self.others(seed, 6), '<article class="story story--text"><h3 class="story__heading">{}</h3></article>')}<div class="hot-tag">{link("/dien-hinh-hoc-bac-tag29867.html", "Điển hình học Bác")} {link("/dai-hoi-dang-topic14.html", "Đại hội Đảng các cấp")}</div></aside>"""

    def bottom(self) -> str:
        return f"""</div></div><footer class="site-footer"><div class="container">{self.static("<a class='menu-foot'>{}</a> ")}<p>© {esc(self.organisation)}. Giấy phép số 33/GP-TTĐT ngày 05/03/2020</p><a href="/rss.html">RSS</a> <a href="https://zalo.me/0">Zalo</a></div></footer>"""

    def lure(self, step: int) -> str:
        return link(f"/tin-{step}-tag{step + 400}.html", "Chủ đề khác") + link(
            f"/tim-kiem/?q=bac&page={step}", "Xem thêm"
        )

    def extra(self, ask: Ask) -> Reply | None:
        for a in self.articles:
            if ask.path == f"/{a.shelf.key}/{a.slug}/{a.id}.htm":
                return moved(self.url(self.path(a)))
        if ask.path == "/sitemap.xml":
            months = sorted({f"{a.when:%Y-%-m}" for a in self.articles}, reverse=True)
            names = [f"/sitemaps/news-{month}.xml" for month in months]
            return sitemap_index([self.url(p) for p in ("/sitemaps/categories.xml", *names)])
        if ask.path == "/sitemaps/categories.xml":
            return urlset([(self.url(self.shelf_path(shelf)), "") for shelf in self.shelves])
        if ask.path.startswith("/sitemaps/news-"):
            month = ask.path.removeprefix("/sitemaps/news-").removesuffix(".xml")
            return urlset(days_of([a for a in self.articles if f"{a.when:%Y-%-m}" == month], self))
        if ask.path == "/rss/home.rss":
            return rss(self, self.organisation, self.articles[:20])
        for shelf in self.shelves:
            if ask.path == f"/rss/{shelf.key}.rss":
                return rss(self, shelf.name, self.newest(shelf))
        if ask.path == "/rss.html":
            return Reply(
                self.page(
                    "RSS",
                    "".join(f"<p>{link(f'/rss/{s.key}.rss', s.name)}</p>" for s in self.shelves),
                ),
                "page",
            )
        return None

    def robots(self) -> str:
        return f"User-agent: *\nDisallow: /tim-kiem/\nDisallow: /api/\nSitemap: {self.url('/sitemap.xml')}\n"


@dataclass(frozen=True)
class SlugA(Framed):
    """No feed, a twin domain with the same ids and a beta host; the page number in the path."""

    def path(self, article: Article) -> str:
        return f"/{article.slug}-a{article.id}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        # The slug is for show: the id alone decides.
        short = f"/{article.slug[:40].rstrip('-')}-a{article.id}.html"
        printing = f"/print/{article.id}.html"
        return (printing, short) if short != self.path(article) else (printing,)

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}" + (f"/trang-{page}" if page > 1 else "")

    def head(self, title: str) -> str:
        return f"""<meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{esc(title)} | {esc(self.organisation)}</title><link rel="stylesheet" type="text/css" href="/css/main.css?v=12" />"""

    def top(self) -> str:
        return f"""<form id="form1"><div id="wrapper"><div class="top"><span class="fleft">{clock()}</span><span class="fright">Đường dây nóng: 0290 3 000 000 <a href="/lien-he">Tòa soạn</a> <a href="https://www.facebook.com/bao">Facebook</a></span></div><div class="logo"><a href="/"><img src="/images/logo.png" alt="" /></a></div><div class="menu"><ul class="clearfix"><li class="home"><a href="/">Trang chủ</a></li>{self.menu()}<li><a href="/video">Truyền hình</a><ul><li><a href="/video/thoi-su">Thời sự</a></li></ul></li></ul></div>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="col-left"><div class="breadcrumb"><a href="/">Trang chủ</a> <a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></div><ul class="list-news">{rows}</ul></div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        return f"""<li class="clearfix"><a class="fleft thumb" href="{self.path(a)}"><img src="/image/news/{a.when:%Y%m}/thumb_{a.id}.jpg" alt="{esc(a.title)}" /></a><a class="title" href="{self.path(a)}" title="{esc(a.title)}">{esc(a.title)}</a><div class="pubdate">{a.when:%d/%m/%Y - %H:%M}</div><div class="intro">{esc(a.lead)}</div></li>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        follow = (
            f'<a class="next" href="{self.turn(shelf, page + 1)}">&gt;</a><a class="last" href="{self.turn(shelf, last)}">&gt;&gt;</a>'
            if page < last
            else ""
        )
        return f"""<div class="paging">{self.numbers(shelf, page, here='<a class="current">{n}</a>')}{follow}</div>"""

    def below(self, article: Article) -> str:
        return f"""<div class="tool"><a rel="nofollow" target="_blank" href="/print/{article.id}.html">In bài viết</a> <a href="/gui-mail/{article.id}">Gửi bài viết</a></div><div class="tags">{link("/tag/chi-thi-05", "Chỉ thị 05")}, {link("/tag/hoc-bac", "học Bác")}</div><div class="lienquan"><h3>Tin khác</h3><ul>{items(self, self.others(article.number, 5))}</ul></div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div class="col-right"><div class="tab"><h3>Xem nhiều</h3><ul>{items(self, self.others(seed, 5))}</ul></div><div class="adv"><a href="http://khuyenmai.com.vn"><img src="/adv/1.gif" alt="" /></a></div><div class="date-view"><a href="/ngay/29-10-2026">29/10/2026</a> <a href="/ngay/30-10-2026">30/10/2026</a></div></div>"""

    def bottom(self) -> str:
        return f"""<div class="footer"><ul>{self.static()}</ul><p>{esc(self.organisation)}. Giấy phép số 240/GP-BTTTT cấp ngày 19/5/2015</p></div></div></form>"""

    def lure(self, step: int) -> str:
        return link(
            f"/ngay/{step % 28 + 1:02}-{step % 12 + 1:02}-{1990 + step}", "Ngày trước"
        ) + link(f"/tag/tin-{step}", "Từ khóa khác")


_STATIC = (("/gioi-thieu", "Giới thiệu"), ("/lien-he", "Liên hệ"), ("/bang-gia-quang-cao", "Bảng giá quảng cáo"), ("/video", "Video"))  # fmt: skip
POST = Post(
    family="post",
    host="baothanhdong.vn",
    aliases=("www.baothanhdong.vn",),
    organisation="Báo Thanh Đông",
    shelves=(
        Shelf("thoi-su", "Thời sự", 50),
        Shelf("kinh-te", "Kinh tế", 22),
        Shelf("hoc-tap-va-lam-theo-bac", "Học tập và làm theo Bác", 18),
        Shelf("xay-dung-dang", "Xây dựng Đảng", 10),
    ),
    layout=nhandan,
    has_feed=True,
    count=54,
    first_id=310020,
    id_step=37,
    traps=(r"-tag\d+\.html", r"-topic\d+\.html", r"^/tim-kiem/"),
    pages=(("/toa-soan.html", "Tòa soạn"), ("/quang-cao.html", "Quảng cáo"), ("/dieu-khoan.html", "Điều khoản sử dụng"), ("/multimedia/", "Media"), ("/bao-in/", "Báo in")),
)  # fmt: skip
SLUG_A = SlugA(
    family="slug_a",
    host="baodamdoi.vn",
    aliases=("www.baodamdoi.vn", "beta.baodamdoi.vn", "baodamdoi.com.vn"),
    plain_too=True,
    organisation="Báo Đầm Dơi",
    shelves=(
        Shelf("thoi-su", "Thời sự", 50),
        Shelf("xa-hoi", "Xã hội", 20),
        Shelf("hoc-va-lam-theo-bac", "Học và làm theo Bác", 20),
        Shelf("bao-xuan-2019", "Báo xuân 2019", 10, old=True),
    ),
    layout=angiang,
    first_id=22900,
    id_step=13,
    traps=(r"^/(?:tag|ngay|gui-mail)/",),
    pages=_STATIC,
)
PLATFORMS = (POST, SLUG_A)
