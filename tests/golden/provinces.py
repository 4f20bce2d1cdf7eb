# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Provincial papers and portals by their published selectors; written after the others."""

from __future__ import annotations

from html import escape

from tests.golden.older_papers import figure, old_table_picture
from tests.golden.papers import HEAD, figure_p, meta
from tests.golden.portals import ampm
from tests.golden.sheet import DAYS, Printed, Sheet, Signed, minute, signed


def thanhhoa(s: Sheet) -> Printed:
    """baothanhhoa.vn: date_news, sapo_detail, main-detail, related titles in drelated."""
    by = signed(s, "nnb0tn")
    lead = s.say_lead()
    html = (
        HEAD.format(f"{s.title} | Báo Thanh Hóa", meta(s, "Báo Thanh Hóa"))
        + f"""
<div class="head">{
            s.asides("Chính trị", "Theo gương Bác", "Đất và Người xứ Thanh", around="<a>{}</a>")
        }
</div><div class="box-detail"><div class="title_cate"><a href="/theo-guong-bac">Theo gương Bác</a></div>
<h1 class="title-news-detail">{s.title}</h1><div class="date_news"><span>{s.when:%H:%M} - {
            s.when:%d/%m/%Y}
</span></div><h2 class="sapo_detail">{"(Baothanhhoa.vn) - " if lead else ""}{
            lead
        }</h2><div class="drelated">
<ul>{s.related(2)}</ul></div><div id="main-detail">{
            s.flow(
                "<p class='pBody'>{}</p>",
                h="<p class='pSubTitle'>{}</p>",
                pictures=[lambda: photo(s)] * (s.number % 3),
            )
        }
<p class="pAuthor" style="text-align:right">{escape(by.line)}</p></div><div class="social">{
            s.asides("Chia sẻ", "0 bình luận", around="<span>{}</span>")
        }</div><div class="other"><h3>{s.aside("Tin liên quan")}</h3>{
            s.related(4)
        }</div></div></body></html>"""
    )
    url = f"https://baothanhhoa.vn/theo-guong-bac/{s.slug}/{s.serial}.htm"
    return Printed(
        url, html, "Báo Thanh Hóa", minute(s.when), by, "Theo gương Bác",
    )  # fmt: skip


def photo(s: Sheet) -> str:
    return (
        f"<div class='fig'><p class='pImage'><img src='/p/{s.serial}.jpg'></p>"
        f"<p class='pCaption'>{s.picture()}</p></div>"
    )


def bacgiang(s: Sheet) -> Printed:
    """baobacgiang.com.vn: a Liferay with alead inside ArticleContent, "(BGĐT) - "."""
    by = signed(s, "nu0n")
    lead = s.say_lead()
    head = f"<p class='alead'>(BGĐT) - {lead}</p>" if lead else ""
    html = (
        HEAD.format(f"{s.title} - Báo Bắc Giang", meta(s, "Báo Bắc Giang điện tử"))
        + f"""
<div class="nav">{s.asides("Trang chủ", "Chính trị", "Xã hội", "Bạn đọc", around="<a>{}</a>")}</div>
<div class="journal-content-article"><ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a
 href="/xay-dung-dang">Xây dựng Đảng</a></li></ul><h1 class="title-article">{s.title}</h1><p
 class="datetimes-detail-articlecontent spr-detail">Cập nhật: {s.when:%H:%M} ngày {s.when:%d/%m/%Y}</p>
<div class="ArticleContent BaoBacGiang8">{head}{s.flow(pictures=[lambda: figure_p(s)] * (s.number % 3))}
<p class="author" style="text-align: right;"><strong>{escape(by.line)}</strong></p></div>
<div class="tools">{s.asides("Bản in", "Gửi bài viết", "Phản hồi", around="<a>{}</a>")}</div>
<div class="cungchuyenmuc"><b>{s.aside("Tin cùng chuyên mục")}</b>{s.related(3)}</div></div></body></html>"""
    )
    url = f"http://baobacgiang.com.vn/bg/xay-dung-dang/{s.serial}/{s.slug}.html"
    return Printed(
        url, html, "Báo Bắc Giang", minute(s.when), by, "Xây dựng Đảng",
        source="BGĐT" if lead else None,
    )  # fmt: skip


def haugiang(s: Sheet) -> Printed:
    """baohaugiang.com.vn: "Thứ Ba, ngày 16/05/2023 | 08:32", the campaign's name as section."""
    by = signed(s, "nnu0")
    section = "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh"
    html = (
        HEAD.format(f"{s.title}", meta(s, "Báo Hậu Giang"))
        + f"""
<div class="top">{s.aside("Đường dây nóng: 0939.923988")}</div><ul class="menu">{
            s.asides("Thời sự", "Chính trị", "Nông nghiệp - Nông thôn")
        }</ul><div class="detail"><div class="bread"><a href="/chinh-tri">
Chính trị</a> / <a href="/hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh">{section}</a></div>
<h1>{s.title}</h1><span class="ngay">{s.day}, ngày {
            s.when:%d/%m/%Y | %H:%M}</span><div class="chapeau">{
            s.say_lead()
        }</div><div class="body-content">{
            s.flow(
                "<p style='text-align: justify;'>{}</p>",
                pictures=[lambda: figure(s)] * (1 + s.number % 2),
            )
        }<p style="text-align: right;"><strong>{
            escape(by.line)
        }</strong></p></div><div class="cm"><h4>{s.aside("Viết bình luận mới")}</h4></div>
<div class="lq">{s.related(3)}</div></div></body></html>"""
    )
    url = f"https://baohaugiang.com.vn/chinh-tri/{s.slug}-{s.serial}.html"
    return Printed(url, html, "Báo Hậu Giang", minute(s.when), by, section)


def vinhlong(s: Sheet) -> Printed:
    """baovinhlong.vn, a later ePi: "Cập nhật, 05:40, Thứ Năm, 03/06/2021 (GMT+7)", "(VLO)"."""
    by = signed(s, "nbut0s")
    lead = f"<p><strong>(VLO) {s.say_lead()}</strong></p>" if s.story.lead else ""
    clock = s.aside(f"{DAYS[s.seen.weekday()]}, {s.seen:%d/%m/%Y, %H:%M} (GMT+7)")
    html = (
        HEAD.format(f"{s.title} - Báo Vĩnh Long Online", "")
        + f"""
<div class="today">{clock}</div><div class="menu">{
            s.asides("Thời sự", "Chính trị", "Kinh tế", around="<a>{}</a>")
        }</div><div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/chinh-tri/">Chính
trị</a></div><h1 class="title">{s.title}</h1><div class="date">Cập nhật, {s.when:%H:%M}, {s.day}, {
            s.when:%d/%m/%Y} (GMT+7)</div><div class="tools">{
            s.asides("A", "A", around="<a>{}</a>")
        }</div>
<div id="content" class="content">{lead}{s.flow(pictures=[lambda: rl_center(s)] * (s.number % 3))}
<p class="body-author" style="text-align:right"><strong>{escape(by.line)}</strong></p></div>
<div class="sharing">{s.asides("Chia sẻ bài viết", "Đọc Báo in", around="<a>{}</a>")}</div>
<div class="related"><span>{s.aside("Tin liên quan")}</span><ul>{
            s.related(3)
        }</ul></div></body></html>"""
    )
    url = f"https://baovinhlong.vn/chinh-tri/{s.when:%Y%m}/{s.slug}-{s.serial}/"
    return Printed(
        url, html, "Báo Vĩnh Long", minute(s.when), by, "Chính trị",
        source="VLO" if lead else None,
    )  # fmt: skip


def rl_center(s: Sheet) -> str:
    return (
        f'<table class="rl center"><tbody><tr><td><img src="/d/{s.serial}.jpg"></td></tr><tr><td>'
        f'<p class="image_desc">{s.picture()}</p></td></tr></tbody></table>'
    )


def lyluan(s: Sheet) -> Printed:
    """lyluanchinhtri.vn, Joomla: "Chủ nhật, 26 Tháng 11 2023 15:06", "(LLCT) - "."""
    one = s.pen()
    by = [Signed(f"ThS {one}", (one,)), Signed("")][s.number % 2]
    under = f"<p style='text-align:right'><strong>{by.line}</strong></p>" if by.line else ""
    s.furniture += [by.line] if by.line else []
    date = f"{s.day.capitalize()}, {s.when:%d} Tháng {s.when:%m %Y %H:%M}"
    lead = s.say_lead()
    html = (
        HEAD.format(s.title, "")
        + f"""
<div id="menu"><ul>{s.asides("Trang chủ", "Nghiên cứu lý luận", "Đào tạo - Bồi dưỡng")}</ul></div>
<div class="breadcrumbs"><span class="showHere">{
            s.aside("Bạn đang ở:")
        } </span><a href="/">Trang chủ</a>
<a href="/thuc-tien">Thực tiễn</a></div><div class="item-page"><h2>{
            s.title
        }</h2><dl class="article-info">
<dd class="create">{date}</dd><dd class="hits">{
            s.aside("5242 Lượt xem")
        }</dd></dl><ul class="actions">{s.asides("Email", "In")}</ul><p><strong>{
            "(LLCT) - " if lead else ""
        }{lead}</strong></p>{
            s.flow(
                "<p style='text-align: justify;'>{}</p>",
                pictures=[lambda: figure_p(s)] * (s.number % 2),
            )
        }{under}
</div><div class="items-more"><h3>{s.aside("Các bài viết khác")}</h3>{
            s.related(3)
        }</div></body></html>"""
    )
    url = f"http://lyluanchinhtri.vn/home/index.php/thuc-tien/item/{s.serial}-{s.slug}.html"
    return Printed(
        url, html, "Tạp chí Lý luận chính trị", minute(s.when), by, "Thực tiễn",
        source="LLCT" if lead else None,
    )  # fmt: skip


def laocaiportal(s: Sheet) -> Printed:
    """laocai.gov.vn: PostDate, ArticleSummary, ArticleContent; a day with spaced dashes."""
    by = signed(s, "0n0g")
    html = (
        HEAD.format("Cổng Thông tin điện tử", "")
        + f"""
<div class="pageheader">{
            s.asides("Trang chủ", "Tin trong tỉnh", "Dịch vụ công", around="<a>{}</a>")
        }</div>
<div class="ArticleDetail"><div class="ArticleHeader">{
            s.title
        }</div><div class="PostDate">Đăng ngày {s.when:%d - %m - %Y}</div><div class="Utils">{
            s.asides("Đọc bài viết", "In trang", around="<a>{}</a>")
        }
</div><div class="ArticleSummary">{s.say_lead()}</div><div class="ArticleContent">{
            s.flow(
                "<p align='justify'>{}</p>",
                pictures=[lambda: old_table_picture(s)] * (s.number % 2),
            )
        }<p align="right">
<b>{escape(by.line)}</b></p></div><div class="OtherArticles"><div class="Header">{
            s.aside("Tin khác")
        }</div>
{s.related(3, "<div class='i'><a href='/tin{}.html'>{}</a> (02 - 04 - 2024)</div>")}</div></div>
<div class="counter">{s.aside("Số lượt truy cập: 19.203.551")}</div></body></html>"""
    )
    url = f"https://www.laocai.gov.vn/1234/28089/38330/{s.serial}/{s.slug}.html"
    return Printed(url, html, "Cổng TTĐT tỉnh Lào Cai", f"{s.when:%Y-%m-%d}", by)


def quangnam(s: Sheet) -> Printed:
    """quangnam.gov.vn: ASP.NET labels by id, "22/07/2020 10:02:18 AM"."""
    by = signed(s, "n000")
    ids = "ctl00_zone1_detail_ctl00_ctl00_lbl"
    html = (
        HEAD.format("Cổng thông tin điện tử Quảng Nam", "")
        + f"""
<form id="aspnetForm"><div id="header">{
            s.asides("Giới thiệu", "Tin tức - Sự kiện", "Công dân", around="<a>{}</a> ")
        }</div><div class="box-content"><span id="{ids}Title" class="title">{s.title}</span>
<br><span id="{ids}NgayDang">Thời gian đăng: {s.when:%d/%m/%Y} {
            ampm(s, "AM", "PM")
        }</span><p><span id="{ids}TomTat"
 style="font-weight:bold">{s.say_lead()}</span></p><span id="{ids}NoiDung">{
            s.flow(
                "<div style='text-align:justify'>{}</div>",
                pictures=[lambda: figure_p(s)] * (s.number % 2),
            )
        }<div
 style="text-align:right"><strong>{escape(by.line)}</strong></div></span><div>{
            s.asides("Quay lại", "In", around="<a>{}</a> ")
        }</div><div class="khac">{s.aside("Các tin khác:")}<ul>{s.related(3)}</ul></div></div>
</form></body></html>"""
    )
    url = f"https://www.quangnam.gov.vn/webcenter/tin?dDocName=PORTAL{s.serial}"
    return Printed(url, html, "Cổng TTĐT tỉnh Quảng Nam", minute(s.when), by)


def quangbinh(s: Sheet) -> Printed:
    """baoquangbinh.vn in 2021: "08:33 | Thứ Bảy, 13/11/2021", icons, lone dots, "(QBĐT) - "."""
    by = signed(s, "ntn0up")
    lead = f"<p><strong>(QBĐT) - {s.say_lead()}</strong></p>" if s.story.lead else ""
    html = (
        HEAD.format(f"{s.title} - Báo Quảng Bình điện tử", "")
        + f"""
<div class="nav">{
            s.asides("Trang chủ", "Chính trị", "Theo gương Bác", around="<a>{}</a>")
        }</div><div
 class="detail"><div class="cat-link"><a href="/chinh-tri/">Chính trị</a></div><h1 class="title">{
            s.title
        }</h1>
<span class="date">{s.when:%H:%M} | {s.day}, {s.when:%d/%m/%Y}</span><div class="icons">{
            s.aside("icon gmail icon facebook icon youtube")
        }</div><div id="content">{lead}{
            s.flow(
                h="<p><em><strong>{}</strong></em></p>",
                pictures=[lambda: rl_center(s)] * (1 + s.number % 2),
            )
        }
<p style="text-align: right;"><strong>{escape(by.line)}</strong></p><p>.</p><p>.</p></div>
<div class="more">{s.aside("TIN LIÊN QUAN")}<p>.</p>{
            s.related(3, "<p><a href='/l-{}/'>{}</a></p>")
        }</div></div>
</body></html>"""
    )
    url = f"https://baoquangbinh.vn/chinh-tri/{s.when:%Y%m}/{s.slug}-{s.serial}/"
    return Printed(
        url, html, "Báo Quảng Bình", minute(s.when), by, "Chính trị",
        source="QBĐT" if lead else None,
    )  # fmt: skip


def tinhdoan(s: Sheet) -> Printed:
    """tinhdoanbacninh.gov.vn: "Thu, Day 04/08/2016 09:13 AM", the text in one div."""
    by = signed(s, "n0tn")
    html = (
        HEAD.format("Tỉnh đoàn Bắc Ninh", "")
        + f"""
<div id="top-menu">{
            s.asides("Trang chủ", "Hoạt động Đoàn", "Tuổi trẻ làm theo lời Bác", around="<a>{}</a>")
        }
</div><div class="post-view"><h2 class="post-title">{s.title}</h2><div class="post-time">{
            s.when:%a}, Day {s.when:%d/%m/%Y %I:%M %p}</div><div class="post-excerpt"><strong>{
            s.say_lead()
        }</strong></div><div
 class="post-body">{
            s.flow(
                "<div>{}</div><div>&nbsp;</div>", pictures=[lambda: figure_p(s)] * (s.number % 2)
            )
        }
<div style="text-align:right"><em>{escape(by.line)}</em></div></div><div class="post-share">{
            s.asides("Like", "Share", around="<span>{}</span>")
        }</div><div class="post-more"><h4>{s.aside("Bài viết liên quan")}
</h4>{s.related(3)}</div></div></body></html>"""
    )
    url = f"http://tinhdoanbacninh.gov.vn/bai-viet/i{s.serial}/{s.slug}.html"
    return Printed(url, html, "Tỉnh đoàn Bắc Ninh", minute(s.when), by)


def daklak(s: Sheet) -> Printed:
    """baodaklak.vn: "21:14, 19/05/2020", the lead a first bold paragraph, an audio bar."""
    by = signed(s, "nnt0bn")
    lead = f"<p><strong>{s.say_lead()}</strong></p>" if s.story.lead else ""
    html = (
        HEAD.format(f"{s.title} - Báo Đắk Lắk điện tử", "")
        + f"""
<div class="bar">{s.aside("Multimedia Đọc Báo in")}</div><div class="menu">{
            s.asides("Chính trị", "Kinh tế", "Học và làm theo Bác", around="<a>{}</a>")
        }</div><div class="breadcrumb"><a href="/chinh-tri/">Chính trị</a>
</div><h1 class="title">{s.title}</h1><div class="date">{
            s.when:%H:%M, %d/%m/%Y}</div><div class="audio">{
            s.aside("mask 0:00 / 0:00 0:00")
        }</div><div class="content">{lead}{
            s.flow(pictures=[lambda: rl_center(s)] * (s.number % 3))
        }<p style="text-align:right"><strong>{escape(by.line)}
</strong></p></div><div class="kc">{s.aside("Ý kiến bạn đọc")}</div><div class="rel">{
            s.related(3)
        }</div>
</body></html>"""
    )
    url = f"https://baodaklak.vn/chinh-tri/{s.when:%Y%m}/{s.slug}-{s.serial}/"
    return Printed(url, html, "Báo Đắk Lắk", minute(s.when), by, "Chính trị")
