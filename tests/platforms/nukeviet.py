# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""NukeViet 4 with its default theme: a province's Party committee, module news under /vi/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.golden.portals import nukeviet as article_layout
from tests.platforms.nouns import Article, Ask, Reply, Shelf, moved
from tests.platforms.parts import (
    calendar,
    clock,
    days_of,
    esc,
    items,
    link,
    printed,
    rss,
    sitemap_index,
    urlset,
)
from tests.platforms.platform import Platform, pages_shown

NEWS = "/vi/news"


@dataclass(frozen=True)
class NukeViet(Platform):
    def path(self, article: Article) -> str:
        return f"{NEWS}/{self._leaf(article, article.shelf)}"

    def _leaf(self, article: Article, shelf: Shelf) -> str:
        return f"{shelf.key}/{article.slug}-{article.id}.html"

    def also(self, article: Article) -> tuple[str, ...]:
        leaf = self._leaf(article, article.shelf)
        second = article.second
        return (
            f"{NEWS}/savefile/{leaf}",
            f"{NEWS}/print/{leaf}",
            *((f"{NEWS}/{self._leaf(article, second)}",) if second else ()),
        )

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"{NEWS}/{shelf.key}/" + (f"page-{page}/" if page > 1 else "")

    def feeds(self) -> tuple[str, ...]:
        return (f"{NEWS}/rss/", "/sitemapindex.xml")

    def article(self, article: Article, ask: Ask) -> str:
        leaf = self._leaf(article, article.shelf)
        if "/savefile/" in ask.path or "/print/" in ask.path:
            return printed(self, article, article_layout, odd=True)
        tools = f"""<ul class="list-inline text-right"><li><a rel="nofollow" title="Gửi bài viết qua email" href="javascript:void(0);" data-href="{NEWS}/sendmail/{leaf}"><em class="fa fa-envelope fa-lg">&nbsp;</em></a></li><li><a class="dimgray" rel="nofollow" title="In ra" href="{NEWS}/print/{leaf}"><em class="fa fa-print fa-lg">&nbsp;</em></a></li><li><a class="dimgray" rel="nofollow" title="Lưu bài viết này" href="{NEWS}/savefile/{leaf}"><em class="fa fa-save fa-lg">&nbsp;</em></a></li></ul>"""
        tags = f"""<div class="news_column panel panel-default"><div class="panel-body"><div class="h5"><em class="fa fa-tags">&nbsp;</em><strong>Từ khóa: </strong>{link(f"{NEWS}/tag/chỉ thị 05/", "chỉ thị 05")}, {link(f"{NEWS}/tag/học tập và làm theo bác/", "học tập và làm theo bác")}</div></div></div>"""
        return printed(
            self,
            article,
            article_layout,
            top=self._top(),
            bottom=f"""{tools}{tags}<div class="comment-box"><a href="/vi/users/login/?nv_redirect={leaf[:12]}">Bạn cần đăng nhập để bình luận</a></div><ul class="related list-items">{items(self, self.others(article.number, 4))}</ul>{self._right(article.number)}{self._bottom()}""",
        ).replace("</head>", f'<link rel="canonical" href="{self.url(self.path(article))}"></head>')

    def listing(self, shelf: Shelf, page: int, shown: Sequence[Article]) -> str:
        rows = "\n".join(self._row(a, shelf) for a in shown)
        return self._frame(
            f"{shelf.name} - Trang {page}" if page > 1 else shelf.name,
            f"""<div class="news_column panel panel-default"><div class="panel-body"><h1 class="h2">{esc(shelf.name)}</h1></div></div>
<div class="news_column">{rows}</div><div class="text-center">{self._pager(shelf, page)}</div>""",
            shelf.key,
        )

    def _row(self, a: Article, shelf: Shelf) -> str:
        # The category one stands in is the one its links go through.
        path = f"{NEWS}/{self._leaf(a, shelf)}"
        return f"""<div class="panel panel-default clearfix"><div class="panel-body"><a href="{path}" title="{esc(a.title)}"><img alt="{esc(a.title)}" src="/assets/news/{a.when:%Y_%m}/anh-{a.id}.jpg" width="183" class="img-thumbnail pull-left imghome"/></a><h3><a href="{path}" title="{esc(a.title)}">{esc(a.title)}</a></h3><div class="text-muted"><ul class="list-unstyled list-inline"><li><em class="fa fa-clock-o">&nbsp;</em> {a.when:%d/%m/%Y %I:%M:00} {"AM" if a.when.hour < 12 else "PM"}</li><li><em class="fa fa-eye">&nbsp;</em> Đã xem: {a.id % 700}</li><li><em class="fa fa-comment-o">&nbsp;</em> Phản hồi: 0</li></ul></div>{esc(a.lead)}</div></div>"""

    def _pager(self, shelf: Shelf, page: int) -> str:
        last = self.last_page(shelf)
        if last == 1:
            return ""
        found = []
        for n in pages_shown(page, last):
            if n == 0:
                found.append('<li class="disabled"><span>...</span></li>')
            elif n == page:
                found.append(f'<li class="active"><a href="#">{n}</a></li>')
            else:
                rel = ' rel="next"' if n == page + 1 else ' rel="prev"' if n == page - 1 else ""
                found.append(
                    f'<li><a{rel} title="Trang {n}" href="{self.shelf_path(shelf, n)}">{n}</a></li>'
                )
        if page < last:
            found.append(
                f'<li><a rel="next" title="Trang kế" href="{self.shelf_path(shelf, page + 1)}">&raquo;</a></li>'
            )
        return f'<ul class="pagination">{"".join(found)}</ul>'

    def front(self) -> str:
        newest = [a for a in self.articles if a.place == "listing"][:6]
        boxes = "".join(
            f"""<div class="news_column"><div class="panel panel-default clearfix"><div class="panel-heading"><ul class="list-inline sub-list-icon"><li><h4><a title="{esc(s.name)}" href="{self.shelf_path(s)}"><span>{esc(s.name)}</span></a></h4></li></ul></div><div class="panel-body">{self._row(self.on(s)[0], s)}<ul class="related list-items">{items(self, self.on(s)[1:4])}</ul></div></div></div>"""
            for s in self.shelves
        )
        body = f"""<div id="hot-news"><div class="panel panel-default news_column"><div class="panel-body"><ul class="column-margin-left list-items">{items(self, newest)}</ul></div></div></div>{boxes}"""
        return self._frame("Trang nhất", body, "front")

    def page(self, title: str, text: str) -> str:
        return self._frame(
            title,
            f'<div class="page panel panel-default"><div class="panel-body"><h3 class="title margin-bottom-lg">{esc(title)}</h3><div id="page-bodyhtml" class="bodytext margin-bottom-lg">{text}</div></div></div>',
            title,
        )

    def trap(self, ask: Ask) -> str:
        month = int(ask.query.get("m", "10")) if "y" in ask.query else 10
        year = int(ask.query.get("y", "2026"))
        more = f"{link(f'{NEWS}/tag/{len(ask.path)}-{month}/', 'thẻ khác')} {link(f'/vi/seek/?q=bac&m=news&page={month + 1}', 'Trang sau')}"
        return self.page("Lịch công tác tuần", self._calendar(year, month) + more)

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda day: f"/vi/lich-cong-tac/?d={day}&m={month}&y={year}",
            lambda y, m: f"/vi/lich-cong-tac/?m={m}&y={y}",
        )

    def _frame(self, title: str, body: str, seed: str) -> str:
        return f"""<!DOCTYPE html>
<html lang="vi" xmlns="http://www.w3.org/1999/xhtml" prefix="og: http://ogp.me/ns#"><head><title>{esc(title)} - {esc(self.organisation)}</title><meta name="generator" content="NukeViet v4.5"><meta charset="UTF-8"><link rel="shortcut icon" href="/favicon.ico"><link rel="alternate" href="{NEWS}/rss/" title="Tin Tức" type="application/rss+xml"><link rel="StyleSheet" href="/themes/default/css/style.css?t=9"></head><body>
{self._top()}<section><div class="container" id="body"><nav class="third-nav"><div class="breadcrumbs-wrap"><ul class="breadcrumbs list-none"><li><a href="/vi/"><span>Trang chủ</span></a></li><li><a href="{NEWS}/"><span>Tin Tức</span></a></li></ul></div></nav><div class="row"><div class="col-sm-16 col-md-18">
{body}
</div>{self._right(seed)}</div></div></section>{self._bottom()}</body></html>"""

    def _top(self) -> str:
        subs = "".join(
            f'<li role="presentation">{link(self.shelf_path(s), s.name, f"""title="{s.name}" """)}</li>'
            for s in self.shelves
        )
        static = "".join(f"<li>{link(path, title)}</li>" for path, title in self.pages)
        return f"""<noscript><div class="alert alert-danger">Trình duyệt của bạn đã tắt chức năng hỗ trợ JavaScript.</div></noscript><div class="body-bg"><div class="wraper"><header><div class="container"><div id="header" class="row"><div class="logo col-xs-24"><a title="{esc(self.organisation)}" href="/vi/"><img src="/uploads/logo.png" alt="{esc(self.organisation)}"></a></div></div></div></header><nav class="second-nav" id="menusite"><div class="bg clearfix"><div class="navbar navbar-default" id="menu-site-default"><ul class="nav navbar-nav"><li><a class="home" title="Trang nhất" href="/vi/"><em class="fa fa-lg fa-home">&nbsp;</em></a></li><li class="dropdown" role="presentation"><a class="dropdown-toggle" href="{NEWS}/" role="button">Tin Tức</a><ul class="dropdown-menu">{subs}</ul></li><li class="dropdown"><a href="/vi/about/">Giới thiệu</a><ul class="dropdown-menu">{static}</ul></li><li><a href="/vi/laws/">Văn bản</a></li><li><a href="/vi/lich-cong-tac/">Lịch công tác</a></li><li><a href="/vi/contact/">Liên hệ</a></li></ul></div></div></nav><nav class="header-nav"><div class="social-icons"><span class="current-time">{clock()}</span><a href="/vi/feeds/">RSS</a> <a href="/vi/users/login/">Đăng nhập</a> <a href="/vi/users/register/">Đăng ký</a> <a href="/en/">English</a></div><form action="/vi/seek/" method="get"><input name="q"></form></nav>"""

    def _right(self, seed: str | int) -> str:
        topics = link(f"{NEWS}/topic/hoc-tap-va-lam-theo-bac/", "Dòng sự kiện: Làm theo Bác")
        return f"""<div class="col-sm-8 col-md-6"><div class="panel panel-default"><div class="panel-heading">Xem nhiều</div><div class="panel-body"><ul class="block_tophits list-none list-items">{items(self, self.others(seed, 5), '<li class="clearfix">{}</li>')}</ul></div></div><div class="panel panel-default"><div class="panel-heading">Lịch</div>{self._calendar(2026, 10)}</div><div class="panel panel-default">{topics}<br>{link(f"{NEWS}/tag/bác hồ/", "bác hồ")} {link("/vi/statistics/allbrowsers/", "Thống kê truy cập")} {link("/vi/voting/", "Thăm dò ý kiến")}</div><div class="panel"><a target="_blank" href="https://www.dangcongsan.vn/">Báo ĐCSVN</a></div></div>"""

    def _bottom(self) -> str:
        return f"""</div></div><footer class="section-footer-top" id="footer"><div class="wraper"><div class="company_info"><ul><li>Tên cơ quan: {esc(self.organisation)}</li><li>Địa chỉ: số 1 đường Trần Phú</li></ul></div><div class="copyright"><span>© Bản quyền thuộc về {esc(self.organisation)}. </span><span>Mã nguồn <a href="https://nukeviet.vn/" target="_blank" rel="dofollow">NukeViet CMS</a></span> <a href="/vi/siteterms/">Điều khoản sử dụng</a></div></div></footer>"""

    def extra(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return moved(self.url("/vi/"), 302)
        if path == "/index.php" and "op" in ask.query:
            return moved(self.url(f"{NEWS}/{ask.query['op']}"))
        if path == f"{NEWS}/rss/":
            return rss(self, f"Tin Tức - {self.organisation}", self.articles[:20])
        for shelf in self.shelves:
            if path == f"{NEWS}/rss/{shelf.key}/":
                return rss(self, shelf.name, [a for a in self.articles if a.shelf is shelf][:20])
        if path == "/vi/feeds/":
            feeds = "".join(
                f"<li>{link(f'{NEWS}/rss/{s.key}/', s.name, 'rel=nofollow')}</li>"
                for s in self.shelves
            )
            return Reply(self.page("Kênh RSS", f"<ul>{feeds}</ul>"), "page")
        if path == f"{NEWS}/":
            return Reply(self.front(), "front")
        if path in ("/sitemap.xml", "/sitemapindex.xml"):
            return sitemap_index([self.url(f"/sitemap-vi.{m}.xml") for m in ("news", "about")])
        if path == "/sitemap-vi.news.xml":
            return urlset(days_of(self.articles, self))
        if path == "/sitemap-vi.about.xml":
            return urlset([(self.url(page), "") for page, _ in self.pages])
        if path == "/vi/laws/":
            return Reply(self._laws(), "page")
        if path.startswith("/vi/laws/detail/"):
            name = path.split("/")[4].removesuffix("-7").replace("-", " ").capitalize()
            return Reply(
                self.page(
                    name,
                    f"<table class='table'><tr><td>Số hiệu</td><td>{esc(name)}</td></tr></table><p><a href='/uploads/laws/{len(name)}.pdf'>Tải về</a></p>",
                ),
                "page",
            )
        return None

    def _laws(self) -> str:
        rows = "".join(
            f"<tr><td>{link(f'/vi/laws/detail/{key}-7/', name)}</td><td><a href='/uploads/laws/{key}.pdf'>Tệp</a></td></tr>"
            for key, name in (
                ("chi-thi-so-05-ct-tw", "Chỉ thị số 05-CT/TW"),
                ("ket-luan-so-01-kl-tw", "Kết luận số 01-KL/TW"),
                ("ke-hoach-so-12-kh-hu", "Kế hoạch số 12-KH/HU"),
            )
        )
        return self.page("Văn bản", f"<table class='table table-striped'>{rows}</table>")

    def robots(self) -> str:
        return (
            "User-agent: *\nDisallow: /admin/\nDisallow: /vi/users/\nDisallow: /vi/seek/\n"
            f"Sitemap: {self.url('/sitemapindex.xml')}\n"
        )


NUKEVIET = NukeViet(
    family="nukeviet",
    host="huyenuyphuninh.lamha.gov.vn",
    aliases=("www.huyenuyphuninh.lamha.gov.vn",),
    plain_too=True,
    organisation="Huyện ủy Phú Ninh",
    shelves=(
        Shelf("tin-tuc-su-kien", "Tin tức sự kiện", 52, 1),
        Shelf("cong-tac-xay-dung-dang", "Công tác xây dựng Đảng", 22, 2),
        Shelf("hoc-va-lam-theo-loi-bac", "Học và làm theo lời Bác", 16, 3),
        Shelf("tin-cu", "Tin lưu trữ", 10, 4, old=True),
    ),
    count=54,
    has_feed=True,
    home="/vi/",
    first_id=210,
    id_step=3,
    beyond="last",
    traps=(
        r"/news/(?:tag|topic|sendmail|rating)/",
        r"^/vi/(?:users|seek|statistics|voting|lich-cong-tac)/",
        r"[?&]nv_redirect=",
        r"^/en/",
    ),
    pages=(
        ("/vi/about/", "Giới thiệu"),
        ("/vi/about/chuc-nang-nhiem-vu.html", "Chức năng, nhiệm vụ"),
        ("/vi/about/so-do-to-chuc.html", "Sơ đồ tổ chức"),
        ("/vi/contact/", "Liên hệ"),
        ("/vi/siteterms/", "Điều khoản sử dụng"),
    ),
)
PLATFORMS = (NUKEVIET,)
