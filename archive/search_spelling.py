"""How words are spelt in the search indexes: in SQL, so that any client keeps them right, and in
Python, so that a query is spelt alike.

The folded index has đ as d. The exact one holds words as they are written, but for where the tone
stands at the end of a syllable in oa, oe and uy, "hòa" and "đảng ủy" for "hoà" and "đảng uỷ": those
are one word to a reader. "hoàn" and "quý" have one spelling and keep it, so that plain SQL finds
them as they are typed. Token positions stay: highlight() shows the stored spelling.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

COLUMNS = ("title", "lead", "body")

_D = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
"""What else papers and old fonts print for it: Eth, and the African D."""
FOLDS = [*((letter, "d") for letter in "đĐ"), *((letter, "d") for letter in _D)]
"""unicode61 folds every Vietnamese mark but that of đ, in any of its modes (SQLite 3.40)."""

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300\u0301\u0303\u0309\u0323"
_TONES = (_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT)
_AFTER = {"oa": "imnoycpt", "oe": "mnopt", "uy": "anucpt"}
"""Letters that may follow in the syllable: the tone then has one place, and goes back to it."""
_STOPS = {*"cpt"}
"""Syllables that end in one of them have the tones sắc or nặng, and no others."""


def _spelt(first: str, second: str, *, tone: str, on_first: bool) -> str:
    letters = first + tone + second if on_first else first + second + tone
    return unicodedata.normalize("NFC", letters)


def _settling() -> Iterator[tuple[str, str]]:
    """What is replaced by what, one after the other, in a text whose ASCII is in lower case."""
    yield from _D.items()
    for letter in "AEYOU":  # those that bear a tone in these syllables; lower() knows ASCII alone
        for tone in _TONES:
            upper = unicodedata.normalize("NFC", letter + tone)
            yield upper, upper.lower()
    for pair in _AFTER:
        for tone in _TONES:
            yield _spelt(*pair, tone=tone, on_first=False), _spelt(*pair, tone=tone, on_first=True)
    for pair, letters in _AFTER.items():
        for letter in letters:
            for tone in (_ACUTE, _DOT) if letter in _STOPS else _TONES:
                wrong, right = (
                    _spelt(*pair, tone=tone, on_first=first) + letter for first in (True, False)
                )
                yield wrong, right
    for tone in _TONES:  # the u of qu is no vowel
        wrong, right = (_spelt("u", "y", tone=tone, on_first=first) for first in (True, False))
        yield f"q{wrong}", f"q{right}"


SETTLING = [*_settling()]


def settled(word: str) -> str:
    """A word, in NFC and lower case, as the exact index spells it.

    >>> [settled(word) for word in ("uỷ", "hoà", "hoàn", "quỳnh", "quý", "đạo")]
    ['ủy', 'hòa', 'hoàn', 'quỳnh', 'quý', 'đạo']
    """
    for source, target in SETTLING:
        word = word.replace(source, target)
    return word


_AT_ONCE = 15
"""Nested calls in one expression; SQLite's parser took 30 and overflowed at 45 (3.40)."""


def folded_sql(texts: str) -> str:
    """A SELECT of a row's number and its texts as the folded index spells them. ``texts`` is where
    from: "articles", or "old" or "new" of a trigger."""
    return _select(texts, FOLDS, "{0}")


def settled_sql(texts: str) -> str:
    """A SELECT of a row's number and its texts as the exact index spells them."""
    return _select(texts, SETTLING, "lower({0})")


def _select(texts: str, pairs: Sequence[tuple[str, str]], first: str) -> str:
    row = texts.partition(" ")[0]
    columns = ", ".join(f"{first.format(f'{row}.{column}')} AS {column}" for column in COLUMNS)
    source = "" if row in ("new", "old") else f" FROM {texts}"
    # Steps one after the other, not each within the next: that too overflows the parser.
    steps = [f"s0 AS (SELECT {row}.n AS n, {columns}{source})"]
    for start in range(0, len(pairs), _AT_ONCE):
        columns = ", ".join(
            f"{_replaced(column, pairs[start : start + _AT_ONCE])} AS {column}"
            for column in COLUMNS
        )
        steps.append(f"s{len(steps)} AS (SELECT n, {columns} FROM s{len(steps) - 1})")
    return f"WITH {', '.join(steps)} SELECT n, title, lead, body FROM s{len(steps) - 1}"


def _replaced(column: str, pairs: Sequence[tuple[str, str]]) -> str:
    for source, target in pairs:
        column = f"replace({column}, '{source}', '{target}')"
    return column
