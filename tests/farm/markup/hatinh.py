"""The Hà Tĩnh portal family: ``/{unit}/portal/read/{cat}/news/{slug}.html``."""

from __future__ import annotations

from tests.farm.ink import COUNT, attr, ink, page_date
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
from tests.farm.stories import Block


def article_path(section: SampleSection, slug: str) -> str:
    return f"/{section.unit}/portal/read/{section.key}/news/{slug}.html"


def section_path(section: SampleSection, page: int) -> str:
    path = f"/{section.unit}/portal/folder/{section.key}"
    return path if page == 1 else f"{path}/{page}.html"


def article(page: ArticlePage) -> str:
    story = page.story
    date = page_date(story, "hatinh")
    lead = f'<div class="news-summary">{opened(story, story.lead)}</div>\n' if story.lead else ""
    body = paragraphs(story, _block)
    if "lead-twice" in story.oddities:
        body = f"<p>{opened(story, story.lead)}</p>\n{body}"
    under = (
        f'<div class="news-author">{ink(story.byline.under_title)}</div>\n'
        if (story.byline.under_title)
        else ""
    )
    source = (
        f'<div class="news-source">{ink(story.byline.source_field)}</div>\n'
        if (story.byline.source_field)
        else ""
    )
    return document(
        say(story, story.title),
        f"""{_mast(page.site, page.section.unit)}
<div id="main"><div class="col-left">{_side(page.sidebar)}</div>
<div class="col-center">
<div class="path"><a href="/{page.section.unit}">Trang chủ</a> &raquo;
<a href="{section_path(page.section, 1)}">{ink(page.section.name)}</a></div>
<div class="news-detail">
<h1 class="news-title">{say(story, story.title)}</h1>
{f'<div class="news-date">{date}</div>' if date else ""}
{under}{lead}<div class="news-content">
{body}
</div>
{source}<div class="news-tools"><a href="{story.path}?print=1">Bản in</a> | Quay lại</div>
<div class="news-other"><h3>Tin khác</h3>{_links(page.related)}</div>
</div></div></div>
{_foot(page.site)}""",
        head=canonical(page.site, story.path),
        charset=meta_charset(story),
    )


def _block(block: Block, text: str) -> str:
    if block.picture:
        caption = f'<p align="center"><i>{ink(block.picture.caption)}</i></p>'
        again = caption if block.picture.doubled else ""
        return f'<p align="center">{image(block.picture)}</p>{caption}{again}'
    match block.kind:
        case "related":
            return inline_related(block)
        case "furniture":
            return furniture(block.text)
        case "heading":
            return f"<p><b>{text}</b></p>"
        case "byline":
            return f'<p align="right"><b>{text}</b></p>'
        case _:
            return f"<p>{text}</p>"


def listing(page: ListingPage) -> str:
    rows = "\n".join(_row(teaser) for teaser in page.teasers)
    pages = " ".join(
        f'<a href="{page.section_path(page.section, number)}">[{number}]</a>'
        for number in page.neighbours
    )
    return document(
        ink(page.section.name),
        f"""{_mast(page.site, page.section.unit)}
<div id="main"><div class="col-left">{_side(page.sidebar)}</div>
<div class="col-center"><h2 class="folder-title">{ink(page.section.name)}</h2>
<ul class="folder-list">
{rows}
</ul>
<div class="pages">Trang: {pages}</div></div></div>
<div class="counter">Truy cập hiện tại {COUNT} khách</div>
{_foot(page.site)}""",
        head=f'<link rel="alternate" type="application/rss+xml" '
        f'href="/{page.section.unit}/portal/rss/{page.section.key}">\n',
    )


def _row(teaser: Teaser) -> str:
    thumb = (
        f'<a href="{attr(teaser.thumb)}"><img src="{teaser.image}" alt=""></a>'
        if teaser.image
        else ""
    )
    date = f'<span class="item-date">{teaser.date}</span>' if teaser.date else ""
    return (
        f'<li class="news-item">{thumb}<a class="item-title" href="{attr(teaser.href)}">'
        f"{ink(teaser.title)}</a>{date}<p>{ink(teaser.summary)}</p></li>"
    )


def _links(teasers: tuple[Teaser, ...]) -> str:
    items = "".join(f'<li><a href="{attr(t.href)}">{ink(t.title)}</a></li>' for t in teasers)
    return f"<ul>{items}</ul>"


def _mast(site: SampleSite, unit: str) -> str:
    menu = "".join(
        f'<li><a href="{section_path(s, 1)}">{ink(s.name)}</a></li>' for s in site.sections
    )
    return f"""<div id="banner">CỔNG THÔNG TIN ĐIỆN TỬ</div>
<ul id="menu"><li><a href="/{unit}">Trang chủ</a></li>{menu}
<li><a href="/{unit}/portal/folder/van-ban">Kết luận số 01-KL/TW</a></li>
<li><a href="/tim-kiem">Tìm kiếm</a></li></ul>
<marquee>Toàn Đảng bộ học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh</marquee>"""


def _side(teasers: tuple[Teaser, ...]) -> str:
    return f'<div class="box"><h4>Tin xem nhiều</h4>{_links(teasers)}</div>'


def _foot(site: SampleSite) -> str:
    return f"""<div id="footer">{sample_notice(site)}<br>Liên kết website
<ul><li>Sở, Ban, Ngành</li><li>UBND Huyện, Thị xã, Thành phố</li></ul></div>"""
