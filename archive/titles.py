"""Marks of titles: a title is known again where it stands, and cannot be read from its mark.

A withheld article's title is in no table, and may be erased from WARC; pages that name it are
still to be known. A mark is ``N.FIRST.DIGEST``: how many words it has, a checksum of the first
:data:`LEAST` of them, and a digest of all, without diacritics.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from zlib import crc32

from archive.text import fold

LEAST = 6
"""Words from which a title is taken for one: "Học tập và làm theo Bác" has six and is as often
the name of a section, which is why those are left out (see :func:`archive.withhold.detail`)."""

_WORDS = re.compile(r"[^\W_]+")
_MARK = re.compile(r"(\d{1,3})\.([0-9a-f]{8})\.([0-9a-f]{32})", re.ASCII)


def mark(title: str) -> str:
    """The mark of a title; "" for one too short to be told from common words.

    >>> mark("Học tập Bác")
    ''
    """
    words = _words(title)
    if len(words) < LEAST:
        return ""
    return f"{len(words)}.{_first(words, 0)}.{_digest(words, 0, len(words))}"


class Titles:
    """Titles by their marks, and whether a text holds one of them."""

    def __init__(self, marks: Iterable[str]) -> None:
        self._by_first: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for one in marks:
            if found := _MARK.fullmatch(one):
                self._by_first[found[2]].add((int(found[1]), found[3]))

    def stand_in(self, text: str) -> bool:
        """Whether a title stands in ``text``, however it is spaced, marked and cased; a page of
        5,000 words takes some 10 ms."""
        if not self._by_first:
            return False
        words = _words(text)
        for at in range(len(words) - LEAST + 1):
            for length, digest in self._by_first.get(_first(words, at), ()):
                if at + length <= len(words) and _digest(words, at, length) == digest:
                    return True
        return False


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold(text))


def _first(words: list[str], at: int) -> str:
    return f"{crc32(' '.join(words[at : at + LEAST]).encode()):08x}"


def _digest(words: list[str], at: int, length: int) -> str:
    return sha256(" ".join(words[at : at + length]).encode()).hexdigest()[:32]
