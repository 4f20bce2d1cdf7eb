"""Phrases over a page's bare letters, so that bytes can be searched before they are decoded.

A letter that carries marks leaves its base letter (NFD, VNI, windows-1258, an
entity) or nothing (UTF-8, UTF-16, TCVN3) among a page's ASCII letters. Only
vowels and đ carry marks. So a phrase stands in a page's consonants and digits
as one fixed string in every encoding, its *needle*, cheap to look for; and in
its letters as a pattern whose marked letters may be missing, to be sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product

from archive.documents import Catalogue
from archive.text import fold
from pipelines.phrases import pattern

_LOWER = bytes(range(256)).lower()
_ALNUM = b"0123456789abcdefghijklmnopqrstuvwxyz"
_MARKED = b"aeiouyd"
_NO_LETTER = bytes(set(range(256)) - set(_ALNUM) - set(_ALNUM.upper()))
_NO_BONE = _NO_LETTER + _MARKED + _MARKED.upper()

_GROUP = re.compile(r"\[([^\]]*)\]|([^\s\[\]]+)")
_SHORTEST = 4  # a needle of fewer consonants stands in every page
_TWO_PLACES = ("oa", "oe", "uy")
_UNCLE = b"bc"  # Bác
_PIECES = 20_000  # that a text may be cut into: a page of millions would take as many objects


@dataclass(frozen=True, slots=True)
class Row:
    """What one needle of ``needles`` may lead to: ``bones`` and ``letters`` are the same phrases
    over a text's :func:`bones` and :func:`letters`, each standing in a text wherever one of the
    phrases does. In bones it is within ``REACH`` of the needle."""

    needles: tuple[bytes, ...]
    bones: re.Pattern[bytes]
    letters: re.Pattern[bytes]


REACH = 64
"""Bones to either side of a needle among which its whole phrase stands: the longest phrase
known has 42. Where a number's zeros run on beyond that, ``Row.bones`` gives them the benefit
of the doubt."""


def letters(text: bytes) -> bytes:
    """The ASCII letters and digits of ``text`` in small case, nothing between them."""
    return text.translate(_LOWER, _NO_LETTER)


def bones(text: bytes) -> bytes:
    """:func:`letters` without those that can carry a mark: consonants and digits."""
    return text.translate(_LOWER, _NO_BONE)


@cache
def rows(book: Catalogue) -> tuple[Row, ...]:
    """All the judge knows, phrases and numbers."""
    found: dict[tuple[bytes, ...], list[tuple[str, str]]] = {}
    for phrase in (*book.names, *book.former, *book.wordings, *sum(book.cues.values(), ())):
        found.setdefault(needles(phrase), []).append((as_bones(phrase), as_letters(phrase)))
    for kind in book.kinds:
        desk = kind.code.lower()
        values = "|".join(
            str(int(row.number.split("-")[0])) for row in book.documents if row.kind == kind.name
        )
        if not values:
            continue
        # "CT 05" needs no row: it counts only beside a phrase or a full form.
        for word in (kind.name, kind.english):
            full = f"{as_letters(word)}(?:{desk})?(?:so?|no?|nr)?0*(?:{values})"
            bare = f"{as_bones(word)}(?:{desk})?(?:s|nr?)?0*(?:{values}|\\Z)"
            found.setdefault(needles(word), []).append((bare, full))
        for value, tail in product(values.split("|"), (f"{desk}t", f"tw{desk}", f"t{desk}")):
            # "tư" leaves "tu" or "t": the needle says all there is to say.
            full = f"{value}{tail}".replace(f"t{desk}", f"tu?{desk}")
            found.setdefault((f"{value}{tail}".encode(),), []).append((f"{value}{tail}", full))
    # Where a longer needle stands the shorter one in it does: one look serves both.
    merged: dict[tuple[bytes, ...], list[tuple[str, str]]] = {}
    for key in sorted(found, key=lambda key: len(key[0])):
        held = (known for known in merged if len(key) == len(known) == 1 and known[0] in key[0])
        merged.setdefault(next(held, key), []).extend(found[key])
    return tuple(
        Row(key, *(re.compile("|".join(ways).encode()) for ways in zip(*said, strict=True)))
        for key, said in merged.items()
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with one quick look for them all: where ``stands`` says no, none of their needles is
    in the bones. One look costs what two of 32 needles would."""

    rows: tuple[Row, ...]
    stands: Callable[[bytes], bool]


@cache
def groups(book: Catalogue) -> tuple[Group, ...]:
    """:func:`rows` by what they share: numbers, phrases that end in Bác, the others one by one."""
    numbers, uncle, others = [], [], []
    for row in rows(book):
        if all(needle[:1].isdigit() for needle in row.needles):
            numbers.append(row)
        elif all(needle.endswith(_UNCLE) for needle in row.needles):
            uncle.append(row)
        else:
            others.append(row)
    return (
        *(Group((row,), partial(_any_of, row.needles)) for row in others),
        *([Group(tuple(numbers), _numbered(numbers))] if numbers else []),
        *([Group(tuple(uncle), _of_uncle(uncle))] if uncle else []),
    )


def _any_of(needles: tuple[bytes, ...], text: bytes) -> bool:
    return any(needle in text for needle in needles)


def _numbered(rows: Sequence[Row]) -> Callable[[bytes], bool]:
    firsts = sorted({needle[:1] for row in rows for needle in row.needles})
    rest = sorted({needle[1:] for row in rows for needle in row.needles})
    look = re.compile(b"[%s](?:%s)" % (b"".join(firsts), b"|".join(rest)))
    return lambda text: look.search(text) is not None


def _of_uncle(rows: Sequence[Row]) -> Callable[[bytes], bool]:
    heads = tuple(needle.removesuffix(_UNCLE) for row in rows for needle in row.needles)

    def stands(text: bytes) -> bool:
        pieces = text.split(_UNCLE, _PIECES)
        return len(pieces) > _PIECES or any(piece.endswith(heads) for piece in pieces)

    return stands


def as_letters(phrase: str) -> str:
    """The pattern of a phrase over :func:`letters`."""

    def word(part: str) -> str:
        base = fold(part)
        # "hóa" and "hoá": the tone, and so the letter that may be missing, has two places.
        free = 2 if base.endswith(_TWO_PLACES) and not part.isascii() else 0
        return "".join(
            f"{letter}?" if not ch.isascii() or i >= len(base) - free else letter
            for i, (ch, letter) in enumerate(zip(part.lower(), base, strict=True))
            if letter.isalnum()
        )

    return pattern(phrase, word, "")


def as_bones(phrase: str) -> str:
    """The pattern of a phrase over :func:`bones`."""
    return pattern(phrase, lambda part: _bones(part).decode(), "")


def needles(phrase: str) -> tuple[bytes, ...]:
    """Strings of which one stands in the bones of every text that holds the phrase.

    The longest run of words that cannot be missing; where that is too short,
    every way to say the phrase.
    """
    choices: list[list[bytes]] = []
    runs = [b""]
    for optional, word in _GROUP.findall(phrase):
        if optional:
            ways = [_bones(row) for way in optional.split(" | ") for row in _spelled(way)]
            choices.append([b"", *ways])
            runs.append(b"")
            continue
        ways = list(dict.fromkeys(_bones(row) for row in _spelled(word)))
        choices.append(ways)
        runs[-1] += _shared(ways)
        if len(ways) > 1:
            runs.append(b"")
    longest = max(reversed(runs), key=len)
    if len(longest) >= _SHORTEST:
        return (longest,)
    said = {b"".join(way) for way in product(*choices)}
    return tuple(sorted(row for row in said if not any(o in row for o in said - {row})))


def _shared(ways: list[bytes]) -> bytes:
    """What all the ways begin with."""
    length = 0
    while all(len(way) > length and way[length] == ways[0][length] for way in ways):
        length += 1
    return ways[0][:length]


def _spelled(words: str) -> list[str]:
    """ "gương|lời Bác" → "gương Bác", "lời Bác"."""
    return [" ".join(way) for way in product(*(word.split("|") for word in words.split()))]


def _bones(text: str) -> bytes:
    return bones(fold(text).encode("ascii", "ignore"))
