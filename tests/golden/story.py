"""The stories golden pages tell: plain text with slots in ``stories/``, filled from a seed.

A story is fields, a blank line, and units, one a paragraph: ``## `` a sub-heading,
``**…**`` a bold line that is one, ``- `` list items, ``> `` verse, ``? `` an interviewer's
question, ``| `` table rows.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.records import Verdict

Kind = Literal["p", "h", "li", "verse", "q", "row"]
FOLDER = Path(__file__).parent / "stories"
# One after another, so that any eight in a row hold every verdict.
ORDER = (
    "viec-nho so-ket bch-huyen trien-khai co-giao duong-lien-xa khong-gian ct03 heo-dat "
    "dai-hoi chuyen-de dan-van phong-van loat-bai ke-chuyen bong-chuyen bang-diem ct06 "
    "chien-si lop-cam-tinh bieu-duong gia-phan tin-ngan dau-tu-cong thu-trinh"
).split()
# For the layouts written later: texts the earlier pages do not hold.
LATER = (
    "muoi-nam tiem-chung buoi-dau tong-ket-nam cuu-chien-binh bac-ba ngay-thu-bay thanh-tra "
    "nam-2011"
).split()

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Huỳnh Võ".split()
MEN = "Văn Đình Quang Hữu Minh Xuân Ngọc Bá".split()
MEN_GIVEN = "Thành Hùng Tạo Khiêm Lộc Sơn Định Phúc Tường Nghĩa Chiến Điệp".split()
WOMEN = "Thị Thị Kim Ngọc Thu Bích".split()
WOMEN_GIVEN = "Hạnh Nhàn Thoa Lụa Mừng Duyên Vân Đào Tuyết Hường Nga Liên".split()
COMMUNES = (
    "Phú Hậu,Đông Xuyên,Tân Lễ,Vĩnh Khê,Trà Lĩnh,Đại Thắng,Mỹ Quới,Hòa An,Thạnh Lợi,Nậm Lành,"
    "Quảng Thọ,Ia Phìn,Long Điền,Yên Trạch,Cẩm Bình,Thụy Ninh,Xuân Áng,Đắk Sin"
).split(",")
DISTRICTS = (
    "Thanh Sơn,Vĩnh Bảo,Đông Hải,An Khê,Tân Biên,Yên Lập,Phú Ninh,Hòa Vang,Châu Đức,Lộc Hà,"
    "Mường Ảng,Tiên Lữ"
).split(",")
PROVINCES = "Vĩnh Phúc,Đồng Nai,Hà Nam,Bến Tre,Phú Thọ,Gia Lai,An Giang,Hưng Yên".split(",")
CT05 = (
    "Chỉ thị số 05-CT/TW",
    "Chỉ thị 05-CT/TW",
    "Chỉ thị số 05 – CT/TW",
    "Chỉ thị 05-CT/TƯ",
    "Chỉ thị số 05-CT/TW ngày 15/5/2016",
    "Chỉ thị số 05- CT/TW",
)
KL01 = (
    "Kết luận số 01-KL/TW",
    "Kết luận 01-KL/TW",
    "Kết luận số 01 -KL/TW",
    "Kết luận số 01-KL/TW ngày 18/5/2021",
    "Kết luận số 01-KL/TƯ",
)


@dataclass(frozen=True, slots=True)
class Unit:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    key: str
    title: str
    lead: str
    units: tuple[Unit, ...]
    documents: tuple[str, ...]
    verdict: Verdict
    years: tuple[int, int]


def person(rng: random.Random, *, woman: bool = False) -> str:
    middle, given = (WOMEN, WOMEN_GIVEN) if woman else (MEN, MEN_GIVEN)
    return f"{rng.choice(FAMILY)} {rng.choice(middle)} {rng.choice(given)}"


def bare(text: str) -> str:
    """Without marks, as English editions print names."""
    flat = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(ch for ch in flat if not unicodedata.combining(ch))


def _slots(rng: random.Random) -> dict[str, str]:
    xa, xa2 = rng.sample(COMMUNES, 2)
    huyen, tinh = rng.choice(DISTRICTS), rng.choice(PROVINCES)
    ong, ba, co = person(rng), person(rng, woman=True), person(rng, woman=True)
    ranges = ((3, 9), (12, 48), (14, 60), (3, 9), (8, 30))
    return {
        "xa": xa, "Xa": xa, "xa2": xa2, "huyen": huyen, "Huyen": huyen, "tinh": tinh, "Tinh": tinh,
        "ong": ong, "ba": ba, "co": co,
        "XaAscii": bare(xa), "OngAscii": bare(ong), "BaAscii": bare(ba),
        "ct05": rng.choice(CT05), "ct05tu": "Chỉ thị số 05-CT/TƯ", "kl01": rng.choice(KL01),
        **{f"n{i}": str(rng.randint(*pair)) for i, pair in enumerate(ranges, 1)},
    }  # fmt: skip


def told(key: str, seed: str) -> Story:
    """The story ``key`` with its slots filled; equal seeds tell it equally."""
    raw = (FOLDER / f"{key}.txt").read_text(encoding="utf-8")
    slots = _slots(random.Random(f"{key}/{seed}"))
    text = re.sub(r"\{(\w+)\}", lambda match: slots[match.group(1)], raw)
    head, _, rest = text.partition("\n\n")
    facts = dict(re.findall(r"^(\w+): ?(.*)$", head, re.MULTILINE))
    first, last = (int(year) for year in facts["years"].split("-"))
    verdict: Verdict = facts["verdict"]
    return Story(
        key,
        facts["title"],
        facts["lead"],
        tuple(_units(rest)),
        tuple(facts["documents"].split()),
        verdict,
        (first, last),
    )


def _units(text: str) -> list[Unit]:
    marks: dict[str, Kind] = {"## ": "h", "- ": "li", "? ": "q", "| ": "row"}
    units: list[Unit] = []
    for block in text.strip().split("\n\n"):
        if block.startswith("> "):
            units.append(Unit("verse", "\n".join(line[2:] for line in block.split("\n"))))
            continue
        if block.startswith("**"):
            units.append(Unit("h", block.strip("*")))
            continue
        for line in block.split("\n"):
            mark = next((m for m in marks if line.startswith(m)), "")
            units.append(Unit(marks.get(mark, "p"), line[len(mark) :]))
    return units
