"""Which of the campaign's documents a query names, in whatever form people write it.

"KL 01", "Kết luận số 01 - KL/TW", "01-KL/TƯ" and "Conclusion 01" are one document; "05-CT/TU" and
"Chỉ thị 05 CT UBND" are some other desk's. The longest run of words that is a form tells; where
another code goes on after it, no shorter one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from archive.documents import Kind, catalogue
from archive.records import Document
from archive.text import fold, normalise

_WORD = re.compile(r"[^\W_]+")
_SKIPPED = {"so", "no"}
"""Between the parts of a name: "Chỉ thị số 05", "Directive No. 05"."""
_AND = {"va", "and"}
"""Between two names."""
_LONGEST = 8
"""Words of the longest form: "Chỉ thị số 05 CT T Ư" has seven."""
_CODE_ALONE = 3
"""Letters from which a code is no word of Vietnamese: "TTg", but not "TU" ("tu dưỡng")."""


@dataclass(frozen=True, slots=True)
class Named:
    """Terms ``[start, end)`` of a query name the document ``key``."""

    key: str
    start: int
    end: int


def document_of(form: str) -> str:
    """The key of a document named in any form ("CT05", "KL 01", "Chỉ thị số 05-CT/TW"), or "".

    >>> document_of("kl 01"), document_of("05-CT/TƯ"), document_of("05-CT/TU")
    ('KL01', 'CT05', '')
    """
    return _forms().get(_squeezed(_WORD.findall(normalise(form).casefold())), "")


def names(terms: Sequence[Sequence[str]]) -> list[Named]:
    """The documents that a query names, in order. Each of ``terms`` is its words in lower case,
    none for one that can be no part of a name."""
    words = [(word, n) for n, term in enumerate(terms) for word in (term or ("",))]
    found, at = [], 0
    while at < len(words):
        end = _reach(words, at) if at == 0 or words[at - 1][1] != words[at][1] else at
        run = [word for word, _ in words[at:end]]
        if end > at and not _goes_on(words, run, end):
            key = _forms()[_squeezed(run)]
            found.append(Named(key, words[at][1], words[end - 1][1] + 1))
        at = max(end, at + 1)
    return found


def beside(terms: Sequence[Sequence[str]], found: Sequence[Named]) -> list[int]:
    """The terms that are no part of a name, nor an "and" between two."""
    inside = {n for name in found for n in range(name.start, name.end)}
    joining = {
        first.end
        for first, second in pairwise(found)
        if second.start == first.end + 1 and fold(" ".join(terms[first.end])) in _AND
    }
    return [n for n in range(len(terms)) if n not in inside | joining]


def _reach(words: Sequence[tuple[str, int]], start: int) -> int:
    """Where the longest form that begins at ``start`` ends; ``start`` when none does."""
    for end in range(min(start + _LONGEST, len(words)), start, -1):
        run = [word for word, _ in words[start:end]]
        if not all(run) or fold(run[-1]) in _SKIPPED or _squeezed(run) not in _forms():
            continue
        # "05 CT TƯ" names the centre, and so does "05/TƯ"; "Chỉ thị 05 tư tưởng" does not.
        alone = len(run) > 1 and words[end - 1][1] != words[end - 2][1]
        if not (alone and run[-1].endswith(_VOWELLED) and _squeezed(run[-2:-1]) not in _codes()):
            return end
    return start


def _goes_on(words: Sequence[tuple[str, int]], run: Sequence[str], end: int) -> bool:
    """Whether what follows makes a form another desk's number."""
    if end == len(words):
        return False
    following, term = words[end]
    if term == words[end - 1][1]:  # in one with it: "05-CT/UBND"
        return True
    code = fold(following) in _others()
    if _squeezed(run[-1:]) in _codes():  # "05 CT UBND"
        return code
    number_last = run[-1].isdigit() and _squeezed(run[:-1]) not in _codes()  # "Chỉ thị 05 UBND"
    return code and number_last and len(following) >= _CODE_ALONE


def _squeezed(words: Iterable[str]) -> str:
    """Words in one, without "số" and leading zeros: "Chỉ thị số 05" is "chithi5". The centre's
    code is one in all its spellings."""
    centre, *others = _centre()
    joined = "".join(
        word if word.endswith(_VOWELLED) else re.sub(r"(?<!\d)0+(?=\d)", "", fold(word))
        for word in words
        if fold(word) not in _SKIPPED
    )
    for other in others:
        joined = joined.replace(other, centre)
    return fold(joined)


_VOWELLED = "ư"
"""The one letter with a mark that a code is told by: TƯ is the centre, TU a province."""


@cache
def _centre() -> tuple[str, ...]:
    return tuple(code.casefold() for code in catalogue().centre_codes)


@cache
def _codes() -> frozenset[str]:
    return frozenset(fold(kind.code) for kind in catalogue().kinds)


@cache
def _others() -> frozenset[str]:
    return frozenset(fold(code) for code in catalogue().lookalike_codes)


@cache
def _forms() -> dict[str, str]:
    kinds = {kind.name: kind for kind in catalogue().kinds}
    forms: dict[str, str] = {}
    for document in catalogue().documents:
        for form in _spellings(document, kinds[document.kind]):
            # Directive 05 of 2016 and one of another term may share a form: the campaign's wins.
            forms.setdefault(_squeezed(_WORD.findall(form.casefold())), document.key)
    return forms


def _spellings(document: Document, kind: Kind) -> Iterator[str]:
    number, code = document.number.partition("-")[0], kind.code
    centre = catalogue().centre_codes[0]
    bare = (f"{code} {number}", f"{number} {code}")
    full = (document.number, *(f"{form} {centre}" for form in bare), f"{code} {centre} {number}")
    yield from (document.key, *bare, *full)
    for name in (kind.name, kind.english):
        yield from (f"{name} {form}" for form in (number, f"{number} {centre}", *bare, *full))
    yield from document.aliases
