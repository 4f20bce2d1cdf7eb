"""The section an article stands in, as its page names it."""

from __future__ import annotations

import re

from pipelines.compare import folded, same
from pipelines.frame import Frame, select
from pipelines.head import Head
from pipelines.lines import Block
from pipelines.markup import Element, hints, text_of

_CRUMBS_HINT = re.compile(
    r"(?<![a-z])(?:bread-?crumbs?|directions|duong-?dan|crumbs?|(?:site-?)?path|path-?way)(?![a-z])"
)
_SECTION_HINT = re.compile(
    r"(?<![a-z])(?:(?:\w+-)?cate(?:gory)?|chuyen-?muc|section(?:-?name)?)(?![a-z])"
)
_CRUMB = re.compile(r"\s*[»>/›|→]\s*")
_HOME = frozenset(("trang chu", "home", "trang nhat", ""))
_LONGEST_NAME = 90


def section_name(tree: Element, found: Frame, head: Head, lines: list[Block]) -> str | None:
    """By layout, by the line above a typed title, by breadcrumb, by a label beside the title."""
    if found.layout is not None:
        for element in select(tree, found.layout.section):
            if text := text_of(element):
                return _last_crumb([text], found.title)
    if found.section:
        return found.section
    before = lines[: lines.index(found.text[0])] if found.text else lines
    crumbs = [block.text for block in before if not block.image and _in_crumbs(block)]
    if crumbs and (last := _last_crumb(crumbs, found.title)):
        return last
    near = [block for block in [*found.above[::-1], *found.between] if not block.image]
    for block in near:
        if len(block.text) <= _LONGEST_NAME and _SECTION_HINT.search(hints(block.element)):
            return block.text
    return head.section or None


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
