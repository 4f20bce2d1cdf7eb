"""What a reader typed into the search box, understood: terms, phrases, documents.

A query typed with diacritics asks for exactly those words, wherever the tone mark
stands ("ủy" = "uỷ"); a bare one asks for every word that folds to it. Nothing a
reader types is ever FTS5 syntax: each term becomes a quoted phrase of letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from archive.documents import catalogue
from archive.records import Document
from archive.text import fold, has_marks, normalise, settle_tones

_TERM = re.compile(r'"([^"]*)"?(\*?)|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_TONED = re.compile("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])$", re.IGNORECASE)
_LONGEST_FORM = 4
"""Words of the longest spelling of a document: "Chỉ thị số 05-CT/TW"."""

# The quotation marks of Vietnamese papers and of word processors are quotes as well.
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: ``words`` as typed, in lower case and settled; ``prefix`` after a "*"."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def fts(self) -> str:
        """The term as FTS5 takes it: a phrase of folded words."""
        return f'"{" ".join(map(fold, self.words))}"' + ("*" if self.prefix else "")

    @property
    def pattern(self) -> str:
        """A regular expression for the term in a normalised text, either tone placement."""
        words = [
            "(?:" + "|".join(re.escape(form) for form in _placements(word)) + ")"
            for word in self.words
        ]
        return r"(?<![^\W_])" + r"[\W_]+".join(words) + ("" if self.prefix else r"(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Query:
    """A query: all ``terms`` must be found; ``exact`` when it was typed with diacritics.

    ``document`` is the key of a document named in it and ``rest`` the terms beside
    that name: an article that names it in another spelling is found as well.
    """

    terms: tuple[Term, ...]
    exact: bool = False
    document: str = ""
    rest: tuple[Term, ...] = ()


def parse(text: str) -> Query:
    """Understand a query; never fails, and a query without letters has no terms."""
    text = normalise(text).translate(_QUOTES)
    terms = []
    for phrase, star, word in _TERM.findall(text):
        words = tuple(settle_tones(w).casefold() for w in _WORD.findall(phrase or word))
        if words:
            terms.append(Term(words, bool(star) or word.endswith("*")))
    key, start, end = _named(terms)
    rest = (*terms[:start], *terms[end:]) if key else ()
    return Query(tuple(terms), has_marks(text), key, rest)


def patterns(terms: Iterable[Term]) -> list[re.Pattern[str]]:
    """The terms as regular expressions over a normalised text."""
    return [re.compile(term.pattern, re.IGNORECASE) for term in terms]


def document_of(form: str) -> str:
    """The key of a document named in any form ("CT05", "KL 01", "Chỉ thị số 05-CT/TW"), or "".

    >>> document_of("kl 01"), document_of("05-CT/TW"), document_of("05-CT/TU")
    ('KL01', 'CT05', '')
    """
    return _forms().get(_squeezed(_WORD.findall(fold(normalise(form)))), "")


def _named(terms: list[Term]) -> tuple[str, int, int]:
    """The document that the longest run of terms names, and where: [start, end)."""
    for length in range(min(_LONGEST_FORM, len(terms)), 0, -1):
        for start in range(len(terms) - length + 1):
            run = terms[start : start + length]
            words = [fold(word) for term in run for word in term.words]
            key = "" if any(term.prefix for term in run) else _forms().get(_squeezed(words), "")
            if key:
                return key, start, start + length
    return "", 0, 0


def _squeezed(words: Iterable[str]) -> str:
    """Words in one, without "số" and leading zeros: "Chỉ thị số 05" is "chithi5"."""
    return "".join(re.sub(r"(?<!\d)0+(?=\d)", "", word) for word in words if word != "so")


@cache
def _forms() -> dict[str, str]:
    kinds = {kind.name: kind.code for kind in catalogue().kinds}
    forms: dict[str, str] = {}
    for document in catalogue().documents:
        for form in _spellings(document, kinds[document.kind]):
            # Directive 05 of 2016 and one of another term may share a form: the campaign's wins.
            forms.setdefault(_squeezed(_WORD.findall(fold(form))), document.key)
    return forms


def _spellings(document: Document, code: str) -> Iterable[str]:
    number = document.number.partition("-")[0]
    yield from (document.key, document.number, f"{document.kind} {document.number}")
    yield from (f"{code} {number}", f"{document.kind} {number}", f"{number} {code}")
    yield from document.aliases


def _placements(word: str) -> tuple[str, ...]:
    """A settled word as it may stand in a text: "ủy" and "uỷ"."""
    other = unicodedata.normalize("NFC", _TONED.sub(r"\1\3\2", unicodedata.normalize("NFD", word)))
    return (word, other) if other != word and settle_tones(other) == word else (word,)
