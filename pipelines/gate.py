"""A cheap look at a page's bytes, before anything parses it: can it be ours at all?

Every phrase and number the judge knows is looked for among the page's bare
letters (see :mod:`pipelines.skeleton`), whatever charset the page claims. Tags
are read away, and the raw bytes are looked at too: a title may stand only in an
attribute or in a script's JSON. Style sheets alone are not looked at: some front pages are
two thirds of them, and nobody reads one. What else is lost on the way can only let a page
pass. Menus let pages pass as well; the judge reads the article alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from archive.documents import Catalogue, catalogue
from archive.records import Gate, Page
from pipelines.skeleton import REACH, Row, bones, groups, letters

# Entities as HTML knows them, escaped once or more often. Two patterns, each with a
# literal first byte: one for both was four times slower on pages that hold few.
_ENTITY = re.compile(
    rb"&(?:amp;|#38;)*(?:#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));?"
    rb"|([a-zA-Z])(?:grave|acute|circ|tilde|uml|breve|caron|dot|ring);?"
    rb"|(lt|gt);?|nbsp;?|[a-zA-Z]{2,12}[0-9]?;)"
)
# Those that leave no letter, which some pages write all their marks with: taken out first,
# without a call for each of thousands.
_MUTE = re.compile(
    rb"&(?:#(?:[xX](?:[89a-fA-F][0-9a-fA-F]|[1-9a-fA-F][0-9a-fA-F]{2,5})"
    rb"|12[89]|1[3-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3,6})|nbsp|quot);"
)
_ESCAPE = re.compile(rb"\\\\{0,3}(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])")
# A quote opens an attribute only behind "=": elsewhere it is text a parser keeps too.
# Nothing here can scan past the next "<": broken markup stays linear.
_TAG = re.compile(
    rb"<\\{0,3}+/?(?:[a-zA-Z?]|!(?!\[CDATA))[^<>=]*+"
    rb"(?:=\s*+(?:\\{0,3}\"[^\"]{0,2000}+\"|\\{0,3}'[^']{0,2000}+')?+[^<>=]*+)*+>"
)
MANY = 100
"""Places of one needle that are looked at one by one; beyond, one pass over the whole text
costs less, and no page can make it cost more."""

_SCRIPT = re.compile(rb"<(?:script|style)\b", re.IGNORECASE)
SEAM = 2_000
"""Bytes to either side of a tag in which the half of a phrase stands that the tag cuts: the
longest has 90 letters."""

_STYLE = re.compile(rb"<(?:(script)|style)\b", re.IGNORECASE)
_STYLE_END = re.compile(rb"</style\b", re.IGNORECASE)
_CODE_END = re.compile(rb"</script\b", re.IGNORECASE)
_SCRIPT_END = re.compile(rb"<\\{0,3}/(?:script|style)[^>]*>", re.IGNORECASE)


def can_be_ours(body: bytes, book: Catalogue | None = None) -> bool:
    """Whether any phrase or number the judge knows may stand in these bytes."""
    known = groups(book or catalogue())
    for text in _texts(body):
        consonants = bones(text)
        full = b""
        for row in (row for group in known if group.stands(consonants) for row in group.rows):
            if _may_stand(row, consonants):
                full = full or letters(text)
                if row.letters.search(full):
                    return True
    return False


def _may_stand(row: Row, consonants: bytes) -> bool:
    """Whether a phrase of the row stands in these bones, as far as they can tell."""
    for needle in row.needles:
        at = consonants.find(needle)
        for _ in range(MANY):
            if at < 0:
                break
            if row.bones.search(consonants, max(0, at - REACH), at + REACH):
                return True
            at = consonants.find(needle, at + 1)
        else:
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
    """The page as a reader sees it, all of it as it stands, and its scripts without tags, as
    far as these are more than that."""
    if b"\0" in body[:400]:
        body = body.replace(b"\0", b"")  # UTF-16: its ASCII letters stand between NULs
    body = _without_styles(body)
    if b"&" in body:
        body = _MUTE.sub(b"", body)
        body = _ENTITY.sub(_of_entity, body)
    if b"\\" in body:
        body = _ESCAPE.sub(_of_escape, body)
    markup, scripts = _divided(_without_comments(body))
    yield _TAG.sub(b"", markup)
    yield body
    if b"</" in scripts or b"<\\" in scripts:
        yield _seams(scripts)


def _without_styles(body: bytes) -> bytes:
    """The page without what its style elements hold. What a script writes of them stays, and
    so does one that never ends, or that a comment may end: those are read as before."""
    kept, done, at = [], 0, 0
    ends: dict[re.Pattern[bytes], bool] = {_STYLE_END: True, _CODE_END: True}
    while opening := _STYLE.search(body, at):
        at = opening.end()
        close = _CODE_END if opening[1] else _STYLE_END
        end = close.search(body, at) if ends[close] else None
        if end is None:
            ends[close] = False  # nor is there one further on
        elif not opening[1] and body.find(b"-->", at, end.start()) < 0:
            kept.append(body[done:at])
            done = at = end.start()
        else:
            at = end.end()
    return b"".join([*kept, body[done:]]) if kept else body


def _seams(scripts: bytes) -> bytes:
    """Scripts without tags, but only what is near one: all else is looked at as it stands."""
    near = [
        piece if len(piece) <= 2 * SEAM else piece[:SEAM] + piece[-SEAM:]
        for piece in _TAG.split(scripts)
    ]
    return b"".join(near)


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


def _of_entity(match: re.Match[bytes]) -> bytes:
    return _entity(match[0])


def _of_escape(match: re.Match[bytes]) -> bytes:
    digits = match[1] or match[2]
    return _ascii(int(digits, 16)) if digits else b""


@lru_cache(4096)  # a page repeats a few of them thousands of times
def _entity(text: bytes) -> bytes:
    found = _ENTITY.fullmatch(text)
    assert found is not None
    hexadecimal, decimal, letter, bracket = found.groups()
    if letter or bracket:
        return bytes(letter) if letter else b"<" if bracket == b"lt" else b">"
    return _ascii(int(hexadecimal, 16) if hexadecimal else int(decimal or 128))


def _ascii(code: int) -> bytes:
    """An ASCII character; nothing of any other, whose bytes would be dropped."""
    return bytes((code,)) if code < 128 else b""
