"""Vietnamese dates: what a line of text says of a moment, and never more.

All clocks are Viet Nam's (+07:00, one offset all year). Precision follows the
text: a date without a time stays a day, "/202012/" a month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from archive.records import VIETNAM, Precision

_OLDEST = 1990

Label = Literal["", "published", "modified"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as printed: ISO 8601 text, cut to its precision."""

    iso: str
    precision: Precision

    @property
    def day(self) -> str:
        """ "2020-12-19", or "2020-12" when only the month is known."""
        return self.iso[:10]

    def agrees(self, other: Stamp) -> bool:
        """Whether both can be the same moment, as far as the coarser one tells."""
        size = min(len(self.day), len(other.day))
        return self.day[:size] == other.day[:size]


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is there to give a date: its stamp, label, and what else it says."""

    stamp: Stamp
    label: Label
    rest: str
    second: Stamp | None = None


_WEEKDAY = r"(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|c\.?n\.?|t[2-7]|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)"  # noqa: E501
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<m{n}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SEP = r"\s?[/.\-–]\s?"
_DATE = (
    r"(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    rf"|(?P<d2>\d{{1,2}})(?P<sep>{_SEP})(?P<m2>\d{{1,2}}){_SEP}(?P<y2>(?:19|20)\d\d|\d\d(?!\d))"
    r"|(?P<d3>\d{1,2})\s*tháng\s*(?P<m3>\d{1,2})[,\s]*(?:năm\s*)?(?P<y3>(?:19|20)\d\d)"
    # English editions: "08-Oct-2019", "January 12th, 2011".
    rf"|(?P<d4>\d{{1,2}})[\s\-]{_MONTH.format(n=4)}[\s\-,]{{1,2}}(?P<y4>(?:19|20)\d\d)"
    rf"|\b{_MONTH.format(n=5)}\s(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y5>(?:19|20)\d\d))"
)
_TIME = (
    r"(?P<{p}h>[01]?\d|2[0-4])\s?(?:[:h]|giờ)\s?(?P<{p}i>[0-5]\d)(?:\s?(?:[:']"
    r"|phút)\s?(?P<{p}s>[0-5]\d)\b)?"
    r"[\s']*(?P<{p}half>(?:SA|CH|AM|PM)\b)?"
)
_GAP = rf"(?:[\s,;|()\[\]\-–—'’*T]|\b(?:lúc|ngày|vào|hồi|day|at|gio|giờ)\b|{_WEEKDAY}\b)"
_STAMP = re.compile(
    rf"(?:(?<![\d:]){_TIME.format(p='a')}{_GAP}{{1,12}})?(?<![\d/.\-]){_DATE}(?![\d/])"
    rf"(?:{_GAP}{{1,12}}{_TIME.format(p='b')})?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"[\[(]?\s*(?:GMT|G5T|UTC)\s*\+?\s*0?7(?::00)?\s*[\])]?", re.IGNORECASE)
_MODIFIED = re.compile(
    r"(?:ngày|lần|thời gian)?\s*(?:cập nhật|chỉnh sửa|sửa đổi|sửa)(?:\s*(?:lần cuối|cuối|lúc"
    r"|ngày))*"
    r"|(?:last\s+)?(?:updated?|modified)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:ngày|thời gian|thời điểm|giờ)?\s*(?:xuất bản|đăng tin|đăng tải|đăng bài|đăng|đưa tin"
    r"|phát hành|post(?:ed)?|publish(?:ed)?)"
    r"(?:\s*(?:lúc|ngày|vào|bài|on))*",
    re.IGNORECASE,
)
_VIEWS = re.compile(
    r"(?:số\s+)?(?:lượt\s*(?:xem|đọc|truy cập)|lần xem|đã xem|views?)\s*[:\-]?\s*[\d.,]*"
    r"|[\d.,]+\s*(?:lượt\s*(?:xem|đọc)|views?)",
    re.IGNORECASE,
)
_RESIDUE = re.compile(
    rf"{_WEEKDAY}(?!\w)|\b(?:lúc|vào|hồi|ngày|day)\b|[\s,;|:()\[\]\-–—/.'’•·*]+", re.IGNORECASE
)

_FILLER = re.compile(rf"\b(?:{_WEEKDAY}|lúc|vào|hồi|ngày|day)(?!\w)", re.IGNORECASE)


def stamps(text: str) -> list[tuple[Stamp, int, int]]:
    """Every full date in ``text`` (day, month and year) with its place."""
    if not any(char.isdigit() for char in text):
        return []
    found = []
    for match in _STAMP.finditer(text):
        stamp = _stamp(match)
        if stamp:
            found.append((stamp, match.start(), match.end()))
    return found


def date_line(text: str) -> DateLine | None:
    """``text`` as a date line: a date, labels, counters, and little else.

    A sentence that speaks of a day is none: more than four other words stand
    beside the date. None for text without a full date.
    """
    if len(text) > 160:
        return None
    found = stamps(text)
    if not found:
        return None
    before = text[: found[0][1]]
    modified, published = _last(_MODIFIED, before), _last(_PUBLISHED, before)
    label: Label = ""
    if modified >= 0 and modified >= published:
        label = "modified"
    elif published >= 0:
        label = "published"
    first, second = found[0][0], None
    if len(found) > 1:
        between = text[found[0][2] : found[1][1]]
        if label == "modified" and _PUBLISHED.search(between):
            first, second, label = found[1][0], found[0][0], "published"
        elif _MODIFIED.search(between):
            second = found[1][0]
    rest = text
    for _, start, end in reversed(found):
        rest = rest[:start] + " | " + rest[end:]
    for pattern in (_ZONE, _VIEWS, _MODIFIED, _PUBLISHED):
        rest = pattern.sub(" ", rest)
    words = _RESIDUE.sub(" ", rest).split()
    if len(words) > 7 or (len(words) > 4 and not (label or "|" in text)):
        return None
    return DateLine(first, label, _tidy(rest) if words else "", second)


def _tidy(rest: str) -> str:
    rest = _FILLER.sub(" ", rest)
    parts = (part.strip(" ,;:-–—()[]/.'’") for part in rest.split("|"))
    return " | ".join(part for part in parts if part)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text) if match.group()), default=-1)


def _stamp(match: re.Match[str]) -> Stamp | None:
    part = match.groupdict()
    year, month, day = (
        next(part[f"{unit}{form}"] for form in "12345" if part[f"{unit}{form}"]) for unit in "ymd"
    )
    if not month.isdigit():
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    side = "a" if part["ah"] else "b"
    hour = part[f"{side}h"]
    if len(year) == 2 and not hour and part["sep"] != "/":
        return None  # "12-5-24" without a clock is as likely a number of something
    clock = _clock(int(hour), int(part[f"{side}i"]), part[f"{side}half"] or "") if hour else None
    return _checked(full_year, int(month), int(day), clock)


def _clock(hour: int, minute: int, half: str) -> tuple[int, int]:
    """Hour and minute; SA/CH and AM/PM are obeyed only where a 12-hour clock says so.

    Papers print "00:01 AM" and "13:05 PM" beside 24-hour clocks.
    """
    half = half.upper()
    if half in ("CH", "PM") and hour < 12:
        hour += 12
    if half in ("SA", "AM") and hour == 12:
        hour = 0
    return hour, minute


def _checked(year: int, month: int, day: int, clock: tuple[int, int] | None) -> Stamp | None:
    try:
        moment = datetime(year, month, day, *(clock or (0, 0)), tzinfo=VIETNAM)
    except ValueError:
        return None
    if year < _OLDEST:
        return None
    if clock is None:
        return Stamp(moment.date().isoformat(), "day")
    return Stamp(moment.isoformat(timespec="minutes"), "minute")


_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*"
    r"(Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)


def machine_stamp(text: str) -> Stamp | None:
    """A date written for machines (ISO 8601, or as people write it), in +07:00.

    Midnight to the second is how systems write a day without a time: a day.
    """
    text = text.strip()
    match = _ISO.match(text)
    if not match:
        found = stamps(text[:80])
        return found[0][0] if found else None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), tzinfo=VIETNAM)
        if hour is not None:
            moment = moment.replace(hour=int(hour), minute=int(minute), second=int(second or 0))
            if zone:
                offset = "+0000" if zone in "Zz" else zone.replace(":", "")
                moment = moment.replace(tzinfo=datetime.strptime(offset, "%z").tzinfo)
                moment = moment.astimezone(VIETNAM)
    except (ValueError, OverflowError):
        return None
    if moment.year < _OLDEST:
        return None
    if hour is None or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return Stamp(moment.date().isoformat(), "day")
    return Stamp(moment.isoformat(timespec="minutes"), "minute")


_URL_MINUTE = re.compile(r"/d((?:19|20)\d{2})(\d\d)(\d\d)(\d\d)(\d\d)\d{2,6}\.")
_URL_DAY = (
    re.compile(r"-(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)[0-2]\d[0-5]\d\d{2,8}(?=[./]|$)"),
    re.compile(r"/(?P<y>20\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?=/)"),
    re.compile(r"-(?P<d>\d\d)-(?P<m>\d\d)-(?P<y>20\d\d)(?=[/.]|$)"),
    re.compile(r"-(?P<d>\d\d)(?P<m>\d\d)(?P<y>20\d\d)-a\d"),
)
_URL_MONTH = re.compile(r"/(20\d\d)(0[1-9]|1[0-2])/")
_URL_EPOCH = re.compile(r"-(1[0-9]{12})(?=[./]|$)")


def url_stamp(url: str) -> Stamp | None:
    """The date an address carries.

    "/202012/" gives a month. Long trailing stamps (-20260307075519174) are when
    a draft was made, minutes to a day before it was published: only a day.
    """
    if match := _URL_MINUTE.search(url):
        year, month, day, hour, minute = map(int, match.groups())
        if hour < 24 and minute < 60:
            return _checked(year, month, day, (hour, minute))
    for pattern in _URL_DAY:
        if match := pattern.search(url):
            stamp = _checked(int(match["y"]), int(match["m"]), int(match["d"]), None)
            if stamp:
                return stamp
    if match := _URL_EPOCH.search(url):
        moment = datetime.fromtimestamp(int(match[1]) / 1000, UTC).astimezone(VIETNAM)
        return Stamp(moment.date().isoformat(), "day")
    if match := _URL_MONTH.search(url):
        return Stamp(f"{match[1]}-{match[2]}", "month")
    return None
