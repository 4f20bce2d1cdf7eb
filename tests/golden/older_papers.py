# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""More papers' layouts: tables of 2013, Joomla, CAND, the mastercms vendor, Lai Châu, an English one."""

from __future__ import annotations

from html import escape

from tests.golden.papers import HEAD, meta
from tests.golden.sheet import DAYS, Printed, Sheet, Signed, minute, signed


def thaibinh(s: Sheet) -> Printed:
    """Báo Thái Bình: tables, a masthead clock, "Thứ 2, 18/11/2013 | 16:16:48"."""
    by = signed(s, "nun0tnpn")
    weekday = s.when.weekday()
    day = "Chủ nhật" if weekday == 6 else f"Thứ {weekday + 2}"
    seen = s.aside(f"Thứ 2, {s.seen:%d/%m/%Y | %H:%M:%S}")
    html = f"""<html><head><title>{s.title} - Báo Thái Bình điện tử</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>
<table width="1004" align="center" cellpadding="0" cellspacing="0"><tr><td><div class="date">{seen}
</div></td></tr><tr><td bgcolor="#cc0000">{
        s.asides(
            "Trang nhất",
            "Thời sự",
            "Chính trị",
            "Văn hóa",
            around="<a href='/m'><font color='#fff'>{}</font></a>&nbsp;",
        )
    }</td></tr><tr><td>
<table width="100%"><tr><td width="200" valign="top"><b>{s.aside("Thăm dò ý kiến")}</b><br>{
        s.asides(
            "Bạn đánh giá giao diện mới thế nào?", "Rất đẹp", "Bình thường", around="<div>{}</div>"
        )
    }</td>
<td valign="top"><div class="cat"><a href="/tin-tuc/33">Học tập và làm theo Bác</a></div>
<div class="news_title">{s.title}</div><div class="date">{day}, {s.when:%d/%m/%Y | %H:%M:%S}</div>
<div class="views">{s.aside("1,825 lượt xem")}</div><div class="desc"><b>{s.say_lead()}</b></div>
<div class="news_content">{
        s.flow(
            '<p align="justify">{}</p>', pictures=[lambda: old_table_picture(s)] * (s.number % 2)
        )
    }
<p align="right"><b>{escape(by.line)}</b></p></div>
<div class="tool">{
        s.asides("In bài này", "Gửi cho bạn bè", "Về đầu trang", around="<a>{}</a> ")
    }</div>
<b>{s.aside("Tin tức khác")}</b><ul>{
        s.related(4, "<li><a href='/tin-tuc/33/{}/x'>{}</a></li>")
    }</ul>
</td></tr></table></td></tr><tr><td align="center">{
        s.aside("Giấy phép số 243/GP-BC ngày 18/10/2007 của Bộ Văn hóa - Thông tin")
    }</td></tr></table></body></html>"""
    url = f"https://baothaibinh.com.vn/tin-tuc/33/{s.serial}/{s.slug}"
    return Printed(url, html, "Báo Thái Bình", minute(s.when), by, "Học tập và làm theo Bác")


def old_table_picture(s: Sheet) -> str:
    return (
        f'<table align="center" border="0" width="400"><tr><td><img src="/u/{s.serial}.jpg"></td></tr>'
        f'<tr><td align="center"><i>{s.picture()}</i></td></tr></table>'
    )


def langson(s: Sheet) -> Printed:
    """Báo Lạng Sơn: Joomla's item-page, a masthead clock, the lead printed twice."""
    by = signed(s, "ununt0nu")
    lead = s.say_lead()
    seen = s.aside(f"{DAYS[s.seen.weekday()]}, {s.seen:%d/%m/%Y %H:%M}")
    prefix = "LSO-" if lead and s.number % 2 else ""
    twice = f"<p><strong>{prefix}{lead}</strong></p>" if lead else ""
    html = (
        HEAD.format(s.title, f'<meta name="description" content="{lead}">')
        + f"""
<div id="header"><span class="clock">{seen}</span></div><div class="moduletable_menu"><ul>{
            s.asides("Trang chủ", "Chính trị", "Người tốt, việc tốt", "Quốc phòng - An ninh")
        }</ul></div>
<div class="breadcrumbs"><a href="/" class="pathway">Trang chủ</a> <a href="/chinh-tri"
 class="pathway">Chính trị</a></div><div id="component"><article class="item-page">
<h1 class="post-title">{s.title}</h1><p class="post-date">{s.day}, {s.when:%d/%m/%Y - %H:%M}</p>
<ul class="actions">{s.asides("In", "Email")}</ul>
<div class="summary">{lead}</div><div class="content">{twice}
{
            s.flow(
                '<p style="text-align: justify;">{}</p>',
                pictures=[lambda: doubled_caption(s)] * (1 + s.number % 2),
            )
        }
<p style="text-align: right;"><strong>{escape(by.line)}</strong></p></div></article>
<div class="items-more"><h3>{s.aside("Các tin khác")}</h3><ol>{s.related(4)}</ol></div></div>
<div class="sidebar"><h3>{s.aside("Xem nhiều nhất")}</h3>{s.related(2)}</div></body></html>"""
    )
    url = f"https://baolangson.vn/chinh-tri/{s.serial}-{s.slug}.html"
    return Printed(
        url, html, "Báo Lạng Sơn", minute(s.when), by, "Chính trị", source="LSO" if prefix else None
    )


def doubled_caption(s: Sheet) -> str:
    line = s.picture()
    return (
        f'<p style="text-align:center"><img src="/images/{s.serial}.jpg" alt="{line}"></p>'
        f'<p style="text-align:center"><em>{line}</em></p><p style="text-align:center"><em>{line}</em></p>'
    )


def cand(s: Sheet) -> Printed:
    """cand.com.vn: /{section}/{slug}-{id}/, byline at the right end of the text."""
    by = signed(s, "nttn0nis")
    html = (
        HEAD.format(f"{s.title} - Báo Công an nhân dân điện tử", meta(s, "Báo CAND"))
        + f"""
<div class="header"><a href="/">CAND</a><ul class="main-menu">{
            s.asides("Sự kiện - Bình luận", "Công an", "Pháp luật", "Đời sống")
        }</ul></div><div class="wrap-detail"><div class="zone-title">
<a href="/doi-song/">Đời sống</a></div><h1 class="titledetail">{s.title}</h1>
<div class="timepost">{s.when:%H:%M %d/%m/%Y}</div><div class="desnews">{s.say_lead()}</div>
<div class="links"><ul>{s.related(2)}</ul></div>
<div class="contentdetail">{
            s.flow(
                h="<p><b>{}</b></p>",
                pictures=[lambda: contentdetail_picture(s)] * (1 + s.number % 2),
            )
        }
<div class="author" style="text-align:right"><b>{escape(by.line)}</b></div></div>
<div class="tagdetail"><b>{s.aside("Tags:")}</b>{s.asides("người tốt việc tốt", "công an nhân dân")}
</div><div class="likeshare">{s.asides("Chia sẻ Zalo", "Bản in", around="<a>{}</a>")}</div>
<div class="same-zone"><h3>{s.aside("Các tin khác")}</h3>{s.related(3)}</div></div>
<div class="footer"><p>{
            s.aside("Tòa soạn: Số 92 Nguyễn Du, Hai Bà Trưng, Hà Nội")
        }</p></div></body></html>"""
    )
    url = f"http://cand.com.vn/doi-song/{s.slug}-{s.serial}/"
    return Printed(url, html, "Báo Công an nhân dân", minute(s.when), by, "Đời sống")


def contentdetail_picture(s: Sheet) -> str:
    return (
        f"<table class='contentimg'><tr><td><img src='/files/{s.serial}.jpg'></td></tr><tr>"
        f"<td class='desimg'>{s.picture()}</td></tr></table>"
    )


def laodongthudo(s: Sheet) -> Printed:
    """laodongthudo.vn: the vendor of __MB classes, related articles inside the text."""
    by = signed(s, "nnxbn0nn")
    lead = s.say_lead()

    def image() -> str:
        return (
            f"<table class='__mb_article_in_image'><tr><td><img src='/s/{s.serial}.jpg' alt=''>"
            f"</td></tr><tr><td>{s.picture()}</td></tr></table>"
        )

    inside = s.related(2, "<a class='__MB_ARTICLE_A' href='/x-{}.html'>{}</a>")
    prefix = "(LĐTĐ) " if lead and s.number % 2 == 0 else ""
    head = meta(s, "Báo Lao động Thủ đô", times=s.number % 2 == 1)
    html = (
        HEAD.format(s.title, head)
        + f"""
<div class="bx-header">{s.asides("Thời sự", "Công đoàn", "Xã hội", around="<a>{}</a>")}</div>
<div class="article-detail"><div class="bx-cat"><a href="/thoi-su">Thời sự</a>
<a href="/xay-dung-dang">Xây dựng Đảng</a></div><h1 class="article-detail-title">{s.title}</h1>
<div class="article-detail-date"><span class="format_date">{s.when:%d/%m/%Y}</span>
<span class="format_time">{s.when:%H:%M}</span></div>
<div class="article-detail-desc">{prefix}{lead}</div>
<div class="__MASTERCMS_CONTENT article-detail-content">
<table class="__mb_article_in_content" align="left"><tr><td>{inside}</td></tr></table>
{s.flow("<p style='text-align: justify;'>{}</p>", h="<h3>{}</h3>", pictures=[image] * (s.number % 3))}
<p style="text-align: right;"><strong>{escape(by.line)}</strong></p></div>
<div class="link-source-detail">{s.aside("Nên xem")}</div>{s.related(3, "<h3><a href='/y-{}'>{}</a></h3>")}
<div class="tag">{s.asides("Hà Nội", "công đoàn")}</div></div></body></html>"""
    )
    url = f"http://laodongthudo.vn/{s.slug}-{s.serial}.html"
    source = by.source or ("LĐTĐ" if prefix else None)
    return Printed(
        url, html, "Báo Lao động Thủ đô", minute(s.when), by, "Xây dựng Đảng", source=source
    )


def laichau(s: Sheet) -> Printed:
    """Báo Lai Châu: Drupal with Unicode paths, masthead clock, "14:40'"."""
    by = signed(s, "nn0ntnnn")
    clock = s.aside(f"{DAYS[s.seen.weekday()]}, {s.seen:%d/%m/%Y, %H:%M} (GMT+7)")
    html = (
        HEAD.format(f"{s.title} | Báo Lai Châu điện tử", "")
        + f"""
<div class="topbar">{clock}</div><nav><ul class="nav navbar">{
            s.asides("Chính trị", "Kinh tế", "Bảo vệ nền tảng tư tưởng của Đảng")
        }</ul></nav><ol class="breadcrumb"><li><a href="/">Trang chủ</a>
</li><li><a href="/xay-dung-dang">Xây dựng Đảng</a></li></ol><div class="node-content">
<h1 class="page-header">{s.title}</h1><span class="text-muted">{s.day.capitalize()}, {
            s.when:%d/%m/%Y - %H:%M}'</span><div class="desc sapo">{s.say_lead()}</div>
<div class="desc body"><div class="field-items">{
            s.flow("<p class='rtejustify'>{}</p>", pictures=[lambda: figure(s)] * (s.number % 3))
        }
<p class="rteright"><strong>{escape(by.line)}</strong></p></div></div>
<div class="links">{
            s.asides(
                "Đọc bài viết", "Tăng tương phản", "Giảm tương phản", around="<button>{}</button>"
            )
        }</div>
<div class="view-related"><h2>{s.aside("Tin cùng chuyên mục")}</h2>{s.related(3)}</div></div>
<footer>{s.aside("Số lượt truy cập: 7.142.338")}</footer></body></html>"""
    )
    url = f"http://www.baolaichau.vn/x%C3%A2y-d%E1%BB%B1ng-%C4%91%E1%BA%A3ng/{s.slug}"
    return Printed(url, html, "Báo Lai Châu", minute(s.when), by, "Xây dựng Đảng")


def figure(s: Sheet) -> str:
    return (
        f"<figure class='image'><img src='/sites/{s.serial}.jpg' alt=''/>"
        f"<figcaption>{s.picture()}</figcaption></figure>"
    )


def dantoc(s: Sheet) -> Printed:
    """baodantoc.vn: "PV - 10:56, 18/12/2020" under the title, epoch milliseconds in the URL."""
    one = s.pen()
    by = [Signed(one, (one,)), Signed("PV"), Signed(f"{one} - CTV", (one,))][s.number % 3]
    s.furniture.append(f"{by.line} - {s.when:%H:%M, %d/%m/%Y}")
    clock = s.aside(f"{DAYS[s.seen.weekday()]}, {s.seen:%d-%m-%Y %H:%M}")
    html = (
        HEAD.format(s.title, meta(s, "Báo Dân tộc và Phát triển", times=True))
        + f"""
<div class="header-top"><span class="date-now">{clock}</span></div><div class="menu">{
            s.asides("Thời sự", "Gương sáng giữa cộng đồng", "Sắc màu 54", around="<a>{}</a>")
        }</div>
<div class="detail-page"><div class="breadcrumb"><a href="/guong-sang-giua-cong-dong.htm">Gương sáng
giữa cộng đồng</a></div><h1 class="title-detail">{s.title}</h1>
<div class="author-time"><b>{escape(by.line)}</b> - {s.when:%H:%M, %d/%m/%Y}</div>
<h2 class="sapo-detail">{s.say_lead()}</h2><div class="content-detail">{
            s.flow(q="<p><b>{}</b></p>", pictures=[lambda: figure(s)] * (1 + s.number % 2))
        }</div>
<div class="btn-share">{s.asides("Chia sẻ", "Thích 0", around="<span>{}</span>")}</div>
<div class="tin-lien-quan"><h3>{s.aside("TIN LIÊN QUAN")}</h3>{s.related(3)}</div>
<div class="moi-nhat"><h3>{s.aside("Tin mới nhất")}</h3>{s.related(2)}</div></div></body></html>"""
    )
    url = f"https://baodantoc.vn/{s.slug}-{int(s.when.timestamp() * 1000)}.htm"
    return Printed(
        url, html, "Báo Dân tộc và Phát triển", minute(s.when), by, "Gương sáng giữa cộng đồng"
    )


def english(s: Sheet) -> Printed:
    """The English edition of Báo Điện Biên Phủ."""
    one = s.pen()
    by = [Signed(f"By {one}", (one,)), Signed("")][s.number % 2]
    s.furniture += [by.line] if by.line else []
    html = (
        HEAD.format(s.title, meta(s, "Dien Bien Phu Newspaper")).replace("lang='vi'", "lang='en'")
        + f"""
<div class="nav">{s.asides("Home", "Politics", "Society", "Tiếng Việt", around="<a>{}</a>")}</div>
<div class="breadcrumb"><a href="/">Home</a> <a href="/politics">Politics</a></div>
<h1 class="sc-longform-header-title">{s.title}</h1><div class="meta"><span class="time">{
            s.when:%d/%m/%Y %H:%M}</span></div><div class="sapo">ĐBP - {s.say_lead()}</div>
<div class="entry">{s.flow(pictures=[lambda: english_picture(s)])}<p class="author">
<strong>{escape(by.line)}</strong></p></div><div class="more"><h3>{s.aside("Related news")}</h3>{
            s.asides("Dien Bien promotes community tourism", "Model roads change border villages")
        }</div>
<div class="foot">{s.aside("Editor-in-Chief: Tran Quoc Cuong Long")}</div></body></html>"""
    )
    url = f"https://en.baodienbienphu.com.vn/politics/{s.slug}-{s.serial}abc.html"
    return Printed(url, html, "Báo Điện Biên Phủ", minute(s.when), by, "Politics", source="ĐBP")


def english_picture(s: Sheet) -> str:
    line = ("Residents join a clean-up day in the village.", "A view of the meeting. Photo: VNA")[
        s.number % 2
    ]
    s.captions.append(line)
    return f"<figure><img src='/e.jpg'><figcaption>{s.aside(line)}</figcaption></figure>"


def infographic(s: Sheet) -> Printed:
    """An infographic of a provincial paper: pictures with captions and one paragraph."""
    by = [Signed("Đồ họa: Phương Chi", ("Phương Chi",)), Signed("")][s.number % 2]
    s.furniture += [by.line] if by.line else []
    pictures = [lambda: figure(s), lambda: figure(s), lambda: figure(s)]
    html = (
        HEAD.format(s.title, meta(s, "Báo Tây Ninh Online"))
        + f"""
<div class="menu">{s.asides("Trang chủ", "Đa phương tiện", "Infographic", around="<a>{}</a>")}</div>
<div class="detail"><div class="cat"><a href="/da-phuong-tien">Đa phương tiện</a> <a
 href="/infographic">Infographic</a></div><h1 class="detail-title">{s.title}</h1>
<div class="date">{s.when:%H:%M, %d/%m/%Y} (GMT+7)</div><div class="detail-content">{
            s.flow(pictures=pictures[: 2 + s.number % 2])
        }<p style="text-align:right"><strong>{escape(by.line)}</strong>
</p></div><div class="tools">{s.asides("Chia sẻ", "Lưu bài", around="<a>{}</a>")}</div>
<div class="box"><h3>{s.aside("Xem thêm")}</h3>{s.related(4)}</div></div></body></html>"""
    )
    url = f"https://baotayninh.vn/{s.slug}-a{s.serial}.html"
    return Printed(url, html, "Báo Tây Ninh", minute(s.when), by, "Infographic")
