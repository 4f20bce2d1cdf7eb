"""The numbers a text prints, before anyone knows whose document they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from archive.documents import Catalogue
from archive.text import fold
from pipelines.phrases import comparable, worn
from pipelines.qualifiers import NOTHING, Attached

_S = r" ?\n? ?"
_DASH = r"[-\u2010-\u2015\u2212/.]"
_CENTRE = rf"t(?:\.{_S})?[wư]"
_OTHER_KINDS = (
    "nghị quyết|nghị định|quyết định|quy định|quy chế|thông tư|thông báo|thông tri|kế hoạch|"
    "công văn|công điện|báo cáo|tờ trình|đề án|chương trình|pháp lệnh|"
    "resolution|decision|decree|circular|regulation|nq|qđ|kh|tb|cv"
)
_NOT_A_DOCUMENT = re.compile(
    worn(r"\b(?:lô|tòa|nhà|căn hộ|chung cư|block|mã|phòng|xe|tuyến)(?: số)?[ \n]*$")
)


@dataclass(frozen=True, slots=True)
class Number:
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
            kinds[fold(word)] = kind.code.lower()
    names = (word for kind in book.kinds for word in (kind.name, kind.english, kind.code))
    words = "|".join(worn(re.escape(comparable(word)).replace(r"\ ", r"\s\n?")) for word in names)
    codes = "|".join(kind.code.lower() for kind in book.kinds)
    values = sorted({int(row.number.split("-")[0]) for row in book.documents})
    number = r"0{0,2}(?:" + "|".join(map(str, values)) + r")(?![\d%]|[.,]\d)"
    sign = rf"(?:{worn('số')}|no|nr|n°){_S}[.:]?{_S}"
    return _Grammar(
        head=re.compile(
            rf"(?<!\w)(?P<kind>{words}|{worn(_OTHER_KINDS)})(?:{_S}\((?:{codes})\))?{_S}[-:]?{_S}"
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


def numbers_in(text: str, lower: str, book: Catalogue) -> list[Number]:
    grammar = _grammar(book)
    found: list[Number] = []
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
            found.append(Number(start, position, number.kind, int(more["number"]), "bare"))
    return found


def _number(match: re.Match[str], text: str, lower: str, grammar: _Grammar) -> Number | None:
    start, end = match.span()
    word = fold(re.sub(r"\s+", " ", match["kind"] or ""))
    kind = grammar.kinds.get(word, "")
    if word and not kind:
        return None  # Nghị quyết 05, Quyết định 05
    if not word and _NOT_A_DOCUMENT.search(lower, max(0, start - 20), start):
        return None
    value = int(match["number"] or match["alone"])
    if full := grammar.full.match(lower, end):
        code = full["type"] or full["swapped"]
        if (kind and kind != code) or _acronym(text, full.end()):
            return Number(start, full.end(), kind or code, value, "alien")
        return Number(start, full.end(), code, value, "full")
    if not kind:
        return None
    if alien := grammar.alien.match(lower, end):
        return Number(start, alien.end(), kind, value, "alien")
    if _acronym(text, end):
        return Number(start, end, kind, value, "alien")
    half = grammar.half.match(lower, end)
    if half and half["type"] == kind:
        end = half.end()
    if len(match["number"]) < 2:
        return None  # "Chỉ thị 5" without a code is a list, not a name
    if len(word) > 2:
        signed = fold(lower[start:end]).replace(word, "", 1).lstrip().startswith(("so", "no"))
        verb = not signed and text[start].islower() and kind == "kl"
        return Number(start, end, kind, value, "bare", verb)
    if _NOT_A_DOCUMENT.search(lower, max(0, start - 20), start):
        return None
    return Number(start, end, kind, value, "short")


def _acronym(text: str, end: int) -> bool:
    """Whether a desk's letters go on after a code: TWĐTN, TW-BTC, 05-NQ; but not "TWvề"."""
    rest = text[end : end + 4]
    if text[end - 1 : end].isalpha() and rest[:1].isalpha() and text[end - 1].islower():
        return True  # all in small letters: "tw" is only the beginning of a word
    if rest[:1] in {"-", "/", "–"}:
        rest = rest[1:]
    return rest[:1].isupper() and not rest[1:2].islower()
