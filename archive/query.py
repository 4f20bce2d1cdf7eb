"""What a reader typed into the search box, understood: terms, phrases, nearness, documents.

A query typed with diacritics asks for exactly those words, wherever the tone mark
stands ("ủy" = "uỷ"); a bare one asks for every word that folds to it. Nothing a
reader types is ever FTS5 syntax: each term becomes a quoted phrase of letters and digits.
``NEAR``, or ``NEAR/5``, between two terms asks for them within so many words, ``OR`` for either,
``-`` before a term for what has it not; in quotes they are words.

Equal terms count once, and only so much is read of what is typed: FTS5 gathers all that a query
asks for before anything can stop it. ``h*`` four hundred times took it 11 s at 200,000 articles.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from archive.documents import catalogue
from archive.query_names import beside, names
from archive.search_spelling import settled
from archive.text import fold, has_marks, normalise, settle_tones

_TERM = re.compile(r'(-?)"([^"]*)"?(\*?)|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_TONED = re.compile("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])$", re.IGNORECASE)
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?")
DISTANCE = 10
"""Words between two terms that are near, unless told: FTS5's own default."""
LONGEST = 500
"""Characters of a query that are read; a headline has about a hundred."""
WORDS = 32
"""Different words searched for."""
BEGINNINGS = 4
"""Terms with a "*": the words that begin so are gathered for each, 0.15 s of 200,000 articles."""
_FORMS = 200
"""Words of one text that begin alike; an article has some dozens in t-."""
_FEW = 8
"""Words that any two or three searches at a time are done with in no time."""
_JOINING = {"AND": "", "OR": "OR", "NOT": "-"}
_CODES = "|".join(kind.code for kind in catalogue().kinds)
_APART = re.compile(rf"(?<=\d)\s*[-–/]\s*(?=(?:{_CODES})\b)", re.IGNORECASE)
"""What stands between the number and the code of a document: "05 - CT/TW" is "05-CT/TW"."""

# The quotation marks of Vietnamese papers and of word processors are quotes as well.
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: ``words`` as typed, in lower case and settled; ``prefix`` after a "*"."""

    words: tuple[str, ...]
    prefix: bool = False

    def spelt(self, *, exact: bool) -> tuple[str, ...]:
        """The words in the spelling of the exact or folded index."""
        return tuple(map(settled if exact else fold, self.words))

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
class Either:
    """Terms of which one is enough."""

    terms: tuple[Term | Near, ...]

    def fts(self, *, exact: bool) -> str:
        return f"({' OR '.join(term.fts(exact=exact) for term in self.terms)})"


@dataclass(frozen=True, slots=True)
class Without:
    """A term that must not be found."""

    term: Term

    def fts(self, *, exact: bool) -> str:
        return self.term.fts(exact=exact)


Part = Term | Near | Either | Without


@dataclass(frozen=True, slots=True)
class Query:
    """A query: all ``terms`` must be found; ``exact`` when it was typed with diacritics.

    ``documents`` are the keys of documents named in it and ``rest`` the terms beside their
    names: an article that names them all in other spellings is found as well.
    ``said`` are the terms as often as they were typed, and ``cut`` says that there were more.
    """

    terms: tuple[Part, ...]
    exact: bool = False
    documents: tuple[str, ...] = ()
    rest: tuple[Part, ...] = ()
    said: tuple[Part, ...] = ()
    cut: bool = False

    @property
    def words(self) -> tuple[Term, ...]:
        """The terms one by one, those that are to be near each other as well; none where a
        term may be missing, or must be."""
        plain = all(isinstance(term, (Term, Near)) for term in self.terms)
        return tuple(leaves(self.said)) if plain else ()

    @property
    def gathers(self) -> bool:
        """Whether all words that begin alike are asked for, or many: these take their time."""
        words = list(leaves(self.terms))
        return len(words) > _FEW or any(term.prefix for term in words)


def parse(text: str) -> Query:
    """Understand a query; never fails, and a query without letters has no terms."""
    text = text.strip()
    long, text = len(text) > LONGEST, normalise(text[:LONGEST]).translate(_QUOTES)
    text = _APART.sub("-", text)
    terms = _typed(text)
    kept = _kept(terms)
    said = [kept[term] for term in terms if term in kept]
    plain = [t.words if isinstance(t, Term) and not t.prefix else () for t in said]
    found = names(plain)
    documents = tuple(dict.fromkeys(name.key for name in found))
    rest = [said[n] for n in beside(plain, found)] if found else []
    cut = long or any(kept.get(term) != term for term in terms)
    return Query(_once(said), has_marks(text), documents, _once(rest), tuple(said), cut)


def _typed(text: str) -> list[Part]:
    terms: list[Part] = []
    joining = ""
    for minus, phrase, star, word in _TERM.findall(text):
        if terms and (word in _JOINING or _NEAR.fullmatch(word)):
            joining = _JOINING.get(word, word)
            continue
        words = tuple(settle_tones(w).casefold() for w in _WORD.findall(phrase or word))
        if not words:
            continue
        term = Term(words, bool(star) or word.endswith("*"))
        if minus or joining == "-" or (word.startswith("-") and word[1:2].isalnum()):
            terms.append(Without(term))
        elif joining and not isinstance(before := terms[-1], Without):
            terms[-1] = _joined(before, joining, term)
        else:
            terms.append(term)
        joining = ""
    return terms


def _joined(before: Term | Near | Either, joining: str, term: Term) -> Part:
    near = _NEAR.fullmatch(joining)
    if isinstance(before, Either):
        if near is None:
            return Either((*before.terms, term))
        *others, last = before.terms
        return Either((*others, _nearby(last, near, term)))
    return _nearby(before, near, term) if near else Either((before, term))


def _nearby(before: Term | Near, asked: re.Match[str], term: Term) -> Near:
    joined = before.terms if isinstance(before, Near) else (before,)
    return Near((*joined, term), int(asked[1] or DISTANCE))


def _kept(terms: Iterable[Part]) -> dict[Part, Part]:
    """What there is room for, each with what is kept of it."""
    kept: dict[Part, Part] = {}
    words, beginnings = WORDS, BEGINNINGS
    for term in dict.fromkeys(terms):
        parts: list[Term] = []
        for part in leaves([term]):
            if words and beginnings >= part.prefix:
                whole = len(part.words) <= words
                parts.append(part if whole else Term(part.words[:words]))
                words -= len(parts[-1].words)
                beginnings -= parts[-1].prefix
        if parts:
            kept[term] = term if parts == [*leaves([term])] else _of(term, parts)
    return kept


def _of(term: Part, parts: list[Term]) -> Part:
    """A term of which there is room for these parts only."""
    match term:
        case Near():
            return Near(tuple(parts), term.distance)
        case Either():
            return Either(tuple(parts))
        case Without():
            return Without(parts[0])
    return parts[0]


def _once(terms: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(terms))


def leaves(terms: Iterable[Part]) -> Iterator[Term]:
    """The terms one by one, also those that must not be found."""
    for term in terms:
        match term:
            case Near() | Either():
                yield from leaves(term.terms)
            case Without():
                yield term.term
            case Term():
                yield term


def wanted(terms: Iterable[Part]) -> list[Term | Near | Either]:
    """The terms without those that must not be found."""
    return [term for term in terms if not isinstance(term, Without)]


def spelt_out(terms: Iterable[Part], text: str) -> str:
    """What FTS5 is asked for in one folded ``text`` that matches: each beginning as the words there
    that begin so. To mark the hits of a page, FTS5 gathered all words of the archive that do,
    for every hit anew: 10 s for a thousand of "tha*"."""
    words = sorted({*_WORD.findall(fold(text))})
    return " AND ".join(_spelt_out(term, words) for term in wanted(terms))


def _spelt_out(term: Term | Near | Either, words: Sequence[str]) -> str:
    parts = [*leaves([term])]
    if not any(part.prefix for part in parts):
        return term.fts(exact=False)
    # NEAR takes no words to choose from.
    joining = " OR " if isinstance(term, Either) else " AND "
    return f"({joining.join(_there(part, words) for part in parts)})"


def _there(term: Term, words: Sequence[str]) -> str:
    if not term.prefix:
        return term.fts(exact=False)
    *first, last = term.spelt(exact=False)
    start = bisect_left(words, last)
    found = takewhile(lambda word: word.startswith(last), islice(words, start, None))
    forms = [f'"{" ".join((*first, word))}"' for word in islice(found, _FORMS)]
    return f"({' OR '.join(forms)})" if forms else term.fts(exact=False)


def patterns(terms: Iterable[Part]) -> list[re.Pattern[str]]:
    """The terms as regular expressions over a normalised text."""
    return [re.compile(term.pattern, re.IGNORECASE) for term in leaves(wanted(terms))]


def _placements(word: str) -> tuple[str, ...]:
    """A settled word as it may stand in a text: "ủy" and "uỷ"."""
    other = unicodedata.normalize("NFC", _TONED.sub(r"\1\3\2", unicodedata.normalize("NFD", word)))
    return (word, other) if other != word and settle_tones(other) == word else (word,)
