"""How text is put on a page: escaping, the spellings sites use, slugs, dates.

A spelling changes what the bytes say, never what a reader understands.
"""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import datetime
from html.entities import codepoint2name

from archive.text import fold
from tests.farm.stories import Spelling, Story

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
CLOCK = "@@CLOCK@@"
COUNT = "@@COUNT@@"


def ink(text: str, spelling: Spelling = "plain") -> str:
    """``text`` as HTML in one of the spellings."""
    if spelling == "nfd":
        text = unicodedata.normalize("NFD", text)
    elif spelling == "eth":
        text = text.replace("Đ", "\u00d0")
    escaped = html.escape(text, quote=False)
    if spelling in ("entities", "entities-twice"):
        escaped = "".join(_entity(ch) for ch in escaped)
    if spelling == "entities-twice":
        escaped = escaped.replace("&", "&amp;")
    return escaped


def attr(text: str) -> str:
    return html.escape(text, quote=True)


def _entity(ch: str) -> str:
    code = ord(ch)
    if code < 128:
        return ch
    name = codepoint2name.get(code)
    return f"&{name};" if name else f"&#{code};"


def slug(text: str, *, drop_d: bool = False, broken: bool = False, limit: int = 100) -> str:
    """A URL slug. ``drop_d`` loses Đ as Bắc Ninh's Liferay does ("ang-khoa"); ``broken``
    is made from an NFD title, each mark a hyphen ("da-ng-bo-")."""
    if drop_d:
        text = text.replace("Đ", "").replace("đ", "")
    if broken:
        decomposed = unicodedata.normalize("NFD", text)
        text = re.sub("[\u0300-\u036f]+", "-", decomposed)
    made = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return made[:limit].rstrip("-")


def weekday(when: datetime) -> str:
    return WEEKDAYS[when.weekday()]


def clock_line(now: datetime) -> str:
    """The masthead's clock, in the very format article dates have on old EPI pages."""
    return f"{weekday(now)}, {now:%d/%m/%Y, %H:%M} [GMT+7]"


_MINUTE: dict[str, tuple[str, ...]] = {
    "epi_old": ("{w}, {d:%d/%m/%Y, %H:%M} [GMT+7]",),
    "epi_new": (
        "{w}, {d:%d/%m/%Y, %H:%M} (GMT+7)",
        "{d:%H:%M} | {w}, {d:%d/%m/%Y}",
        "Cập nhật lúc {d:%H:%M}, {w}, {d:%d/%m/%Y} (GMT+7)",
    ),
    "sharepoint": (
        "Ngày xuất bản: {d:%d/%m/%Y} {h}:{d:%M}:00 {sa}",
        "Đăng ngày {d:%d/%m/%Y %H:%M}",
        "Thời gian đăng: {d:%d/%m/%Y} {h}:{d:%M}:18 {am}",
    ),
    "hatinh": (
        "{w} - {d:%d/%m/%Y %H:%M}",
        "Đăng ngày: {d:%d/%m/%Y} - {h}:{d:%M}:04 {am}",
        "{d:%H:%M} {d:%d/%m/%Y}",
    ),
    "liferay": (
        "{d:%d/%m/%Y} - {d:%H:%M}",
        "{d:%d/%m/%Y %H:%M} Số lượt xem: 41",
        "{w}, ngày {d:%d/%m/%Y} | {d:%H:%M}",
        "{n}, {d:%d/%m/%Y} | {d:%H:%M:%S}",
    ),
}
_DAY: dict[str, tuple[str, ...]] = {
    "epi_old": ("{w}, {d:%d/%m/%Y}",),
    "epi_new": ("{w}, {d:%d/%m/%Y}",),
    "sharepoint": ("Ngày xuất bản: {d:%d-%m-%Y}", "Đăng ngày {d:%d - %m - %Y}"),
    "hatinh": ("Ngày cập nhật {d:%d/%m/%Y}", "({d:%d/%m/%Y})"),
    "liferay": ("Ngày cập nhật {d:%d/%m/%Y}", "({d:%d/%m/%Y})"),
}


def page_date(story: Story, family: str) -> str:
    """The date as the article page prints it; "" where it prints none."""
    if story.date_text or story.published is None or story.dated_by != "page":
        return story.date_text
    styles = (_MINUTE if story.precision == "minute" else _DAY)[family]
    when = story.published
    return styles[story.date_style % len(styles)].format(
        d=when,
        w=weekday(when),
        n=f"Thứ {when.weekday() + 2}" if when.weekday() < 6 else "CN",
        h=when.hour % 12 or 12,
        sa="SA" if when.hour < 12 else "CH",
        am="AM" if when.hour < 12 else "PM",
    )


def listing_date(story: Story) -> str:
    """The date as the family's own listings print it, dd/mm/yyyy; "" where they print none."""
    if story.published is None or story.dated_by in ("url", "none"):
        return ""
    return f"{story.published:%d/%m/%Y}"
