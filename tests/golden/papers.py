# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""Papers' layouts: Nhân Dân, the vendor's prototypes, the -aN family and older ones."""

from __future__ import annotations

import json
from html import escape

from tests.golden.sheet import Printed, Sheet, minute, signed

HEAD = "<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{}</title>{}</head><body>"


def meta(s: Sheet, site: str, *, times: bool = False) -> str:
    """The description and Open Graph lines a modern CMS writes, so that a reader who
    lives by them finds what the real site gives; ``times`` where it gives those too."""
    title, lead = (escape(text) for text in (s.story.title, s.story.lead or s.story.title))
    stamp = f"{s.when:%Y-%m-%dT%H:%M:%S}+07:00"
    return (
        f'<meta name="description" content="{lead}"><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{title}"><meta property="og:description" '
        f'content="{lead}"><meta property="og:site_name" content="{site}">'
        '<meta property="og:image" content="/og.jpg">'
    ) + (f'<meta property="article:published_time" content="{stamp}">' if times else "")


def eth(html: str) -> str:
    """The house style of Nhân Dân and Báo Cà Mau: U+00D0 where Vietnamese has U+0110."""
    return html.replace("Đ", "\u00d0")


def caption_table(s: Sheet, cls: str = "picture") -> str:
    return (
        f"<table class='{cls}' align='center'><tbody><tr><td class='pic'><img src='/i/{s.serial}.jpg'"
        f" alt=''></td></tr><tr><td class='caption'>{s.picture()}</td></tr></tbody></table>"
    )


def nhandan(s: Sheet) -> Printed:
    """nhandan.vn, -postN.html: the same vendor as the prototypes, some pages in Eth."""
    by = signed(s, "unt0xnsu")
    date = f"{s.day}, ngày {s.when:%d/%m/%Y} - {s.when:%H:%M}"
    url = f"https://nhandan.vn/{s.slug}-post{s.serial}.html"
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": s.story.title,
        "datePublished": f"{s.when:%Y-%m-%dT%H:%M:%S}+0700",
        "author": {"@type": "Organization", "name": "Báo Nhân Dân điện tử"},
        "publisher": {"@type": "Organization", "name": "Báo Nhân Dân điện tử"},
    }
    pictures = [lambda: caption_table(s)] * (s.number % 3)
    tail = f"<div class='article__author'><span class='author'>{escape(by.line)}</span></div>"
    html = (
        HEAD.format(
            f"{s.title} | Báo Nhân Dân điện tử",
            f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>"
            f"<link rel='canonical' href='{url}'>" + meta(s, "Báo Nhân Dân điện tử", times=True),
        )
        + f"""
<header class="site-header"><time class="time">{s.aside(f"{s.seen:%d-%m-%Y}")}</time>
<a class="logo" href="/">Báo Nhân Dân</a><ul class="menu">{
            s.asides(
                "Chính trị",
                "Kinh tế",
                "Văn hóa",
                "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
            )
        }</ul></header>
<div class="site-body"><div class="container"><div class="breadcrumb"><h2 class="main">
<a href="/xaydungdang/">Xây dựng Đảng</a></h2></div><div class="main-col">
<article class="article"><h1 class="article__title cms-title">{s.title}</h1>
<div class="article__meta"><time class="time" datetime="{s.when:%Y-%m-%dT%H:%M:%S}+0700">{date}
</time></div>
<div class="article__sapo cms-desc">{"NDO - " if s.story.lead else ""}{s.say_lead()}</div>
<div class="article__body zce-content-body cms-body" itemprop="articleBody">
{s.flow(h="<h2>{}</h2>", li="<p>- {}</p>", pictures=pictures)}
</div>{tail if by.line else ""}
<div class="article__tag"><strong>{s.aside("Từ khóa:")}</strong><ul>{
            s.asides("xây dựng Đảng", "nêu gương")
        }</ul></div></article>
<div class="social">{
            s.asides("Chia sẻ", "Bình luận", "Lưu bài viết", around="<span>{}</span>")
        }</div>
<div class="box-related"><h3>{s.aside("Tin liên quan")}</h3>{
            s.related(
                3,
                "<article class='story'><h2 class='story__heading'><a href='/s-post{}.html'>{}</a></h2></article>",
            )
        }
</div></div></div></div><footer>{
            s.asides(
                "© Bản quyền thuộc Báo Nhân Dân",
                "Giấy phép số 33/GP-TTĐT ngày 05/03/2020",
                around="<p>{}</p>",
            )
        }</footer></body></html>"""
    )
    html = eth(html) if s.number % 2 else html
    source = by.source or ("NDO" if s.story.lead else None)
    return Printed(url, html, "Báo Nhân Dân", minute(s.when), by, "Xây dựng Đảng", source=source)


AUDIO = (
    "<div class='audio'><div class='time-display'><span class='current'>0:00</span> <span>/</span>"
    " <span class='duration'>0:00</span></div><div class='voice-board'><ul>{}</ul></div></div>"
)


def laocai(s: Sheet) -> Printed:
    """Báo Lào Cai as its vendor's prototype has it: h1 is the breadcrumb, the title a div."""
    by = signed(s, "ntn0")
    date = f"{s.day.capitalize()}, ngày {s.when:%d/%m/%Y} - {s.when:%H:%M}"
    quote = ""
    if s.number % 3 == 1:
        quote = f"""<table class="article"><tbody><tr><td>{s.aside("Tin liên quan")}</td></tr>
<tr><td><ul>{s.related(2)}</ul></td></tr></tbody></table>"""
    html = (
        HEAD.format("LAOCAI", "")
        + f"""
<header class="site-header"><div class="top-header"><a href=""><i class="ic-phone"></i>
{s.aside("Hotline: 0214 384 0017")}</a> <a href="">{s.aside("Mail gửi tòa soạn")}</a></div>
<div class="navigation"><ul class="menu">{
            s.asides("chính trị", "kinh tế", "xã hội", "theo gương Bác", "đọc báo in")
        }</ul></div></header>
<div class="site-body"><div class="container detail"><div class="breadcrumbs">
<h2 class="main"><a href="">Chính trị - Thời sự</a></h2>
<h1 class="main"><a class="active" href="">Xây dựng Đảng</a></h1></div>
<div class="main-col"><div class="article"><div class="article__title">
              {s.title}
            </div><div class="article__meta"><span class="author"><i class="ic-pen"></i>
 {escape(by.line)} </span><time class="time"><i class="ic-calendar"></i> {date}</time></div>
<div class="article__sapo">{s.say_lead()}</div>{
            AUDIO.format(s.asides("Nam miền Bắc", "Nữ miền Nam"))
        }
<div class="article__body zce-content-body">{
            s.flow(
                h="<h3>{}</h3>",
                li="<ul><li>{}</li></ul>",
                pictures=[lambda: caption_table(s, "picture")] * (1 + s.number % 2),
            )
        }{quote}</div>
<div class="article__tag">{s.asides("Lào Cai", "học và làm theo Bác")}</div></div>
<div class="article-footer">{s.asides("Chia sẻ", "Facebook", "Zalo", around="<a>{}</a>")}</div>
<div class="comment"><h4>{s.aside("Ý kiến bạn đọc")}</h4></div>
<div class="box">{
            s.related(
                4, "<div class='story'><a href='/t-{}.html' class='story__title'>{}</a></div>"
            )
        }
</div></div></div></div><footer class="site-footer"><p>{
            s.aside("Cơ quan ngôn luận của Đảng bộ tỉnh")
        }</p>
</footer></body></html>"""
    )
    url = f"https://baolaocai.vn/{s.slug}-post{s.serial}.html"
    return Printed(url, html, "Báo Lào Cai", minute(s.when), by, "Xây dựng Đảng")


def tuyengiao(s: Sheet) -> Printed:
    """Tạp chí Tuyên giáo as its prototype has it: a header clock before the article's date."""
    by = signed(s, "n0nt")
    html = (
        HEAD.format(f"{s.title}", "")
        + f"""
<header class="site-header"><div class="top-header"><time class="time">{
            s.aside(f"{s.seen:%A}, {s.seen.day}/{s.seen.month}/{s.seen.year}")
        }</time></div>
<h1 class="logo-wrapper"><a href="/" class="logo"> logo</a></h1>
<p class="beta">{s.aside("Phiên bản thử nghiệm")}</p><ul class="nav-wrapper">{
            s.asides("trong nước", "nghị quyết và đời sống", "học tập và làm theo Bác", "nghiệp vụ")
        }</ul></header>
<div class="site-body"><div class="container"><ul class="directions-wrapper">
<li><a href="" class="active">thời sự</a></li><li><a href="">học tập và làm theo Bác</a></li></ul>
<div class="article"><div class="article__title">{s.title}</div><div class="article__meta">
<div class="wrapper"><span class="name">{escape(by.line)}</span>
<time class="time">{s.when:%d/%m/%Y - %H:%M} GMT+7 </time></div></div>
<div class="article__sapo"> {s.say_lead()} </div>
<div class="article__body">{
            s.flow(
                h="<h3>{}</h3>",
                li="<p>- {}</p>",
                pictures=[lambda: caption_table(s)] * (s.number % 2 + 1),
            )
        }</div>
<ul class="article__tag">{s.asides("tuyên giáo", "Chỉ thị 05")}</ul></div>
<div class="related"><h2>{s.aside("Tin cùng chuyên mục")}</h2>{s.related(3)}</div></div></div>
<footer><p>{s.aside("Ghi rõ nguồn khi phát hành lại thông tin từ website này")}</p></footer>
</body></html>"""
    )
    url = f"https://tuyengiao.vn/{s.slug}-{s.serial}"
    return Printed(url, html, "Tạp chí Tuyên giáo", minute(s.when), by, "học tập và làm theo Bác")


def figure_p(s: Sheet) -> str:
    return (
        f"<p style='text-align:center'><img src='/f/{s.serial}.jpg' /></p>\n"
        f"<p style='text-align:center'><em>{s.picture()}</em></p>"
    )


def angiang(s: Sheet) -> Printed:
    """Báo An Giang, -aN.html: pubdate fleft, content-fck for lead and text."""
    by = signed(s, "uutn0uxu")
    tail = f"<p style='text-align:right'><strong>{escape(by.line)}</strong></p>" if by.line else ""
    html = (
        HEAD.format(f"{s.title} | Báo An Giang Online", meta(s, "Báo An Giang Online"))
        + f"""
<div id="wrapper"><div class="top">{
            s.asides("Trang chủ", "Đường dây nóng: 0296 3 853 853", around="<span>{}</span> ")
        }</div><div class="menu"><ul>{
            s.asides("Thời sự", "Kinh tế", "Học tập và làm theo Bác", "Nhịp sống trẻ")
        }</ul></div>
<div class="breadcrumb"><a href="/">Trang chủ</a> <a href="/thoi-su">Thời sự</a>
<a href="/xay-dung-dang">Xây dựng Đảng</a></div>
<div class="col-left"><h1 class="title">{s.title}</h1>
<div class="clearfix"><div class="pubdate fleft">{s.when:%d/%m/%Y - %H:%M}</div>
<div class="fright">{s.asides("A-", "A", "A+", around="<a>{}</a>")}</div></div>
<div class="content-fck fw600">{s.say_lead()}</div><div id="newscontents">
<div class="content-fck-font-size">{
            s.flow(
                "<p style='text-align:justify'>{}</p>",
                pictures=[lambda: figure_p(s)] * (s.number % 3),
            )
        }{tail}</div></div>
<div class="share">{
            s.asides(
                "Chia sẻ bài viết lên facebook", "Chia sẻ bài viết lên twitter", around="<a>{}</a>"
            )
        }</div><div class="viewed">{s.aside("Lượt xem: 911")}</div>
<div class="bl"><h3>{s.aside("Bình luận (0)")}</h3><p>{s.aside("Gửi bình luận của bạn")}</p></div>
<div class="lienquan"><h3>{s.aside("Tin khác")}</h3><ul>{s.related(4)}</ul></div></div>
<div class="footer"><p>{s.aside("Giấy phép số 240/GP-BTTTT cấp ngày 19/5/2021")}</p></div></div>
</body></html>"""
    )
    url = f"https://baoangiang.com.vn/{s.slug}-a{s.serial}.html"
    return Printed(url, html, "Báo An Giang", minute(s.when), by, "Xây dựng Đảng")


def camau(s: Sheet) -> Printed:
    """Báo Cà Mau: a masthead clock with a two-digit year, weather, hotline, Eth throughout."""
    by = signed(s, "nnt0nuns")
    clock = f"{s.seen.strftime('%-d-%-m-%y')} {s.seen:%H:%M:%S}"
    prefix = "(CMO) " if s.number % 2 == 0 else ""
    tail = f"<p class='author' style='text-align:right'><strong>{escape(by.line)}</strong></p>"
    related = ""
    if s.number % 4 == 2:
        related = f"<p>{s.related(1, '<a href=/r-a{}.html><em>{}</em></a>')}</p>"
    html = (
        HEAD.format(f"{s.title} - Báo Cà Mau", meta(s, "Báo Cà Mau"))
        + f"""
<div class="masthead"><span class="clock">{s.aside(f"Chủ nhật, {clock}")}</span>
<span class="weather">{s.aside("Cà Mau, 32°C/ 32°C - 33°C Icon thời tiết nắng")}</span>
<span>{s.aside("ĐT: 0290.3838.111")}</span></div>
<ul class="nav">{s.asides("Thời sự", "Kinh tế", "Phóng sự", "Học và làm theo Bác")}</ul>
<div class="detail"><div class="cate"><a href="/xay-dung-dang">Xây dựng Đảng</a></div>
<h1 class="title">{s.title}</h1><div class="date-time">{s.when:%d/%m/%Y %H:%M}</div>
<div class="title-italic">{prefix}{s.say_lead()}</div>
<div class="newscontent">{s.flow(pictures=[lambda: figure_p(s)] * (1 + s.number % 2))}{related}
{tail if by.line else ""}</div>
<div class="follow">{s.aside("Theo dõi Báo điện tử Cà Mau trên")} <a>Google News</a></div>
<div class="tags">{s.asides("Cà Mau", "làm theo Bác")}</div>
<div class="other"><h4>{s.aside("Tin liên quan")}</h4><ul>{s.related(3)}</ul></div></div>
<div class="footer">{
            s.asides(
                "Báo điện tử Cà Mau", "Tổng Biên tập: Nguyễn Quốc Thắng Lợi", around="<div>{}</div>"
            )
        }</div></body></html>"""
    )
    url = f"https://baocamau.vn/{s.slug}-a{s.serial}.html"
    source = by.source or ("CMO" if prefix and s.story.lead else None)
    return Printed(url, eth(html), "Báo Cà Mau", minute(s.when), by, "Xây dựng Đảng", source=source)


def binhduong(s: Sheet) -> Printed:
    """Báo Bình Dương, old -aN.html: "Cập nhật:" is the only date; view counter, reader's box."""
    by = signed(s, "uiut0ui0")
    lead = s.say_lead() if s.story.lead else ""
    head = f"<h2 class='sapo'><strong>(BDO) {lead}</strong></h2>" if lead else ""
    html = (
        HEAD.format(f"{s.title} - Báo Bình Dương Online", "")
        + f"""
<table width="1000" align="center"><tr><td colspan="2"><div class="menu">{
            s.asides("Trang chủ", "Chính trị", "Kinh tế", "Xã hội", around="<a href='/m'>{}</a> | ")
        }</div></td></tr><tr>
<td width="680" valign="top"><div class="detail"><div class="path"><a href="/">Trang chủ</a> &raquo;
<a href="/chinh-tri">Chính trị</a></div><h1>{s.title}</h1>
<div class="news-date">Cập nhật: {s.when:%d-%m-%Y | %H:%M:%S}</div>
<div class="tools">{s.asides("Gửi email", "Bản in", around="<a>{}</a> ")}</div>{head}
<div id="content-detail">{s.flow(pictures=[lambda: figure_p(s)] * (s.number % 2))}
<p align="right"><strong>{escape(by.line)}</strong></p></div>
<div class="chiase">{s.aside("Chia sẻ bài viết")}</div>
<div class="cmt"><b>{s.aside("Viết bình luận")}</b><p>{
            s.aside(
                "LƯU Ý: BDO sẽ biên tập ý kiến của bạn đọc trước khi đăng. BDO giữ quyền từ chối các ý kiến "
                "không phù hợp."
            )
        }</p><p>{s.aside("Gửi file đính kèm không quá 10MB Đính kèm File")}</p>
<a href="#">{s.aside("Quay lên trên")}</a></div><div>{s.aside("intNumViewTotal=379")}</div>
<div class="tinkhac"><b>{s.aside("CÁC TIN KHÁC")}</b><ul>{s.related(4)}</ul></div></div></td>
<td valign="top"><div class="right"><b>{s.aside("Đọc nhiều nhất")}</b>{s.related(2)}</div></td></tr>
</table></body></html>"""
    )
    url = f"https://baobinhduong.vn/{s.slug}-a{s.serial}.html"
    source = by.source or ("BDO" if lead else None)
    return Printed(url, html, "Báo Bình Dương", minute(s.when), by, "Chính trị", source=source)
