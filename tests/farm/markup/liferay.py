"""Bắc Ninh's Liferay portal: asset publishers, session ids, portlet parameters."""

from __future__ import annotations

from tests.farm.ink import attr, ink, page_date
from tests.farm.markup.base import (
    PER_PAGE,
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

LANGUAGE = "/c/portal/update_language?p_l_id=20873"


def article_path(site: SampleSite, slug: str, number: int) -> str:
    return f"/web/{site.web}/news/-/details/{site.group}/{slug}-{55100000 + number * 131}"


def section_path(site: SampleSite, section: SampleSection, page: int) -> str:
    path = f"/web/{site.web}/{section.key}"
    if page == 1:
        return path
    portlet = f"101_INSTANCE_{section.instance}"
    return (
        f"{path}?p_p_id={portlet}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view"
        f"&p_p_col_id=column-2&p_p_col_count=1&_{portlet}_delta={PER_PAGE}&_{portlet}_keywords="
        f"&_{portlet}_advancedSearch=false&_{portlet}_andOperator=true"
        f"&p_r_p_564233524_resetCur=false&_{portlet}_cur={page}"
    )


def article(page: ArticlePage) -> str:
    story = page.story
    date = page_date(story, "liferay")
    null = "null " if "null-title" in story.oddities else ""
    lead = f'<div class="article-summary">{opened(story, story.lead)}</div>\n' if story.lead else ""
    body = paragraphs(story, _block)
    if "lead-twice" in story.oddities:
        body = f"<p><strong>{opened(story, story.lead)}</strong></p>\n{body}"
    under = (
        f'<span class="article-author">{ink(story.byline.under_title)}</span>\n'
        if (story.byline.under_title)
        else ""
    )
    source = (
        f'<p class="article-source">{ink(story.byline.source_field)}</p>\n'
        if (story.byline.source_field)
        else ""
    )
    publish = '<span class="publish-label">Xuất bản thông tin</span>' if null else ""
    return document(
        f"{say(story, story.title)} - {ink(page.site.organisation)}",
        f"""{_mast(page.site)}
<div id="content" class="main-content"><nav id="breadcrumbs"><ul class="breadcrumb">
<li><a href="/web/{page.site.web}">Trang chủ</a></li>
<li><a href="/web/{page.site.web}/{page.section.key}">{ink(page.section.name)}</a></li></ul></nav>
<div class="portlet-boundary portlet-asset-publisher"><div class="asset-full-content">
{publish}<h1 class="header-title"><span>{null}{say(story, story.title)}</span></h1>
<div class="asset-metadata">{f'<span class="metadata-publish-date">{date}</span>' if date else ""}
{under}</div>
<div class="lfr-asset-tools"><a href="{story.path}?p_p_state=pop_up&amp;viewMode=print">In trang</a>
<a href="{LANGUAGE}&amp;redirect={attr(story.path)}&amp;languageId=en_US">English</a></div>
{lead}<div class="journal-content-article" data-article-id="{story.number}">
{body}
</div>
{source}</div>
<div class="portlet-comments"><h2 class="portlet-title-text">Phản hồi</h2></div>
<div class="portlet-related"><h2 class="portlet-title-text">Các tin khác</h2>
{_links(page.related)}</div>
<div class="portlet-latest"><h2 class="portlet-title-text">Mới nhất</h2>{_links(page.sidebar)}</div>
<div class="portlet-links"><h2 class="portlet-title-text">Liên kết website</h2></div>
</div></div>
{_foot(page.site)}""",
        head=canonical(page.site, story.path),
        charset=meta_charset(story),
    )


def _block(block: Block, text: str) -> str:
    if block.picture:
        caption = f'<p style="text-align: center;"><em>&nbsp;{ink(block.picture.caption)}</em></p>'
        again = caption if block.picture.doubled else ""
        return f'<p style="text-align: center;">{image(block.picture)}</p>{caption}{again}'
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


def listing(page: ListingPage) -> str:
    rows = "\n".join(_row(teaser) for teaser in page.teasers)
    pages = "".join(
        f'<li><a href="{attr(page.section_path(page.section, number))}">{number}</a></li>'
        for number in page.neighbours
    )
    return document(
        f"{ink(page.section.name)} - {ink(page.site.organisation)}",
        f"""{_mast(page.site)}
<div id="content" class="main-content"><div class="columns-2">
<div class="portlet-boundary portlet-asset-publisher"
id="p_p_id_101_INSTANCE_{page.section.instance}_">
<h2 class="portlet-title-text">{ink(page.section.name)}</h2>
<div class="asset-abstracts">
{rows}
</div>
<div class="taglib-page-iterator"><ul class="pagination lfr-pagination-buttons">{pages}</ul></div>
</div>
<div class="portlet-latest"><h2 class="portlet-title-text">Tin đọc nhiều</h2>{_links(page.sidebar)}
</div></div></div>
{_foot(page.site)}""",
    )


def _row(teaser: Teaser) -> str:
    thumb = (
        f'<a class="asset-image" href="{attr(teaser.thumb)}"><img src="{teaser.image}" alt=""></a>'
        if teaser.image
        else ""
    )
    date = f'<span class="metadata-publish-date">{teaser.date}</span>' if teaser.date else ""
    more = teaser.href.split(";")[0].split("?")[0]
    return (
        f'<div class="asset-abstract">{thumb}<h3 class="asset-title">'
        f'<a href="{attr(teaser.href)}">{ink(teaser.title)}</a></h3>{date}'
        f'<div class="asset-summary">{ink(teaser.summary)}</div>'
        f'<div class="asset-more"><a href="{attr(more)}?redirect=%2Fweb">Xem thêm</a></div></div>'
    )


def _links(teasers: tuple[Teaser, ...]) -> str:
    items = "".join(f'<li><a href="{attr(t.href)}">{ink(t.title)}</a></li>' for t in teasers)
    return f"<ul>{items}</ul>"


def _mast(site: SampleSite) -> str:
    menu = "".join(
        f'<li><a href="/web/{site.web}/{s.key}">{ink(s.name)}</a></li>' for s in site.sections
    )
    home = f"/web/{site.web}"
    return f"""<header id="banner"><a class="logo" href="{home}">{ink(site.organisation)}</a>
<div class="portlet-language"><a href="{LANGUAGE}&amp;languageId=vi_VN">Tiếng Việt</a> |
<a href="{LANGUAGE}&amp;languageId=en_US">English</a></div>
<nav id="navigation"><ul>{menu}
<li><a href="{home}/chi-thi-05">
Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh</a></li>
<li><a href="{home}/tim-kiem">Tìm kiếm</a></li><li><a href="/c/portal/login">Đăng nhập</a></li></ul>
</nav></header>"""


def _foot(site: SampleSite) -> str:
    return f"""<footer id="footer"><p>{sample_notice(site)}</p><p>Giấy phép số 45/GP-TTĐT
ngày 20/8/2018</p></footer>"""
