"""Who signs an article and where it came from, from every place a page says so."""

from __future__ import annotations

import re

from archive.text import normalise
from pipelines.body import Written
from pipelines.bylines import Byline, byline, clean_source, is_person
from pipelines.compare import folded
from pipelines.dates import date_line
from pipelines.frame import Frame
from pipelines.furniture import is_furniture
from pipelines.head import Head
from pipelines.lines import Block
from pipelines.markup import Element, hints, select, text_of

_AUTHOR_HINT = re.compile(
    r"(?<![a-z])(?:\w*authors?|tac-?gia|but-?danh|by-?line|nguoi-?viet|writer)(?![a-z])"
)
_SOURCE_HINT = re.compile(r"(?<![a-z])(?:source|nguon(?:-?tin)?)(?![a-z])")
_LONGEST_CREDIT = 120
# Lines below a title in which a bare name is its author's.
_UNDER_TITLE = 4


def signed(
    tree: Element, found: Frame, written: Written, head: Head, hosts: set[str]
) -> tuple[tuple[str, ...], str | None]:
    """Authors and source of an article, each from the best place that names one.

    Markup made for it is believed first, then the last lines of the text, the
    lines under the title, and what the page tells machines. ``hosts`` are the site's: a paper
    that calls itself "Dân Trí" or "Nhân Dân" is no person.
    """
    marked, marked_source = _marked(tree, found)
    below = _merge(written.signed)
    above = _merge([*written.signed_above, *_bylines(found.between, bare=_UNDER_TITLE)])
    stated = Byline(
        tuple(
            name
            for text in head.authors
            for name in re.split(r"\s*[;,]\s*", text)
            if is_person(name) and not _is_the_site(name, head.site_name, hosts)
        )
    )
    beneath = _merge(_bylines(found.below[:6], bare=0))
    signers = (marked, below, beneath, above, stated)
    authors = next((each.authors for each in signers if each.authors), ())
    sources = (
        marked_source,
        marked.source,
        below.source,
        above.source,
        beneath.source,
    )
    people = {folded(name): name for name in reversed(authors)}
    return tuple(people.values())[::-1], next((name for name in sources if name), None)


def _is_the_site(name: str, site_name: str, hosts: set[str]) -> bool:
    plain = folded(name)
    label = plain.replace(" ", "")
    return plain in folded(site_name) or any(label in host.split(".") for host in hosts)


def _merge(lines: list[Byline]) -> Byline:
    authors = dict.fromkeys(name for line in lines for name in line.authors)
    return Byline(tuple(authors), next((line.source for line in lines if line.source), None))


def _bylines(lines: list[Block], bare: int) -> list[Byline]:
    """The signatures among lines; a name without a label counts in the first ``bare`` of them."""
    found = []
    for place, block in enumerate(lines):
        if block.signs:
            found.append(Byline((block.text,)))
            continue
        if block.image or block.is_link:
            continue
        line = date_line(block.text)
        signed = byline(line.rest if line else block.text, bare=line is not None or place < bare)
        if signed:
            found.append(signed)
    return found


def _marked(tree: Element, found: Frame) -> tuple[Byline, str | None]:
    """Authors and source that stand in markup made for them, or where a layout says."""
    source: str | None = None
    signed: list[Byline] = []
    if found.layout is not None:
        for element in select(tree, found.layout.authors):
            line = byline(text_of(element))
            if line:
                signed.append(line)
        for element in select(tree, found.layout.source):
            text = text_of(element)
            line = byline(text, bare=False)
            source = source or (line.source if line else None) or clean_source(text)
    region = [*found.above[-4:], *found.between, *found.text, *found.below]
    for block in region:
        if block.image or len(block.text) > _LONGEST_CREDIT or is_furniture(block.text):
            continue
        if source is None and _SOURCE_HINT.search(hints(block.element)) and block.tag != "div":
            line = byline(block.text)
            if line != Byline():
                source = line.source if line and line.source else clean_source(block.text)
        elif _is_author_place(block):
            line = byline(block.text)
            if line:
                signed.append(line)
    if source:
        # "Theo" and a name, where the source is named apart: who wrote it.
        signed = [_written_by(line, source) for line in signed]
    if source is None and found.title_block is not None:
        source = _titled_source(found.title_block)
    return _merge(signed), source


def _written_by(line: Byline, source: str) -> Byline:
    said = line.source or ""
    if line.authors or not is_person(said) or folded(said) == folded(source):
        return line
    return Byline((said,))


def _is_author_place(block: Block) -> bool:
    element, marked = block.element, False
    for _ in range(5):
        if element is None or element.tag in ("body", "article", "main"):
            break
        if element.tag in ("blockquote", "figure", "figcaption"):
            return False
        marked = marked or bool(_AUTHOR_HINT.search(hints(element)))
        element = element.getparent()
    return marked


def _titled_source(title: Block) -> str | None:
    """The source an aggregator names only by a logo beside the title."""
    around = title.element.getparent()
    if around is None or around.tag == "body":
        return None
    for link in around.iter("a"):
        if link.get("title") and _SOURCE_HINT.search(hints(link)):
            return clean_source(normalise(link.get("title")))
    return None
