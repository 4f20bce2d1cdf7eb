"""The political calendar that the campaign moves by, as dated facts."""

from __future__ import annotations

from dataclasses import dataclass

from archive.web.asked import Lang


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that happened on ``day`` (ISO 8601) and that reports gather around."""

    day: str
    vi: str
    en: str

    def said(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.vi


def _congress(day: str, number: str, english: str, days: str) -> Occasion:
    return Occasion(
        day, f"Đại hội {number} của Đảng ({days})", f"{english} Party Congress ({days})"
    )


def _election(day: str, number: str, english: str) -> Occasion:
    return Occasion(
        day, f"Bầu cử Quốc hội khóa {number}", f"Election of the {english} National Assembly"
    )


OCCASIONS = (
    Occasion("2006-11-07", "Chỉ thị 06-CT/TW", "Directive 06-CT/TW"),
    _election("2007-05-20", "XII", "12th"),
    _congress("2011-01-12", "XI", "11th", "12–19/1/2011"),
    Occasion("2011-05-14", "Chỉ thị 03-CT/TW", "Directive 03-CT/TW"),
    _election("2011-05-22", "XIII", "13th"),
    _congress("2016-01-20", "XII", "12th", "20–28/1/2016"),
    Occasion("2016-05-15", "Chỉ thị 05-CT/TW", "Directive 05-CT/TW"),
    _election("2016-05-22", "XIV", "14th"),
    _congress("2021-01-25", "XIII", "13th", "25/1–1/2/2021"),
    Occasion("2021-05-18", "Kết luận 01-KL/TW", "Conclusion 01-KL/TW"),
    _election("2021-05-23", "XV", "15th"),
    Occasion(
        "2025-07-01",
        "34 tỉnh thay 63, bỏ cấp huyện",
        "34 provinces instead of 63, districts end",
    ),
    _congress("2026-01-19", "XIV", "14th", "19–23/1/2026"),
    _election("2026-03-15", "XVI", "16th"),
)
"""In order. Besides these, every 19 May is Hồ Chí Minh's birthday."""

BIRTHDAY_MONTH = 5
