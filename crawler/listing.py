"""What a captured listing announces: its main list, and what stands beside it.

No selector is needed. Every link to an article sits in an *item*, the largest
element that speaks of that one article only (thumbnail, title, summary and date
together); items of one list have one parent. The main list is the one that
says most, outside the parts a page itself marks as a sidebar.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import lxml.html

from archive.records import Precision
from archive.text import fold, normalise
from crawler.anchors import (
    HEADINGS,
    PAGE_TAGS,
    Links,
    hint_of,
    names_of,
    own_header,
    text_of,
)
from crawler.printed import NOTHING, Printed, feed_date, printed_date

_BESIDE_TAGS = frozenset({"aside", "nav", "footer", "header"})
_BESIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:sidebar|aside|side|rightcol|right-?col(?:umn)?|col-?right|cot-?phai|widgets?"
    r"|most|popular|latest|related|ticker|marquee|hot-?news|footer|nav(?:bar)?|menu|breadcrumbs?"
    r"|(?:doc|xem)-?nhieu|moi-?nhat|lien-?quan|tin-?khac|noi-?bat)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Headings of boxes that belong to the whole site, folded.
_BESIDE_HEADING = re.compile(
    r"^(?:tin |bai |cac |duoc )*(?:(?:doc|xem|quan tam) nhieu|moi nhat|moi|khac|nong|noi bat"
    r"|lien quan|moi cap nhat|tieu diem|moi dang|xem nhieu nhat|doc nhieu nhat)(?: nhat)?\W*$"
)
# A line with a date and more words than these is a sentence ("Thứ Bảy, ngày … | Lượt xem …").
_WORDS_OF_A_DATE_LINE = 8
_LONGEST_HEADING = 60


_Below = dict[lxml.html.HtmlElement, set[str]]
"""The articles linked from within an element."""
_Above = dict[lxml.html.HtmlElement, dict[lxml.html.HtmlElement, tuple[str | None, str | None]]]
"""By parent, what stands above each of its children: one list asks it of every item."""


@dataclass(frozen=True, slots=True)
class Announced:
    """One article as a listing announces it; ``main`` when the section's own list does."""

    url: str
    title: str
    published_at: str
    precision: Precision
    main: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """``announced`` are the articles in page order, once each; ``own`` whether any of them
    stands outside the boxes beside a list."""

    announced: tuple[Announced, ...]
    own: bool = True


@dataclass(slots=True)
class _Item:
    url: str
    element: lxml.html.HtmlElement
    anchors: list[lxml.html.HtmlElement]
    beside: bool = False


def announce(links: Links, is_article: Callable[[str], bool]) -> Listing:
    """What the links of a page announce, in time that grows with the page and no faster.

    :param is_article: of a canonical URL.
    """
    articles = [(anchor.element, anchor.url) for anchor in links.anchors if is_article(anchor.url)]
    items = _items(articles)
    main = _main_list(items)
    by_url: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        by_url[item.url].append(item)
    announced: dict[str, Announced] = {}
    for item in sorted(items, key=lambda item: id(item) not in main):
        if item.url not in announced:
            announced[item.url] = _announce(item, by_url[item.url], id(item) in main)
    order = list(dict.fromkeys(url for _, url in articles))
    own = any(not item.beside for item in items)
    return Listing(tuple(announced[url] for url in order), own)


def _items(links: list[tuple[lxml.html.HtmlElement, str]]) -> list[_Item]:
    """Climb from each link as far as no other article is spoken of."""
    below: _Below = {}
    for anchor, url in links:
        for element in (anchor, *anchor.iterancestors()):
            below.setdefault(element, set()).add(url)
    above: _Above = {}
    items: dict[lxml.html.HtmlElement, _Item] = {}
    for anchor, url in links:
        element = anchor
        for parent in anchor.iterancestors():
            if parent.tag in PAGE_TAGS or len(below[parent]) > 1:
                break
            element = parent
        item = items.setdefault(element, _Item(url, element, []))
        item.anchors.append(anchor)
        item.beside = item.beside or _stands_beside(anchor, element, below, above)
    return list(items.values())


def _stands_beside(
    anchor: lxml.html.HtmlElement, item: lxml.html.HtmlElement, linked: _Below, above: _Above
) -> bool:
    """Whether the page marks the place of ``anchor`` as one outside the section's list."""
    for place in anchor.iterancestors():
        if place.tag in PAGE_TAGS:
            break
        if place.tag in _BESIDE_TAGS and not own_header(place):
            return True
        if _BESIDE_NAMES.search(names_of(place)):
            return True
        if place.get("role") in ("complementary", "navigation"):
            return True
    return bool(_BESIDE_HEADING.match(fold(_heading_above(item, linked, above))))


def _heading_above(item: lxml.html.HtmlElement, linked: _Below, above: _Above) -> str:
    """The short text without articles that stands just above ``item``'s list; "" when none."""
    for place in (item, *item.iterancestors()):
        parent = place.getparent()
        if place.tag in PAGE_TAGS or parent is None:
            break
        if parent not in above:
            above[parent] = _texts_above(parent, linked)
        nearest, outside = above[parent][place]
        # Above an item stand the other items of its list; above the list, what is no heading.
        text = outside if place is item else nearest
        if text is not None:
            return text if len(text) <= _LONGEST_HEADING else ""
    return ""


def _texts_above(
    parent: lxml.html.HtmlElement, linked: _Below
) -> dict[lxml.html.HtmlElement, tuple[str | None, str | None]]:
    """For each child, what the nearest one before it says that says anything ("" where it
    holds articles), and the nearest such without articles; None where there is none."""
    found: dict[lxml.html.HtmlElement, tuple[str | None, str | None]] = {}
    nearest = outside = None
    for child in parent:
        found[child] = nearest, outside
        text = text_of(child) if isinstance(child.tag, str) else ""
        if text and child in linked:
            nearest = ""
        elif text:
            nearest = outside = text
    return found


def _main_list(items: list[_Item]) -> set[int]:
    """The ids of the items of the section's own list."""
    lists: dict[lxml.html.HtmlElement | None, list[_Item]] = defaultdict(list)
    # Where the page's whole frame is called "sidebar-layout", nothing is told apart by name.
    for item in [item for item in items if not item.beside] or items:
        lists[item.element.getparent()].append(item)
    if not lists:
        return set()
    parent, chosen = max(lists.items(), key=lambda entry: _weight(entry[1]))
    main = {id(item) for item in chosen}
    shape = _shape(parent)
    for other, rest in lists.items():
        # A list cut in two by an advert or into columns, and the lead story just above it.
        lead = parent is not None and other is parent.getparent() and not _is_page(other)
        if _shape(other) == shape or lead:
            main |= {id(item) for item in rest}
    return main


def _weight(items: list[_Item]) -> int:
    """How much a list says: summaries and dates beside the titles, not titles alone."""
    return sum(len(text_of(item.element)) for item in items)


def _is_page(element: lxml.html.HtmlElement | None) -> bool:
    return element is None or element.tag in PAGE_TAGS


def _shape(element: lxml.html.HtmlElement | None) -> tuple[str, ...]:
    """Where an element hangs, as tags and first classes (modifiers follow) up to the root."""
    if element is None:
        return ()
    return tuple(
        f"{place.tag}.{(place.get('class') or '').split(maxsplit=1)[:1]}"
        for place in (element, *element.iterancestors())
    )


def _announce(item: _Item, same: list[_Item], main: bool) -> Announced:
    anchors = [anchor for one in same for anchor in one.anchors]
    dates = [found for one in (item, *same) if (found := _date_of(one)) != NOTHING]
    published_at, precision = dates[0] if dates else NOTHING
    return Announced(item.url, _title(anchors), published_at, precision, main)


def _title(anchors: list[lxml.html.HtmlElement]) -> str:
    """The longest text in a heading, or else anywhere: papers also link the summary."""
    headed = [anchor for anchor in anchors if _is_heading(anchor)]
    texts = [text_of(anchor) for anchor in headed]
    if not any(texts):
        texts = [text_of(anchor) or hint_of(anchor) for anchor in anchors]
    return max(texts, key=len, default="")


def _is_heading(anchor: lxml.html.HtmlElement) -> bool:
    """Whether a link is a title by its place (h1 to h6) or its own name."""
    if re.search(r"title|tieu-?de|heading", anchor.get("class") or "", re.IGNORECASE):
        return True
    return any(place.tag in HEADINGS for place in [*anchor.iterancestors()][:2]) or any(
        child.tag in HEADINGS for child in anchor
    )


def _date_of(item: _Item) -> Printed:
    """The date printed in an item, never one inside its title or in a sentence of its summary."""
    for element in item.element.iter("time"):
        if (found := feed_date(element.get("datetime") or "")) != NOTHING:
            return found
    for line in _lines_outside_links(item):
        words = len(re.findall(r"[^\W\d_]{2,}", line))
        if words <= _WORDS_OF_A_DATE_LINE and (found := printed_date(line)) != NOTHING:
            return found
    for anchor in item.anchors:
        # "Tiêu đề (01/06/2020)": some portals print the date at the end of the title.
        tail = re.search(r"\(([^()]{8,24})\)$", text_of(anchor))
        if tail and (found := printed_date(tail[1])) != NOTHING:
            return found
    return NOTHING


def _lines_outside_links(item: _Item) -> Iterator[str]:
    """The texts of the innermost elements, without those of the item's own links."""
    anchors = set(item.anchors)
    for element in item.element.iter():
        if not isinstance(element.tag, str) or element in anchors:
            continue
        if anchors.intersection(element.iterancestors()):
            continue
        if element.tag not in ("script", "style"):
            yield normalise(" ".join((element.text or "").split()))
        for child in element:
            yield normalise(" ".join((child.tail or "").split()))
