# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Portals of districts, communes and Party committees."""

from __future__ import annotations

import json
from html import escape

from tests.golden.papers import HEAD, figure_p, meta
from tests.golden.sheet import Printed, Sheet, Signed, minute, signed


def ampm(s: Sheet, am: str, pm: str) -> str:
    return f"{s.when:%I:%M:%S} {am if s.when.hour < 12 else pm}"


def nukeviet(s: Sheet) -> Printed:
    """NukeViet 4 (btgdv.cantho.gov.vn); odd pages are its /savefile/ view, a whole document."""
    one = s.pen()
    name, where = s.number % 3 != 2, s.number % 3 == 1
    by = Signed(one, (one,) if name else (), "Cổng TTĐT thành phố" if where else None)
    date = f"{s.day.capitalize()} - {s.when:%d/%m/%Y %H:%M}"
    if s.number % 2:
        return _savefile(s, by, date)
    lines = _nukeviet_author(
        s, by, "<p class='h5 text-right'><strong>{}: </strong>{}</p>", "Tác giả"
    )
    html = (
        HEAD.format(f"{s.title} - Ban Tuyên giáo và Dân vận", meta(s, "Ban Tuyên giáo"))
        + f"""
<div class="body-bg"><header><div class="logo"><a href="/">{
            s.aside("Ban Tuyên giáo và Dân vận")
        }</a>
</div></header><nav id="menusite"><ul class="nav navbar-nav">{
            s.asides("Giới thiệu", "Tin tức", "Học và làm theo lời Bác", "Văn bản")
        }</ul></nav><section><div class="breadcrumbs-wrap"><ul
 class="temp-breadcrumbs"><li><a href="/"><span>Trang chủ</span></a></li><li><a href="/vi/news/">
<span>Tin Tức</span></a></li><li><a href="/vi/news/hoc-va-lam-theo-loi-bac/"><span>Học và làm theo lời
Bác</span></a></li></ul></div><div class="news_column panel panel-default"><div class="panel-body">
<h1 class="title margin-bottom-lg">{s.title}</h1><div class="row margin-bottom-lg">
<div class="col-md-12"><span class="h5">{
            date
        }</span></div><div class="col-md-12"><ul class="list-inline
 text-right">{s.asides("In ra", "Gửi bài viết")}</ul></div></div><div class="clearfix"></div>
<div class="hometext m-bottom">{s.say_lead()}</div><div id="news-bodyhtml" class="bodytext
 margin-bottom-lg">{s.flow(pictures=[lambda: figure_p(s)] * (s.number % 3))}</div>
<div class="margin-bottom-lg">{lines}</div></div></div><div class="news_column panel"><div
 class="panel-body">{s.aside("Tổng số điểm của bài viết là: 0 trong 0 đánh giá")}<br>{
            s.aside("Click để đánh giá bài viết")
        }</div></div><div class="news_column"><p class="h3">{s.aside("Những tin mới hơn")}</p><ul>{
            s.related(2)
        }</ul><p class="h3">{s.aside("Những tin cũ hơn")}</p>
<ul>{s.related(3)}</ul></div></section><footer>{s.aside("Đang truy cập: 45")}</footer></div>
</body></html>"""
    )
    url = f"https://btgdv.cantho.gov.vn/vi/news/hoc-va-lam-theo-loi-bac/{s.slug}-{s.serial}.html"
    return Printed(
        url, html, "Ban Tuyên giáo và Dân vận", minute(s.when), by, "Học và làm theo lời Bác"
    )


def _nukeviet_author(s: Sheet, by: Signed, around: str, word: str) -> str:
    lines = ""
    if by.authors:
        s.furniture.append(f"{word}: {by.line}")
        lines += around.format(word, escape(by.line))
    if by.source:
        s.furniture.append(f"Nguồn tin: {by.source}")
        lines += around.format("Nguồn tin", escape(by.source))
    return lines


def _savefile(s: Sheet, by: Signed, date: str) -> Printed:
    lines = _nukeviet_author(s, by, "<p><strong>{}: </strong>{}</p>", "Tác giả bài viết")
    address = f"https://hoilhpn.phuyen.gov.vn/hoc-tap-ho-chi-minh/{s.slug}-{s.serial}.html"
    image = ""
    if s.number % 4 == 1:
        image = (
            f'<div class="imghome"><img alt="" src="/uploads/{s.serial}.jpg"><p class="imgalt">'
            f"{s.picture()}</p></div>"
        )
    html = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{
        s.title
    }</title></head>
<body><div id="print"><div id="hd_print"><h2 class="pull-left">{
        s.aside("Hội Liên hiệp Phụ nữ tỉnh")
    }</h2><p class="pull-right"><a href="/">{
        s.aside("https://hoilhpn.phuyen.gov.vn")
    }</a></p></div><div class="clearfix"></div><hr><div id="content">
<h1>{s.title}</h1><ul class="list-inline"><li>{date}</li><li class="hidden-print txtrequired">
<a href="#">{s.aside("In ra")}</a></li><li class="hidden-print txtrequired"><a href="#">{
        s.aside("Đóng cửa sổ này")
    }</a></li></ul><div class="clearfix"></div><div id="hometext">{s.say_lead()}</div>
{image}<div class="bodytext clearfix">{s.flow()}</div><div id="author">{lines}</div></div>
<div id="footer" class="clearfix"><div id="url"><strong>{s.aside("URL của bài viết này:")} </strong>
<a href="{address}">{s.aside(address)}</a></div><div class="copyright">{
        s.aside("© Hội Liên hiệp Phụ nữ tỉnh")
    }</div><div id="contact"><a href="mailto:a@b.vn">a@b.vn</a></div></div>
</div></body></html>"""
    url = f"https://hoilhpn.phuyen.gov.vn/savefile/hoc-tap-ho-chi-minh/{s.slug}-{s.serial}.html"
    return Printed(url, html, "Hội LHPN tỉnh Phú Yên", minute(s.when), by)


def wordpress(s: Sheet) -> Printed:
    """thvl.vn: WordPress with Yoast's JSON-LD, the comment form left under the text."""
    by = signed(s, "nbt0")
    later = s.when.replace(minute=(s.when.minute + 7) % 60, hour=min(s.when.hour + 2, 23))
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "WebPage",
                "url": "https://thvl.vn/",
                "name": s.story.title,
                "datePublished": f"{s.when:%Y-%m-%dT%H:%M:%S}+07:00",
                "dateModified": f"{later:%Y-%m-%dT%H:%M:%S}+07:00",
            },
            {"@type": "Person", "name": "admin"},
        ],
    }
    tail = f"<p style='text-align:right'><strong>{escape(by.line)}</strong></p>" if by.line else ""
    lead = f"<p><strong>{s.say_lead()}</strong></p>" if s.story.lead else ""
    html = (
        HEAD.format(
            f"{s.title} - THVL",
            f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>"
            + meta(s, "THVL", times=True),
        )
        + f"""<div id="page"><header id="masthead"><ul class="menu">{
            s.asides("Thời sự", "Truyền hình", "Phát thanh")
        }</ul></header><main id="main"><p id="breadcrumbs"><a href="/">Trang chủ</a> » <a
 href="/tin-moi/">Tin mới</a> » <a href="/thoi-su/">Thời sự trong tỉnh</a></p>
<article class="post type-post"><header class="entry-header"><h1 class="entry-title">{s.title}</h1>
<div class="entry-meta"><span class="posted-on">Đăng ngày <time class="entry-date published"
 datetime="{s.when:%Y-%m-%dT%H:%M:%S}+07:00">{
            s.when:%d/%m/%Y}</time></span> <span class="byline">bởi
<a class="url fn n" href="/author/admin/">admin</a></span></div></header><div class="entry-content">
{lead}{
            s.flow(
                h="<h3>{}</h3>",
                li="<ul><li>{}</li></ul>",
                pictures=[lambda: wp_figure(s)] * (s.number % 3),
            )
        }{tail}<div class="sharedaddy"><h3>{s.aside("Chia sẻ:")}</h3></div></div>
<footer class="entry-footer"><span class="cat-links">{s.aside("Đăng trong")} Thời sự</span></footer>
</article><nav class="post-navigation"><h2>{s.aside("Điều hướng bài viết")}</h2>{s.related(2)}</nav>
<div id="comments"><div id="respond"><h3 id="reply-title">{s.aside("Trả lời")}</h3><form><p>{
            s.aside(
                "Email của bạn sẽ không được hiển thị công khai. Các trường bắt buộc được đánh dấu *"
            )
        }</p>
<label>{s.aside("Bình luận *")}</label><label>{s.aside("Tên *")}</label></form></div></div></main>
<aside><h2>{s.aside("Bài viết mới")}</h2>{s.related(3)}</aside></div></body></html>"""
    )
    url = f"https://thvl.vn/tin-moi/thoi-su/{s.slug}/"
    return Printed(
        url, html, "Đài PT-TH Vĩnh Long", minute(s.when), by, "Thời sự trong tỉnh", minute(later)
    )


def wp_figure(s: Sheet) -> str:
    return (
        f"<figure class='wp-caption aligncenter'><img class='size-full' src='/wp/{s.serial}.jpg'>"
        f"<figcaption class='wp-caption-text'>{s.picture()}</figcaption></figure>"
    )


def vnpt(s: Sheet) -> Printed:
    """VNPT's portal (/{sid}/{pageid}/{catid}/{id}/): banners, contrast buttons, view counter."""
    by = signed(s, "n0gn")
    html = (
        HEAD.format(s.title, "")
        + f"""
<div class="banner"><img src="/b.jpg" alt="image banner">{s.aside("Site banner")}</div>
<ul class="topmenu">{s.asides("Trang chủ", "► Dành cho người dân", "Thủ tục hành chính")}</ul>
<div class="slogan">{s.aside("CHÀO MỪNG ĐẾN TRANG THÔNG TIN ĐIỆN TỬ UBND HUYỆN")}</div>
<div class="path"><a href="/1306">Trang chủ</a> / <a href="/1306/31791">Tin tức</a> / <a
 href="/1306/31791/62173">Chính trị</a></div><div class="view-detail"><h1 class="title-detail">{
            s.title
        }
</h1><div class="info"><span class="date-detail">{s.when:%d/%m/%Y %H:%M}</span> {
            s.aside("Số lượt xem: 41")
        }</div><div class="tool">{
            s.asides(
                "Tăng tương phản", "Giảm tương phản", "A- A A+ |", around="<a href='#'>{}</a> "
            )
        }</div><div class="summary"><b>{s.say_lead()}</b></div>
<div class="detail-content">{
            s.flow(
                "<p style='text-align:justify'><span style='font-size:14pt'>{}</span></p>",
                pictures=[lambda: figure_p(s)] * (s.number % 2),
            )
        }
<p style="text-align:right"><b>{escape(by.line)}</b></p></div>
<div class="other"><b>{s.aside("Tin khác")}</b><ul>{s.related(3)}</ul></div></div>
<div class="counter">{
            s.asides("Đang online: 12", "Hôm nay: 845", "Tất cả: 1.203.118", around="<p>{}</p>")
        }</div></body></html>"""
    )
    url = f"https://mocchau.sonla.gov.vn/1306/31791/62173/{s.serial}/chinh-tri/{s.slug}"
    return Printed(url, html, "UBND huyện Mộc Châu", minute(s.when), by, "Chính trị")


def viewlist(s: Sheet) -> Printed:
    """tinhuyquangtri.vn, mojoPortal: the day only, in brackets; font tags; no lead of its own."""
    by = signed(s, "0n0p")
    html = (
        HEAD.format(f"{s.title} - Tỉnh ủy Quảng Trị", "")
        + f"""
<form id="aspnetForm"><div class="topnav">{
            s.asides("Trang chủ", "Liên hệ", "Sơ đồ cổng", around="<a>{}</a> ")
        }</div><div class="breadcrumbs"><a href="/">Trang chủ</a> &gt; <a
 href="/xay-dung-dang">Công tác xây dựng Đảng</a></div><div class="art-postcontent"><h2
 class="articletitle">{s.title}</h2><span class="articledate">({s.when:%d/%m/%Y})</span>
<div class="articlecontent">{
            s.flow(
                '<div style="text-align:justify"><font face="Arial" size="3">{}</font></div>',
                lead=True,
                pictures=[lambda: figure_p(s)] * (s.number % 2),
            )
        }
<div align="right"><font face="Arial"><strong>{escape(by.line)}</strong></font></div></div>
<div class="articlelinks">{s.asides("Gửi email", "In trang", "Quay lại", around="<a>{}</a> ")}</div>
<div class="othernews"><b>{s.aside("Các tin khác:")}</b>{
            s.related(3, "<div><a href='/v-{}'>{}</a> <i>(01/06/2020)</i></div>")
        }</div></div>
<div class="ft">{s.aside("Truy cập hiện tại 1.574 khách")}</div></form></body></html>"""
    )
    url = f"https://tinhuyquangtri.vn/{s.slug}"
    return Printed(
        url, html, "Tỉnh ủy Quảng Trị", f"{s.when:%Y-%m-%d}", by, "Công tác xây dựng Đảng"
    )


def dangcongsan(s: Sheet) -> Printed:
    """dangcongsan.vn: post-summary, post-content, the leftcenterrightdel picture widget."""
    by = signed(s, "ntnu0bnn")
    lead = s.say_lead()
    source = "ĐCSVN" if lead else None

    def widget() -> str:
        return (
            f"<table class='MASTERCMS_TPL_TABLE leftcenterrightdel'><tbody><tr><td><img src='/"
            f"{s.serial}.jpg'></td></tr><tr><td><em>{s.picture()}</em></td></tr></tbody></table>"
        )

    html = (
        HEAD.format(f"{s.title} - Đảng Cộng sản", meta(s, "Báo điện tử ĐCSVN"))
        + f"""
<div class="header">{
            s.asides(
                "Tư tưởng - Văn hóa", "Xây dựng Đảng", "Học và làm theo Bác", around="<a>{}</a>"
            )
        }</div><div class="breadcrumb"><a href="/xay-dung-dang">Xây dựng Đảng</a>
<a href="/xay-dung-dang/hoc-va-lam-theo-bac">Học và làm theo Bác</a></div>
<h1 class="post-title">{s.title}</h1><div class="post-subtitle"><span class="post-subinfo">{
            s.day
        }, {s.when:%d/%m/%Y %H:%M} (GMT+7)</span></div><div class="post-summary"><h2>{
            "(ĐCSVN) - " if lead else ""
        }{lead}</h2></div><div class="post-content">{
            s.flow("<p style='text-align: justify;'>{}</p>", pictures=[widget] * (s.number % 3))
        }
<p style="text-align: right;"><strong>{escape(by.line)}</strong></p></div><div class="post-tag">{
            s.asides("Chỉ thị 05", "Học tập Bác", around="<a>{}</a>")
        }</div><div class="share">{
            s.asides("Ý kiến bình luận", "In bài", around="<span>{}</span>")
        }</div><div class="post-related">{s.related(3)}</div></body></html>"""
    )
    url = f"https://dangcongsan.vn/xay-dung-dang/hoc-va-lam-theo-bac/{s.slug}-{s.serial}.html"
    return Printed(
        url, html, "Báo điện tử Đảng Cộng sản Việt Nam", minute(s.when), by, "Học và làm theo Bác",
        source=source,
    )  # fmt: skip


def dcs_post(s: Sheet) -> Printed:
    """dcs.vn of Bình Thuận: /Trang-chu/post/{id}/{slug}, "Đăng ngày: 20/01/2020 - 8:28:04 AM"."""
    by = signed(s, "n00t")
    clock = ampm(s, "AM", "PM").lstrip("0")
    html = (
        HEAD.format("Trang thông tin điện tử", "")
        + f"""
<div id="top">{
            s.asides("Trang chủ", "Giới thiệu", "Văn kiện", "Ý kiến của bạn", around="<a>{}</a>")
        }</div>
<div class="container"><div class="col-md-9"><div class="post"><h3 class="post-heading">{
            s.title
        }</h3>
<p class="post-meta"><i class="fa fa-calendar"></i> Đăng ngày: {s.when:%d/%m/%Y} - {clock} | {
            s.aside("Lượt xem: 1231")
        }</p><div class="post-body">{
            s.flow(
                "<p style='text-align:justify'>{}</p>",
                lead=True,
                pictures=[lambda: figure_p(s)] * (1 + s.number % 2),
            )
        }<p style="text-align:right"><em><strong>{
            escape(by.line)
        }</strong></em></p></div></div><div class="lienquan"><h4>{
            s.aside("CÁC BÀI VIẾT KHÁC")
        }</h4>{s.related(4)}</div></div><div class="col-md-3"><h4>{
            s.aside("Liên kết website")
        }</h4>{s.asides("Tỉnh ủy Bình Thuận", "Báo Nhân Dân")}</div></div></body></html>"""
    )
    url = f"https://lagi.binhthuan.dcs.vn/Trang-chu/post/{s.serial}/{s.slug}"
    return Printed(url, html, "Thị ủy La Gi", minute(s.when), by)
