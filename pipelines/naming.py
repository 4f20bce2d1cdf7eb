"""Which documents a text names, and where.

A number alone names nothing: every desk has its Chỉ thị 05, and the centre
numbers from 01 again after each congress. So a name is read together with what
is attached to it (date, issuer, term, title) and weighed against each row of
documents.toml that bears its number. What is attached may fit; it may be a slip
that the topic outweighs (papers print 15-4-2011 for 14-5-2011, "khóa XI" for
XII); or it may be of a later congress, which nothing outweighs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from archive.documents import Catalogue, catalogue
from archive.records import Document
from archive.text import settle_tones
from pipelines.numbers import Number, numbers_in
from pipelines.phrases import Phrase, comparable, pattern, phrases, spoken_beside, worn
from pipelines.qualifiers import attached, roman, signed_later

NEAR = 200
"""Characters within which a topic phrase speaks for a number, either way."""

_REFUSED_SHOWN = 3
_REST_OF_CODE = re.compile(r"\w*(?:[-/]\w+)*")
_JOINED = re.compile(r"[\s,;]*(?:và|cùng|and)?\s*(?:các |với |the )*")


class Name(NamedTuple):
    """A document named: ``text[start:end]`` of a normalised text."""

    document: str
    start: int
    end: int


class Refused(NamedTuple):
    """A number that looks like a document of ours and is none; ``why`` in Vietnamese."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What an article offers for weighing its names."""

    book: Catalogue
    text: str
    lower: str
    topics: Sequence[Phrase]
    cues: dict[str, tuple[tuple[int, int], ...]]
    published: str
    foreign: frozenset[tuple[str, int]] = frozenset()
    named: tuple[tuple[int, int], ...] = ()

    def spans(self, document: Document) -> list[tuple[int, int]]:
        """Where the document's topic is spoken of."""
        own = self.cues[document.key]
        if document.role == "neighbour":
            return list(own)
        return [(row.start, row.end) for row in self.topics] + [*own, *self.named]


MOST = 300
"""Numbers looked at in one text. Each is held against all others: a page of 200,000 of them
stalled a night for a quarter of an hour, and no report prints hundreds."""


def find(text: str, published_at: str = "", book: Catalogue | None = None) -> tuple[Name, ...]:
    """The documents a normalised text names, in order.

    ``published_at`` is an ISO day or month, "" when unknown: a document cannot
    be named before it was issued, unless its own date or term stands with it.
    """
    rows = _resolved(text, published_at[:10], book or catalogue())
    return tuple(Name(key, row.start, row.end) for row, key in rows if key)


def refused(text: str, published_at: str, book: Catalogue) -> tuple[Refused, ...]:
    """The first look-alikes of a normalised text, each once, and why each is none of ours."""
    seen: dict[str, Refused] = {}
    for row, key in _resolved(text, published_at[:10], book):
        if not key and not row.verb:
            end = row.end
            if row.form == "alien" and (code := _REST_OF_CODE.match(text, end)):
                end = code.end()
            seen.setdefault(text[row.start : end], Refused(row.start, end, _why(row, book)))
    return tuple(seen.values())[:_REFUSED_SHOWN]


def _why(row: Number, book: Catalogue) -> str:
    about = row.about
    if row.form == "alien":
        return "ký hiệu của cơ quan khác"
    if about.issuer == "other":
        return "văn bản của cơ quan khác"
    if about.day:
        return f"văn bản khác, ngày {'/'.join(reversed(about.day.split('-')))}"
    if about.term:
        term = next((name for name in book.terms if roman(name) == about.term), about.term)
        return f"văn bản khác, của khóa {term}"
    if about.issuer == "cosigner":
        return "văn bản khác, của Ban Bí thư"
    if about.title[1]:
        return "văn bản khác, về việc khác"
    return "trong bài không có gì cho biết đó là văn bản của cuộc học tập"


@lru_cache(maxsize=4)
def _resolved(text: str, published: str, book: Catalogue) -> tuple[tuple[Number, str], ...]:
    """Every number a text prints with the key of the document it is, "" when none of ours."""
    lower = comparable(text)
    numbers = _qualified(lower, numbers_in(text, lower, book)[:MOST], book)
    if not numbers:
        return ()
    context = _Context(
        book,
        text,
        lower,
        phrases(text, book),
        {
            row.key: tuple(m.span() for cue in _cues(book)[row.key] for m in cue.finditer(lower))
            for row in book.documents
        },
        published,
        frozenset((row.kind, row.number) for row in numbers if row.about.issuer == "other"),
    )
    known: dict[int, str] = {}
    for i, number in enumerate(numbers):
        if number.form == "full":
            known[i] = _whose(number, None, context)
    for i, number in enumerate(numbers):
        if number.form == "full" and not number.about.telling:
            known[i] = _sibling(i, numbers, known)
    # One document of the campaign in full speaks for another's bare number beside it.
    ours = {row.key for row in book.documents if row.role != "neighbour"}
    context = replace(
        context,
        named=tuple((numbers[i].start, numbers[i].end) for i, key in known.items() if key in ours),
    )
    for i, number in enumerate(numbers):
        if number.form not in ("full", "alien"):
            known[i] = _whose(number, _antecedent(i, numbers, known), context)
    return tuple((number, known.get(i, "")) for i, number in enumerate(numbers))


@cache
def _cues(book: Catalogue) -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        key: tuple(re.compile(rf"\b{worn(pattern(settle_tones(cue)))}\b") for cue in cues)
        for key, cues in book.cues.items()
    }


def _qualified(lower: str, numbers: list[Number], book: Catalogue) -> list[Number]:
    """Each number with what is attached; "Chỉ thị 05, Kết luận 01 của Bộ Chính trị" shares."""
    done: list[Number] = []
    for number in reversed(numbers):
        about = attached(lower, number.start, number.end, book)
        if (
            done
            and about.empty
            and done[-1].about.issuer == "centre"
            and _JOINED.fullmatch(lower, number.end, done[-1].start)
        ):
            about = replace(about, issuer="centre")
        done.append(replace(number, about=about))
    return done[::-1]


# -- whose number it is ----------------------------------------------------------------------


def _antecedent(i: int, numbers: list[Number], known: dict[int, str]) -> str | None:
    """What the article said this number is: a key, "" another desk's, None nothing.

    The last full form before it speaks, else the first one after it.
    """
    order = [*range(i - 1, -1, -1), *range(i + 1, len(numbers))]
    for j in order:
        same = (numbers[j].kind, numbers[j].number) == (numbers[i].kind, numbers[i].number)
        if same and numbers[j].form in ("full", "alien"):
            return known.get(j, "")
    return None


def _sibling(i: int, numbers: list[Number], known: dict[int, str]) -> str:
    """Whose a full form is that says nothing of itself: its nearest qualified sibling's.

    A headline's "Chỉ thị 05-CT/TW" is what the text below it calls khóa XIV.
    """
    for j in (*range(i - 1, -1, -1), *range(i + 1, len(numbers))):
        same = (numbers[j].kind, numbers[j].number) == (numbers[i].kind, numbers[i].number)
        if same and j in known and numbers[j].about.telling:
            return known[j]
    return known[i]


def _whose(number: Number, antecedent: str | None, context: _Context) -> str:
    """The key of the document a number is, "" when it is none of ours."""
    best: tuple[tuple[int, bool, str, bool], str] | None = None
    for row in context.book.documents:
        value, code = row.number.split("-", 1)
        if (int(value), code.split("/")[0].lower()) != (number.number, number.kind):
            continue
        weight = _weigh(number, row, antecedent, context)
        if weight is None:
            continue
        # Namesakes alike in evidence: the one the article speaks of, then the newest in force.
        newest = row.issued_on if context.published else ""
        rank = (weight, bool(context.spans(row)), newest, row.role == "campaign")
        if best is None or rank > best[0]:
            best = (rank, row.key)
    return best[1] if best else ""


def _weigh(number: Number, row: Document, antecedent: str | None, context: _Context) -> int | None:
    """How much speaks for ``row``; None when something forbids it or nothing speaks."""
    about = number.about
    last, after = _last_congress(row, context.book)
    dated = bool(about.day) and row.issued_on.startswith(about.day)
    termed = about.term == roman(row.term)
    spans = context.spans(row)
    titled = any(start < about.title[1] and end > about.title[0] for start, end in spans)
    near = any(start < number.end + NEAR and end > number.start - NEAR for start, end in spans)
    if about.term > last or (about.day and about.day[:4] >= after[:4] and not dated):
        return None
    if _before(context.published, row.issued_on) and not (dated or termed):
        return None
    slip = (
        (bool(about.day) and not dated)
        or (bool(about.term) and not termed)
        or about.issuer == "cosigner"
        or (about.title[1] > 0 and not titled)
    )
    if slip and not (dated or termed or near):
        return None
    own = 4 * dated + 3 * termed + 2 * titled + (about.issuer == "centre")
    spoken = bool(spans)
    if number.form == "full":
        replaced = row.facts.get("replaced_on", "")
        in_force = not replaced or row.issued_on <= context.published < replaced
        return own + near if own or spoken or in_force else None
    if slip and not (dated or termed):
        return None
    if about.issuer == "other" and not (titled or antecedent == row.key):
        return None
    if antecedent is not None and antecedent != row.key:
        return own or None
    if number.verb and antecedent is None and not own:
        return None
    if number.form == "short":
        return own + near + 1 if near or antecedent else None
    if own or spoken or antecedent:
        return own + near + (antecedent is not None)
    return 0 if _carried_out(number, row, context) else None


def _carried_out(number: Number, row: Document, context: _Context) -> bool:
    """Whether a bare number nobody signs stands among those who carry out the campaign."""
    book = context.book
    if row.role != "campaign" or row.kind not in book.bare_kinds or number.form != "bare":
        return False
    if context.published >= _last_congress(row, book)[1]:
        return False  # the next congress may have issued another of this number
    if (number.kind, number.number) in context.foreign:
        return False
    if signed_later(context.lower, number.end, book):
        return False
    # A headline speaks for the whole article.
    headline = min(max(0, context.text.find("\n")), NEAR)
    return spoken_beside(context.text, 0, headline, book) or spoken_beside(
        context.text, number.start - NEAR, number.end + NEAR, book
    )


def _last_congress(row: Document, book: Catalogue) -> tuple[int, str]:
    """The latest term that ``row`` or the campaign has a document of, and the day it ended."""
    last = max(roman(d.term) for d in (row, *book.documents) if d is row or d.role == "campaign")
    return last, next((day for term, day in book.terms.items() if roman(term) > last), "9999")


def _before(published: str, issued: str) -> bool:
    """Whether a day, month or year lies wholly before the day of issue."""
    return bool(published) and published < issued[: len(published)]
