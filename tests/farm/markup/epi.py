"""Báo Quảng Ninh on its ePi CMS: the older ``[GMT+7]`` pages, the newer ``slug-ID.html`` ones."""

from __future__ import annotations

import base64
import json

from tests.farm.ink import CLOCK, attr, ink, page_date
from tests.farm.markup.base import (
    ArticlePage,
    ListingPage,
    Teaser,
    canonical,
    document,
    furniture,
    image,
    inline_related,
    meta_charset,
    opened,
    paragraphs,
    sample_notice,
    say,
)
from tests.farm.sites import SampleSection, SampleSite
from tests.farm.stories import Block, Story

NAME = "Báo Quảng Ninh điện tử"


def article_path(section: SampleSection, generation: str, slug: str, number: int, ym: str) -> str:
    if generation == "old":
        return f"/{section.key}/{ym}/{slug}-{2400000 + number * 37}/"
    return f"/{slug}-{3100000 + number * 53}.html"


def section_path(section: SampleSection, page: int) -> str:
    return f"/{section.key}" if page == 1 else f"/{section.key}?page={page}"


def article(page: ArticlePage) -> str:
    return _old(page) if page.story.generation == "old" else _new(page)


def _old(page: ArticlePage) -> str:
    story = page.story
    date = page_date(story, "epi_old")
    under = (
        f'<p class="tacgia">{ink(story.byline.under_title)}</p>\n'
        if (story.byline.under_title)
        else ""
    )
    lead = f"<p><strong>{opened(story, story.lead)}</strong></p>\n" if story.lead else ""
    if "lead-twice" in story.oddities:
        lead += lead
    body = paragraphs(story, _old_block)
    if "scrambled" in story.oddities:
        body = _scrambled(story)
    dots = "<p>.</p>\n" * 2
    end_dots = "<p>.</p>\n" * 8
    return document(
        f"{say(story, story.title)} - {NAME}",
        f"""{_mast(page.site)}
<div id="wrapper"><div id="left">
<div class="breadcrumb"><a href="/">Trang chủ</a> &raquo;
<a href="/{page.section.key}">{ink(page.section.name)}</a></div>
<div class="news-detail">
<h1 class="title">{say(story, story.title)}</h1>
{under}{f'<div class="date">{date}</div>' if date else ""}
<div class="dots">{dots}</div>
<div id="content" class="content">
{lead}{body}
</div>
<div class="tools"><a href="javascript:window.print()">In bài này</a> |
<a href="#">Gửi email</a></div>
<div class="related"><h3>Tin liên quan</h3>{_links(page.related)}</div>
{end_dots}
</div></div>
{_aside(page.sidebar)}</div>
{_foot(page.site)}""",
        head=canonical(page.site, story.path),
        charset=meta_charset(story),
    )


def _old_block(block: Block, text: str) -> str:
    if block.picture:
        caption = f'<tr><td><p class="image_desc">{ink(block.picture.caption)}</p></td></tr>'
        again = caption if block.picture.doubled else ""
        return (
            f'<table class="rl center"><tbody><tr><td>{image(block.picture)}</td></tr>'
            f"{caption}{again}</tbody></table>"
        )
    match block.kind:
        case "related":
            return inline_related(block)
        case "furniture":
            return furniture(block.text)
        case "heading":
            return f"<p><strong>{text}</strong></p>"
        case "byline":
            return f'<p style="text-align: right;"><strong>{text}</strong></p>'
        case _:
            return f'<p style="text-align: justify;">{text}</p>'


def _new(page: ArticlePage) -> str:
    story = page.story
    date = page_date(story, "epi_new")
    head = canonical(page.site, story.path)
    head += f'<meta property="og:title" content="{attr(story.title)}">\n'
    if date and story.precision == "minute" and story.number % 2 == 0:
        head += _json_ld(page)
    title = f'<h1 class="detail-title">{say(story, story.title)}</h1>'
    crumb = f'<a href="/{page.section.key}">{ink(page.section.name)}</a>'
    if "breadcrumb-h1" in story.oddities:
        crumb = f'<h1 class="breadcrumb-title">{crumb}</h1>'
        title = f'<div class="detail-title">{say(story, story.title)}</div>'
    lead = f'<p class="sapo">{opened(story, story.lead)}</p>\n' if story.lead else ""
    if "lead-twice" in story.oddities:
        lead += f"<p>{opened(story, story.lead)}</p>\n"
    body = paragraphs(story, _new_block)
    if "scrambled" in story.oddities:
        body = _scrambled(story)
    author = (
        f'<div class="author">{ink(story.byline.author_field)}</div>'
        if (story.byline.author_field)
        else ""
    )
    return document(
        f"{say(story, story.title)}",
        f"""{_mast(page.site)}
<main class="container"><div class="main-col">
<div class="breadcrumb">{crumb}</div>
<article class="detail">
{title}
<div class="detail-meta">{f'<span class="date">{date}</span>' if date else ""}
<span class="tool">A- A A+ |</span> <span class="share">Chia sẻ bài viết lên facebook</span></div>
{lead}<div class="newscontent">
{body}
</div>
{author}
<div class="tags">Từ khóa: <a href="/tag/chi-thi-05">Chỉ thị 05</a>,
<a href="/tag/bac-ho">Bác Hồ</a>
</div>
</article>
<section class="comments"><h3>Bình luận (0)</h3><button>Viết bình luận</button></section>
<section class="box-related"><h3>Tin cùng chuyên mục</h3>{_links(page.related)}</section>
</div>
{_aside(page.sidebar)}</main>
{_foot(page.site)}""",
        head=head,
        charset=meta_charset(story),
    )


def _new_block(block: Block, text: str) -> str:
    if block.picture:
        caption = f"<figcaption>{ink(block.picture.caption)}</figcaption>"
        again = f"<p>{ink(block.picture.caption)}</p>" if block.picture.doubled else ""
        return f'<figure class="image">{image(block.picture)}{caption}</figure>{again}'
    match block.kind:
        case "related":
            return inline_related(block)
        case "furniture":
            return furniture(block.text)
        case "heading":
            return f"<h3>{text}</h3>"
        case "byline":
            return f'<p class="text-right"><strong>{text}</strong></p>'
        case _:
            return f"<p>{text}</p>"


def _json_ld(page: ArticlePage) -> str:
    story = page.story
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.published:%Y-%m-%dT%H:%M:00+07:00}" if story.published else "",
        "publisher": {"@type": "Organization", "name": NAME},
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>\n'


def _scrambled(story: Story) -> str:
    """The body as some papers deliver it: text only their own script can put together."""
    clear = "\n".join(story.paragraphs).encode()
    blob = base64.b64encode(bytes(byte ^ 0x5A for byte in clear)).decode()
    return (
        f'<div id="enc-body" data-key="5a">{blob}</div>\n'
        "<script>document.getElementById('enc-body').innerHTML="
        "unlockBody(document.getElementById('enc-body').textContent);</script>"
    )


def listing(page: ListingPage) -> str:
    rows = "\n".join(_row(teaser) for teaser in page.teasers)
    pages = "\n".join(
        f'<a class="{"active" if number == page.number else "page"}" '
        f'href="{page.section_path(page.section, number)}">{number}</a>'
        for number in page.neighbours
    )
    if page.number < page.last:
        pages += (
            f'\n<a class="next" href="{page.section_path(page.section, page.number + 1)}">'
            "Trang sau</a>"
        )
    return document(
        f"{ink(page.section.name)} - {NAME}",
        f"""{_mast(page.site)}
<main class="container"><div class="main-col">
<h1 class="cate-title">{ink(page.section.name)}</h1>
<ul class="list-news">
{rows}
</ul>
<div class="paging">{pages}</div>
</div>
{_aside(page.sidebar)}</main>
{_foot(page.site)}""",
        head=f'<link rel="alternate" type="application/rss+xml" '
        f'href="/rss/{page.section.key}.rss">\n',
    )


def _row(teaser: Teaser) -> str:
    thumb = (
        f'<a class="thumb" href="{attr(teaser.thumb)}"><img src="{teaser.image}" alt=""></a>'
        if teaser.image
        else ""
    )
    date = f'<span class="time">{teaser.date}</span>' if teaser.date else ""
    return (
        f'<li class="item">{thumb}<h3><a class="title" href="{attr(teaser.href)}">'
        f'{ink(teaser.title)}</a></h3>{date}<p class="desc">{ink(teaser.summary)}</p></li>'
    )


def _links(teasers: tuple[Teaser, ...]) -> str:
    items = "".join(f'<li><a href="{attr(t.href)}">{ink(t.title)}</a></li>' for t in teasers)
    return f"<ul>{items}</ul>"


def _mast(site: SampleSite) -> str:
    menu = "".join(f'<li><a href="/{s.key}">{ink(s.name)}</a></li>' for s in site.sections)
    return f"""<header class="masthead"><a class="logo" href="/">{NAME}</a>
<div class="today">{CLOCK}</div>
<div class="hotline">Đường dây nóng: 0203 000 000 | Hạ Long, 25°C</div>
<ul class="menu">{menu}<li><a href="/tag/chi-thi-05">Thực hiện Chỉ thị số 05-CT/TW</a></li>
<li><a href="/tim-kiem?q=">Tìm kiếm</a></li></ul></header>"""


def _aside(teasers: tuple[Teaser, ...]) -> str:
    return f'<aside class="right-col"><h4>Đọc nhiều</h4>{_links(teasers)}</aside>'


def _foot(site: SampleSite) -> str:
    return f"""<footer><p>{sample_notice(site)}</p>
<p>Giấy phép số 123/GP-BTTTT cấp ngày 02/01/2015</p><a href="#top">Về đầu trang</a></footer>"""
