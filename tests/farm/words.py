"""The farm's grammar: templates become Vietnamese sentences, the same ones for the same seed.

A template holds choices ``[a|b|c]`` and slots ``{unit}``; the slots ``{CT05}``,
``{KL01}``, ``{CT03}``, ``{CT06}`` print a form of that document and record its key, so
the truth of what an article names comes from how it was made, never from a search.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import datetime

from tests.farm.sites import SampleSite

_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Mai Đinh Trịnh Tạ".split()
_MIDDLE_M = "Văn Đức Xuân Quang Hữu Minh Công Trọng Đình Khắc".split()
_MIDDLE_F = "Thị Thu Thanh Ngọc Bích Kim Hồng Mai".split()
_GIVEN_M = "Hải Thắng Dũng Nam Tuấn Hùng Lâm Phong Sơn Toàn Vinh Khôi Bảo Đạt Thịnh Lộc".split()
_GIVEN_F = "Hà Lan Hương Nga Yến Thảo Nhung Duyên Oanh Hạnh Liên Loan Trang Ngân Diệp".split()
PEN_NAMES = (
    "Hà Linh", "Minh Khuê", "Thanh Tùng", "Ngọc Diệp", "Lan Chi", "Hữu Phước", "Đăng Khoa",
    "Mai Phương", "Việt Dũng", "Thảo Nguyên", "Quỳnh Trâm", "Đức Hiếu", "Bảo Châu", "Tuệ Minh",
    "Hồng Nhạn", "Duy Khánh", "Hoài Thương", "Trọng Nghĩa", "Khánh Vân", "Nhật Lệ", "Đình Phúc",
    "Thùy Dung", "Xuân Mạnh", "Cẩm Ly",
)  # fmt: skip
_VILLAGES = (
    "Đông Thành", "Tân Tiến", "Phúc Lâm", "Yên Trung", "Hòa Bình", "Thượng Xá", "Kim Sơn",
    "An Lạc", "Cổ Phúc", "Nội Duệ", "Trại Mới", "Bến Thượng", "Vĩnh Kiều", "Đồng Lạng",
)  # fmt: skip

CAMPAIGN_FULL = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
_TOPICS = (
    CAMPAIGN_FULL,
    CAMPAIGN_FULL,
    "học tập và làm theo tư tưởng đạo đức, phong cách Hồ Chí Minh",
    "học tập và làm theo Bác",
    "học và làm theo Bác",
)

FULL_FORMS: dict[str, tuple[str, ...]] = {
    "CT05": (
        "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị (khóa XII)",
        "Chỉ thị số 05-CT/TW của Bộ Chính trị",
        "Chỉ thị 05-CT/TW",
        "Chỉ thị số 05/CT-TW của Bộ Chính trị",
        "Chỉ thị số 05 – CT/TW của Bộ Chính trị",
        "Chỉ thị số 05 - CT/TW",
        "Chỉ thị số 05-CT/TƯ của Bộ Chính trị",
        "Chỉ thị số 05-CT/T.Ư",
        "Chỉ thị số 05-CT/ TW",
        "Chỉ thị số 05-CT/TW, ngày 15 tháng 5 năm 2016 của Bộ Chính trị khoá XII",
        "Chỉ thị 05 của Bộ Chính trị (khóa XII)",
        "chỉ thị số 05-CT/TW ngày 15.5.2016 của Bộ Chính trị",
        "Chỉ thị số\u00a005-CT/TW ngày 15-5-2016 của Bộ Chính trị",
        f"Chỉ thị số 05-CT/TW của Bộ Chính trị về đẩy mạnh {CAMPAIGN_FULL} (Chỉ thị 05)",
    ),
    "KL01": (
        "Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị (khóa XIII)",
        "Kết luận số 01-KL/TW của Bộ Chính trị",
        "Kết luận 01-KL/TW",
        "Kết luận số 01 -KL/TW của Bộ Chính trị",
        "Kết luận số 01 – KL/TW",
        "Kết luận số 01-KL/TƯ của Bộ Chính trị",
        "Kết luận số 01 của Bộ Chính trị khóa XIII",
        "Kết luận số 01-KL/TW, ngày 18 tháng 5 năm 2021 của Bộ Chính trị khoá XIII",
        "kết luận số 01-KL/TW ngày 18-5-2021 của Bộ Chính trị",
    ),
    "CT03": (
        "Chỉ thị số 03-CT/TW ngày 14/5/2011 của Bộ Chính trị (khóa XI)",
        "Chỉ thị số 03-CT/TW của Bộ Chính trị",
        "Chỉ thị 03-CT/TW",
        "Chỉ thị số 03 – CT/TW của Bộ Chính trị",
        "Chỉ thị số 03-CT/TƯ của Bộ Chính trị",
    ),
    "CT06": (
        "Chỉ thị số 06-CT/TW ngày 07/11/2006 của Bộ Chính trị (khóa X)",
        "Chỉ thị số 06-CT/TW của Bộ Chính trị",
        "Chỉ thị 06-CT/TW",
        "Chỉ thị số 06-CT/TƯ của Bộ Chính trị",
    ),
}
SHORT_FORMS: dict[str, tuple[str, ...]] = {
    "CT05": ("Chỉ thị 05", "Chỉ thị số 05", "Chỉ thị số 05-CT/TW"),
    "KL01": ("Kết luận 01", "Kết luận số 01", "Kết luận số 01-KL/TW"),
    "CT03": ("Chỉ thị 03", "Chỉ thị số 03", "Chỉ thị số 03-CT/TW"),
    "CT06": ("Chỉ thị 06", "Chỉ thị số 06", "Chỉ thị số 06-CT/TW"),
}
TITLE_FORMS: dict[str, tuple[str, ...]] = {
    "CT05": ("Chỉ thị số 05-CT/TW", "Chỉ thị 05-CT/TW"),
    "KL01": ("Kết luận số 01-KL/TW", "Kết luận 01-KL/TW"),
    "CT03": ("Chỉ thị số 03-CT/TW", "Chỉ thị 03-CT/TW"),
    "CT06": ("Chỉ thị số 06-CT/TW", "Chỉ thị 06-CT/TW"),
}

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


class Writer:
    """Writes one article's sentences and remembers which documents it named, in order."""

    def __init__(self, rng: random.Random, site: SampleSite, when: datetime) -> None:
        self.rng = rng
        self.site = site
        self.when = when
        self.documents: list[str] = []
        self._spelled_out: set[str] = set()
        self._unit = rng.choice(site.units)
        self._leader = self.person()
        merged = (when.year, when.month) >= (2025, 7)
        self.town = site.town_since_2025 if merged else site.town
        self._slots: dict[str, Callable[[], str]] = {
            "unit": lambda: self._unit,
            "other": lambda: rng.choice([u for u in site.units if u != self._unit]),
            "town": lambda: self.town,
            "Town": lambda: _capital(self.town),
            "seat": lambda: site.seat,
            "leader": lambda: self._leader,
            "person": self.person,
            "elder": self.elder,
            "Elder": lambda: _capital(self.elder()),
            "few": lambda: str(rng.randint(3, 9)),
            "village": lambda: rng.choice(_VILLAGES),
            "n": lambda: str(rng.randint(3, 48)),
            "big": lambda: f"{rng.randint(2, 48)}.{rng.randint(100, 999)}",
            "pct": lambda: f"{rng.randint(71, 99)},{rng.randint(1, 9)}",
            "money": lambda: f"{rng.randint(1, 64)},{rng.randint(1, 9)} tỷ đồng",
            "million": lambda: f"{rng.randint(12, 890)} triệu đồng",
            "year": lambda: str(when.year),
            "last": lambda: str(when.year - 1),
            "month": lambda: str(when.month),
            "day": lambda: f"{when.day}/{when.month}",
            "topic": lambda: rng.choice(_TOPICS),
            "full": lambda: CAMPAIGN_FULL,
        }

    def person(self) -> str:
        return self.elder().split(" ", 1)[1]

    def elder(self) -> str:
        """Somebody with the title that goes with the name."""
        rng = self.rng
        title, middle, given = rng.choice(
            [("ông", _MIDDLE_M, _GIVEN_M), ("bà", _MIDDLE_F, _GIVEN_F)]
        )
        return f"{title} {rng.choice(_FAMILY)} {rng.choice(middle)} {rng.choice(given)}"

    def write(self, template: str, *, title: bool = False) -> str:
        """The template filled; in a title documents take a form without issuer or date."""
        chosen = _CHOICE.sub(lambda m: self.rng.choice(m.group(1).split("|")), template)
        text = _SLOT.sub(lambda m: self._fill(m.group(1), title), chosen)
        return _capital(text)

    def _fill(self, slot: str, title: bool) -> str:
        if slot not in FULL_FORMS:
            return self._slots[slot]()
        if slot not in self.documents:
            self.documents.append(slot)
        if title:
            return self.rng.choice(TITLE_FORMS[slot])
        if slot in self._spelled_out:
            return self.rng.choice(SHORT_FORMS[slot])
        self._spelled_out.add(slot)
        return self.rng.choice(FULL_FORMS[slot])


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
