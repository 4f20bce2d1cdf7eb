"""A cheap look at a page's bytes, before anything parses it: can it be ours at all?

Every phrase and number the judge knows is looked for among the page's bare
letters (see :mod:`pipelines.skeleton`), whatever charset the page claims. Tags
are read away, and the raw bytes are looked at too: a title may stand only in an
attribute or in a script's JSON. What is lost on the way can only let a page
pass. Menus let pages pass as well; the judge reads the article alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from archive.documents import Catalogue, catalogue
from archive.records import Gate, Page
from pipelines.skeleton import bones, letters, rows

# Entities as HTML knows them, escaped once or more often. Two patterns, each with a
# literal first byte: one for both was four times slower on pages that hold few.
_ENTITY = re.compile(
    rb"&(?:amp;|#38;)*(?:#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));?"
    rb"|([a-zA-Z])(?:grave|acute|circ|tilde|uml|breve|caron|dot|ring);?"
    rb"|(lt|gt);?|nbsp;?|[a-zA-Z]{2,12}[0-9]?;)"
)
_ESCAPE = re.compile(rb"\\\\{0,3}(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])")
# A quote opens an attribute only behind "=": elsewhere it is text a parser keeps too.
# Nothing here can scan past the next "<": broken markup stays linear.
_TAG = re.compile(
    rb"<\\{0,3}+/?(?:[a-zA-Z?]|!(?!\[CDATA))[^<>=]*+"
    rb"(?:=\s*+(?:\\{0,3}\"[^\"]{0,2000}+\"|\\{0,3}'[^']{0,2000}+')?+[^<>=]*+)*+>"
)
_SCRIPT = re.compile(rb"<(?:script|style)\b", re.IGNORECASE)
_SCRIPT_END = re.compile(rb"<\\{0,3}/(?:script|style)[^>]*>", re.IGNORECASE)


def can_be_ours(body: bytes, book: Catalogue | None = None) -> bool:
    """Whether any phrase or number the judge knows may stand in these bytes."""
    known = rows(book or catalogue())
    for text in _texts(body):
        consonants = bones(text)
        full = b""
        for needles, pattern in known:
            if any(needle in consonants for needle in needles):
                full = full or letters(text)
                if pattern.search(full):
                    return True
    return False


def gate(page: Page) -> Page:
    """``page`` with what the look at its bytes said; only a fetched article is looked at."""
    if page.role != "article" or page.status != 200:
        return page
    if not page.body.strip():
        return replace(page, gate=Gate(False, "empty body"))
    if can_be_ours(page.body):
        return replace(page, gate=Gate(True, "campaign words in the page"))
    return replace(page, gate=Gate(False, "no campaign words in the page"))


class GateStop:
    """The stop as Scrapy runs it."""

    def process_item(self, item: Any) -> Any:
        return gate(item) if isinstance(item, Page) else item


def _texts(body: bytes) -> Iterator[bytes]:
    """The page as a reader sees it, all of it as it stands, and its scripts without tags."""
    if b"\0" in body[:400]:
        body = body.replace(b"\0", b"")  # UTF-16: its ASCII letters stand between NULs
    if b"&" in body:
        body = _ENTITY.sub(_character, body)
    if b"\\" in body:
        body = _ESCAPE.sub(_character, body)
    markup, scripts = _divided(_without_comments(body))
    yield _TAG.sub(b"", markup)
    yield body
    if b"</" in scripts or b"<\\" in scripts:
        yield _TAG.sub(b"", scripts)


def _without_comments(body: bytes) -> bytes:
    """The page without its comments; one that never ends is text."""
    first, *rest = body.split(b"<!--")
    return first + b"".join(
        piece.split(b"-->", 1)[1] if b"-->" in piece else piece for piece in rest
    )


def _divided(body: bytes) -> tuple[bytes, bytes]:
    """The page without its scripts and styles, and those; one that never ends is text."""
    first, *rest = _SCRIPT.split(body)
    markup, scripts, opened = [first], [], []
    for piece in rest:
        opened.append(piece)
        if end := _SCRIPT_END.search(piece):
            opened[-1] = piece[: end.start()]
            scripts += opened
            markup.append(piece[end.end() :])
            opened = []
    return b"".join(markup + opened), b"|".join(scripts)


def _character(match: re.Match[bytes]) -> bytes:
    """The ASCII character of an escape; nothing of any other, whose bytes would be dropped."""
    groups = match.groups()
    if len(groups) == 2:
        digits = groups[0] or groups[1]
        code = int(digits, 16) if digits else 128
    else:
        hexadecimal, decimal, letter, bracket = groups
        if letter:
            return bytes(letter)
        if bracket:
            return b"<" if bracket == b"lt" else b">"
        code = int(hexadecimal, 16) if hexadecimal else int(decimal or 128)
    return bytes((code,)) if code < 128 else b""
