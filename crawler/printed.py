"""Dates as listings and feeds print them, in Viet Nam's time and only to the precision given.

This reads a date that stands beside a link; the date of an article is read from
its own page by ``pipelines``, with more evidence than a listing gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from archive.records import VIETNAM, Precision
from archive.text import normalise

Printed = tuple[str, Precision]
"""An ISO 8601 text and its precision; ("", "none") when nothing was printed."""

NOTHING: Printed = ("", "none")

_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<d>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?" + _YEAR
_WORDS = r"(?<!\d)(?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?: năm|,)? " + _YEAR
_TIME = (
    r"(?<!\d)(?P<H>\d{1,2})\s?[:hg]\s?(?P<M>\d{2})(?::\d{2})?(?!\d)"
    r"(?:\s?(?P<half>AM|PM|SA|CH)\b)?"
)
# "19/12/2020, 16:25", "Thứ Bảy, ngày 16/05/2023 | 08:32", "21:30, ngày 06-11-2018":
# between the two stand punctuation, a weekday, "ngày" or "lúc", never a digit.
_GAP = r"[^\d\n]{1,24}?"
_PRINTED = [
    re.compile(pattern, re.IGNORECASE)
    for day in (_DAY, _WORDS)
    for pattern in (day + _GAP + _TIME, _TIME + _GAP + day, day)
]
_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"
    r"(?:[T ](?P<H>\d{1,2}):(?P<M>\d{2})(?::\d{2}(?:\.\d+)?)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
# A month counts only where nothing else stands: "số 05/2020" is no date.
_MONTH = re.compile(r"^\W*(?:tháng )?(?P<m>\d{1,2})[/-](?P<y>(?:19|20)\d\d)\W*$", re.IGNORECASE)
# Vietnamese feeds write "GMT+7", which RFC 5322 has no word for.
_LOOSE_ZONE = re.compile(r"\b(?:GMT|UTC)\s?\+\s?0?7(?::?00)?\b", re.IGNORECASE)


def printed_date(text: str) -> Printed:
    """The first date in ``text``.

    >>> printed_date("Thứ Bảy, 19/12/2020, 16:25 [GMT+7]")
    ('2020-12-19T16:25+07:00', 'minute')
    >>> printed_date("Ngày đăng: 19-05-2023")
    ('2023-05-19', 'day')
    """
    text = normalise(text)
    hits = sorted(_matches(text), key=lambda match: (match.start(), -match.end()))
    return next((found for match in hits if (found := _stand(match)) != NOTHING), NOTHING)


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_ISO, *_PRINTED, _MONTH):
        yield from pattern.finditer(text)


def _stand(match: re.Match[str]) -> Printed:
    given = match.groupdict()
    try:
        if not given.get("d"):
            return f"{date(int(given['y']), int(given['m']), 1):%Y-%m}", "month"
        day = date(int(given["y"]), int(given["m"]), int(given["d"]))
        if not given.get("H"):
            return day.isoformat(), "day"
        hour, half = int(given["H"]), (given.get("half") or "").upper()
        # SA and CH (sáng, chiều) are how a Vietnamese Windows writes AM and PM.
        if half in ("PM", "CH") and hour < 12:
            hour += 12
        elif half in ("AM", "SA") and hour == 12:
            hour = 0
        moment = datetime(day.year, day.month, day.day, hour, int(given["M"]), tzinfo=VIETNAM)
        if zone := given.get("zone"):
            moment = moment.replace(tzinfo=datetime.strptime(zone, "%z").tzinfo)
        return in_viet_nam(moment)
    except (ValueError, OverflowError):
        return NOTHING


def feed_date(text: str) -> Printed:
    """A feed's pubDate or updated: RFC 5322 or ISO 8601, as Vietnamese feeds bend them.

    A time without zone is Viet Nam's; exactly midnight is a day, because RSS leaves
    a system that knows only the day no other way to write it.
    """
    text = normalise(text)
    try:
        moment = parsedate_to_datetime(_LOOSE_ZONE.sub("+0700", text))
    except (ValueError, TypeError, IndexError, OverflowError):
        found, precision = printed_date(text)
        midnight = precision == "minute" and found[11:16] == "00:00"
        return (found[:10], "day") if midnight else (found, precision)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=VIETNAM)
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat(), "day"
    return in_viet_nam(moment)


def in_viet_nam(moment: datetime) -> Printed:
    try:
        return moment.astimezone(VIETNAM).isoformat(timespec="minutes"), "minute"
    except OverflowError:
        return NOTHING
