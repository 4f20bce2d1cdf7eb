# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Older and odder portals: escaped HTML, Word paste, br for paragraphs, windows-1258, SharePoint."""

from __future__ import annotations

import unicodedata
from html import escape

from tests.golden.papers import HEAD, figure_p
from tests.golden.portals import ampm
from tests.golden.sheet import Printed, Sheet, Signed, minute, signed


def tapchicongsan(s: Sheet) -> Printed:
    """tapchicongsan.org.vn on the old Liferay: "21:30, ngày 06-11-2018", signed with an office."""
    one = s.pen()
    office = (
        "Ủy viên Ban Thường vụ, Trưởng Ban Tuyên giáo Tỉnh ủy",
        "TS, Học viện Chính trị khu vực I",
    )
    kind = s.number % 3
    by = [Signed(one, (one,)), Signed(f"{one} {office[s.number % 2]}", (one,)), Signed("")][kind]
    under = [escape(one), f"{escape(one)}<br><i>{office[s.number % 2]}</i>", ""][kind]
    if kind < 2:
        s.furniture += [one] if kind == 0 else [by.line, office[s.number % 2]]
    lead = s.say_lead()
    prefix = ("TCCSĐT - " if s.number % 2 else "TCCS - ") if lead else ""
    html = (
        HEAD.format(f"{s.title} - Tạp chí Cộng sản", "")
        + f"""
<div id="wrapper"><div id="banner"></div><div id="navigation"><ul>{
            s.asides(
                "Tiêu điểm",
                "Trang thông tin địa phương",
                "Học tập và làm theo tư tưởng Hồ Chí Minh",
            )
        }</ul></div>
<div id="content"><div class="portlet-body"><div class="asset-full-content"><div class="cate"><a
 href="/web/guest/trang-thong-tin-dia-phuong">Trang thông tin địa phương</a></div><div
 class="bx-detail"><div class="news-title">{s.title}</div><div class="news-author">{under}</div>
<div class="news-date">{s.when:%H:%M}, ngày {s.when:%d-%m-%Y}</div><div class="news-desc"><b>{
            prefix
        }{lead}
</b></div><div class="news-content">{
            s.flow(
                "<p align='justify'>{}</p>",
                h="<p><b>{}</b></p>",
                pictures=[lambda: figure_p(s)] * (s.number % 2),
            )
        }</div><div class="tools">{
            s.asides("Bản in", "Gửi tới bạn bè", around="<a>{}</a> ")
        }</div></div></div></div><div class="portlet-body"><b>{
            s.aside("Các bài viết khác")
        }</b><ul>{s.related(3, "<li><a href='/-/2018/{}/x.aspx'>{}</a> (3-11-2018)</li>")}
</ul></div></div></div></body></html>"""
    )
    url = f"https://tapchicongsan.org.vn/trang-thong-tin-dia-phuong/-/2018/{s.serial}/{s.slug}.aspx"
    return Printed(
        url, html, "Tạp chí Cộng sản", minute(s.when), by, "Trang thông tin địa phương",
        source=prefix.strip(" -") or None,
    )  # fmt: skip


def hue(s: Sheet) -> Printed:
    """Huế's portal (?gd=&cn=&tc=): links to other sites at the top, a day only."""
    by = signed(s, "n000")
    lead = s.say_lead()
    html = (
        HEAD.format("Trang thông tin điện tử phường", "")
        + f"""
<table class="main" width="100%"><tr><td><div class="lienket"><select><option>{
            s.aside("Liên kết website")
        }</option></select>{
            s.asides("Sở, Ban, Ngành", "UBND Huyện, Thị xã, Thành phố", around="<div>{}</div>")
        }</div></td></tr><tr><td><div class="menu">{
            s.asides(
                "Giới thiệu", "Tin tức - Sự kiện", "Thông tin tuyên truyền", around="<a>{}</a>"
            )
        }</div></td></tr><tr><td>
<div class="ContentTitle">Tin tức - Sự kiện</div><div class="detail"><span class="Title">{
            s.title
        }</span>
<br><span class="NgayCapNhat">Ngày cập nhật {s.when:%d/%m/%Y}</span><br><div class="TrichYeu"><b>{
            lead
        }</b>
</div><div class="NoiDung">{s.flow("<p>{}</p>", pictures=[lambda: figure_p(s)] * (s.number % 2))}<p
 align="right"><b>{escape(by.line)}</b></p></div></div><div class="tinkhac"><b>{
            s.aside("Các tin khác")
        }</b><ul>{s.related(4, "<li><a href='?tc={}'>{}</a> (12/05/2023)</li>")}</ul></div>
<div class="dem">{s.aside("Tổng truy cập 7.142.338")} {
            s.aside("Truy cập hiện tại 215")
        }</div></td></tr>
</table></body></html>"""
    )
    url = f"https://huongchu.thuathienhue.gov.vn/?gd=4&cn=28&tc={s.serial}"
    return Printed(
        url, html, "UBND phường Hương Chữ", f"{s.when:%Y-%m-%d}", by, "Tin tức - Sự kiện"
    )


SLOGAN = "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh theo Chỉ thị số 05-CT/TW"


def hungyen(s: Sheet) -> Printed:
    """Hưng Yên's -cN.html: the campaign's slogan in the banner, "Ngày xuất bản: … SA"."""
    by = signed(s, "n0n0")
    html = (
        HEAD.format(s.title, "")
        + f"""
<div id="banner"><marquee>{s.aside(SLOGAN)}</marquee></div><div id="menu">{
            s.asides("Trang chủ", "Tin tức", "Học tập và làm theo Bác", around="<a>{}</a>")
        }</div><div class="breadcrumb">
<a href="/">Trang chủ</a> » <a href="/tin-hoat-dong-c1.html">Tin hoạt động</a></div>
<div id="main"><h1>{s.title}</h1><p class="ngay">Ngày xuất bản: {s.when:%d/%m/%Y} {
            ampm(s, "SA", "CH")
        }</p>
<p class="tomtat"><strong>{s.say_lead()}</strong></p><div class="noidung">{
            s.flow(
                "<p style='text-align: justify'>{}</p>",
                pictures=[lambda: figure_p(s)] * (s.number % 2),
            )
        }
<p style="text-align: right"><strong>{escape(by.line)}</strong></p></div><div class="xem">{
            s.aside("Lượt xem 733")
        }</div><div class="khac"><h3>{s.aside("Tin cùng chuyên mục")}</h3>{s.related(3)}</div>
</div><div id="footer">{
            s.aside("Bản quyền thuộc Đảng ủy Khối các cơ quan tỉnh")
        }</div></body></html>"""
    )
    url = f"https://dukcq.hungyen.dcs.vn/{s.slug}-c{s.serial}.html"
    return Printed(url, html, "Đảng ủy Khối các cơ quan tỉnh", minute(s.when), by, "Tin hoạt động")


def huyenuy(s: Sheet) -> Printed:
    """A district Party committee's page: the heading in capitals, "Thời gian đăng: … AM"."""
    by = signed(s, "n00p")
    title = s.story.title.upper()
    html = (
        HEAD.format("Huyện ủy - Trang chủ", "")
        + f"""
<div class="slogan">{s.aside(SLOGAN.upper())}</div><ul class="menu">{
            s.asides("TRANG CHỦ", "GIỚI THIỆU", "TIN TỨC", "VĂN BẢN")
        }</ul><div class="left"><h3>{s.aside("CHUYÊN MỤC")}</h3>{
            s.asides("Xây dựng Đảng", "Dân vận", "Học tập và làm theo Bác")
        }</div><div class="content-page">
<h1 class="page-title">{escape(title, quote=False)}</h1><div class="time">Thời gian đăng: {
            s.when:%d/%m/%Y} {ampm(s, "AM", "PM")}</div><div class="text">{
            s.flow(
                "<p><span style='font-family:times new roman'>{}</span></p>",
                lead=True,
                pictures=[lambda: figure_p(s)] * (s.number % 2),
            )
        }<p style="text-align:right"><b>{escape(by.line)}</b>
</p></div><p class="back"><a href="javascript:history.back()">{s.aside("Quay lại")}</a></p></div>
<div class="footer"><p>{
            s.aside("Đã truy cập: 1.204.551 Đang truy cập:5645")
        }</p></div></body></html>"""
    )
    url = f"http://huyenuyphucu.vn/bai-viet/{s.slug}.aspx"
    return Printed(url, html, "Huyện ủy Phù Cừ", minute(s.when), by, title=title)


def thanhdoan(s: Sheet) -> Printed:
    """thanhdoan.hochiminhcity.gov.vn: the text is HTML escaped once more, meta windows-1252."""
    by = signed(s, "n0tn")
    inner = s.flow("<p>{}</p>", lead=True, pictures=[lambda: figure_p(s)] * (s.number % 2))
    inner += (
        f"<p style='text-align:right'><strong>{escape(by.line)}</strong></p>" if by.line else ""
    )
    word = "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    named = (word + inner).encode("ascii", "xmlcharrefreplace").decode()
    body = escape(named, quote=False) if s.number % 2 else named
    html = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>{s.title.encode("ascii", "xmlcharrefreplace").decode()}</title></head><body><div id="nav">
{s.asides("Home", "Lien he", "Dang nhap", around="<a>{}</a>")}</div><div class="newsdetail">
<div class="newstitle">{s.title.encode("ascii", "xmlcharrefreplace").decode()}</div>
<div class="newsdate">{s.when:%d/%m/%Y %H:%M}</div><div class="newscontent">{body}</div></div>
<div class="foot">{s.aside("Webmaster: webtd")}</div></body></html>"""
    url = f"http://thanhdoan.hochiminhcity.gov.vn/ThanhDoan/webtd/News/{s.serial}"
    return Printed(
        url, html, "Thành Đoàn TP.HCM", minute(s.when), by, raw=html.encode("ascii"),
        content_type="text/html",
    )  # fmt: skip


MSO = (
    "<p class=\"MsoNormal\" style=\"margin-bottom:6.0pt;text-align:justify;mso-line-height-rule:exactly\">"
    "<span style=\"font-size:14.0pt;font-family:&quot;Times New Roman&quot;\"><font color=\"black\"><span"
    " lang=\"NL\" style=\"mso-ansi-language:NL\">{}<o:p></o:p></span></font></span></p>"
    "<p class=\"MsoNormal\"><span lang=\"NL\">&nbsp;<o:p></o:p></span></p>"
)  # fmt: skip


def wordpaste(s: Sheet) -> Printed:
    """A commune's page pasted from Word: mso spans, font tags, nbsp paragraphs, split words."""
    by = signed(s, "n0b0")
    text = s.flow(
        MSO, MSO.format("<b>{}</b>"), MSO.format("- {}"), MSO.format("<b><i>{}</i></b>"), lead=True
    )
    text = text.replace(" và ", "&nbsp;và </span><span style='letter-spacing:-.1pt'>")
    sign = MSO.replace("justify", "right").format(f"<b>{escape(by.line)}</b>") if by.line else ""
    html = (
        HEAD.format("Cổng thông tin điện tử xã", "")
        + f"""
<div class="head">{
            s.asides("Trang chủ", "Giới thiệu chung", "Bản đồ hành chính", around="<a>{}</a>")
        }
</div><div class="noidungtin"><h2 class="tieude">{s.title}</h2><p class="ngaydang">Đăng lúc: {
            s.when:%H:%M:%S %d/%m/%Y} (GMT+7)</p><div class="chitiet"><style>p.MsoNormal{{margin:0}}</style>
{text}{sign}</div><div class="congcu">{
            s.asides("In trang", "Gửi email", "Chia sẻ", around="<a>{}</a>")
        }
</div><div class="khac"><p>{s.aside("Các tin đã đưa")}</p><ul>{s.related(3)}</ul></div></div>
<div class="chan">{s.aside("Địa chỉ: thôn Trung, xã Tân Lễ")}</div></body></html>"""
    )
    url = f"https://hainam-haihau.namdinh.gov.vn/cong-tac-dang/{s.slug}-{s.serial}"
    return Printed(url, html, "UBND xã Hải Nam", minute(s.when), by)


def cp1258(text: str) -> bytes:
    """Windows-1258: Vietnamese letters with their tones as marks of their own."""
    out = bytearray()
    for ch in text:
        try:
            out += ch.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", ch)
            tone = next((part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"), "")
            base = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
            out += (base + tone).encode("cp1258", "xmlcharrefreplace")
    return bytes(out)


def brtext(s: Sheet) -> Printed:
    """An old page in one table cell, br for paragraphs; windows-1258 bytes, or NFD in UTF-8."""
    by = signed(s, "n0s0")
    old = s.number % 2 == 0
    charset = "windows-1258" if old else "utf-8"
    html = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{s.title}</title></head><body><table width="780" align="center"><tr><td colspan="2">{
        s.asides("Trang chủ", "Tin trong tỉnh", "Quảng cáo", around="<a href='/'>{}</a> | ")
    }</td></tr><tr>
<td width="600" valign="top"><font class="tieude"><b>{s.title}</b></font><br><font size="1">({
        s.when:%H:%M | %d/%m/%Y})</font><br><br>{
        s.flow(
            "{}<br><br>", h="<b>{}</b><br><br>", li="- {}<br><br>", q="<b>{}</b><br><br>", lead=True
        )
    }<div align="right"><b>{escape(by.line)}</b></div>
<hr><b>{s.aside("Tin khác:")}</b><br>{s.related(3, "<a href='/k{}'>{}</a><br>")}</td><td>{
        s.aside("Giá vàng hôm nay")
    }</td></tr></table></body></html>"""
    raw = cp1258(html) if old else unicodedata.normalize("NFD", html).encode()
    url = f"http://www.kiengiangcu.vn/trang/TinTuc/112/{s.serial}/{s.slug}.html"
    return Printed(
        url, html, "Cổng TTĐT huyện", minute(s.when), by, raw=raw,
        content_type="text/html" if old else "text/html; charset=utf-8",
    )  # fmt: skip


# The editor leaves a zero-width space where a paragraph begins.
RTE = '<p class="ms-rteElement-P" style="text-align:justify">\u200b{}</p>'


def sharepoint(s: Sheet) -> Printed:
    """A SharePoint portal of another province: ms-rteElement tables, captions in cells, a day only."""
    by = signed(s, "n0gn")

    def picture() -> str:
        return (
            f'<table class="ms-rteTable-default" style="width:100%"><tbody><tr><td class="'
            f'ms-rteElement-TD" style="text-align:center"><img src="/P/{s.serial}.jpg"></td></tr><tr><td class="'
            f'ms-rteElement-TD" style="text-align:center"><em>{s.picture()}</em></td></tr></tbody></table>'
        )

    html = (
        HEAD.format(f"\n\t{s.title}\n", "")
        + f"""
<form id="aspnetForm"><div class="ms-nav">{
            s.asides("Trang chủ", "Chính quyền", "Công dân", "Doanh nghiệp", around="<a>{}</a>")
        }</div><div class="tandan-breadcrumb"><a href="/">Trang chủ</a> <a
 href="/Pages/tintuc.aspx">Tin tức - Sự kiện</a></div><div class="article-detail"><span
 class="tandan-p-article-news-title">{s.title}</span><div class="artcle-tools"><span
 class="tandan-span-date-publish">Ngày xuất bản: {s.when:%d-%m-%Y}</span> {
            s.asides("A", "A", around="<a>{}</a> ")
        }</div><p class="tandan-p-article-news-summary">{s.say_lead()}</p>
<div class="ms-rtestate-field">{
            s.flow(
                RTE,
                h='<h3 class="ms-rteElement-H3">{}</h3>',
                pictures=[picture] * (1 + s.number % 2),
            )
        }
<p class="ms-rteElement-P" style="text-align:right"><strong>{escape(by.line)}</strong></p></div>
<div class="tandan-related"><h4>{s.aside("Tin tức liên quan")}</h4>{
            s.related(3, "<div><a href='/t{}.aspx'>{}</a> (19-05-2023)</div>")
        }</div></div><div class="ft">{
            s.aside("Cổng thông tin điện tử tỉnh")
        }</div></form></body></html>"""
    )
    url = f"http://www.dienbien.gov.vn/portal/Pages/{s.slug}.aspx"
    return Printed(
        url, html, "Cổng TTĐT tỉnh Điện Biên", f"{s.when:%Y-%m-%d}", by, "Tin tức - Sự kiện"
    )


def kiengiang(s: Sheet) -> Printed:
    """Kiên Giang's portal, /trang/TinTuc/{cat}/{id}/{SLUG}.html: "(10:06 | 12/10/2017)"."""
    by = signed(s, "pn0u")
    lead = s.say_lead()
    html = (
        HEAD.format(s.title, "")
        + f"""
<div class="headbar">{
            s.asides(
                "Giới thiệu",
                "Tin tức",
                "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
                around="<a>{}</a>",
            )
        }</div><div class="block_tin"><div class="tieude_cm"><a href="/trang/TinTuc/210">Xây
dựng Đảng</a></div><div class="tieude_tin">{s.title}</div><span class="date_pst">({
            s.when:%H:%M | %d/%m/%Y})
</span><p class="mota"><strong>{lead}</strong></p><div class="textbody">{
            s.flow(
                "<p style='text-align:justify'>{}</p>",
                pictures=[lambda: figure_p(s)] * (s.number % 2),
            )
        }
<p style="text-align:right"><strong>{escape(by.line)}</strong></p></div><div class="icons">{
            s.asides("Bản in", "Quay lại", "Về đầu trang", around="<a>{}</a> ")
        }</div><div class="cungloai"><b>{s.aside("Tin cùng loại")}</b>{
            s.related(3, "<div><a href='/u{}.html'>{}</a> (08:15 | 03/10/2017)</div>")
        }
</div></div><div class="thongke">{
            s.asides("Đang online: 14", "Hôm nay: 230", around="<p>{}</p>")
        }</div>
</body></html>"""
    )
    slug = s.slug.upper()
    url = f"https://goquao.kiengiang.gov.vn/trang/TinTuc/210/{s.serial}/{slug}.html"
    return Printed(url, html, "UBND huyện Gò Quao", minute(s.when), by, "Xây dựng Đảng")
