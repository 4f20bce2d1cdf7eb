"""Who wrote it, and whose it is: signatures, source lines and agency prefixes.

A name on a line of its own is a signature; units, papers, roles and places
are not people. What photographers made is credited with the picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.places import province_name
from archive.text import settle_tones
from pipelines.compare import UPPER, folded

# One word of a name: "Thắm", "KIM", "Y-Thanh", "T.Lý".
_WORD = re.compile(rf"[{UPPER}](?:[^\W\d_]|['’\-](?=\w))*\.?$")
_INITIALS = re.compile(rf"(?:[{UPPER}]{{1,2}}\.\s?){{1,3}}[{UPPER}][^\W\d_]*\.?$")
_DEGREES = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|Th\.S|CN|BS|BSCKI|BSCKII|KS|LS|NSND|NSƯT|NGND|NGƯT|AHLLVTND|Ts"
    r"|Ths)\b\.?[\s,\-]*"
    r"|(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy|uý)\s+|(?:nhà báo|nhà văn|tác giả|đồng chí"
    r"|đ/c|ông|bà)\s+)+",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"[\s,\-–]+(?:(?:Nguyên\s+)?(?:Phó\s+)?(?:Ủy viên|Uỷ viên|Bí thư|Chủ tịch|Trưởng|Giám đốc"
    r"|Chánh|Viện trưởng"
    r"|Tổng Biên tập|Phó|UVTV|UVBTV|UV|BTV Đảng|Hiệu trưởng|Chủ nhiệm|Cục trưởng|Vụ trưởng"
    r"|Hội viên|Cán bộ"
    r"|Giảng viên|Chuyên viên))\b.*$"
)

# Words no person's name holds. Compared with their marks, for "Bảo", "Anh" and
# "Quân" are names where "báo", "ảnh" and "quận" are not.
_NOT_PEOPLE = re.compile(
    r"\b(?:ủy ban|ubnd|hđnd|mttq|ubmttq|(?:thị|thành|tỉnh|huyện|đảng|quận) ủy|đảng bộ|chi bộ"
    r"|đảng viên"
    r"|ban (?:tuyên|tổ|dân|biên|thường|chấp|quản|chỉ|nội|kinh|thi|văn|quân)|báo|đài|trung tâm"
    r"|tạp chí|bản tin"
    r"|phòng (?:văn|nội|giáo|tư|tài|lao|y|kinh|công|viên)|sở (?:thông|văn|nội|giáo|y|tư|khoa|kế"
    r"|tài)"
    r"|hội (?:nông|liên|cựu|đông|lhpn|nghị|phụ|chữ|đồng|người|nhà|thảo)|đoàn (?:thanh|tncs|xã"
    r"|phường|thị|tỉnh|viên|kết)"
    r"|công an|công đoàn|văn phòng|văn nghệ|cổng|ttxvn|vietnam|vov|vtv|vnexpress|online|điện tử"
    r"|trang tin|website"
    r"|phóng viên|pv|ctv|btv|bbt|nhóm|admin|administrator|editor|biên tập|tổng hợp|sưu tầm"
    r"|nguồn|theo|ảnh|tin|bài"
    r"|xem|liên quan|chia sẻ|bình luận|tác giả|xã|phường|huyện|thị xã|thị trấn|thành phố|tp"
    r"|tỉnh|quận|việt nam"
    r"|hà nội|hồ chí minh|bác hồ|bộ chính trị|trung ương|chỉ thị|kết luận|nghị quyết|học tập"
    r"|làm theo|trang chủ"
    r"|chính trị|kinh tế|xã hội|văn hóa|thế giới|pháp luật|giáo dục|y tế|thể thao|đời sống"
    r"|thời sự|trong nước"
    r"|chuyên mục|quảng cáo|liên hệ|bản quyền|quang cảnh|toàn cảnh|phản hồi|mới nhất|nổi bật"
    r"|hội nghị|đại biểu|tiếng việt|english|đảng|xây dựng"
    r"|quốc phòng|an ninh|môi trường|khoa học|công nghệ|du lịch|tư liệu|sự kiện|nông thôn"
    r"|facebook|twitter|google|zalo|youtube|tiktok|copyright|com|vn|net|org|gov)\b"
)
_EDGES = " \t|.,;:-–—_*•/"

_AUTHOR_LABEL = re.compile(
    r"^(?:(?:tin|bài|clip|video|thực hiện|ảnh|đồ họa)(?:\s*(?:,|và|&|-|/)\s*(?:tin|bài|ảnh|clip"
    r"|video|bài viết|hình ảnh))*(?:\s+viết)?"
    r"|tác giả(?:\s+bài viết)?|người viết|viết bởi|đăng bởi|người đăng|phóng viên|pv|ctv"
    r"|cộng tác viên|nhóm pv|btv|biên tập|by)\s*[:：]\s*|^[Bb][Yy]\s+(?=[A-ZĐ])",
    re.IGNORECASE,
)
_PHOTO_LABEL = re.compile(
    r"^(?:ảnh|photo|hình|clip|video)(?:\s*(?:,|và|&)\s*(?:ảnh|clip|video|đồ họa))*\s*[:：]",
    re.IGNORECASE,
)
_SOURCE_LABEL = re.compile(
    r"^(?:nguồn(?:\s+(?:tin|bài|bài viết))?)\s*[:：]\s*(?P<source>.+)$", re.IGNORECASE
)
_SOURCE_BARE = re.compile(rf"^Nguồn\s+(?P<source>[{UPPER}].*)$")
_ACCORDING = re.compile(rf"^(?:Theo|theo|THEO)\s*[:：]?\s+(?P<source>[{UPPER}].*)$")
_NO_SOURCE = re.compile(
    r"^(?:Nghị|Chỉ|Kết|Quyết|Kế|Thông|Công|Luật|Điều|Hướng|Quy|Báo cáo|Đồng chí|Ông|Bà|Anh|Chị"
    r"|Bác|Lời|Thống|Chủ|Phó|Bí)\b"
)
_LINK = re.compile(r"\s*[:\-–]?\s*\(?https?://\S+", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]")
_AGENCIES = re.compile(
    r"^(?:theo\s+)?(?P<name>(?:TTXVN|VOV|VTV|VGP|Vietnam\+|VietnamPlus|Chinhphu\.vn|ĐCSVN"
    r"|Dangcongsan\.vn|cpv\.org\.vn"
    r"|Báo\s.+|Tạp chí\s.+|Cổng\s.+|Đài\s.+|[\w-]+\.(?:vn|com|net"
    r"|org)(?:\.vn)?)(?:\s*/\s*[\w+.]+)?)$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s+[-–—]\s+|\s*[,;&/]\s*|\s+và\s+|\s+VÀ\s+")

# "(QBĐT) -", "BHG -", "(SGGP).-", "LSO-", "NDĐT-", "(Baonghean.vn) -", "(TTXVN/Vietnam+)".
_PREFIX = re.compile(
    rf"^\s*(?:(?:Báo [\w ]{{2,16}} )?\((?P<boxed>[{UPPER}][\w.+/&\- ]{{1,28}}?)\)"
    r"\s*(?:\.\s?)?[-–—:]+\s*"
    rf"|\((?P<plain>[{UPPER}]{{2,7}}(?:\.[A-Z]{{2,3}})?)\)\s+(?=[{UPPER}“\"\d])"
    rf"|(?P<dashed>[{UPPER}][\w.+]{{2,20}})\s?--\s?(?=[{UPPER}“\"\d])"
    rf"|(?P<bare>[{UPPER}]{{2,7}}(?:\.[A-Z]{{2,3}})?)\s?[-–—]\s?(?=[{UPPER}“\"\d]))"
)
# Who signs without a name: "PV", "Nhóm P.V thực hiện", "(tổng hợp)".
_NOBODY = re.compile(
    r"(?:(?:nhom\s+)?(?:p\.?v|ctv|btv|bbt|pv-ctv|phong vien|bien tap vien|cong tac vien)"
    r"(?:\s+(?:thuc hien|tong hop|dua tin))?|\(?tong hop\)?)$"
)
_BARE_NO_PREFIX = frozenset("CT KL NQ QĐ TW TU UBND HĐND MTTQ TP GD VH XH KT KH LTS".split())


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line says of people and source; both empty for a line that names neither."""

    authors: tuple[str, ...] = ()
    source: str | None = None


def is_person(text: str) -> bool:
    """Whether ``text`` looks like one person's name: two to six capitalised words, or initials."""
    text = text.strip(_EDGES)
    if not 2 <= len(text) <= 40 or any(char.isdigit() for char in text):
        return False
    words = text.split()
    if not _INITIALS.match(text) and not (
        2 <= len(words) <= 6 and all(_WORD.match(word) for word in words)
    ):
        return False
    return not province_name(text) and not _NOT_PEOPLE.search(
        settle_tones(text.lower().replace(".", "") if _INITIALS.match(text) else text.lower())
    )


def agency_prefix(text: str) -> tuple[str, str]:
    """The agency code a dispatch opens with, as printed, and the text without it."""
    match = _PREFIX.match(text)
    if not match:
        return "", text
    code = match["boxed"] or match["plain"] or match["dashed"] or match["bare"]
    if match["bare"] in _BARE_NO_PREFIX or len(code.split()) > 4 or code.startswith("Khóa"):
        return "", text
    return code.strip(), text[match.end() :].lstrip()


def byline(line: str, *, bare: bool = True) -> Byline | None:
    """What a line signs, or None when it is no signature or source line.

    ``bare``: whether a name without a label counts (only where signatures stand:
    under the title and on the last lines, or in markup made for it).
    """
    line = line.strip(" \t|")
    if not line or len(line) > 200:
        return None
    if "|" in line:
        parts = [found for part in line.split("|") if (found := byline(part, bare=bare))]
        if not parts:
            return None
        return _merged(parts)
    source = _source(line)
    if source is not None:
        return Byline(source=source)
    if _PHOTO_LABEL.match(line):
        return None
    label = _AUTHOR_LABEL.match(line)
    if label:
        # "Tin: A; Ảnh: B": the second half belongs to the pictures.
        people = re.split(
            r"[;,.\-–|]?\s*(?:ảnh|video|clip)\s*[:：]", line[label.end() :], flags=re.IGNORECASE
        )[0]
        authors, origin = _people(people, labelled=True)
        return Byline(authors, origin)
    if not bare or len(line) > 90:
        return None
    authors, origin = _people(line, labelled=False)
    if authors or origin:
        return Byline(authors, origin)
    return Byline() if _NOBODY.match(folded(line).strip(_EDGES)) else None


def _merged(parts: list[Byline]) -> Byline:
    authors = dict.fromkeys(name for part in parts for name in part.authors)
    source = next((part.source for part in parts if part.source), None)
    return Byline(tuple(authors), source)


def _source(line: str) -> str | None:
    inner = line
    if line.startswith("(") and line.rstrip(" .").endswith(")"):
        inner = line.strip(" .")[1:-1].strip()
    labelled = _SOURCE_LABEL.match(inner)
    if labelled:
        return clean_source(labelled["source"])
    named = _SOURCE_BARE.match(inner) or _ACCORDING.match(inner)
    # "Theo Báo Lào Cai" is a source, "Theo Nghị quyết 04, các xã …" a sentence.
    if named and len(inner) <= 60 and "," not in inner and not inner.endswith((".", ":", "…")):
        source = clean_source(named["source"])
        if (
            source
            and not _NO_SOURCE.match(source)
            and (_AGENCIES.match(source) or len(source.split()) <= 5)
        ):
            return source
    return None


def clean_source(text: str) -> str | None:
    """A source's name without link, bars and brackets; None when nothing is left."""
    name = _LINK.sub("", text).strip(_EDGES + "()[]")
    name = re.sub(r"^(?:theo|nguồn(?: tin)?)\s*[:：]?\s+", "", name, flags=re.IGNORECASE)
    return name or (text.strip() if text.strip().startswith("http") else None)


def _people(text: str, *, labelled: bool) -> tuple[tuple[str, ...], str | None]:
    """The people of a signature, and the agency in its brackets if it names one."""
    source = None
    for aside in _ASIDE.finditer(text):
        inside = aside["inside"].strip()
        agency = _AGENCIES.match(inside)
        source = agency["name"] if agency else _source(inside) or source
    text = _ASIDE.sub(" ", text)
    text = _AUTHOR_LABEL.sub("", text.strip(_EDGES))
    if is_person(name := _one(text)):
        return (name,), source
    parts = [_one(part) for part in _SPLIT.split(text) if part.strip(_EDGES)]
    parts = [part for part in parts if not _NOBODY.match(folded(part))] or parts
    people = [part for part in parts if is_person(part)]
    if labelled:
        return tuple(dict.fromkeys(people)), source
    # Without a label the line must be nothing but people, with at most a place behind.
    places = [part for part in parts if not is_person(part)]
    if not people or parts[0] != people[0] or any(not _is_place(part) for part in places):
        return (), source if not people and not text.strip(_EDGES) else None
    return tuple(dict.fromkeys(people)), source


def _one(text: str) -> str:
    """One name without degree before and office behind."""
    text = _DEGREES.sub("", text.strip(_EDGES))
    return " ".join(_OFFICE.sub("", text).strip(_EDGES).split())


_PLACE = re.compile(
    r"^(?:xa|phuong|huyen|thi xa|thi tran|tp\.?|thanh pho|tinh|quan|thon|ban|tt\.?"
    r"|to|khu|trung tam|phong|dai|hoi|so|vp|van phong)\b"
)


def _is_place(text: str) -> bool:
    plain = folded(text)
    return bool(province_name(text)) or bool(_PLACE.match(plain))
