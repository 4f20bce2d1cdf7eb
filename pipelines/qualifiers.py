"""What is attached to a document's number: its date, its issuer, its congress term, its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from archive.documents import Catalogue
from archive.text import settle_tones
from pipelines.phrases import worn


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(worn(source))


_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SEP = r" ?[-–—/.] ?"
_DATE = _pattern(
    r"[\s,(]*(?:(?:được )?(?:ký|ban hành) )?(?:(?:từ )?ngày|dated|issued on|of|on)? ?"
    rf"(?:(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>\d{{4}})(?!\d)"
    r"|(?P<d2>\d{1,2}) tháng (?P<m2>\d{1,2}),?(?: năm)? (?P<y2>\d{4})"
    rf"|(?P<m3>{'|'.join(_MONTHS)}) (?P<d3>\d{{1,2}}),? (?P<y3>\d{{4}})"
    rf"|(?P<d4>\d{{1,2}}) (?P<m4>{'|'.join(_MONTHS)}),? (?P<y4>\d{{4}}))\)?"
)
_YEAR = _pattern(
    r"[\s,(]*(?:ban hành )?(?:tháng (?P<m>\d{1,2})(?:/| năm |-))?"
    r"(?:năm )?(?P<y>20\d\d)(?![\d/-])\)?"
)
_TERM = _pattern(
    r"[\s,(–-]*(?:tại )?(?:nhiệm kỳ )?(?:đại hội |của )?(?:đảng )?khóa (?:thứ )?"
    r"(?P<t>[ivx]{1,5}|\d{1,2})\b\)?"
    r"|[\s,(]*(?:the )?(?P<n>\d{1,2})(?:st|nd|rd|th)"
    r"(?= (?:politburo|tenure|term|party))(?: tenure| term)?\)?"
)
_ASIDE = _pattern(r"\s*\((?:sau đây|gọi|viết|dưới đây|chỉ thị|kết luận|ct|kl)[^()\n]{0,50}\)")
_TITLE = _pattern(r"[\s,:;–-]*(?:về|v/v|“|\"|on |regarding |concerning )")
_SENTENCE = re.compile(r"[.!?…]\s|[.!?…]$|\n\n|;")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_SIGNED = _pattern(r"\b(?:ban hành|ra|ký|issued)(?: ban hành)? (?:(?:các|the) )?$")
TITLE_REACH = 200
"""How far a title is read, in characters, when its sentence does not end before."""
SHORTEST_TITLE = 8
"""Fewer characters after "về" say nothing: a line was cut there."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What a name is qualified by; "" and 0 where nothing is said.

    ``day`` is an ISO day, month or year; ``issuer`` is centre, cosigner or other;
    ``title`` is the span of a title in the text, empty when there is none.
    """

    day: str = ""
    issuer: str = ""
    term: int = 0
    title: tuple[int, int] = (0, 0)

    @property
    def telling(self) -> bool:
        """Whether it can tell a document from a namesake; every term has the same issuers."""
        return bool(self.day or self.term or self.title[1])

    @property
    def empty(self) -> bool:
        return not (self.day or self.issuer or self.term or self.title[1])


NOTHING = Attached()


def roman(term: str) -> int:
    """ "XII" → 12; "12" → 12."""
    if term.isdigit():
        return int(term)
    values = [_ROMAN[ch] for ch in term.lower()]
    return sum(
        -value if any(later > value for later in values[i + 1 : i + 2]) else value
        for i, value in enumerate(values)
    )


@cache
def _issuers(book: Catalogue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an issuer looks like behind a name, and before it; its group names its rank."""
    ranks = (
        ("centre", book.centre_issuers),
        ("cosigner", book.co_signers),
        ("other", book.other_issuers),
    )
    rows = {settle_tones(word): rank for rank, words in ranks for word in words}
    longest = sorted(rows, key=len, reverse=True)
    every = "|".join(f"(?P<{rows[word]}{i}>{re.escape(word)})" for i, word in enumerate(longest))
    # Without "của" only a full name will do: "kết luận 01 tw …" says nothing.
    centre = "|".join(re.escape(row) for row in longest if rows[row] == "centre" and len(row) > 2)
    issued = r"(?= (?:đã |vừa |mới )?(?:ban hành|ký))"
    return (
        _pattern(
            rf"[\s,(–-]*(?:của|by|of|from)(?: the)?(?: \d{{1,2}}th)? (?:{every})\b"
            rf"|[\s,(–-]*do (?:{every.replace('(?P<', '(?P<by_')})\b{issued}"
            rf"|[\s,(–-]*(?:{centre})\b\)?"
        ),
        _pattern(rf"\b(?:{every})\b[^.;\n]{{0,60}}$"),
    )


def _rank(group: str | None) -> str:
    return re.sub(r"^by_|\d+$", "", group or "centre")


def signed_later(lower: str, end: int, book: Catalogue) -> bool:
    """Whether the sentence goes on to a signer other than the centre.

    "Chỉ thị 05, Nghị quyết 12 của Tỉnh ủy" is the province's.
    """
    stop = _SENTENCE.search(lower, end)
    after, _ = _issuers(book)
    matches = after.finditer(lower, end, stop.start() if stop else len(lower))
    return any(_rank(match.lastgroup) == "other" for match in matches)


def attached(lower: str, start: int, end: int, book: Catalogue) -> Attached:
    """What qualifies the name ``lower[start:end]`` of a comparable text."""
    day, issuer, term = "", "", 0
    after, before = _issuers(book)
    position = end
    while True:
        if not day and (match := _DATE.match(lower, position)):
            day = _iso(match)
        elif not day and (match := _YEAR.match(lower, position)):
            day = match["y"] + (f"-{int(match['m']):02d}" if match["m"] else "")
        elif not term and (match := _TERM.match(lower, position)):
            term = roman(match["t"] or match["n"])
        elif not issuer and (match := after.match(lower, position)):
            issuer = _rank(match.lastgroup)
            inner = re.search(r"(\d{1,2})th ", match.group())
            term = term or (int(inner[1]) if inner else 0)
        elif not (match := _ASIDE.match(lower, position)):
            break
        position = match.end()
    signed = None if issuer else _SIGNED.search(lower, max(0, start - 30), start)
    if signed and (match := before.search(lower, max(0, start - 120), signed.start())):
        issuer = _rank(match.lastgroup)
    title = (0, 0)
    if match := _TITLE.match(lower, position):
        stop = _SENTENCE.search(lower, match.end(), match.end() + TITLE_REACH)
        close = stop.start() if stop else min(len(lower), match.end() + TITLE_REACH)
        if close - match.end() >= SHORTEST_TITLE:
            title = (match.start(), close)
    return Attached(day, issuer, term, title)


def _iso(match: re.Match[str]) -> str:
    """The day a date match says, or the year alone where there is no such day."""
    parts = {key[0]: value for key, value in match.groupdict().items() if value}
    month = parts["m"]
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
    try:
        return date(int(parts["y"]), number, int(parts["d"])).isoformat()
    except ValueError:
        return parts["y"]
