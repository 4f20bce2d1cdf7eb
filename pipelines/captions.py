"""Pictures and what is printed under them, told apart from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.records import Image
from pipelines.bylines import byline
from pipelines.compare import same
from pipelines.furniture import credit, is_stock_caption, unglue
from pipelines.lines import Block
from pipelines.markup import Element, hints

CAPTION_HINT = re.compile(
    r"(?<![a-z])(?:fig-?caption|\w*caption\w*|chu-?thich\w*|photo-?(?:desc|note|title)"
    r"|image-?(?:desc|note|title|text)|img-?(?:desc|note|title)|desc-?(?:img|image|photo)"
    r"|exp-?no-?edit|pic-?(?:desc|note))(?![a-z])"
)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_LONGEST_CAPTION = 320
# An opening line longer than this, printed twice and ending as a sentence does, is a lead.
_LONGEST_DOUBLED = 100
_ENDS = (".", "!", "?", "…", "”", '"')


def without_captions(lines: Sequence[Block], lead: str) -> tuple[list[Block], list[Image]]:
    """The lines that are text, and the pictures with their captions and credits.

    An exact repeat of the line before is a caption printed twice; both go.
    """
    kept: list[Block] = []
    pictures: list[Image] = []
    near: Block | None = None
    previous = ""
    for block in lines:
        if block.image:
            pictures.append(Image(block.image))
            near = block
            continue
        text, before, previous = block.text, previous, block.text
        if text == before:
            if kept and kept[-1].text == text and not _is_doubled_text(kept, lead):
                _caption(pictures, kept.pop().text)
            continue
        if _is_caption(block, near):
            _caption(pictures, text)
            continue
        near = None
        kept.append(block)
    return kept, list({image.url: image for image in reversed(pictures)}.values())[::-1]


def _is_doubled_text(kept: list[Block], lead: str) -> bool:
    """Whether a line printed twice is the lead or a paragraph, and no caption."""
    line = kept[-1].text
    if len(line) > _LONGEST_CAPTION or same(line, lead):
        return True
    said = line.endswith(_ENDS) and not credit(line)[1]
    return len(kept) == 1 and len(line) > _LONGEST_DOUBLED and said


def _caption(pictures: list[Image], text: str) -> None:
    """Give a caption to the last picture without one; without a picture it is dropped."""
    said, by = credit(unglue(text))
    if pictures and not pictures[-1].caption:
        pictures[-1] = replace(pictures[-1], caption=said, credit=by)
    elif pictures and text not in pictures[-1].caption and not pictures[-1].credit and by:
        pictures[-1] = replace(pictures[-1], credit=by)


def _is_caption(block: Block, picture: Block | None) -> bool:
    element, text = block.element, block.text
    if len(text) > _LONGEST_CAPTION:
        return False
    ancestor = element
    for _ in range(4):
        if ancestor is None:
            break
        if ancestor.tag in ("figure", "figcaption") or CAPTION_HINT.search(hints(ancestor)):
            return True
        ancestor = ancestor.getparent()
    if is_stock_caption(text):
        return True
    if byline(text, bare=False) is not None:
        return False
    if credit(text)[1] and len(text) < 300:
        return True
    if picture is None:
        return False
    if picture.element is element and element.tag not in (
        "div",
        "body",
        "td",
        "section",
        "article",
    ):
        return True
    if block.row is not None and picture.row is not None:
        return block.row is picture.row or block.row.getparent() is picture.row.getparent()
    return _is_centred(element) or (_is_slanted(element) and len(text) < 250)


def _is_centred(element: Element) -> bool:
    for _ in range(2):
        if element is None:
            return False
        get = element.get
        style, align = get("style") or "", (get("align") or "").lower()
        if _CENTRED.search(style) or align == "center" or "center" in (get("class") or "").lower():
            return True
        element = element.getparent()
        if element is not None and element.tag in ("body", "td", "article"):
            return False
    return False


def _is_slanted(element: Element) -> bool:
    """Whether a line is set in italics as a whole."""
    children = list(element)
    if len(children) != 1 or (element.text or "").strip():
        return False
    return children[0].tag in ("em", "i") or _is_slanted(children[0])
