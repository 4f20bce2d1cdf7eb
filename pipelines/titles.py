"""The title an article prints, told apart from the site's name, its sections and its boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.records import Layout, Site, Witness
from archive.text import normalise
from pipelines.compare import folded
from pipelines.dates import date_line
from pipelines.furniture import is_box, is_furniture, is_tail
from pipelines.head import Head
from pipelines.lines import Block
from pipelines.markup import Element, hints, select, text_of

_TITLE_HINT = re.compile(
    r"(?<![a-z])(?:\w*title|tieu-?de|head-?line|tde|(?:article|news|post|detail)-?header)(?![a-z])"
)
_NO_TITLE_HINT = re.compile(
    r"(?<![a-z])(?:sub-?title|title-?sub|logo|site-?name|bread-?crumbs?|brand|banner|cate\w*"
    r"|chuyen-?muc|channel|section-?name|slogan|box-?title|title-?box|widget-?title"
    r"|portlet-?title)(?![a-z])"
)
_SENTENCE_END = (".", "!", "…", ";", ":")
_SUFFIX = re.compile(r"\s+(?:[-–—|»·]|::)\s+(?!.*\s(?:[-–—|»·]|::)\s)")
_SITE_WORDS = re.compile(
    r"\b(?:báo|cổng|trang|tạp chí|đài|online|điện tử|ubnd|thị ủy|thành ủy|huyện ủy|tỉnh ủy"
    r"|website)\b|\.(?:vn|com|net)\b",
    re.IGNORECASE,
)
# What templates put in <title> when nobody told them better.
_NO_TITLE = re.compile(
    r"^(?:(?:trang|cổng)\s(?:chủ|thông tin|tin).{0,60}|tin (?:tức|bài).{0,20}|chi tiết.{0,20}"
    r"|bài viết|home|default|untitled.*|index.*|\S+\.(?:html?|aspx?|php|jsp))$",
    re.IGNORECASE,
)
_LEAK = re.compile(r"^(?:null|undefined|\{\w+\})\s+|\s*\{title\}\s*", re.IGNORECASE)
_TITLE_REACH = 6.0
_TITLE_TAGS = frozenset(("h1", "h2", "h3"))
_LONGEST_TITLE = 300
_SHORTEST_HEADING = 20


def site_names(site: Site, head: Head) -> frozenset[str]:
    """Names that are no title: the site's, its sections', its host."""
    names = [site.organisation, site.name, site.host, site.host.split(".")[0], head.site_name]
    names += [section.name for section in site.sections] + [
        "trang chủ",
        "home",
        "tin tức",
        "tin tức sự kiện",
    ]
    return frozenset(folded(name) for name in names if name)


def said_titles(head: Head, witnesses: Sequence[Witness], names: frozenset[str]) -> list[str]:
    said = [untangled(_without_site(title, names)) for title in head.titles]
    said += [witness.title for witness in witnesses if witness.title]
    return [
        title
        for title in dict.fromkeys(said)
        if len(title) > 3 and folded(title) not in names and not _NO_TITLE.match(title)
    ]


def _without_site(title: str, names: frozenset[str]) -> str:
    """ "Tên bài - Báo Quảng Ninh" without the site's name."""
    for _ in range(3):
        head, _, tail = title.partition(" | ") if " | " in title else (title, "", "")
        if tail and _is_site_name(head, names):
            title = tail
        parts = _SUFFIX.split(title, maxsplit=1)
        if len(parts) < 2 or not _is_site_name(parts[1], names):
            break
        title = parts[0]
    return title


def _is_site_name(text: str, names: frozenset[str]) -> bool:
    return folded(text) in names or (len(text) <= 60 and bool(_SITE_WORDS.search(text)))


def untangled(title: str) -> str:
    return normalise(_LEAK.sub("", title))


def find_title(
    lines: list[Block],
    start: int,
    end: int,
    said: list[str],
    names: frozenset[str],
    layout: Layout | None,
    tree: Element,
) -> tuple[int, str]:
    """The printed title's place and text; (-1, "") when no line looks like one."""
    if layout is not None and layout.title:
        for element in select(tree, layout.title):
            text = text_of(element)
            if text and folded(untangled(text)) not in names:
                inside = set(map(id, element.iter()))
                at = next((i for i, block in enumerate(lines) if id(block.element) in inside), -1)
                return at, text
    known = [folded(title) for title in said]
    prose = next(
        (i for i in range(start, end) if lines[i].is_prose and not lines[i].tag.startswith("h")),
        len(lines),
    )
    best, best_score = -1, 3.0
    for i, block in enumerate(lines[: prose + 3]):
        if block.image or len(block.text) > _LONGEST_TITLE or is_furniture(block.text):
            continue
        score = _title_score(block, known, names) - min(abs(prose - i) * 0.1, _TITLE_REACH / 2)
        if i > prose:
            score -= 6
        if score > best_score:
            best, best_score = i, score
    if best < 0:
        return -1, ""
    return _whole_title(lines, best)


def heading_above(lines: list[Block], start: int) -> int:
    """The place of the heading nearest above the text; -1 when none stands there."""
    near = (
        i
        for i in range(start - 1, max(-1, start - 9), -1)
        if lines[i].tag in _TITLE_TAGS and len(lines[i].text) >= _SHORTEST_HEADING
    )
    return next(near, -1)


def _whole_title(lines: list[Block], at: int) -> tuple[int, str]:
    """The last line and the text of a title that its page breaks with <br>."""
    element = lines[at].element
    first = last = at
    while first > 0 and lines[first - 1].element is element and not lines[first - 1].image:
        first -= 1
    while (
        last + 1 < len(lines) and lines[last + 1].element is element and not lines[last + 1].image
    ):
        last += 1
    parts = [block.text for block in lines[first : last + 1]]
    heading = element.tag in _TITLE_TAGS or _TITLE_HINT.search(hints(element))
    text = " ".join(parts)
    if len(parts) == 1 or not heading or len(parts) > 4 or len(text) > _LONGEST_TITLE:
        return at, lines[at].text
    return last, text


def _title_score(block: Block, said: list[str], names: frozenset[str]) -> float:
    score = {"h1": 4.0, "h2": 1.5, "h3": 0.5}.get(block.tag, 0.0)
    parent = block.element.getparent()
    hint = hints(block.element)
    if _TITLE_HINT.search(hint):
        score += 4
    elif not hint and parent is not None and _TITLE_HINT.search(hints(parent)):
        score += 2
    text = folded(untangled(block.text))
    if text in said:
        score += 8
    elif len(text) > 20 and any(text.startswith(title) or title.startswith(text) for title in said):
        score += 5
    if not score:
        return score
    if _NO_TITLE_HINT.search(hint) or (parent is not None and _NO_TITLE_HINT.search(hints(parent))):
        score -= 8
    if text in names or date_line(block.text) or is_tail(block.text) or is_box(block.text):
        score -= 20
    if block.is_link:
        score -= 3
    if _NO_TITLE.match(block.text):
        score -= 4
    if len(text) < 12:
        score -= 2
    return score


def typed_title(lines: list[Block], names: frozenset[str]) -> tuple[int, str, str]:
    """Title and section of a page that only has lines: what stands before its first sentence.

    The line before the date is the title, the one before that its section.
    """
    typed: list[int] = []
    for i, block in enumerate(lines[:12]):
        if block.image or is_furniture(block.text):
            continue
        if date_line(block.text):
            break
        if block.text.endswith(_SENTENCE_END) or len(block.text) > 200 or is_tail(block.text):
            return (_named(lines, typed[:1], names)) if typed else (-1, "", "")
        typed.append(i)
    else:
        return (_named(lines, typed[:1], names)) if typed else (-1, "", "")
    if not typed:
        return -1, "", ""
    section = lines[typed[-2]].text if len(typed) > 1 else ""
    return typed[-1], lines[typed[-1]].text, section


def _named(lines: list[Block], typed: list[int], names: frozenset[str]) -> tuple[int, str, str]:
    at = typed[0]
    following = at + 1 < len(lines) and not lines[at + 1].image
    if folded(lines[at].text) in names and following and len(lines[at + 1].text) <= 200:
        return at + 1, lines[at + 1].text, lines[at].text
    return at, lines[at].text, ""
