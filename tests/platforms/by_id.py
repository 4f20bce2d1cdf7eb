# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Portals that name an article by a number alone: Huế's ?gd=&cn=&tc=, Vĩnh Long's /id/N, and
Oracle WebCenter's dDocName."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property

from tests.golden.last_papers import danang
from tests.golden.old_portals import hue
from tests.golden.provinces import quangnam
from tests.platforms.framed import Framed
from tests.platforms.nouns import Article, Ask, Reply, Shelf
from tests.platforms.parts import calendar, clock, esc, items


@dataclass(frozen=True)
class ById(Framed):
    """What the three share: the number decides."""

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {str(a.id): a for a in self.articles}

    @abstractmethod
    def _calendar(self, year: int, month: int) -> str: ...

    def lure(self, step: int) -> str:
        return self._calendar(2026 + step // 12, step % 12 + 1)


@dataclass(frozen=True)
class Hue(ById):
    """One script and its parameters, in whatever order a template writes them."""

    def path(self, article: Article) -> str:
        return f"/?gd={article.shelf.id % 10}&cn={article.shelf.id}&tc={article.id}"

    def also(self, article: Article) -> tuple[str, ...]:
        gd, cn = article.shelf.id % 10, article.shelf.id
        return (
            f"/?cn={cn}&gd={gd}&tc={article.id}",
            f"/?cn={cn}&gd={gd}&tc={article.id}&print=1",
            f"/default.aspx?tc={article.id}&cn={cn}&gd={gd}",
        )

    def article_at(self, ask: Ask) -> Article | None:
        if ask.path.lower() not in ("/", "/default.aspx"):
            return None
        return self._by_id.get(ask.query.get("tc", ""))

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/?gd={shelf.id % 10}&cn={shelf.id}" + (f"&page={page}" if page > 1 else "")

    def listing_at(self, ask: Ask) -> tuple[Shelf, int] | None:
        for shelf in self.shelves:
            if ask.path == "/" and ask.query.get("cn") == str(shelf.id):
                page = ask.query.get("page", "1")
                return shelf, int(page) if page.isdigit() else 1
        return None

    def top(self) -> str:
        return f"""<form method="post" action="./" id="form1"><table class="main" width="1000" align="center"><tr><td><img src="/banner.swf" /></td></tr><tr><td><div class="menu"><a href="/">Trang chủ</a>{self.menu(" {} ")}<a href="/?gd=9&amp;cn=90">Văn bản</a></div></td></tr><tr><td>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<div class="ContentTitle">{esc(shelf.name)}</div><table class="tblTin">{rows}</table>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = (self.also(a)[0] if number % 2 else self.path(a)).replace("&", "&amp;")
        return f"""<tr><td><img src="/UploadFiles/{a.id}.jpg" align="left" width="90"/><a class="TinTitle" href="{path}">{esc(a.title)}</a> <span class="NgayDang">({a.when:%d/%m/%Y})</span><div class="TrichYeu">{esc(a.lead)}</div></td></tr>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        # Arrows alone, and those are pictures.
        arrows = "".join(
            f'<a href="{self.turn(shelf, n)}"><img src="/images/{name}.gif" border="0"></a>&nbsp;'
            for name, n in (("truoc", page - 1), ("sau", page + 1))
            if 0 < n <= last
        )
        return f'<div class="trang">{arrows}</div>'

    def below(self, article: Article) -> str:
        printing = self.also(article)[1].replace("&", "&amp;")
        return f"""<div><a href="{printing}">In tin</a></div><ul class="cungloai">{items(self, self.others(article.number, 5))}</ul>"""

    def right(self, seed: str | int) -> str:
        return f"""</td><td width="200"><b>Xem nhiều</b><ul>{items(self, self.others(seed, 3))}</ul>{self._calendar(2026, 10)}<select><option>Liên kết website</option></select></td></tr>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/?gd=7&cn=70&ngay={d}/{month}/{year}",
            lambda y, m: f"/?gd=7&cn=70&thang={m}/{y}",
        )

    def bottom(self) -> str:
        return f"""<tr><td>{self.static("{} | ")}<div class="dem">Tổng truy cập 7.142.338</div></td></tr></table></form>"""

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path == "/" and ask.query.get("cn") in {"5", "6", "90"}:
            return Reply(
                self.page("Văn bản, giới thiệu", "<p>Bộ máy tổ chức của phường.</p>"), "page"
            )
        return None


@dataclass(frozen=True)
class IdPath(ById):
    def path(self, article: Article) -> str:
        return f"/xem-chi-tiet-tin-tuc/id/{article.id}"

    def also(self, article: Article) -> tuple[str, ...]:
        return (f"/in-tin-tuc/id/{article.id}", f"{self.path(article)}/")

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/tin-tuc/cm/{shelf.id}" + (f"/page/{page}" if page > 1 else "")

    def top(self) -> str:
        return f"""<div class="wrapper"><header><span>{clock()}</span><a href="/"><img src="/logo.png"></a></header><nav class="navbar"><ul class="nav"><li><a href="/">Trang chủ</a></li>{self.menu('<li class="nav-item">{}</li>', 'class="nav-link"')}<li><a href="/van-ban">Văn bản</a></li></ul></nav>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f"""<h4 class="title-cm">{esc(shelf.name)}</h4><div class="row list">{rows}</div>"""

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        return f"""<div class="media"><a class="pull-left" href="{self.path(a)}"><img src="/files/{a.id}.png"></a><div class="media-body"><h5><a href="{self.path(a)}">{esc(a.title)}</a></h5><small><i class="fa fa-clock-o"></i> {a.when:%d-%m-%Y %H:%M}</small><p>{esc(a.lead)}</p></div></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        follow = (
            f'<li><a href="{self.turn(shelf, page + 1)}" rel="next">&raquo;</a></li>'
            if page < last
            else ""
        )
        return f"""<ul class="pagination">{self.numbers(shelf, page, other='<li><a href="{href}">{n}</a></li>', here='<li class="active"><span>{n}</span></li>', gap='<li class="disabled"><span>...</span></li>')}{follow}</ul>"""

    def below(self, article: Article) -> str:
        return f"""<div class="tools"><a href="/in-tin-tuc/id/{article.id}">In</a> <a href="{self.path(article)}/">Liên kết</a></div><ul class="lienquan">{items(self, self.others(article.number, 5))}</ul>"""

    def right(self, seed: str | int) -> str:
        return f"""<div class="sidebar"><h4>Đọc nhiều</h4><ul>{items(self, self.others(seed, 4))}</ul>{self._calendar(2026, 10)}<a href="/files/CT05.pdf">Chỉ thị số 05-CT/TW</a><a href="/xem-chi-tiet-van-ban/id/12">Kế hoạch số 12-KH/HU</a></div>"""

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda d: f"/lich-cong-tac/ngay/{year}-{month:02}-{d:02}",
            lambda y, m: f"/lich-cong-tac/thang/{y}-{m:02}",
        )

    def bottom(self) -> str:
        return f"""<footer>{self.static("{} ")}<p>{esc(self.organisation)}</p><a href="/dang-nhap">Quản trị</a></footer></div>"""

    def extra(self, ask: Ask) -> Reply | None:
        if ask.path.startswith("/xem-chi-tiet-van-ban/id/"):
            return Reply(
                self.page(
                    "Kế hoạch số 12-KH/HU",
                    "<table><tr><td>Số hiệu</td><td>12-KH/HU</td></tr></table>",
                ),
                "page",
            )
        return None


@dataclass(frozen=True)
class WebCenter(ById):
    """Oracle WebCenter: state in the query of every link."""

    STATE = "_afrLoop=28{}&_afrWindowMode=0&_adf.ctrl-state=1a{}"

    def path(self, article: Article) -> str:
        return f"/webcenter/portal/nuithanh/pages_tin-tuc/chi-tiet?dDocName=PORTAL{article.id}"

    def also(self, article: Article) -> tuple[str, ...]:
        return (
            f"{self.path(article)}&{self.STATE.format(article.id, article.number)}",
            f"/webcenter/portal/nuithanh/pages_tin-tuc/in?dDocName=PORTAL{article.id}",
        )

    def article_at(self, ask: Ask) -> Article | None:
        if not re.fullmatch(r"/webcenter/portal/nuithanh/pages_tin-tuc/(?:chi-tiet|in)", ask.path):
            return None
        return self._by_id.get(ask.query.get("dDocName", "").removeprefix("PORTAL"))

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        path = f"/webcenter/portal/nuithanh/pages_tin-tuc/{shelf.key}"
        return path + (f"?page={page}" if page > 1 else "")

    def top(self) -> str:
        return f"""<div id="pt1"><form id="f1" method="POST" action="/webcenter/portal/nuithanh?{self.STATE.format(1, 2)}"><div class="header"><a href="/webcenter/portal/nuithanh">Trang chủ</a>{self.menu(" {} ", 'class="xe9"')}<a href="/webcenter/portal/nuithanh/pages_van-ban">Văn bản</a></div>"""

    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        return f'<div class="x19"><span class="tieude-cm">{esc(shelf.name)}</span>{rows}</div>'

    def row(self, a: Article, number: int, shelf: Shelf) -> str:
        path = (self.also(a)[0] if number % 3 == 0 else self.path(a)).replace("&", "&amp;")
        return f"""<div class="x1a"><a class="xgl" href="{path}"><img src="/webcenter/content/conn/UCM/uuid/{a.id}"/></a><a class="tieude xgl" href="{path}">{esc(a.title)}</a><span class="ngay">[{a.when:%d/%m/%Y}]</span><div class="tomtat">{esc(a.lead)}</div></div>"""

    def pager(self, shelf: Shelf, page: int, last: int) -> str:
        return f"""<div class="paging"><span>Trang {page}/{last}</span>{self.numbers(shelf, page)}<a href="{self.turn(shelf, min(page + 1, last))}">Tiếp</a></div>"""

    def below(self, article: Article) -> str:
        return f"""<a href="{self.also(article)[1]}">In bài</a><div class="khac">{items(self, self.others(article.number, 4), "<div>{}</div>")}</div>"""

    def right(self, seed: str | int) -> str:
        return f"""<div class="phai">{items(self, self.others(seed, 4), "<div>{}</div>")}{self._calendar(2026, 10)}</div>"""

    def _calendar(self, year: int, month: int) -> str:
        base = "/webcenter/portal/nuithanh/pages_lich"
        return calendar(
            year, month, lambda d: f"{base}?d={year}-{month}-{d}", lambda y, m: f"{base}?m={y}-{m}"
        )

    def bottom(self) -> str:
        return f"""<div class="footer">{self.static(" {} ")}{esc(self.organisation)}</div></form></div>"""


_SHELVES = (
    Shelf("tin-tuc", "Tin tức - Sự kiện", 50, 28),
    Shelf("xay-dung-dang", "Xây dựng Đảng", 26, 34),
    Shelf("lam-theo-bac", "Học tập và làm theo Bác", 24, 144),
)
HUE = Hue(
    family="by_id",
    host="huongha.lamha.gov.vn",
    aliases=("www.huongha.lamha.gov.vn",),
    plain_too=True,
    organisation="UBND phường Hương Hạ",
    shelves=_SHELVES,
    layout=hue,
    count=44,
    beyond="last",
    first_id=72000,
    id_step=13,
    traps=(r"[?&]cn=70\b",),
    pages=(("/?gd=1&cn=5", "Giới thiệu"), ("/?gd=1&cn=6", "Bộ máy tổ chức"), ("/?gd=9&cn=90", "Văn bản")),
)  # fmt: skip
ID_PATH = IdPath(
    family="by_id",
    name="by_id_path",
    host="txbinhlong.lamha.gov.vn",
    organisation="UBND thị xã Bình Long Hạ",
    shelves=_SHELVES,
    layout=quangnam,
    count=44,
    first_id=192000,
    id_step=11,
    traps=(r"^/lich-cong-tac/", r"^/dang-nhap"),
    pages=(("/gioi-thieu", "Giới thiệu"), ("/van-ban", "Văn bản"), ("/lien-he", "Liên hệ"), ("/so-do-cong", "Sơ đồ cổng")),
)  # fmt: skip
WEBCENTER = WebCenter(
    family="by_id",
    name="by_id_webcenter",
    host="nuithanh.lamha.gov.vn",
    organisation="UBND huyện Núi Thạnh",
    shelves=_SHELVES,
    home="/webcenter/portal/nuithanh",
    layout=danang,
    count=44,
    beyond="empty",
    first_id=894000,
    id_step=17,
    traps=(r"/pages_lich",),
    pages=(("/webcenter/portal/nuithanh/pages_gioi-thieu", "Giới thiệu"), ("/webcenter/portal/nuithanh/pages_van-ban", "Văn bản"), ("/webcenter/portal/nuithanh/pages_lien-he", "Liên hệ")),
)  # fmt: skip
PLATFORMS = (HUE, ID_PATH, WEBCENTER)
