"""Where the article stands on its page: its title, its text, and what lies around.

No selector is needed. A site's layouts are tried first, those of the page's day before
others; a layout fits when its body selector finds text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.records import Layout, Site, Witness
from pipelines.furniture import is_box, is_tail
from pipelines.head import Head
from pipelines.lines import Block
from pipelines.markup import Element, hints, select, text_of
from pipelines.titles import (
    find_title,
    heading_above,
    said_titles,
    site_names,
    typed_title,
    untangled,
)

_PARAGRAPHS = frozenset(("p", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dd"))
_BODY_HINT = re.compile(
    r"(?<![a-z])(?:article-?body|articlebody|content|noi-?dung|fck\w*|entry|detail\w*"
    r"|news-?body|text-?body|article|journal|body)(?![a-z])"
)
_LONGEST_LEAD = 2


@dataclass(slots=True)
class Frame:
    """The parts of a page. ``above`` and ``between`` lie before the text, ``below`` after it.

    ``text`` are the lines of the element that holds the text, from the title
    on; ``section`` is set only where the title was found under its section's name.
    """

    title: str
    title_block: Block | None
    above: list[Block] = field(default_factory=list)
    between: list[Block] = field(default_factory=list)
    text: list[Block] = field(default_factory=list)
    below: list[Block] = field(default_factory=list)
    section: str = ""
    layout: Layout | None = None


def frame(
    tree: Element,
    blocks: list[Block],
    head: Head,
    site: Site,
    witnesses: Sequence[Witness],
    day: str = "",
) -> Frame:
    """The parts of the page ``tree`` whose lines are ``blocks``, captured on ``day``
    ("2026-11-22"; "" where that is not known)."""
    layout, container = _fitting_layout(tree, of_day(site.layouts, day))
    lines = _without_boxes(blocks, layout, tree)
    if container is None:
        container = _container(tree, lines)
    inside = set(map(id, container.iter()))
    held = [i for i, block in enumerate(lines) if id(block.element) in inside]
    if held:
        start, end = held[0], held[-1] + 1
    else:
        # A container whose text is a script's: the lines around it are still the page's.
        order = {id(element): n for n, element in enumerate(tree.iter())}
        here = order.get(id(container), 0)
        after = (i for i, block in enumerate(lines) if order.get(id(block.element), 0) > here)
        start = end = next(after, len(lines))
    names = site_names(site, head)
    said = said_titles(head, witnesses, names)
    at, title = find_title(lines, start, end, said, names, layout, tree)
    section = ""
    if not title:
        first = lines[start:end]
        if said:
            title = said[0]
        else:
            offset, title, section = typed_title(first, names)
            at = start + offset if offset >= 0 else heading_above(lines, start)
            title = title or (lines[at].text if at >= 0 else "")
    text_from = at + 1 if start <= at < end else start
    result = Frame(untangled(title), lines[at] if at >= 0 else None, section=section, layout=layout)
    result.text = lines[text_from:end]
    result.below = _until_tail(lines[end : end + 15])
    if at >= 0:
        result.above = lines[max(0, at - 8) : at]
        result.between = lines[at + 1 : start] if at < start else []
        prose = [i for i, block in enumerate(result.between) if block.is_prose]
        if len(prose) > _LONGEST_LEAD:
            # More than a lead stands before the text: the text begins there.
            result.text = [*result.between[prose[0] :], *result.text]
            result.between = result.between[: prose[0]]
    else:
        result.between = lines[max(0, start - 4) : start]
    return result


def _until_tail(lines: list[Block]) -> list[Block]:
    """The lines before the site's own tail or a box of other articles."""
    ends = (i for i, block in enumerate(lines) if is_tail(block.text) or is_box(block.text))
    return lines[: next(ends, len(lines))]


def of_day(layouts: Sequence[Layout], day: str) -> list[Layout]:
    """``layouts`` in the order they are tried on a page captured on ``day``: those dated to
    it, the one that began last before the others, those of no date, then those of other days,
    since a date stated may be wrong."""

    def rank(layout: Layout) -> int:
        if not (layout.since or layout.until):
            return 1
        began = not layout.since or layout.since <= day
        return 0 if began and (not layout.until or day <= layout.until) else 2

    if not day:
        return list(layouts)
    latest_first = sorted(layouts, key=lambda layout: layout.since, reverse=True)
    return sorted(latest_first, key=rank)


def _fitting_layout(
    tree: Element, layouts: Sequence[Layout]
) -> tuple[Layout | None, Element | None]:
    for layout in layouts:
        bodies = [(len(text_of(element)), element) for element in select(tree, layout.body)]
        if bodies:
            size, element = max(bodies, key=lambda pair: pair[0])
            # A text that only a script would show is in its place all the same.
            if size or any(len(script.text or "") > 200 for script in element.iter("script")):
                return layout, element
    return None, None


def _without_boxes(blocks: list[Block], layout: Layout | None, tree: Element) -> list[Block]:
    """The lines outside site boxes; a box that holds half of all prose is none."""
    total = sum(len(block.text) for block in blocks if block.is_prose) or 1
    held: Counter[int] = Counter()
    for block in blocks:
        if block.is_prose:
            for box in block.boxes:
                held[id(box)] += len(block.text)
    exempt = {box for box, size in held.items() if size * 2 > total}
    lines = [block for block in blocks if all(id(box) in exempt for box in block.boxes)]
    if layout is not None and layout.remove:
        removed = {
            id(e) for css in layout.remove for found in select(tree, css) for e in found.iter()
        }
        lines = [block for block in lines if id(block.element) not in removed]
    return lines


def _container(tree: Element, lines: list[Block]) -> Element:
    """The deepest element that still holds nearly all of the page's prose."""
    weight: Counter[Any] = Counter()
    count: Counter[Any] = Counter()
    for block in lines:
        if not block.is_prose or is_tail(block.text):
            continue
        size = len(block.text) - block.linked
        element = block.element
        while element is not None:
            weight[element] += size
            count[element] += 1
            element = element.getparent()
    node = tree.find("body")
    node = tree if node is None else node
    while weight[node]:
        best = max(node, key=lambda child: weight[child], default=None)
        if best is None or best.tag in _PARAGRAPHS or not weight[best]:
            break
        share = weight[best] / weight[node]
        hinted = share >= 0.5 and count[best] > 1 and _BODY_HINT.search(hints(best))
        if not (share >= 0.97 or (share >= 0.85 and count[best] > 1) or hinted):
            break
        node = best
    return node
