"""Vietnamese text, made comparable: what is stored, and what is searched.

``normalise`` is what the archive stores; ``fold`` and ``settle_tones`` are
only for comparing and never reach a stored text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# Papers such as Báo Cà Mau and Nhân Dân print U+00D0 (Eth) and U+0189 where
# Vietnamese has U+0110; casefold() does not bring them together.
_D_STROKE = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"})
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v\f\r ]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

# The two ways to place a tone on oa, oe, uy at the end of a syllable
# ("hoà" and "hòa") are one spelling to a reader.
_TONES = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_NEW_STYLE = {
    unicodedata.normalize("NFC", a + b + tone): unicodedata.normalize("NFC", a + tone + b)
    for a, b in (("o", "a"), ("o", "e"), ("u", "y"), ("O", "A"), ("O", "E"), ("U", "Y"))
    for tone in _TONES
} | {
    unicodedata.normalize("NFC", a + b + tone): unicodedata.normalize("NFC", a + tone + b)
    for a, b in (("O", "a"), ("O", "e"), ("U", "y"))
    for tone in _TONES
}
_TONE_PLACE = re.compile("(?<![qQ])(?:" + "|".join(sorted(_NEW_STYLE)) + r")(?!\w)")

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# huyền, hỏi, ngã, sắc, nặng: the dictionaries' order
_BY_TONE = "\u0300\u0309\u0303\u0301\u0323"


def normalise(text: str) -> str:
    """Text as the archive keeps it: NFC, Đ for Eth, plain spaces, nothing invisible.

    Line breaks stay; runs of other white space become one space.
    """
    # Invisible characters go first: one between a letter and its mark hides them from NFC.
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_D_STROKE)
    text = _SPACES.sub(" ", text)
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def settle_tones(text: str) -> str:
    """``text`` in NFC with one tone placement: hoà → hòa, uỷ → ủy; quý stays."""
    return _TONE_PLACE.sub(
        lambda match: _NEW_STYLE[match.group()], unicodedata.normalize("NFC", text)
    )


def fold(text: str) -> str:
    """``text`` in lower case without marks, đ as d: what a reader types in haste."""
    text = unicodedata.normalize("NFD", text.translate(_D_STROKE).casefold())
    bare = "".join(ch for ch in text if not unicodedata.combining(ch))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def has_marks(text: str) -> bool:
    """Whether a query was typed with diacritics, and so must be answered exactly."""
    return fold(text) != unicodedata.normalize("NFC", text).casefold()


def vietnamese(text: str) -> tuple[Any, ...]:
    """A key to sort by as Vietnamese dictionaries do: letters first, then tones."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text.casefold()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts if mark in _BY_TONE), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        at = _LETTERS.find(base)
        letters.append((1, at) if at >= 0 else (0, ord(base[0])))
        tones.append(_BY_TONE.find(tone) + 1 if tone else 0)
    return (letters, tones)
