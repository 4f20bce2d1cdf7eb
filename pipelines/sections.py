"""The section an article stands in, as its page names it."""

from __future__ import annotations

import re

from pipelines.compare import folded, same
from pipelines.dates import date_line
from pipelines.frame import Frame
from pipelines.furniture import is_furniture, is_tail
from pipelines.head import Head
from pipelines.lines import Block
from pipelines.markup import Element, hints, select, text_of

_CRUMBS_HINT = re.compile(
    r"(?<![a-z])(?:bread-?crumbs?|directions|duong-?dan|crumbs?|(?:site-?)?path|path-?way|bread)(?![a-z])"
)
_SECTION_HINT = re.compile(
    r"(?<![a-z])(?:(?:\w+-|parent|sub|main)?cat(?:e|egory)?|chuyen-?muc|tieu-?de-?cm|section(?:-?name)?)(?![a-z])"
)
_CRUMB = re.compile(r"\s*[»>/›|→]\s*")
_HOME = frozenset(("trang chu", "home", "trang nhat", ""))
_LONGEST_NAME = 90
_LONGEST_MENU_NAME = 40
# Lines above the title among which a marked label is surely the article's, not a box's.
_NEAR = 3


def section_name(tree: Element, found: Frame, head: Head, lines: list[Block]) -> str | None:
    """By layout, by the line above a typed title, by breadcrumb, by a label beside the title."""
    if found.layout is not None:
        for element in select(tree, found.layout.section):
            if text := text_of(element):
                return _last_crumb([text], found.title)
    if found.section:
        return found.section
    before = lines[: lines.index(found.text[0])] if found.text else lines
    crumbs = [
        step
        for block in before
        if not block.image and _in_crumbs(block) and not date_line(block.text)
        for step in _steps(block)
    ]
    if crumbs and (last := _last_crumb(crumbs, found.title)):
        return last
    title = found.title
    if label := _labelled([*found.above[: -_NEAR - 1 : -1], *found.between], title):
        return label
    far = found.above[-_NEAR - 1 :: -1]
    if label := _of_the_menu(tree, found, before) or _labelled(far, title):
        return label
    return _last_crumb(head.crumbs, found.title) or head.section or None


def _labelled(near: list[Block], title: str) -> str | None:
    lines = (block for block in near if not block.image and len(block.text) <= _LONGEST_NAME)
    label = next((block for block in lines if _is_label(block.element)), None)
    return _last_crumb(_steps(label), title) if label else None


def _is_label(element: Element) -> bool:
    """Whether markup made for it names a section: the line's own, or of the link or item around."""
    for _ in range(3):
        if element is None:
            return False
        if _SECTION_HINT.search(hints(element)):
            return True
        element = element.getparent()
        if element is None or element.tag not in ("a", "li"):
            return False
    return False


def _of_the_menu(tree: Element, found: Frame, before: list[Block]) -> str | None:
    """The line right above the title that the page's menu holds as well."""
    above = (
        block
        for block in reversed(found.above)
        if not (block.image or date_line(block.text) or is_furniture(block.text))
    )
    label = next(above, None)
    if label is None or len(label.text) > _LONGEST_MENU_NAME or is_tail(label.text):
        return None
    name = folded(label.text)
    if name in _HOME:
        return None
    said = [block for block in before if block is not label and folded(block.text) == name]
    own = set(label.element.iter("a"))
    links = (a for a in tree.iter("a") if a not in own and folded(text_of(a)) == name)
    return label.text if said or next(links, None) is not None else None


def _steps(block: Block) -> list[str]:
    """The steps one line of a breadcrumb shows: its links, where no sign divides them."""
    links = [text_of(link) for link in block.element.iter("a")]
    return links if len(links) > 1 and not _CRUMB.search(block.text) else [block.text]


def _in_crumbs(block: Block) -> bool:
    element = block.element
    for _ in range(4):
        if element is None:
            return False
        if _CRUMBS_HINT.search(hints(element)):
            return True
        element = element.getparent()
    return False


def _last_crumb(crumbs: list[str], title: str) -> str | None:
    parts = [part for crumb in crumbs for part in _CRUMB.split(crumb)]
    names = [part for part in parts if folded(part) not in _HOME and not same(part, title)]
    return names[-1] if names else None
