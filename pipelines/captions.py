"""Pictures and what is printed under them, told apart from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.records import Image
from pipelines.bylines import byline
from pipelines.compare import same
from pipelines.dates import date_line
from pipelines.furniture import credit, is_stock_caption, unglue
from pipelines.lines import Block
from pipelines.markup import Element, hints, text_of

CAPTION_HINT = re.compile(
    r"(?<![a-z])(?:fig|fig-?caption|\w*caption\w*|chu-?thich\w*|photo-?(?:desc|note|title)"
    r"|image-?(?:desc|note|title|text)|img-?(?:desc|note|title)|desc?-?(?:img|image|photo)|img-?alt"
    r"|exp-?no-?edit|pic-?(?:desc|note))(?![a-z])"
)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
_RIGHT_CLASS = re.compile(r"(?<![a-z\-])(?:text|txt|align)-?right(?![a-z\-])")
# "items-center" and the like place boxes, not text.
_CENTRED_CLASS = re.compile(r"(?<![a-z\-])(?:(?:text|txt|align)-?)?cent(?:er|re)(?![a-z\-])")
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
        if text == before and (block.row is None or len(block.row) == 1):
            if kept and kept[-1].text == text and not _is_doubled_text(kept, lead):
                _caption(pictures, kept.pop().text)
            continue
        if _is_caption(block, near):
            _caption(pictures, text)
            continue
        near = None
        kept.append(block)
    return kept, list({image.url: image for image in reversed(pictures)}.values())[::-1]


def cover(lines: Sequence[Block], title: str) -> tuple[list[Block], list[Image]]:
    """The lines between title and text without the picture set there, and that picture.

    A picture without caption is the article's only if it is named as the article is:
    portraits and buttons stand there too.
    """
    kept: list[Block] = []
    pictures: list[Image] = []
    near: Block | None = None
    for block in lines:
        if block.image:
            near = block
            if same(block.text, title):
                pictures.append(Image(block.image))
        elif near is not None and _is_under(block, near) and not _signs(block):
            if not pictures or pictures[-1].url != near.image:
                pictures.append(Image(near.image))
            _caption(pictures, block.text)
        else:
            kept.append(block)
    return kept, pictures


def _signs(block: Block) -> bool:
    """Whether a line under a title gives the author or the moment, portrait or not."""
    return block.tag == "time" or byline(block.text) is not None


def _is_doubled_text(kept: list[Block], lead: str) -> bool:
    """Whether a line printed twice is the lead or a paragraph, and no caption."""
    line = kept[-1].text
    if len(line) > _LONGEST_CAPTION or same(line, lead):
        return True
    said = line.endswith(_ENDS) and not credit(line)[1]
    return said and len(line) > (_LONGEST_DOUBLED if len(kept) == 1 else 2 * _LONGEST_DOUBLED)


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
    if _is_marked(element) or is_stock_caption(text):
        return True
    if byline(text, bare=_is_to_the_right(element)) is not None:
        return False
    if credit(text)[1] and len(text) < 300:
        return True
    if picture is None:
        return False
    if _is_under(block, picture):
        return True
    if picture.element is element:
        # A picture's own paragraph; or a division that holds the two and nothing else.
        wide = element.tag in ("div", "body", "td", "section", "article")
        return not wide or len(text_of(element)) <= len(text)
    if block.row is not None and picture.row is not None:
        # A row as long as this lays out the whole page, not a picture with its line.
        if len(text_of(block.row)) > _LONGEST_CAPTION:
            return _is_slanted(element) and len(text) < 250
        return block.row is picture.row or block.row.getparent() is picture.row.getparent()
    return _is_slanted(element) and len(text) < 250


def _is_under(block: Block, picture: Block) -> bool:
    """Whether a line after a picture is set as captions are: marked, centred, or said by the
    picture itself as its alternative text."""
    if len(block.text) > _LONGEST_CAPTION or date_line(block.text):
        return False
    if same(block.text, picture.text):
        return True
    return _is_marked(block.element) or _is_centred(block.element)


def _is_marked(element: Element) -> bool:
    """Whether a line stands in markup made for captions."""
    for _ in range(4):
        if element is None:
            return False
        if element.tag in ("figure", "figcaption") or CAPTION_HINT.search(hints(element)):
            return True
        element = element.getparent()
    return False


def _is_centred(element: Element) -> bool:
    for _ in range(2):
        if element is None:
            return False
        get = element.get
        style, align = get("style") or "", (get("align") or "").lower()
        if _CENTRED.search(style) or align == "center" or _CENTRED_CLASS.search(hints(element)):
            return True
        element = element.getparent()
        if element is not None and element.tag in ("body", "td", "article"):
            return False
    return False


def _is_to_the_right(element: Element) -> bool:
    """Whether a line is set as signatures are."""
    get = element.get
    style, align = get("style") or "", (get("align") or "").lower()
    return align == "right" or bool(_RIGHT.search(style) or _RIGHT_CLASS.search(hints(element)))


def _is_slanted(element: Element) -> bool:
    """Whether a line is set in italics as a whole."""
    children = list(element)
    if len(children) != 1 or (element.text or "").strip():
        return False
    return children[0].tag in ("em", "i") or _is_slanted(children[0])
