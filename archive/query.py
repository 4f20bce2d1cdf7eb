"""What a reader typed into the search box, understood: terms, phrases, nearness, documents.

A query typed with diacritics asks for exactly those words, wherever the tone mark
stands ("ủy" = "uỷ"); a bare one asks for every word that folds to it. Nothing a
reader types is ever FTS5 syntax: each term becomes a quoted phrase of letters and digits.
``NEAR``, or ``NEAR/5``, between two terms asks for them within so many words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from archive.documents import catalogue
from archive.records import Document
from archive.search_tables import even
from archive.text import fold, has_marks, normalise, settle_tones

_TERM = re.compile(r'"([^"]*)"?(\*?)|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_TONED = re.compile("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])$", re.IGNORECASE)
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?")
DISTANCE = 10
"""Words between two terms that are near, unless told: FTS5's own default."""
_LONGEST_FORM = 4
"""Words of the longest spelling of a document: "Chỉ thị số 05-CT/TW"."""

# The quotation marks of Vietnamese papers and of word processors are quotes as well.
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: ``words`` as typed, in lower case and settled; ``prefix`` after a "*"."""

    words: tuple[str, ...]
    prefix: bool = False

    def spelt(self, *, exact: bool) -> tuple[str, ...]:
        """The words in the spelling of the exact or folded index."""
        return tuple(map(even if exact else fold, self.words))

    def fts(self, *, exact: bool) -> str:
        """The term as FTS5 takes it: a phrase."""
        return f'"{" ".join(self.spelt(exact=exact))}"' + ("*" if self.prefix else "")

    @property
    def pattern(self) -> str:
        """A regular expression for the term in a normalised text, either tone placement."""
        words = [
            "(?:" + "|".join(re.escape(form) for form in _placements(word)) + ")"
            for word in self.words
        ]
        # After a prefix come whatever letters end the word, which is found whole.
        end = r"[^\W_]*" if self.prefix else r"(?![^\W_])"
        return r"(?<![^\W_])" + r"[\W_]+".join(words) + end


@dataclass(frozen=True, slots=True)
class Near:
    """Terms that stand within ``distance`` words of one another, in any order."""

    terms: tuple[Term, ...]
    distance: int

    def fts(self, *, exact: bool) -> str:
        return f"NEAR({' '.join(term.fts(exact=exact) for term in self.terms)}, {self.distance})"


@dataclass(frozen=True, slots=True)
class Query:
    """A query: all ``terms`` must be found; ``exact`` when it was typed with diacritics.

    ``document`` is the key of a document named in it and ``rest`` the terms beside
    that name: an article that names it in another spelling is found as well.
    """

    terms: tuple[Term | Near, ...]
    exact: bool = False
    document: str = ""
    rest: tuple[Term | Near, ...] = ()

    @property
    def words(self) -> tuple[Term, ...]:
        """The terms one by one, those that are to be near each other as well."""
        return tuple(leaves(self.terms))


def parse(text: str) -> Query:
    """Understand a query; never fails, and a query without letters has no terms."""
    text = normalise(text).translate(_QUOTES)
    terms: list[Term | Near] = []
    distance: int | None = None
    for phrase, star, word in _TERM.findall(text):
        if terms and (asked := _NEAR.fullmatch(word)):
            distance = int(asked[1] or DISTANCE)
            continue
        words = tuple(settle_tones(w).casefold() for w in _WORD.findall(phrase or word))
        if not words:
            continue
        term = Term(words, bool(star) or word.endswith("*"))
        if distance is None:
            terms.append(term)
        else:
            before = terms[-1]
            joined = before.terms if isinstance(before, Near) else (before,)
            terms[-1] = Near((*joined, term), distance)
            distance = None
    key, start, end = _named(terms)
    rest = (*terms[:start], *terms[end:]) if key else ()
    return Query(tuple(terms), has_marks(text), key, rest)


def leaves(terms: Iterable[Term | Near]) -> Iterable[Term]:
    for term in terms:
        if isinstance(term, Near):
            yield from term.terms
        else:
            yield term


def patterns(terms: Iterable[Term | Near]) -> list[re.Pattern[str]]:
    """The terms as regular expressions over a normalised text."""
    return [re.compile(term.pattern, re.IGNORECASE) for term in leaves(terms)]


def document_of(form: str) -> str:
    """The key of a document named in any form ("CT05", "KL 01", "Chỉ thị số 05-CT/TW"), or "".

    >>> document_of("kl 01"), document_of("05-CT/TW"), document_of("05-CT/TU")
    ('KL01', 'CT05', '')
    """
    return _forms().get(_squeezed(_WORD.findall(fold(normalise(form)))), "")


def _named(terms: list[Term | Near]) -> tuple[str, int, int]:
    """The document that the longest run of terms names, and where: [start, end)."""
    for length in range(min(_LONGEST_FORM, len(terms)), 0, -1):
        for start in range(len(terms) - length + 1):
            run = terms[start : start + length]
            plain = [term for term in run if isinstance(term, Term) and not term.prefix]
            words = [fold(word) for term in plain for word in term.words]
            key = _forms().get(_squeezed(words), "") if len(plain) == length else ""
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
