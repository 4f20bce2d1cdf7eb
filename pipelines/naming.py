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
from functools import cache
from typing import NamedTuple

from archive.documents import Catalogue, catalogue
from archive.records import Document
from archive.text import settle_tones
from pipelines.phrases import Phrase, comparable, pattern, phrases
from pipelines.qualifiers import NOTHING, Attached, attached, roman

NEAR = 200
"""Characters within which a topic phrase speaks for a number, either way."""

_S = r" ?\n? ?"
_DASH = r"[-\u2010-\u2015\u2212/.]"
_CENTRE = rf"t(?:\.{_S})?[wư]"
_OTHER_KINDS = (
    "nghị quyết|nghị định|quyết định|quy định|quy chế|thông tư|thông báo|thông tri|kế hoạch|"
    "công văn|công điện|báo cáo|tờ trình|đề án|chương trình|pháp lệnh|"
    "resolution|decision|decree|circular|regulation|nq|qđ|kh|tb|cv"
)
_NOT_A_DOCUMENT = re.compile(r"(?:lô|tòa|nhà|căn hộ|chung cư|block|mã|phòng|xe|tuyến)(?: số)? ?$")
_JOINED = re.compile(r"[\s,;]*(?:và|cùng|and)?\s*(?:các |với |the )*")


class Name(NamedTuple):
    """A document named: ``text[start:end]`` of a normalised text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as printed, before anyone knows whose it is.

    ``form`` is full (05-CT/TW), bare (Chỉ thị 05), short (CT 05) or alien
    (another desk's code). ``verb`` says that it may be no name at all: "ông kết
    luận 01 nội dung".
    """

    start: int
    end: int
    kind: str
    number: int
    form: str
    verb: bool = False
    about: Attached = NOTHING


@dataclass(frozen=True, slots=True)
class _Context:
    """What an article offers for weighing its names."""

    book: Catalogue
    topics: Sequence[Phrase]
    cues: dict[str, tuple[tuple[int, int], ...]]
    published: str
    named: tuple[tuple[int, int], ...] = ()

    def spans(self, document: Document) -> list[tuple[int, int]]:
        """Where the document's topic is spoken of."""
        own = self.cues[document.key]
        if document.role == "neighbour":
            return list(own)
        return [(row.start, row.end) for row in self.topics] + [*own, *self.named]


def find(text: str, published_at: str = "", book: Catalogue | None = None) -> tuple[Name, ...]:
    """The documents a normalised text names, in order.

    ``published_at`` is an ISO day or month, "" when unknown: a document cannot
    be named before it was issued, unless its own date or term stands with it.
    """
    book = book or catalogue()
    lower = comparable(text)
    numbers = _qualified(lower, _numbers(text, lower, book), book)
    if not numbers:
        return ()
    context = _Context(
        book,
        phrases(text, book),
        {
            row.key: tuple(m.span() for cue in _cues(book)[row.key] for m in cue.finditer(lower))
            for row in book.documents
        },
        published_at[:10],
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
    names = []
    for i, number in enumerate(numbers):
        if number.form == "full":
            key = known[i]
        elif number.form == "alien":
            continue
        else:
            key = _whose(number, _antecedent(i, numbers, known), context)
        if key:
            names.append(Name(key, number.start, number.end))
    return tuple(names)


# -- numbers as printed ----------------------------------------------------------------------


class _Grammar(NamedTuple):
    head: re.Pattern[str]
    full: re.Pattern[str]
    alien: re.Pattern[str]
    half: re.Pattern[str]
    more: re.Pattern[str]
    kinds: dict[str, str]


@cache
def _grammar(book: Catalogue) -> _Grammar:
    kinds = {}
    for kind in book.kinds:
        for word in (kind.name, kind.english, kind.code):
            kinds[settle_tones(word).lower()] = kind.code.lower()
    words = "|".join(re.escape(word).replace(r"\ ", r"\s\n?") for word in kinds)
    codes = "|".join(kind.code.lower() for kind in book.kinds)
    values = sorted({int(row.number.split("-")[0]) for row in book.documents})
    number = r"0{0,2}(?:" + "|".join(map(str, values)) + r")(?![\d%]|[.,]\d)"
    sign = rf"(?:số|so|no|nr|n°){_S}[.:]?{_S}"
    return _Grammar(
        head=re.compile(
            rf"(?<!\w)(?P<kind>{words}|{_OTHER_KINDS})(?:{_S}\((?:{codes})\))?{_S}[-:]?{_S}"
            rf"(?:{sign})?(?P<number>{number})"
            rf"|(?<![\w/.-])(?:{sign})?(?P<alone>{number})(?={_S}{_DASH}?{_S}(?:{codes}|t))"
        ),
        full=re.compile(
            rf"{_S}{_DASH}?{_S}(?P<type>{codes}){_S}{_DASH}?{_S}{_CENTRE}"
            rf"|{_S}{_DASH}?{_S}{_CENTRE}{_S}{_DASH}{_S}(?P<swapped>{codes})(?!\w)"
        ),
        alien=re.compile(
            rf"{_S}{_DASH}{_S}(?:(?:{codes}){_S}{_DASH}{_S}[a-zđư]|\d)"
            rf"|{_S}{_DASH}{_S}[a-zđ]{{1,6}}{_S}[/-]{_S}(?:{codes})(?!\w)"
        ),
        half=re.compile(rf"{_S}{_DASH}?{_S}(?P<type>{codes})(?!\w)"),
        more=re.compile(
            rf"(?:{_S},|{_S}và|{_S}and){_S}(?:số )?(?P<number>{number})"
            r"(?=[,;.)]|\s(?:của|và|về|of)\b|$)"
        ),
        kinds=kinds,
    )


@cache
def _cues(book: Catalogue) -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        key: tuple(re.compile(rf"\b{pattern(settle_tones(cue))}\b") for cue in cues)
        for key, cues in book.cues.items()
    }


def _numbers(text: str, lower: str, book: Catalogue) -> list[_Number]:
    grammar = _grammar(book)
    found: list[_Number] = []
    position = 0
    while match := grammar.head.search(lower, position):
        position = match.end()
        number = _number(match, text, lower, grammar)
        if number is None:
            continue
        found.append(number)
        position = max(position, number.end)
        while number.form == "bare" and (more := grammar.more.match(lower, position)):
            start, position = more.span("number")
            found.append(_Number(start, position, number.kind, int(more["number"]), "bare"))
    return found


def _number(match: re.Match[str], text: str, lower: str, grammar: _Grammar) -> _Number | None:
    start, end = match.span()
    word = re.sub(r"\s+", " ", match["kind"] or "")
    kind = grammar.kinds.get(word, "")
    if word and not kind:
        return None  # Nghị quyết 05, Quyết định 05
    value = int(match["number"] or match["alone"])
    if full := grammar.full.match(lower, end):
        code = full["type"] or full["swapped"]
        if (kind and kind != code) or _acronym(text, full.end()):
            return _Number(start, full.end(), kind or code, value, "alien")
        return _Number(start, full.end(), code, value, "full")
    if not kind:
        return None
    if alien := grammar.alien.match(lower, end):
        return _Number(start, alien.end(), kind, value, "alien")
    if _acronym(text, end):
        return _Number(start, end, kind, value, "alien")
    half = grammar.half.match(lower, end)
    if half and half["type"] == kind:
        end = half.end()
    if len(match["number"]) < 2:
        return None  # "Chỉ thị 5" without a code is a list, not a name
    if len(word) > 2:
        verb = "số" not in lower[start:end] and text[start].islower() and kind == "kl"
        return _Number(start, end, kind, value, "bare", verb)
    if _NOT_A_DOCUMENT.search(lower, max(0, start - 20), start):
        return None
    return _Number(start, end, kind, value, "short")


def _acronym(text: str, end: int) -> bool:
    """Whether a desk's letters go on after a code: TWĐTN, TW-BTC, 05-NQ; but not "TWvề"."""
    rest = text[end : end + 4]
    if text[end - 1 : end].isalpha() and rest[:1].isalpha() and text[end - 1].islower():
        return True  # all in small letters: "tw" is only the beginning of a word
    if rest[:1] in {"-", "/", "–"}:
        rest = rest[1:]
    return rest[:1].isupper() and not rest[1:2].islower()


def _qualified(lower: str, numbers: list[_Number], book: Catalogue) -> list[_Number]:
    """Each number with what is attached; "Chỉ thị 05, Kết luận 01 của Bộ Chính trị" shares."""
    done: list[_Number] = []
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


def _antecedent(i: int, numbers: list[_Number], known: dict[int, str]) -> str | None:
    """What the article said this number is: a key, "" another desk's, None nothing.

    The last full form before it speaks, else the first one after it.
    """
    order = [*range(i - 1, -1, -1), *range(i + 1, len(numbers))]
    for j in order:
        same = (numbers[j].kind, numbers[j].number) == (numbers[i].kind, numbers[i].number)
        if same and numbers[j].form in ("full", "alien"):
            return known.get(j, "")
    return None


def _sibling(i: int, numbers: list[_Number], known: dict[int, str]) -> str:
    """Whose a full form is that says nothing of itself: its nearest qualified sibling's.

    A headline's "Chỉ thị 05-CT/TW" is what the text below it calls khóa XIV.
    """
    for j in (*range(i - 1, -1, -1), *range(i + 1, len(numbers))):
        same = (numbers[j].kind, numbers[j].number) == (numbers[i].kind, numbers[i].number)
        if same and j in known and numbers[j].about.telling:
            return known[j]
    return known[i]


def _whose(number: _Number, antecedent: str | None, context: _Context) -> str:
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


def _weigh(number: _Number, row: Document, antecedent: str | None, context: _Context) -> int | None:
    """How much speaks for ``row``; None when something forbids it or nothing speaks."""
    about, terms = number.about, list(context.book.terms)
    last = max(roman(d.term) for d in context.book.documents if d.role == "campaign")
    last = max(last, roman(row.term))
    after = next((context.book.terms[t] for t in terms if roman(t) > last), "9999")
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
        return own + near if own or spoken or "replaced_on" not in row.facts else None
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
    return own + near + (antecedent is not None) if own or spoken or antecedent else None


def _before(published: str, issued: str) -> bool:
    """Whether a day, month or year lies wholly before the day of issue."""
    return bool(published) and published < issued[: len(published)]
