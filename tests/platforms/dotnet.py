# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""ASP.NET systems: SharePoint's pages whose id is a parameter, and mojoPortal's root slugs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tests.golden.old_portals import sharepoint
from tests.golden.portals import viewlist
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, esc, items, link


@dataclass(frozen=True)
class SharePoint(Framed):
    """/Trang/ChiTietTinTuc.aspx?nid=N; older articles at /portal/pages/Y-M-D/slugrand.aspx."""

    def path(self, article: Article) -> str:
        if article.shelf.old:
            day = f"{article.when.year}-{article.when.month}-{article.when.day}"
            return f"/portal/pages/{day}/{article.slug}{article.id * 7919 % 0xFFFFFF:06x}.aspx"
        return f"/Trang/ChiTietTinTuc.aspx?nid={article.id}"

    def also(self, article: Article) -> tuple[str, ...]:
        if article.shelf.old:
            return (f"/portal/pages/print.aspx?p={article.id}",)
        return (
            f"/Trang/ChiTietTinTuc.aspx?nid={article.id}&cid={article.shelf.id}",
            f"/Trang/print.aspx?nid={article.id}",
            f"/trang/chitiettintuc.aspx?nid={article.id}",
        )

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {str(a.id): a for a in self.articles if not a.shelf.old}

    def article_at(self, ask: Ask) -> Article | None:
        # IIS does not care for case, nor the page for parameters it does not know.
        if ask.path.lower() in ("/trang/chitiettintuc.aspx", "/trang/print.aspx"):
            return self._by_id.get({k.lower(): v for k, v in ask.query.items()}.get("nid", ""))
        return super().article_at(ask)

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/Trang/DanhSachTin.aspx?cid={shelf.id}" + (f"&page={page}" if page > 1 else "")

    def head(self, title: str) -> str:
        return f"""<meta name="GENERATOR" content="Microsoft SharePoint" /><meta http-equiv="Content-type" content="text/html; charset=utf-8" /><title>
	{esc(title)}
</title><link rel="stylesheet" type="text/css" href="/_layouts/15/1033/styles/Themable/corev15.css"/><script type="text/javascript" src="/_layouts/15/init.js"></script>"""

    def top(self) -> str:
        return f"""<form method="post" action="./Default.aspx" onsubmit="javascript:return WebForm_OnSubmit();" id="aspnetForm"><input type="hidden" name="__REQUESTDIGEST" id="__REQUESTDIGEST" value="noDigest" /><div id="s4-workspace"><div id="s4-bodyContainer"><div class="banner"><a href="/Trang/Default.aspx"><img src="/SiteAssets/banner.png"/></a><span class="date">{clock()}</span></div><div class="menu-top"><ul class="root static"><li class="static"><a class="static menu-item" href="/Trang/Default.aspx"><span class="menu-item-text">Trang chủ</span></a></li>{self.menu('<li class="static">{}</li>', 'class="static menu-item"')}</ul></div><a href="/_layouts/15/Authenticate.aspx?Source=%2F">Đăng nhập</a> <a href="/Trang/TimKiem.aspx?k=">Tìm kiếm</a>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="ms-breadcrumb"><a href="/Trang/Default.aspx">Trang chủ</a> &gt; <a href="{self.shelf_path(shelf)}">{esc(shelf.name)}</a></div><div class="ms-webpart-zone"><div id="WebPartWPQ2" class="ms-webpart-chrome"><h2 class="ms-webpart-titleText"><nobr>{esc(shelf.name)}</nobr></h2><div class="DanhSachTin">{rows}</div></div></div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.path(a)
        if number % 4 == 2 and not a.shelf.old:
            path = self.also(a)[0].replace("&", "&amp;")
        return f"""<div class="news-item"><div class="news-img"><a href="{path}"><img src="/PublishingImages/{a.id}.jpg" /></a></div><a class="news-title" href="{path}">{esc(a.title)}</a><span class="news-date">({a.when:%d/%m/%Y})</span><div class="news-summary">{esc(a.lead)}</div></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<table class="ms-menutoolbar"><tr><td class="ms-paging">{self.numbers(shelf, page, here='<span class="current">{n}</span>')}</td><td><a href="{self.turn(shelf, min(page + 1, last))}"><img src="/_layouts/15/1033/images/next.gif" alt="Tiếp"/></a></td></tr></table>"""

    def below(self, article: Article) -> str:
        return f"""<div class="tool"><a href="{self.also(article)[-1 if article.shelf.old else 1]}" target="_blank">In trang</a> <a href="mailto:?body={article.id}">Gửi</a></div><div class="OtherNews"><h4>Tin liên quan</h4>{items(self, self.others(article.number, 4), "<div>{}</div>")}</div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div id="rightcol"><h4>Xem nhiều</h4>{items(self, self.others(seed, 4), "<p>{}</p>")}<h4>Lịch làm việc</h4>{self._calendar(2026, 10)}<h4>Văn bản</h4><a href="/VanBan/CT05.pdf">Chỉ thị số 05-CT/TW</a> <a href="/Lists/VanBan/DispForm.aspx?ID=12">Kế hoạch số 12-KH/HU</a></div>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/Lists/Lich/calendar.aspx?CalendarDate={d}%2F{month}%2F{year}",
            lambda y, m: f"/Lists/Lich/calendar.aspx?CalendarDate=1%2F{m}%2F{y}",
        )

    def bottom(self) -> str:
        return f"""<div class="footer">{self.static("{} | ")}<p>Cổng thông tin điện tử {esc(self.organisation)}</p></div></div></div></form>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1) + link(
            f"/Trang/TimKiem.aspx?k=bac&start={step}", "Tiếp"
        )

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/Lists/VanBan/DispForm.aspx":
            return Reply(
                self.page(
                    "Kế hoạch số 12-KH/HU",
                    "<table><tr><td>Số ký hiệu</td><td>12-KH/HU</td></tr></table>",
                ),
                "page",
            )
        return None


@dataclass(frozen=True)
class MojoPortal(Framed):
    """Articles at the root, sections as pages, and what they hold under Article/ViewList.aspx."""

    def path(self, article: Article) -> str:
        return f"/{article.slug}"

    def also(self, article: Article) -> tuple[str, ...]:
        place = f"mid={article.shelf.id}&pageid={article.shelf.id - 2163}"
        return (
            f"/Article/ViewPost.aspx?pageid={article.shelf.id - 2163}&ItemID={article.id}&mid={article.shelf.id}",
            f"/Article/ArticlePrint.aspx?ItemID={article.id}&{place}",
        )

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {str(a.id): a for a in self.articles}

    def article_at(self, ask: Ask) -> Article | None:
        if ask.path in ("/Article/ViewPost.aspx", "/Article/ArticlePrint.aspx"):
            return self._by_id.get(ask.query.get("ItemID", ""))
        return super().article_at(ask)

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/Article/ViewList.aspx?mid={shelf.id}&pageid={shelf.id - 2163}&pagenumber={page}"

    def doors(self, shelf: Shelf) -> tuple[str, ...]:
        return (f"/{shelf.key}",)

    def head(self, title: str) -> str:
        return f"""<title>{esc(title)} - {esc(self.organisation)}</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><link rel='stylesheet' type='text/css' href='/Data/Sites/1/skins/tinhuy/csshandler.ashx?skin=tinhuy' /><link rel='search' type='application/opensearchdescription+xml' href='/SearchEngineInfo.ashx' />"""

    def top(self) -> str:
        menu = "".join(
            f"<li class='AspNet-Menu-Leaf'>{link(f'/{s.key}', s.name, 'class=AspNet-Menu-Link')}</li>"
            for s in self.shelves
        )
        return f"""<form method="post" action="/" id="aspnetForm"><div class="aspNetHidden"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="" /></div><div id="wrapheader"><div class="topnav"><a class="homelink" href="/">Trang chủ</a> <a href="/Contact.aspx">Liên hệ</a> <a href="/SiteMap.aspx">Sơ đồ cổng</a> <a rel="nofollow" href="/Secure/Login.aspx">Đăng nhập</a> <a href="/SearchResults.aspx">Tìm kiếm</a></div><span>{clock()}</span></div><div class="AspNet-Menu-Horizontal"><ul class="AspNet-Menu">{menu}</ul></div><div id="wrapcenter">"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="breadcrumbs"><a href="/" class="unselectedcrumb">Trang chủ</a> &gt; <a href="/{shelf.key}" class="selectedcrumb">{esc(shelf.name)}</a></div><div class="art-PostContent"><h2 class="moduletitle">{esc(shelf.name)}</h2><div class="articlelist">{rows}</div></div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = self.url(self.path(a))
        return f"""<div class="articleitem"><a href="{path}"><img class="articleimage" src="/Data/Sites/1/media/{a.id}.jpg" alt="" /></a><h3><a class="articletitle" href="{path}">{esc(a.title)}</a> <span class="articledate">({a.when:%d/%m/%Y})</span></h3><div class="articlesummary">{esc(a.lead)}</div></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        follow = (
            f'<a class="ModulePager" title="Next to Page {page + 1}" href="{self.url(self.turn(shelf, page + 1))}">&gt;</a>'
            if page < last
            else ""
        )
        return f"""<div class="modulepager"><span class="PageInfo">Trang {page} / {last}</span> {self.numbers(shelf, page, here='<span class="SelectedPage">{n}</span> ', other='<a class="ModulePager" title="Page {n}" href="{href}">{n}</a> ')}{follow}</div>"""

    def box(self, shelf: Shelf) -> str:
        shown = self.on(shelf)[:5]
        more = f'<div class="readmore"><a href="{self.turn(shelf, 1)}">Xem tất cả</a></div>'
        return f'<div class="module"><h2 class="moduletitle"><a href="/{shelf.key}">{esc(shelf.name)}</a></h2>{"".join(self.row(a, n, shelf) for n, a in enumerate(shown))}{more}</div>'

    def below(self, article: Article) -> str:
        first, second = (path.replace("&", "&amp;") for path in self.also(article))
        return f"""<div class="articlelinks"><a href="{second}" rel="nofollow">In trang</a> <a href="{first}">Liên kết</a></div><div class="othernews">{items(self, self.others(article.number, 5), "<div>{}</div>")}</div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div id="wraprightside"><h2>Tin xem nhiều</h2><ul class="simplelist">{items(self, self.others(seed, 4))}</ul><h2>Lịch</h2>{self._calendar(2026, 10)}<ul><li><a href="/Data/Sites/1/media/CT05.pdf">Chỉ thị số 05-CT/TW</a></li><li><a href="http://quangtri.gov.vn">Cổng tỉnh</a></li></ul></div>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/EventCalendar/DayView.aspx?date={year}-{month}-{d}&mid=77",
            lambda y, m: f"/EventCalendar/MonthView.aspx?date={y}-{m}-1&mid=77",
        )

    def bottom(self) -> str:
        return f"""</div><div id="wrapfooter">{self.static("{} ")}<p>Truy cập hiện tại 1.574 khách</p><a href="https://www.mojoportal.com">Powered by mojoPortal</a></div></form>"""

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1)

    def extra(self, ask: Ask) -> Reply | None:
        # A section's own page is its list's first.
        for shelf in self.shelves:
            if ask.path == f"/{shelf.key}":
                return Reply(self.listing(shelf, 1, self.show(shelf, 1)), "listing")
        if ask.path == "/SiteMap.aspx":
            tree = "".join(f"<li>{link(f'/{s.key}', s.name)}</li>" for s in self.shelves)
            return Reply(self.page("Sơ đồ cổng", f"<ul>{tree}</ul>"), "page")
        return None


SHAREPOINT = SharePoint(
    family="sharepoint",
    host="www.camthuy.lamha.gov.vn",
    aliases=("camthuy.lamha.gov.vn",),
    organisation="Thị xã Cẩm Thủy",
    shelves=(
        Shelf("tin-tuc", "Tin tức - Sự kiện", 48, 12),
        Shelf("xay-dung-dang", "Xây dựng Đảng", 24, 14),
        Shelf("lam-theo-bac", "Học tập và làm theo Bác", 16, 15),
        Shelf("tin-cu", "Tin trước năm 2020", 12, 3, old=True),
    ),
    home="/Trang/Default.aspx",
    layout=sharepoint,
    count=50,
    first_id=113000,
    id_step=31,
    beyond="empty",
    traps=(r"/calendar\.aspx", r"/TimKiem\.aspx", r"/_layouts/"),
    pages=(("/Trang/GioiThieu.aspx", "Giới thiệu"), ("/Trang/LienHe.aspx", "Liên hệ"), ("/Trang/SoDoCong.aspx", "Sơ đồ cổng"), ("/Trang/ChiTietTrang.aspx?tid=4", "Bộ máy tổ chức")),
)  # fmt: skip
MOJOPORTAL = MojoPortal(
    family="mojoportal",
    host="tinhuylamha.vn",
    aliases=("www.tinhuylamha.vn",),
    organisation="Tỉnh ủy Lâm Hà",
    shelves=(
        Shelf("tin-tuc-su-kien", "Tin tức - Sự kiện", 48, 2540),
        Shelf("cong-tac-xay-dung-dang", "Công tác xây dựng Đảng", 24, 2542),
        Shelf("hoc-tap-va-lam-theo-bac", "Học tập và làm theo Bác", 18, 2551),
        Shelf("tin-nam-2018", "Tin năm 2018", 10, 2503, old=True),
    ),
    layout=viewlist,
    first_id=8800,
    id_step=5,
    traps=(r"^/EventCalendar/", r"^/Secure/", r"^/SearchResults"),
    pages=(("/gioi-thieu-chung", "Giới thiệu chung"), ("/co-cau-to-chuc", "Cơ cấu tổ chức"), ("/Contact.aspx", "Liên hệ"), ("/van-ban-chi-dao", "Văn bản chỉ đạo")),
)  # fmt: skip
PLATFORMS = (SHAREPOINT, MOJOPORTAL)
