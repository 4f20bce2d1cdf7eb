"""What a page yields, in five numbers: enough to see the night a site stops being itself.

A changed layout, a lost charset or a strange owner still answers 200. The numbers
are taken from the captured bytes alone, so a rebuild finds the same, and cheaply (0.5 ms
a page): most pages are irrelevant and never parsed.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from archive.records import Page

# Text people read as the page's own: not what links, scripts and the head say.
_ASIDE = r"<(?P<tag>script|style|noscript|title|head{})\b.*?</(?P=tag)\s*>|<!--.*?-->|<[^>]*>"
_PROSE = re.compile(_ASIDE.format("|a"), re.DOTALL | re.IGNORECASE)
_TEXT = re.compile(_ASIDE.format(""), re.DOTALL | re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = re.compile("[À-ɏẠ-ỹ\u0300-\u036f]+")
# What a charset mended the wrong way leaves: "Ch? th?" from a Latin-1 column, U+FFFD.
_LOST = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])|(?<=[^\W\d_])\? (?=[a-z])")

LOST = 20
"""Per mille of letters lost to a wrong charset. A sound page has 0, and every second
Vietnamese word lost one in a spoilt one: 150 to 300."""

LARGEST = 4 * 1024 * 1024
"""Bytes looked at; the largest real page measured is 0.5 MB."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """``prose`` counts letters outside links (a listing's: of all its text); ``marked`` and
    ``lost`` are per mille of them, letters with marks and letters lost to a wrong charset.
    Vietnamese prose marks 240 to 400, and 56 where a page prints its scripts. ``body``
    counts the characters of text read, ``dated`` the dates found: 0 or 1 of an article,
    those announced of a listing. None is
    unknown: not a page, not text, not read."""

    prose: int | None = None
    marked: int | None = None
    lost: int | None = None
    body: int | None = None
    dated: int | None = None


NONE = Vitals()


def take(page: Page) -> Vitals:
    """The vitals of a page that answered 200 with its whole body; :data:`NONE` of others."""
    if page.status != 200 or page.role not in ("article", "listing", "feed"):
        return NONE
    reading = page.reading
    dated = sum(bool(link.published_at) for link in page.links if link.role == "article")
    if page.role == "feed":
        return Vitals(dated=dated)
    prose = marked = lost = None
    try:
        source = page.body[:LARGEST].decode("utf-8-sig")
    except UnicodeDecodeError:
        source = ""  # an old charset: the reader knows which, a count of letters does not
    if source or not page.body:
        text = html.unescape((_PROSE if page.role == "article" else _TEXT).sub(" ", source))
        prose = _count(_LETTERS, text)
        marked = 1000 * _count(_MARKS, text) // max(prose, 1)
        lost = lost_letters(text)
    if page.role == "listing":
        return Vitals(prose, marked, lost, None, dated)
    return Vitals(
        prose,
        marked,
        lost,
        len(reading.lead) + len(reading.body) if reading else None,
        int(reading.published_at is not None) if reading else None,
    )


def lost_letters(text: str) -> int:
    """Letters lost to a wrong charset, per mille of the letters left."""
    return 1000 * len(_LOST.findall(text)) // max(_count(_LETTERS, text), 1)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))
