# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Six more layouts, written when the reader already read all the others right."""

from __future__ import annotations

from html import escape

from tests.golden.papers import HEAD, meta
from tests.golden.sheet import DAYS, Printed, Sheet, minute, signed


def pic_div(s: Sheet) -> str:
    return f'<div class="VCSortableInPreviewMode" type="Photo"><div><img src="/v/{s.serial}.jpg"></div><div class="PhotoCMS_Caption"><p>{s.picture()}</p></div></div>'


def pic_td(s: Sheet) -> str:
    return f'<table class="tplCaption" align="center"><tbody><tr><td><img src="/x{s.serial}.jpg"></td></tr><tr><td class="Image">{s.picture()}</td></tr></tbody></table>'


def pic_br(s: Sheet) -> str:
    return f'<center><img src="/h/{s.serial}.jpg" border="0"><br><font color="#0000ff"><i>{s.picture()}</i></font></center>'


def nhandanold(s: Sheet) -> Printed:
    """nhandan.com.vn until 2019: h3 for the title, date-created, sapo, item-content."""
    by = signed(s, "utun0u")
    html = (
        HEAD.format(f"{s.title} - Báo Nhân Dân", "")
        + f"""
<div class="topdate">{s.aside(f"{DAYS[s.seen.weekday()]}, {s.seen:%d-%m-%Y}")}</div><div class="box-nav">{s.asides("Trang chủ", "Chính trị", "Xây dựng Đảng", around="<a>{}</a>")}</div>
<div class="item-container"><div class="parentcate"><a href="/chinhtri">Chính trị</a> <a href="/xaydungdang">Xây dựng Đảng</a></div><h3>{s.title}</h3><h5 class="date-created">{s.day}, {s.when:%d-%m-%Y, %H:%M}</h5>
<div class="social-box text-right">{s.asides("Font Size:", "Print", around="<span>{}</span>")}</div><div class="sapo"><p>{"NDĐT - " if s.story.lead else ""}{s.say_lead()}</p></div><div class="item-content">{s.flow(pictures=[lambda: pic_br(s)] * (s.number % 3))}
<div class="text-right"><strong>{escape(by.line)}</strong></div></div><div class="box-more"><h4>{s.aside("Tin mới nhận")}</h4>{s.related(4)}</div></div></body></html>"""
    )
    return Printed(
        f"https://nhandan.com.vn/xaydungdang/item/{s.serial}-{s.slug}.html",
        html,
        "Báo Nhân Dân",
        minute(s.when),
        by,
        "Xây dựng Đảng",
        source="NDĐT" if s.story.lead else None,
    )


def tagdiv(s: Sheet) -> Printed:
    """WordPress with tagDiv's theme, as smaller portals use it."""
    by = signed(s, "nb0x")
    html = (
        HEAD.format(f"{s.title} | Trang tin huyện", meta(s, "Trang tin huyện"))
        + f"""
<div class="td-header-menu">{s.asides("Trang chủ", "Tin tức", "Làm theo Bác", around="<a>{}</a>")}</div><div class="td-crumb-container"><div class="entry-crumbs"><span><a href="/">Trang chủ</a></span> <i class="td-icon-right"></i> <span><a href="/tin-tuc">Tin tức</a></span></div></div>
<article class="post td-post-template"><header class="td-post-title"><h1 class="entry-title">{s.title}</h1><div class="td-module-meta-info"><div class="td-post-author-name">By <a href="/author/quantri">quantri</a></div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="{s.when:%Y-%m-%dT%H:%M:%S}+07:00">{s.when:%d/%m/%Y}</time></span><div class="td-post-views"><span>{s.aside("1023")}</span></div></div></header>
<div class="td-post-content">{f"<p><strong>{s.say_lead()}</strong></p>" if s.story.lead else ""}{s.flow("<p style='text-align: justify'>{}</p>", pictures=[lambda: f"<figure class='wp-block-image'><img src='/a.jpg'/><figcaption>{s.picture()}</figcaption></figure>"] * (s.number % 2))}<p style="text-align: right"><em><strong>{escape(by.line)}</strong></em></p></div>
<footer><div class="td-post-source-tags"><span>TAGS</span> {s.asides("Chỉ thị 05", "Học Bác", around="<a>{}</a>")}</div><div class="td-block-row td-post-next-prev"><span>{s.aside("Bài trước")}</span>{s.related(1, "<a href='/{}'>{}</a>")}</div></footer></article><div class="td_block_related_posts"><h4>{s.aside("BÀI VIẾT LIÊN QUAN")}</h4>{s.related(3, "<h3 class='entry-title td-module-title'><a href='/b{}'>{}</a></h3>")}</div></body></html>"""
    )
    return Printed(
        f"https://nghiadan.vn/tin-tuc/{s.slug}/",
        html,
        "Trang tin huyện",
        minute(s.when),
        by,
        "Tin tức",
    )


def hoabinh(s: Sheet) -> Printed:
    """baohoabinh.com.vn: meta, summary, divs for paragraphs, "(HBĐT) - "."""
    by = signed(s, "npn0t")
    html = (
        HEAD.format(f"{s.title} - Báo Hòa Bình điện tử", "")
        + f"""
<div class="topbar"><span>{s.aside(f"{DAYS[s.seen.weekday()]}, ngày {s.seen:%d tháng %m năm %Y}")}</span></div><ul class="sf-menu">{s.asides("Thời sự trong tỉnh", "Chính trị", "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh")}</ul>
<div class="post clearfix"><h1 class="post-title">{s.title}</h1><span class="meta">{s.day}, {s.when:%d/%m/%Y %H:%M:%S} {s.aside("| Lượt xem:482")}</span><div class="summary">{"(HBĐT) - " if s.story.lead else ""}{s.say_lead()}</div><div class="text">{s.flow("<div style='text-align: justify;'>{}</div><div><br></div>", pictures=[lambda: pic_br(s)] * (s.number % 2))}
<div style="text-align: right;"><strong>{escape(by.line)}</strong></div></div><div class="related-post margin-top-20 clearfix"><h4>{s.aside("Các tin khác")}</h4>{s.related(4)}</div></div></body></html>"""
    )
    return Printed(
        f"https://baohoabinh.com.vn/12/{s.serial}/{s.slug}.htm",
        html,
        "Báo Hòa Bình",
        minute(s.when),
        by,
        None,
        source="HBĐT" if s.story.lead else None,
    )


def danang(s: Sheet) -> Printed:
    """danang.gov.vn: chi-tiet-…, the date and the view counter in one line."""
    by = signed(s, "n00b")
    html = (
        HEAD.format("Cổng thông tin điện tử thành phố", "")
        + f"""
<div class="header">{s.asides("Chính quyền", "Công dân", "Du khách", around="<a>{}</a>")}</div><div class="chi-tiet"><h2 class="chi-tiet-title">{s.title}</h2><p class="chi-tiet-publish-date">Đăng ngày {s.when:%d-%m-%Y %H:%M}, {s.aside("Lượt xem: 88")}</p><div class="chi-tiet-sub-content">{s.say_lead()}</div>
<div class="chi-tiet-main-content">{s.flow("<p><span style='font-family:Arial'>{}</span></p>", pictures=[lambda: pic_td(s)] * (1 + s.number % 2))}<p style="text-align:right"><b>{escape(by.line)}</b></p></div><div class="dinh-kem">{s.aside("Ý kiến của bạn")}</div><div class="tin-lien-quan">{s.aside("Các tin khác")}{s.related(3)}</div></div></body></html>"""
    )
    return Printed(
        f"https://danang.gov.vn/chinh-quyen/chi-tiet?id={s.serial}&_c=3",
        html,
        "Cổng TTĐT thành phố",
        minute(s.when),
        by,
    )


def phuyen(s: Sheet) -> Printed:
    """baophuyen.vn: newsDetail, "SA" and "CH" after a 24-hour clock."""
    by = signed(s, "unu0iu")
    lead = f"<p><strong>{s.say_lead()}</strong></p>" if s.story.lead else ""
    html = (
        HEAD.format(f"{s.title} - Báo Phú Yên Online", "")
        + f"""
<div class="nav">{s.asides("Chính trị", "Kinh tế", "Xã hội", around="<a>{}</a>")}</div><div class="newsDetail"><div class="category"><a href="/141/">Làm theo lời Bác</a></div><div class="title">{s.title}</div><div class="date">{s.day}, {s.when:%d/%m/%Y} {s.when:%H:%M} {"SA" if s.when.hour < 12 else "CH"}</div>
<div class="text">{lead}{s.flow(pictures=[lambda: pic_td(s)] * (s.number % 3))}<p align="right"><strong>{escape(by.line)}</strong></p></div><div class="share">{s.asides("Facebook", "Zalo", around="<a>{}</a>")}</div><div class="otherNews"><span>{s.aside("Tin liên quan")}</span>{s.related(4)}</div><div class="commentDetail">{s.aside("Ý kiến của bạn")}</div></div></body></html>"""
    )
    return Printed(
        f"https://baophuyen.vn/141/{s.serial}/{s.slug}.html",
        html,
        "Báo Phú Yên",
        minute(s.when),
        by,
        "Làm theo lời Bác",
    )


def modernpaper(s: Sheet) -> Printed:
    """A paper on today's component classes: the date in the breadcrumb bar, byline above the lead."""
    by = signed(s, "ntxn0n")
    html = (
        HEAD.format(s.title, meta(s, "Báo Mới Tỉnh", times=True))
        + f"""
<header>{s.asides("Thời sự", "Học Bác", "Video", around="<a>{}</a>")}</header><main><nav class="c-crumb"><a href="/xay-dung-dang">Xây dựng Đảng</a><span class="c-crumb__date">{s.day}, {s.when.day}/{s.when.month}/{s.when.year} {s.when.hour}:{s.when:%M}</span></nav><h1 class="c-detail-head__title">{s.title}</h1>
<div class="c-author"><b>{escape(by.line)}</b></div><div class="b-maincontent"><p class="c-lead">{s.say_lead()}</p>{s.flow(h="<h2>{}</h2>", li="<ul><li>{}</li></ul>", pictures=[lambda: pic_div(s)] * (1 + s.number % 2))}<div class="c-news-inline" data-type="related"><p>{s.aside("Đọc thêm")}</p>{s.related(2, "<a href='/i-{}.html'>{}</a>")}</div></div>
<div class="c-tags">{s.asides("nêu gương", "Đảng bộ", around="<a>{}</a>")}</div><section class="c-more"><h3>{s.aside("Cùng chuyên mục")}</h3>{s.related(3, "<div class='b-grid__title'><a href='/n-{}.html'>{}</a></div>")}</section></main></body></html>"""
    )
    return Printed(
        f"https://baomoitinh.vn/{s.slug}-{s.serial}.html",
        html,
        "Báo Mới Tỉnh",
        minute(s.when),
        by,
        "Xây dựng Đảng",
    )
