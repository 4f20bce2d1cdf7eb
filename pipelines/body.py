"""From the lines of a text to its paragraphs: lead, captions and signatures set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.records import Image
from pipelines.bylines import Byline, agency_prefix, byline
from pipelines.captions import CAPTION_HINT, without_captions
from pipelines.compare import same
from pipelines.dates import DateLine, date_line
from pipelines.furniture import is_box, is_furniture, is_tail, unglue
from pipelines.lines import Block
from pipelines.markup import Element, hints, text_of

_LEAD_HINT = re.compile(
    r"(?<![a-z])(?:\w*sapo|lead|chapeau|summary|news-?(?:abstract|summary|des|desc|lead)"
    r"|abstract|tom-?tat|mo-?ta|trich-?yeu|trich-?dan|desc(?:ription)?|detail-?(?:desc|lead)"
    r"|intro(?:text)?|text-?intro|teaser|alead|head-?text)(?![a-z])"
)
# Lai Châu's paper calls its lead "desc sapo" and its text "desc body".
_BODY_HINT = re.compile(r"(?<![a-z])(?:body|content|noi-?dung|full)(?![a-z])")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS = (".", "!", "?", "…", "”", '"', ":", ";", ".)", "/.")
_STOPS = (".", ".”", '."', ".)", ":", ";")
_SCRAMBLED = re.compile(r"[A-Za-z0-9+/=_\-]{60,}")
_LONGEST_CELL = 200
_SHORTEST_LEAD = 50


@dataclass(slots=True)
class Written:
    """What the lines of a text came to. ``dates`` are date lines found before and after it."""

    lead: str = ""
    paragraphs: list[str] = field(default_factory=list)
    signed: list[Byline] = field(default_factory=list)
    signed_above: list[Byline] = field(default_factory=list)
    dates_above: list[DateLine] = field(default_factory=list)
    dates_below: list[DateLine] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    prefix: str = ""
    scrambled: bool = False


def is_lead(block: Block) -> bool:
    """Whether a line's markup calls it the lead (sapô): its own, or two elements around it."""
    element = block.element
    for _ in range(3):
        if element is None or element.tag in ("body", "td", "article", "main"):
            return False
        hint = hints(element)
        if element.tag in ("figure", "figcaption") or CAPTION_HINT.search(hint):
            return False
        if _LEAD_HINT.search(hint):
            return not _BODY_HINT.search(hint)
        element = element.getparent()
    return False


def write(
    lines: Sequence[Block], title: str, lead: str = "", description: str = "", section: str = ""
) -> Written:
    """The text that ``lines`` hold; ``lead`` is what was already found above them."""
    written = Written()
    kept = _without_furniture(lines, title, written)
    kept, written.images = without_captions(kept, lead or description)
    kept = _without_signatures(kept, written)
    kept = _without_heading_lines(kept, section, written)
    if not lead:
        kept, lead = _take_lead(kept, description, written.scrambled)
    paragraphs = _paragraphs(kept)
    written.prefix, lead = agency_prefix(lead)
    if paragraphs:
        prefix, first = agency_prefix(paragraphs[0])
        written.prefix = written.prefix or prefix
        paragraphs[0] = first
    written.lead = unglue(lead)
    written.paragraphs = _without_lead(paragraphs, written.lead)
    return written


def _without_furniture(lines: Sequence[Block], title: str, written: Written) -> list[Block]:
    """The lines up to the site's own tail, without tools, boxes and the repeated title."""
    kept: list[Block] = []
    prose, size, i = 0, 0, 0
    while i < len(lines):
        block = lines[i]
        i += 1
        if block.image:
            kept.append(block)
            continue
        if _is_scrambled(block.text):
            written.scrambled = True
            continue
        if is_box(block.text):
            resumed = _after_box(lines, i)
            if resumed < 0 and prose:
                break
            i = max(i, resumed)
            continue
        if is_tail(block.text):
            # A page that names its link list above or amid the text goes on with it.
            if size >= _prose_size(lines[i:]) and not _goes_on(kept, lines[i:]):
                break
            continue
        if is_furniture(block.text) and not _is_datum(block):
            continue
        if block.is_file or (prose < 2 and same(block.text, title)):
            continue
        if block.is_link and len(block.text) >= 25 and not block.text.endswith(_STOPS):
            continue  # a related title amid the text; a title may ask, but it has no full stop
        prose += block.is_prose
        size += len(block.text) if block.is_prose else 0
        kept.append(block)
    return kept


def _after_box(lines: Sequence[Block], start: int) -> int:
    """Where the text goes on after a box of related titles; -1 when it does not.

    Titles are links or end without a full stop; the text goes on with a sentence.
    """
    for i in range(start, len(lines)):
        block = lines[i]
        if block.image or block.is_link or is_furniture(block.text):
            continue
        if is_tail(block.text):
            return -1
        if block.is_prose and len(block.text) >= 60 and block.text.endswith(_ENDS):
            return i
    return -1


def _goes_on(before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether the very next line is a sentence in a row with the last one."""
    last = next((block for block in reversed(before) if block.is_prose), None)
    following = next((block for block in after if not block.image), None)
    if last is None or following is None or following.linked or len(following.text) < 80:
        return False
    in_a_row = following.element.getparent() is last.element.getparent()
    return in_a_row and following.text.endswith(_ENDS) and not is_tail(following.text)


def _prose_size(lines: Sequence[Block]) -> int:
    return sum(len(block.text) for block in lines if block.is_prose)


def _is_scrambled(text: str) -> bool:
    """Whether a line is what a script would have unscrambled: long runs of base64."""
    if len(text) < 120:
        return False
    return sum(map(len, _SCRAMBLED.findall(text))) * 2 > len(text)


def _without_signatures(lines: list[Block], written: Written) -> list[Block]:
    """The lines without what stands under a text: names, sources, dates."""
    kept = list(lines)
    for _ in range(20):
        if not kept:
            break
        last = kept[-1]
        dated = date_line(last.text)
        if dated is not None and len(kept) > 1:
            written.dates_below.append(dated)
            if dated.rest and (found := byline(dated.rest)):
                written.signed.insert(0, found)
            kept.pop()
            continue
        signed = None if _is_heading(last) or _is_cell(last) else byline(last.text)
        if signed is None and last.is_link and not last.text.endswith(_STOPS) and len(kept) > 1:
            kept.pop()  # a tag or a button: nothing but a link ends no text
            continue
        if signed is None or _is_roll(kept):
            break
        written.signed.insert(0, signed)
        kept.pop()
    return kept


def _is_cell(block: Block) -> bool:
    """Whether a line is one of several cells in a row of figures or names."""
    row = block.row
    return row is not None and len(row) > 1 and len(text_of(row)) <= _LONGEST_CELL


def _is_datum(block: Block) -> bool:
    """Whether a line that reads like a tool is one cell of a table with other words in it."""
    if block.linked or block.row is None or not _is_cell(block):
        return False
    return not all(is_furniture(text_of(cell)) for cell in block.row)


def _is_roll(lines: Sequence[Block]) -> bool:
    """Whether the last three lines are bare names: a list of people, not signatures."""
    last = [byline(block.text) for block in lines[-3:]]
    return len(last) == 3 and all(line and line.authors and not line.source for line in last)


def is_sentence(block: Block) -> bool:
    """Whether a line is a sentence of the text; many papers set their lead as a heading."""
    said = len(block.text) >= _SHORTEST_LEAD and block.text.endswith(_ENDS)
    return block.is_prose and (said or not _is_heading(block))


def _is_heading(block: Block) -> bool:
    return block.tag in _HEADINGS


def _without_heading_lines(lines: list[Block], section: str, written: Written) -> list[Block]:
    """The lines from the first sentence on; dates, names and section names before it are read."""
    sentences = (i for i, block in enumerate(lines) if is_sentence(block))
    first = next(sentences, 0)
    kept: list[Block] = []
    for block in lines[:first]:
        dated = date_line(block.text)
        if dated is not None:
            written.dates_above.append(dated)
            if dated.rest and (found := byline(dated.rest)):
                written.signed_above.append(found)
        elif signed := byline(block.text):
            written.signed_above.append(signed)
        elif not (_is_heading(block) or same(block.text, section) or block.is_link):
            kept.append(block)
    rest = lines[first:]
    if rest and (dated := date_line(rest[0].text)):
        written.dates_above.append(dated)
        rest = rest[1:]
    return kept + rest


def _take_lead(lines: list[Block], description: str, scrambled: bool) -> tuple[list[Block], str]:
    """The lead that stands first among the lines: by its markup, bold type or description."""
    marked = 0
    while marked < len(lines) and marked < 4 and is_lead(lines[marked]):
        marked += 1
    if 0 < marked < len(lines):
        return lines[marked:], "\n\n".join(block.text for block in lines[:marked])
    if len(lines) < 2:
        # Of a scrambled text only the lead can be read.
        return ([], lines[0].text) if lines and scrambled else (lines, "")
    first = lines[0]
    rest_plain = any(block.is_prose and block.bold * 2 < len(block.text) for block in lines[1:4])
    if len(first.text) >= _SHORTEST_LEAD and first.bold * 10 > len(first.text) * 8 and rest_plain:
        return lines[1:], first.text
    bare, said = agency_prefix(first.text)[1], agency_prefix(description)[1]
    if len(first.text) >= _SHORTEST_LEAD and same(bare, said):
        return lines[1:], first.text
    return lines, ""


def _paragraphs(lines: list[Block]) -> list[str]:
    """Lines as paragraphs: a table row is one, and so is a sentence broken by <br>."""
    paragraphs: list[str] = []
    previous: Block | None = None
    for block in lines:
        text = unglue(block.text)
        if not text or (is_furniture(text) and not _is_datum(block)):
            continue
        same = previous is not None and block.element is previous.element
        if paragraphs and len(text) < _LONGEST_CELL and _is_beside(block, previous):
            paragraphs[-1] += " | " + text
            previous = block
            continue
        if same and paragraphs and not paragraphs[-1].endswith(_ENDS) and text[:1].islower():
            paragraphs[-1] += " " + text
        else:
            paragraphs.append(text)
        previous = block
    return paragraphs


def _is_beside(block: Block, previous: Block | None) -> bool:
    """Whether two lines stand in different cells of one row."""
    if previous is None or block.row is None or block.row is not previous.row:
        return False
    return _cell(block) is not _cell(previous)


def _cell(block: Block) -> Element:
    element = block.element
    while element is not None and element.getparent() is not block.row:
        element = element.getparent()
    return element


def _without_lead(paragraphs: list[str], lead: str) -> list[str]:
    """The paragraphs without a repetition of the lead among the first three."""
    head = [text for text in paragraphs[:3] if not same(agency_prefix(text)[1], lead)]
    return head + paragraphs[3:]
