"""The campaign's phrases as patterns over a text made comparable.

A phrase is words, ``[optional words]``, ``[these | or those]`` and ``a|b``, as
documents.toml writes them, and begins with a word.
"""

from __future__ import annotations

import re
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
def _compiled(catalogue: Catalogue) -> tuple[tuple[str, re.Pattern[str]], ...]:
    never = "|".join(re.escape(settle_tones(word)) for word in catalogue.never_before)

    def word(part: str) -> str:
        lower = re.escape(comparable(part))
        return rf"{lower}\b(?![\s-]*(?:{never})\b)" if part == "Bác" else lower

    return tuple(
        (rank, re.compile(r"\b(?:" + "|".join(pattern(row, word) for row in rows) + r")\b"))
        for rank, rows in (
            ("names", catalogue.names),
            ("former", catalogue.former),
            ("wordings", catalogue.wordings),
        )
    )


@lru_cache(maxsize=4)
def phrases(text: str, catalogue: Catalogue) -> tuple[Phrase, ...]:
    """The campaign's phrases in a normalised text, in order and without overlap.

    Where two overlap the stronger rank stands.
    """
    lower = comparable(text)
    found: list[Phrase] = []
    for rank, regex in _compiled(catalogue):
        for start, end in _matches(regex, lower):
            if rank != "names" and any(start < row.end and row.start < end for row in found):
                continue
            if _uncle(text, lower, start, end, rank):
                continue
            found.append(Phrase(start, end, rank))
    return tuple(sorted(found))


def _matches(regex: re.Pattern[str], lower: str) -> Iterator[tuple[int, int]]:
    for match in regex.finditer(lower):
        yield match.start(), match.end()


def _uncle(text: str, lower: str, start: int, end: int, rank: str) -> bool:
    """Whether the phrase ends on a "bác" or "người" who is not Hồ Chí Minh.

    In small letters only a phrase that names the campaign may mean him; and a
    capital name behind it ("học bác Nam", "theo gương Bác Ba") is someone else,
    unless the phrase itself is set in capitals, as headlines are.
    """
    if lower.endswith("người", start, end):
        return text[end - 5] == "n"
    if not lower.endswith("bác", start, end):
        return False
    follows = re.match(r" (\w+)", text[end : end + 12])
    name = follows.group(1) if follows else ""
    if name.lower() == "hồ":
        return False
    small = text[end - 3] == "b"
    if small and rank != "names":
        return True
    initials = [word[0] for word in text[start:end].split() if _LETTER.match(word)]
    headline = len(initials) > 1 and all(letter.isupper() for letter in initials)
    return name[:1].isupper() and not headline and (small or rank != "names")
