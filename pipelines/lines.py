"""The lines a page prints, in reading order, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree

from archive.text import normalise
from pipelines.bylines import is_person
from pipelines.cards import cards
from pipelines.decode import unescape
from pipelines.markup import Element, absolute, hints

_DROPPED = frozenset(
    "script style noscript template svg iframe object embed canvas button select option "
    "textarea video audio map head datalist math applet".split()
)
_BLOCKS = frozenset(
    "html body div p section article main header footer nav aside h1 h2 h3 h4 h5 h6 "
    "ul ol li dl dt dd table thead tbody tfoot tr td th caption blockquote "
    "pre figure figcaption form fieldset center address hr details summary time".split()
)
_BOLD = frozenset("strong b h1 h2 h3 h4 h5 h6".split())
_SITE_TAGS = frozenset(("nav", "footer", "aside"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Boxes that belong to the site. A box that holds most of a page's text is none.
_SITE_BOX = re.compile(
    r"(?<![a-z])(?:relate\w*|lien-?quan|tin-?(?:khac|moi|lien-?quan|cung)|(?:other|more|hot|new"
    r"|latest|top|list|one)-?(?:news|post|article|story)s?|tintuc-khac"
    r"|comments?|binh-?luan|phan-?hoi|\w*share\w*|socials?|tools?(?:bar)?|print|bread-?crumbs?"
    r"|directions|menu\w*|nav(?:bar|igation)?|side-?bar|aside|footer|banners?"
    r"|quang-?cao|advert\w*|ads|promo|pop-?up|modal|rating|vote|tag(?:s|-?(?:detail|list|box|cloud))?|keywords?|tu-?khoa"
    r"|suggest\w*|recommend\w*|most|latest|newest|login|search|paging|pagination"
    r"|weather|counter|thong-?ke|visitors?|audio|player|volume|newsletter|subscribe|read-?more"
    r"|kbwscwl\w*|reaction?s?|lien-?ket|marquee|site-?header|top-?header|masthead"
    r"|time-?display|slider-nav|pswp\w*|poll\w*|tham-?do|binh-?chon|cookie|captcha|hotline|box-?(?:related|news|suggestion"
    r"|tin))(?![a-z])"
)
# Small parts that get a line of their own although their elements run inline:
# <span class="date">…</span> <span class="author">…</span>.
_INLINE = frozenset("span label a em strong b i font small u".split())
_PART = re.compile(
    r"(?<![a-z])(?:authors?|tac-?gia|but-?danh|by-?line|source|nguon(?:-?tin)?|(?:publish|post"
    r"|pub|news|article|entry|create)?-?(?:date|time)|ngay-?dang"
    r"|views?|luot-?xem|share|tools?|sapo|cate(?:gory)?|chuyen-?muc|\w*title|tieu-?de)(?![a-z])"
)
# Bars of buttons, in which many templates also put the date and the author.
_BAR = re.compile(r"(?<![a-z])(?:\w*share\w*|socials?|tools?(?:bar)?|print|vote|rating)(?![a-z])")
_BYLINE_PART = re.compile(
    r"(?<![a-z])(?:authors?|tac-?gia|but-?danh|by-?line|(?:publish|post|pub|article|detail)?-?"
    r"(?:date|time)|ngay-?dang|meta)(?![a-z])"
)
FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rar|zip|7z|odt|ods)(?:$|[?#])", re.IGNORECASE)
_PICTURE_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
# The longest legal text seen had under 2,000 lines; what prints more is no article.
_MOST_LINES = 6_000
# Tag soup nests; nobody writes deeper than this.
_TOO_DEEP = 250


@dataclass(slots=True, eq=False)
class Block:
    """One printed line: its text, the element it stands in, and what it is made of.

    ``linked`` and ``bold`` count characters inside links and bold type;
    ``boxes`` are the site boxes around it; ``image`` is set on pictures, whose
    text is their alternative text. ``row`` is the table row it stands in; ``signs`` is set on
    the name on a columnist's card.
    """

    text: str
    element: Element
    tag: str
    linked: int = 0
    bold: int = 0
    boxes: tuple[Element, ...] = ()
    image: str = ""
    row: Element | None = None
    signs: bool = False

    @property
    def is_link(self) -> bool:
        return self.linked * 10 > len(self.text) * 7

    @property
    def is_file(self) -> bool:
        """Whether this line is but a link to a document."""
        links = self.element.iter("a") if self.is_link else ()
        return any(FILES.search(link.get("href") or "") for link in links)

    @property
    def is_prose(self) -> bool:
        """Whether this is a sentence or more, and not a link."""
        size = len(self.text)
        if self.image or self.linked * 2 > size:
            return False
        return size >= 80 or (
            size >= 25 and self.text.endswith((".", "!", "?", "…", "”", '"', ":", ";"))
        )


def blocks(tree: Element, base: str) -> list[Block]:
    """The lines and pictures of a page; scripts and hidden parts left out.

    ``base`` is the page's own address, to complete those of its pictures.
    """
    body = tree.find("body")
    return list(islice(_Walk(tree if body is None else body, base).lines(), _MOST_LINES))


class _Walk:
    """One walk through a tree: the line being written, and where it stands."""

    def __init__(self, body: Element, base: str) -> None:
        self.body = body
        self.base = base
        self.pieces: list[str] = []
        self.linked = self.bold = 0
        self.links = self.bolds = 0
        self.stack: list[Element] = [body]
        self.boxes: list[Element] = []
        self.cards = cards(body, base)
        self.bylines: list[Element] = []
        self.rows: list[Element] = []

    def lines(self) -> Iterator[Block]:
        walker = etree.iterwalk(self.body, events=("start", "end", "comment"))
        depth, skipped = 0, None
        for event, element in walker:
            if event == "start":
                depth += 1
                if _breaks(element):
                    yield from self.line()
                if element.tag in _DROPPED or depth > _TOO_DEEP or _is_hidden(element):
                    walker.skip_subtree()
                    skipped = element
                    continue
                if element.tag == "img":
                    yield from self.line()
                    yield from self.picture(element)
                self.enter(element)
                continue
            if event == "end":
                depth -= 1
                if element is not skipped:
                    if element is self.stack[-1]:
                        yield from self.line()
                    self.leave(element)
            if element is not self.body:
                self.write(element.tail)

    def enter(self, element: Element) -> None:
        tag = element.tag
        if element is not self.body and tag != "br" and _breaks(element):
            self.stack.append(element)
        if tag == "tr":
            self.rows.append(element)
        self.links += tag == "a"
        self.bolds += tag in _BOLD
        hint = hints(element)
        if tag in _SITE_TAGS or _is_site_box(hint) or element in self.cards:
            self.boxes.append(element)
        if self.boxes and (tag == "time" or _is_byline_part(hint)):
            self.bylines.append(element)
        self.write(element.text)

    def leave(self, element: Element) -> None:
        tag = element.tag
        for held in (self.stack, self.rows, self.boxes, self.bylines):
            if held and held[-1] is element:
                held.pop()
        self.links -= tag == "a"
        self.bolds -= tag in _BOLD

    def write(self, text: str | None) -> None:
        if not text:
            return
        self.pieces.append(text)
        if self.links or self.bolds:
            size = len(text.strip())
            self.linked += size if self.links else 0
            self.bold += size if self.bolds else 0

    def line(self) -> Iterator[Block]:
        """The line written so far, if it says anything; the next one begins."""
        written = "".join(self.pieces)
        linked, bold = self.linked, self.bold
        self.pieces, self.linked, self.bold = [], 0, 0
        if written and not written.isspace():
            text = normalise(" ".join(unescape(written).split()))
            if text:
                yield self.block(text, linked=linked, bold=bold)

    def picture(self, element: Element) -> Iterator[Block]:
        for name in _PICTURE_SOURCES:
            address = element.get(name) or ""
            if (
                address
                and not address.startswith("data:")
                and (url := absolute(self.base, address))
            ):
                yield self.block(normalise(element.get("alt") or ""), image=url)
                return

    def block(self, text: str, *, linked: int = 0, bold: int = 0, image: str = "") -> Block:
        element = self.stack[-1] if self.stack else self.body
        row = self.rows[-1] if self.rows else None
        boxes = self.boxes
        if self.bylines and not image:
            boxes = [box for box in boxes if not _is_bar(hints(box))]
        signs = bool(boxes) and boxes[-1] in self.cards and is_person(text)
        if signs:
            boxes = boxes[:-1]
        return Block(text, element, element.tag, linked, bold, tuple(boxes), image, row, signs)


def _breaks(element: Element) -> bool:
    """Whether an element starts a line of its own."""
    tag = element.tag
    return tag in _BLOCKS or tag == "br" or (tag in _INLINE and _is_part(hints(element)))


@lru_cache(maxsize=4096)
def _is_part(hint: str) -> bool:
    return bool(_PART.search(hint))


@lru_cache(maxsize=4096)
def _is_site_box(hint: str) -> bool:
    return bool(_SITE_BOX.search(hint))


@lru_cache(maxsize=4096)
def _is_bar(hint: str) -> bool:
    return bool(_BAR.search(hint))


@lru_cache(maxsize=4096)
def _is_byline_part(hint: str) -> bool:
    return bool(_BYLINE_PART.search(hint))


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))
