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


OCCASIONS = (
    Occasion("2016-05-15", "Chỉ thị 05-CT/TW", "Directive 05-CT/TW"),
    Occasion(
        "2021-01-25", "Đại hội XIII của Đảng (25/1–1/2/2021)", "13th Party Congress (25/1–1/2/2021)"
    ),
    Occasion("2021-05-18", "Kết luận 01-KL/TW", "Conclusion 01-KL/TW"),
    Occasion(
        "2025-07-01",
        "34 tỉnh thay 63, bỏ cấp huyện",
        "34 provinces instead of 63, districts end",
    ),
    Occasion(
        "2026-01-19", "Đại hội XIV của Đảng (19–23/1/2026)", "14th Party Congress (19–23/1/2026)"
    ),
)
"""In order. Besides these, every 19 May is Hồ Chí Minh's birthday."""

BIRTHDAY_MONTH = 5
