# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""The Party's own systems: dangcongsan.vn of the MASTERCMS vendor, and the dcs.vn portals."""

from __future__ import annotations

from dataclasses import dataclass

from tests.golden.portals import dangcongsan, dcs_post
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, esc, items, link, rss, urlset
from tests.platforms.platform import wire


@dataclass(frozen=True)
class DangCongSan(Framed):
    """/section/sub/slug-ID.html; pages at /section/sub/p/N; the preview of an article by its id."""

    def path(self, article: Article) -> str:
        return f"/{article.shelf.key}/{article.slug}-{article.id}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        second = article.second
        return (
            f"/preview/newid/{article.id}.html",
            f"/preview/pid/12/newid/{article.id}.html",
            *((self.through(article, second),) if second else ()),
        )

    def through(self, article: Article, shelf: Shelf) -> str:
        return f"/{shelf.key}/{article.slug}-{article.id}.html"

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}" + (f"/p/{page}" if page > 1 else "")

    def top(self) -> str:
        return f"""<div class="header-container"><div class="header-top"><span class="date-time">{clock()}</span><a href="https://en.lamha.dangcongsan.vn/">English</a> <a href="https://daihoi13.lamha.dangcongsan.vn/">Đại hội XIII</a> <a href="/tim-kiem.html?keywords=">Tìm kiếm</a></div><div class="banner"><a href="/"><img src="/Content/images/banner.png" alt=""/></a></div><ul id="nav" class="menu-main"><li><a class="home" href="/">Trang chủ</a></li>{self.menu('<li class="level0">{}</li>')}<li class="level0"><a href="/tu-lieu-van-kien">Tư liệu - Văn kiện</a></li></ul></div>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="col1"><div class="title-cate"><a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></div><div class="list-cate">{rows}</div></div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.through(a, shelf)
        return f"""<article class="cate-item"><a class="image-news" href="{path}"><img src="https://files.baochinh.vn/DATA/{a.when:%Y/%m}/{a.id}.jpg" alt=""/></a><h3 class="title-news"><a href="{path}">{esc(a.title)}</a></h3><p class="time-post">{a.when:%d-%m-%Y %H:%M}</p><div class="short-desc">(ĐCSVN) - {esc(a.lead)}</div></article>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        follow = (
            f'<li><a class="next" href="{self.turn(shelf, page + 1)}">›</a></li><li><a href="{self.turn(shelf, last)}">»</a></li>'
            if page < last
            else ""
        )
        return f"""<ul class="paging">{self.numbers(shelf, page, other='<li><a href="{href}">{n}</a></li>', here='<li class="active"><span>{n}</span></li>', gap="<li>…</li>")}{follow}</ul>"""

    def below(self, article: Article) -> str:
        return f"""<div class="post-tool"><a href="/preview/newid/{article.id}.html" target="_blank" rel="nofollow">In bài</a></div><div class="post-tag">{link("/tag/chi-thi-05.html", "Chỉ thị 05")}</div><div class="list-other"><h3>Tin liên quan</h3><ul>{items(self, self.others(article.number, 5))}</ul></div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div class="col2"><div class="box-most"><span>ĐỌC NHIỀU</span><ul>{items(self, self.others(seed, 5), '<li class="most">{}</li>')}</ul></div><div class="box-video"><a href="/video">Video</a></div>{self._calendar(2026, 10)}</div>"""

    def _calendar(self, year: int, month: int) -> str:
        key = self.shelves[0].key
        return calendar(
            year,
            month,
            lambda d: f"/{key}?date={year}-{month:02}-{d:02}",
            lambda y, m: f"/{key}?date={y}-{m:02}-01",
        )

    def bottom(self) -> str:
        return f"""<div class="footer">{self.static("<a>|</a> {}")}<p>{esc(self.organisation)}. Cơ quan của Đảng bộ tỉnh Lâm Hà</p></div>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1) + link(
            f"/tag/tin-{step}.html", "Chủ đề"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/rss/home.rss":
            return rss(self, self.organisation, self.articles[:20])
        return None


@dataclass(frozen=True)
class Dcs(Framed):
    """DotNetNuke of Bình Thuận: tabs with Vietnamese names in the path, one id in every tab."""

    def path(self, article: Article) -> str:
        return f"/{article.shelf.key}/post/{article.id}/{article.slug}"

    def also(self, article: Article) -> tuple[str, ...]:
        home = f"/Trang-chu/post/{article.id}/{article.slug}"
        second = article.second
        return (
            *((home,) if article.shelf.key != "Trang-chu" else ()),
            *((self.through(article, second),) if second else ()),
        )

    def through(self, article: Article, shelf: Shelf) -> str:
        return f"/{shelf.key}/post/{article.id}/{article.slug}"

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/{shelf.key}" + (f"?page={page}" if page > 1 else "")

    def head(self, title: str) -> str:
        return f"""<meta content="text/html; charset=UTF-8" http-equiv="Content-Type" /><title>{esc(self.organisation)} - {esc(title)}</title><link href="/Portals/_default/default.css?cdv=39" rel="stylesheet"/><meta name="GENERATOR" content="DotNetNuke" />"""

    def top(self) -> str:
        return f"""<form method="post" action="/Trang-chu" id="Form"><input type="hidden" name="__VIEWSTATE" value="x"/><div id="dnn_HeaderPane"><a id="dnn_dnnLOGO_hypLogo" href="/Trang-chu"><img src="/Portals/0/logo.png"/></a></div><div id="nav"><ul class="dnnmega"><li><a href="/Trang-chu"><span>Trang chủ</span></a></li>{self.menu('<li class="mmItem">{}</li>')}<li><a href="/Lich-lam-viec">Lịch làm việc</a></li></ul></div><div class="login"><a id="dnn_LOGIN1" rel="nofollow" href="/Login?returnurl=%2fTrang-chu">Đăng nhập</a></div>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div id="dnn_ContentPane" class="col-md-9"><div class="DnnModule DnnModule-412"><h2><span class="Head">{esc(shelf.name)}</span></h2><div class="blog-posts">{rows}</div></div></div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.url(wire(self.through(a, shelf)))
        return f"""<div class="post-item"><div class="post-img"><a href="{path}"><img src="/Portals/0/News/{a.id}.jpg?w=200"/></a></div><h4 class="post-title"><a href="{path}">{esc(a.title)}</a></h4><p class="post-meta"><i class="fa fa-calendar"></i> Đăng ngày: {a.when:%d/%m/%Y}</p><p>{esc(a.lead)}</p><a class="btn-more" href="{path}">Chi tiết</a></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div class="pager"><span>Trang {page} trên {last}</span>{self.numbers(shelf, page)}</div>"""

    def below(self, article: Article) -> str:
        return f"""<div class="post-bottom"><a href="/Trang-chu/post/{article.id}/{article.slug}">Liên kết bài viết</a> <a href="/Trang-chu/ctl/Edit/mid/412/print/{article.id}">In</a></div><ul class="others">{items(self, self.others(article.number, 5))}</ul>"""

    def right(self, seed: str | int) -> str:
        links = "".join(
            f"<li><a href='{wire(self.through(a, self.shelves[0]))}'>{esc(a.title)}</a></li>"
            for a in self.others(seed, 3)
        )
        return f"""<div id="dnn_RightPane" class="col-md-3"><h3>Xem nhiều nhất</h3><ul>{links}</ul><h3>Liên kết website</h3><ul><li><a href="https://dangcongsan.vn">Báo ĐCSVN</a></li></ul>{self._calendar(2026, 10)}</div>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/Lich-lam-viec/ngay/{year}-{month}-{d}",
            lambda y, m: f"/Lich-lam-viec/thang/{y}-{m}",
        )

    def bottom(self) -> str:
        return f"""<div id="dnn_FooterPane"><ul>{self.static()}</ul><p>{esc(self.organisation)} | <a href="/Privacy">Bảo mật</a> | <a href="/Terms">Điều khoản</a></p></div></form>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1)

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/SiteMap.aspx":
            return urlset([(self.url(self.shelf_path(shelf)), "") for shelf in self.shelves])
        return None


DANGCONGSAN = DangCongSan(
    family="dangcongsan",
    host="lamha.dangcongsan.vn",
    organisation="Trang Lâm Hà - Báo điện tử Đảng Cộng sản Việt Nam",
    shelves=(
        Shelf("thoi-su", "Thời sự", 46),
        Shelf("xay-dung-dang/tin-hoat-dong", "Tin hoạt động", 24),
        Shelf("xay-dung-dang/hoc-va-lam-theo-bac", "Học và làm theo Bác", 20),
        Shelf("tin-2018", "Tin năm 2018", 10, old=True),
    ),
    layout=dangcongsan,
    count=50,
    first_id=571300,
    id_step=41,
    traps=(r"^/tag/", r"^/tim-kiem", r"[?&]date="),
    pages=(("/gioi-thieu.html", "Giới thiệu"), ("/lien-he.html", "Liên hệ"), ("/tu-lieu-van-kien", "Tư liệu - Văn kiện"), ("/video", "Video")),
)  # fmt: skip
DCS = Dcs(
    family="dcs",
    host="laxuan.lamha.dcs.vn",
    aliases=("www.laxuan.lamha.dcs.vn",),
    organisation="Thị ủy La Xuân",
    shelves=(
        Shelf("Trang-chu", "Trang chủ", 46, 412),
        Shelf("Tin-tức", "Tin tức", 26, 413),
        Shelf("Xây-dựng-Đảng", "Xây dựng Đảng", 18, 415),
        Shelf("Tin-cũ", "Tin cũ", 10, 430, old=True),
    ),
    home="/",
    layout=dcs_post,
    first_id=220100,
    id_step=17,
    traps=(r"^/Lich-lam-viec", r"^/Login", r"/ctl/"),
    pages=(("/Giới-thiệu", "Giới thiệu"), ("/Liên-hệ", "Liên hệ"), ("/Văn-bản", "Văn bản"), ("/Privacy", "Bảo mật"), ("/Terms", "Điều khoản")),
)  # fmt: skip
PLATFORMS = (DANGCONGSAN, DCS)
