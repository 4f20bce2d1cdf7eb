"""The campaign's phrases as patterns over a text made comparable.

A phrase is words, ``[optional words]``, ``[these | or those]`` and ``a|b``, as
documents.toml writes them, and begins with a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from archive.documents import Catalogue
from archive.text import settle_tones

# A line may break inside a phrase; a paragraph may not.
_GAP = r"(?:[^\w\n]+\n?[^\w\n]*|\n[^\w\n]*)"
_TOKEN = re.compile(r"[\[\]]|[^\s\[\]]+")
_BRACKETS = {"[": "(?:", "|": "|", "]": ")?"}
_LETTER = re.compile(r"[^\W\d_]")


class Phrase(NamedTuple):
    """One place where a phrase stands: ``rank`` is names, wordings or former."""

    start: int
    end: int
    rank: str


# The naming and the judge ask for the same text one after the other.
@lru_cache(maxsize=4)
def comparable(text: str) -> str:
    """``text`` in lower case with settled tones, character for character.

    Offsets found in the result hold in ``text``, which must be normalised (NFC).
    """
    settled = settle_tones(text)
    if len(settled) != len(text):  # an invisible mark was cut out of a decomposed letter
        settled = text
    lower = settled.lower()
    if len(lower) == len(text):
        return lower
    return "".join(ch.lower() if len(ch.lower()) == 1 else ch for ch in settled)


def worn(source: str) -> str:
    """A pattern over comparable text, each of whose marked letters may have lost marks.

    Marks are lost by hasty typing, old fonts and OCR ("hoc tap", "phong cach Hô Chi
    Minh"); they never change into others, so "bậc" and "bắc" do not pass for "bác".
    The pattern must hold no marked letter inside brackets.
    """
    return "".join(_worn_letter(ch) for ch in source)


@cache
def _worn_letter(letter: str) -> str:
    if letter == "đ":
        return "[đd]"
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if letter.isascii() or not marks:
        return letter
    left = (base, *(base + mark for mark in marks), letter)
    return f"[{''.join(dict.fromkeys(unicodedata.normalize('NFC', row) for row in left))}]"


def pattern(phrase: str, word: Callable[[str], str] = re.escape, gap: str = _GAP) -> str:
    """The regular expression of one phrase; ``word`` turns a word, ``gap`` joins words."""
    out: list[str] = []
    first = True
    for token in _TOKEN.findall(phrase):
        if token in _BRACKETS:
            out.append(_BRACKETS[token])
            continue
        words = "|".join(word(part) for part in token.split("|"))
        out.append(("" if first else gap) + f"(?:{words})")
        first = False
    return "".join(out)


@cache
def _compiled(catalogue: Catalogue) -> dict[str, re.Pattern[str]]:
    never = "|".join(re.escape(settle_tones(word)) for word in catalogue.never_before)

    def word(part: str) -> str:
        # Only where Bác himself lost his mark may "sĩ" have lost its: "học Bác ai cũng biết".
        if part == "Bác":
            return rf"(?:bác\b(?![ -]*(?:{never})\b)|bac\b(?![ -]*(?:{worn(never)})\b))"
        return worn(re.escape(comparable(part)))

    ranks = {
        "names": catalogue.names,
        "former": catalogue.former,
        "wordings": catalogue.wordings,
        "beside": catalogue.bare_beside,
    }
    return {
        rank: re.compile(r"\b(?:" + "|".join(pattern(row, word) for row in rows) + r")\b")
        for rank, rows in ranks.items()
    }


@lru_cache(maxsize=4)
def phrases(text: str, catalogue: Catalogue) -> tuple[Phrase, ...]:
    """The campaign's phrases in a normalised text, in order and without overlap.

    Where two overlap the stronger rank stands.
    """
    lower = comparable(text)
    found: list[Phrase] = []
    for rank in ("names", "former", "wordings"):
        for start, end in _matches(_compiled(catalogue)[rank], lower):
            if rank != "names" and any(start < row.end and row.start < end for row in found):
                continue
            if _uncle(text, lower, start, end, rank):
                continue
            found.append(Phrase(start, end, rank))
    return tuple(sorted(found))


def spoken_beside(text: str, start: int, end: int, catalogue: Catalogue) -> bool:
    """Whether ``text[start:end]`` speaks of who carries out the campaign, or of Bác."""
    lower = comparable(text)
    return any(
        not _uncle(text, lower, *match.span(), "wordings")
        for match in _compiled(catalogue)["beside"].finditer(lower, max(0, start), end)
    )


def _matches(regex: re.Pattern[str], lower: str) -> Iterator[tuple[int, int]]:
    for match in regex.finditer(lower):
        yield match.start(), match.end()


def _uncle(text: str, lower: str, start: int, end: int, rank: str) -> bool:
    """Whether the phrase ends on a "bác" or "người" who is not Hồ Chí Minh.

    In small letters only a phrase that names the campaign may mean him; and a
    capital name behind it ("học bác Nam", "theo gương Bác Ba") is someone else,
    unless the phrase itself is set in capitals, as headlines are.
    """
    if lower.endswith(("người", "nguoi"), start, end):
        # A capital that goes on says nothing: "THEO GƯƠNG NGƯỜI TỐT", "Gương Người Tốt".
        return text[end - 5] == "n" or (text[end : end + 1] == " " and text[end + 1].isupper())
    if not lower.endswith(("bác", "bac"), start, end):
        return False
    follows = re.match(r" (\w+)", text[end : end + 12])
    name = follows.group(1) if follows else ""
    if name.lower() in ("hồ", "ho"):
        return False
    small = text[end - 3] == "b"
    if small and rank != "names":
        return True
    phrase = text[start:end]
    initials = [word[0] for word in phrase.split() if _LETTER.match(word)]
    # "Học Bác Nam" opens a sentence; it takes a third capital to make a headline.
    headline = phrase.isupper() or (len(initials) > 2 and all(ch.isupper() for ch in initials))
    return name[:1].isupper() and not headline and (small or rank != "names")
