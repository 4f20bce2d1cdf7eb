"""Bỉm Sơn on SharePoint: date in the path, body in one rich-text field, bars in the tail."""

from __future__ import annotations

import base64

from tests.farm.ink import CLOCK, COUNT, attr, ink, page_date
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


def article_path(day: str, slug: str, tail: str) -> str:
    """``day`` is y-m-d without padding; "" where the page must not date itself."""
    return f"/portal/pages/{day}/{slug}{tail}.aspx" if day else f"/portal/pages/{slug}{tail}.aspx"


def section_path(section: SampleSection, page: int) -> str:
    path = f"/portal/pages/{section.key}.aspx"
    return path if page == 1 else f"{path}?page={page}"


def article(page: ArticlePage) -> str:
    story = page.story
    date = page_date(story, "sharepoint")
    lead = f'<div class="ArticleSummary">{opened(story, story.lead)}</div>\n' if story.lead else ""
    body = paragraphs(story, _block)
    if "lead-twice" in story.oddities:
        body = f"<p><strong>{opened(story, story.lead)}</strong></p>\n{body}"
    if "scrambled" in story.oddities:
        body = _scrambled("\n".join(story.paragraphs))
    under = (
        f'<div class="ArticleByLine">{ink(story.byline.under_title)}</div>\n'
        if (story.byline.under_title)
        else ""
    )
    source = (
        f'<div class="NewsSource">{ink(story.byline.source_field)}</div>\n'
        if (story.byline.source_field)
        else ""
    )
    return document(
        say(story, story.title),
        f"""{_mast(page.site)}
<div id="s4-workspace"><div class="ms-breadcrumb"><a href="/portal/pages/default.aspx">Trang chủ</a>
&gt; <a href="{section_path(page.section, 1)}">{ink(page.section.name)}</a></div>
{_left(page.sidebar)}
<div id="MSOZoneCell_WebPartWPQ2" class="ArticleDetail">
<h2 class="ArticleTitle">{say(story, story.title)}</h2>
{f'<div class="PostDate">{date}</div>' if date else ""}
{under}<div class="article-tools">A A | Tăng tương phản Giảm tương phản</div>
{lead}<div class="ArticleContent"><div class="ms-rtestate-field">
{body}
</div></div>
{source}<div class="article-view">Số lượt xem: {COUNT}</div>
<div class="OtherNews"><div class="OtherTitle">Các tin khác</div>{_links(page.related)}</div>
</div></div>
{_foot(page.site)}""",
        head=canonical(page.site, story.path),
        charset=meta_charset(story),
    )


def _block(block: Block, text: str) -> str:
    if block.picture:
        caption = f'<p style="text-align:center"><em>{ink(block.picture.caption)}</em></p>'
        again = caption if block.picture.doubled else ""
        shown = f'<p style="text-align:center">{image(block.picture, "ms-rteImage-1")}</p>'
        return shown + caption + again
    match block.kind:
        case "related":
            return inline_related(block)
        case "furniture":
            return furniture(block.text)
        case "heading":
            return f'<p class="ms-rteElement-P"><strong>{text}</strong></p>'
        case "byline":
            return f'<p style="text-align:right">{text}</p>'
        case _:
            return f'<p class="ms-rteElement-P">{text}</p>'


def _scrambled(clear: str) -> str:
    blob = base64.b64encode(bytes(byte ^ 0x33 for byte in clear.encode())).decode()
    return f'<script type="text/javascript">renderBody("{blob}", 51);</script>'


def listing(page: ListingPage) -> str:
    rows = "\n".join(_row(teaser) for teaser in page.teasers)
    pages = " ".join(
        f'<a href="{page.section_path(page.section, number)}">{number}</a>'
        for number in page.neighbours
    )
    return document(
        ink(page.section.name),
        f"""{_mast(page.site)}
<div id="s4-workspace">{_left(page.sidebar)}
<div class="NewsList"><h1 class="ZoneTitle">{ink(page.section.name)}</h1>
{rows}
<div class="Paging">{pages}</div></div></div>
{_foot(page.site)}""",
    )


def _row(teaser: Teaser) -> str:
    thumb = (
        f'<a href="{attr(teaser.thumb)}"><img class="NewsImg" src="{teaser.image}" alt=""></a>'
        if teaser.image
        else ""
    )
    date = f' <span class="NewsDate">({teaser.date})</span>' if teaser.date else ""
    return (
        f'<div class="NewsItem">{thumb}<a class="NewsTitle" href="{attr(teaser.href)}">'
        f'{ink(teaser.title)}</a>{date}<div class="NewsSummary">{ink(teaser.summary)}</div></div>'
    )


def _links(teasers: tuple[Teaser, ...]) -> str:
    items = "".join(
        f'<li><a href="{attr(t.href)}">{ink(t.title)}</a>{f" ({t.date})" if t.date else ""}</li>'
        for t in teasers
    )
    return f"<ul>{items}</ul>"


def _mast(site: SampleSite) -> str:
    menu = "".join(
        f'<li><a href="{section_path(s, 1)}">{ink(s.name)}</a></li>' for s in site.sections
    )
    return f"""<div id="header"><div class="slogan">CHÀO MỪNG ĐẾN TRANG THÔNG TIN ĐIỆN TỬ
{ink(site.town.upper())}</div><div class="clock">{CLOCK}</div>
<div class="banner-slogan">
ĐẨY MẠNH HỌC TẬP VÀ LÀM THEO TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH</div>
<ul id="topmenu"><li><a href="/portal/pages/default.aspx">Trang chủ</a></li>{menu}
<li><a href="/_layouts/15/authenticate.aspx">Đăng nhập</a></li></ul></div>"""


def _left(teasers: tuple[Teaser, ...]) -> str:
    return f"""<div id="leftcol"><div class="WebPartTitle">Tin đọc nhiều</div>{_links(teasers)}
<div class="WebPartTitle">Văn bản chỉ đạo</div><ul><li>Chỉ thị số 05-CT/TW của Bộ Chính trị</li>
<li>Kết luận số 01-KL/TW của Bộ Chính trị</li></ul></div>"""


def _foot(site: SampleSite) -> str:
    return f"""<div id="footer"><p>{sample_notice(site)}</p><p>Đang truy cập: {COUNT}
Tổng truy cập: 7.142.{COUNT}</p><p>Bản quyền từ ngày 01/01/2014</p></div>"""
