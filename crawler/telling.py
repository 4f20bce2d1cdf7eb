"""Telling articles from sections, and a listing from an article, by how a page is set.

For sites whose URLs say too little ("/T/{slug}", "/thongtintonghop/97", "/{slug}" for sections
and articles alike). Links that repeat in one place of a page are a *column*; a column
whose entries carry titles with dates, summaries or pictures lists articles, one of short names
in a menu does not. Pure, and of one page alone, so that reading it again says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from statistics import median

import lxml.html

from archive.text import normalise
from crawler.anchors import PAGE_TAGS, Anchor, Links, in_menu, names_of, words_in
from crawler.printed import NOTHING, feed_date, printed_date
from crawler.urls import shape

TITLE_WORDS = 4
"""Words from which a link's text may be a title. Section names have one to four, but for the
campaign's, which reach fourteen."""

SURE_WORDS = 8
"""Words from which most entries of a column are titles with nothing else to show for it: menus
hold a long name or two, never a majority."""

PICTURED_WORDS = 6
"""Words from which a link beside a picture is an article's: sections shown with a picture
have short names."""

SUMMARY = 60
"""Letters an entry says beyond its title, from which it has a summary: dates, labels and
counters of views stay below."""

ENTRY = 1500
"""Letters beyond which an element is no entry of a list but a part of the page."""

PROSE = 100
"""Letters of one paragraph of an article; menus, captions and the lines of a footer are
shorter."""

ARTICLE_PROSE = 400
"""Letters of prose that make a page an article: the shortest real one measured has 480, the
introduction above a listing up to 300."""


@dataclass(slots=True)
class _Column:
    """The links in one place of a page: URL → the anchors there."""

    entries: dict[str, list[Anchor]]

    @property
    def words(self) -> float:
        return median(
            max(words_in(anchor.text) for anchor in entry) for entry in self.entries.values()
        )


def articles_among(
    links: Links, is_open: Callable[[str], bool], by_url: Callable[[str], bool]
) -> frozenset[str]:
    """The URLs of a page's articles.

    :param is_open: whether a URL may be an article at all (this site's, no trap, no file).
    :param by_url: whether a URL looks like an article's by itself.
    """
    anchors = [anchor for anchor in links.anchors if is_open(anchor.url)]
    named = {anchor.url for anchor in anchors if anchor.menu}
    titled = {
        anchor.url
        for anchor in anchors
        if anchor.url not in named and words_in(anchor.text) >= TITLE_WORDS
    }
    # A section in the menu keeps its long name wherever it stands; a ticker within <header>
    # names articles, which stand in a list as well.
    looks = {anchor.url for anchor in anchors if by_url(anchor.url)}
    sure = looks - named
    lengths = _Lengths(anchors)
    found = set(sure)
    for column in _columns(anchors, named - looks):
        if _lists_articles(column, sure, titled, lengths):
            found |= column.entries.keys()
    learned = {shape(url) for url in found} - {shape(url) for url in named - found}
    found |= {url for url in titled if shape(url) in learned}
    return frozenset(found)


def _columns(anchors: Iterable[Anchor], without: set[str]) -> list[_Column]:
    columns: dict[tuple[str, ...], dict[str, list[Anchor]]] = defaultdict(dict)
    for anchor in anchors:
        if not anchor.menu and anchor.url not in without and anchor.text:
            columns[_place(anchor.element)].setdefault(anchor.url, []).append(anchor)
    return [_Column(entries) for entries in columns.values()]


def _place(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    """Where a link hangs, as tags and first classes: equal for entries of one list."""
    return tuple(
        f"{place.tag}.{(place.get('class') or '').partition(' ')[0]}"
        for place in (element, *element.iterancestors())
    )


def _lists_articles(column: _Column, sure: set[str], titled: set[str], lengths: _Lengths) -> bool:
    entries = column.entries
    if 2 * sum(url in sure for url in entries) > len(entries):
        return True
    if column.words < TITLE_WORDS:
        return False
    if column.words >= SURE_WORDS and len(entries) >= 3:
        return True
    shown = [
        _shows(url, anchors[0], titled, entries.keys(), lengths) for url, anchors in entries.items()
    ]
    return 2 * sum(shown) > len(shown)


def _shows(
    url: str, anchor: Anchor, titled: set[str], column: Container[str], lengths: _Lengths
) -> bool:
    """Whether the entry of a link carries a date, a summary or a picture beside its title."""
    entry = lengths.entry(anchor, lambda one: one != url and (one in titled or one in column))
    if lengths.of(entry) - len(anchor.text) >= SUMMARY:
        return True
    # A banner is a picture too, but prints no title.
    titled_here = lengths.of(anchor.element) and words_in(anchor.text) >= PICTURED_WORDS
    if titled_here and next(entry.iter("img"), None) is not None:
        return True
    for element in entry.iter():
        if element.tag == "time" and feed_date(element.get("datetime") or "") != NOTHING:
            return True
        for line in (element.text, *(child.tail for child in element)):
            if line and len(line) < SUMMARY and isinstance(element.tag, str):
                said = normalise(line)
                if said not in anchor.text and printed_date(said) != NOTHING:
                    return True
    return False


class _Lengths:
    """How many letters each element of a page shows, and which links are within."""

    def __init__(self, anchors: list[Anchor]) -> None:
        self._letters: dict[lxml.html.HtmlElement, int] = {}
        self._below: dict[lxml.html.HtmlElement, set[str]] = defaultdict(set)
        for anchor in anchors:
            for place in (anchor.element, *anchor.element.iterancestors()):
                self._below[place].add(anchor.url)

    def of(self, element: lxml.html.HtmlElement) -> int:
        if element not in self._letters:
            self._letters[element] = len(" ".join(str(element.text_content()).split()))
        return self._letters[element]

    def entry(self, anchor: Anchor, is_other: Callable[[str], bool]) -> lxml.html.HtmlElement:
        """The largest element about one link: it holds no other title and no whole page."""
        entry = anchor.element
        for parent in anchor.element.iterancestors():
            if parent.tag in PAGE_TAGS or self.of(parent) > ENTRY:
                break
            if any(map(is_other, self._below[parent])):
                break
            entry = parent
        return entry


def prose_of(root: lxml.html.HtmlElement, articles: Iterable[Anchor]) -> int:
    """Letters of prose a page has of its own: in paragraphs outside menus, footers and the
    entries of its lists."""
    lengths = _Lengths(list(articles))
    entries = {lengths.entry(anchor, anchor.url.__ne__) for anchor in articles}
    count = 0
    for element in root.iter(*_BLOCKS):
        said = _own_text(element)
        if len(said) < PROSE or in_menu(element) or "foot" in names_of(element):
            continue
        if not entries.intersection((element, *element.iterancestors())):
            count += len(said)
    return count


_BLOCKS = ("p", "div", "td", "section", "article", "main", "li", "blockquote", "center")
_INLINE = frozenset(
    {"b", "strong", "i", "em", "u", "span", "font", "small", "big", "sup", "sub", "mark", "abbr"}
)


def _own_text(element: lxml.html.HtmlElement) -> str:
    """What stands in an element itself and in its bold or coloured runs; not in its blocks,
    nor in its links."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            parts.append(str(child.text_content()))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
