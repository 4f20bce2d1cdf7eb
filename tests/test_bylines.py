"""Signatures, sources and agency prefixes, as Vietnamese papers print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.bylines import Byline, agency_prefix, byline, is_person

SIGNED: dict[str, Byline] = {
    "Thu Hường": Byline(("Thu Hường",)),
    "KIM ANH": Byline(("KIM ANH",)),
    "T.LÝ": Byline(("T.LÝ",)),
    "A.T": Byline(("A.T",)),
    "H.THÁI": Byline(("H.THÁI",)),
    "VĂN HÀO |": Byline(("VĂN HÀO",)),
    "Bảo Trân": Byline(("Bảo Trân",)),
    "Bài, ảnh: Hoàng Ân": Byline(("Hoàng Ân",)),
    "Tin, ảnh: Lê Ngân - Hoài Thu": Byline(("Lê Ngân", "Hoài Thu")),
    "Tin: Lê Nam; Ảnh: Hải Hà": Byline(("Lê Nam",)),
    "Hà Thu (tổng hợp)": Byline(("Hà Thu",)),
    "Hoàng Ân ( Nghĩa Phú )": Byline(("Hoàng Ân",)),
    "Quang Mạnh – xã Thanh Ba": Byline(("Quang Mạnh",)),
    "CTV: Khánh Linh – Dương Hoan (Chư Prông)": Byline(("Khánh Linh", "Dương Hoan")),
    "Ngân Giang - Anh Tấn": Byline(("Ngân Giang", "Anh Tấn")),
    "Lê Hòa và Trần Bình": Byline(("Lê Hòa", "Trần Bình")),
    "Đỗ Thu | Nguồn tin: Thị ủy Mẫu |": Byline(("Đỗ Thu",), "Thị ủy Mẫu"),
    "Nguồn tin: Thị ủy Mẫu |": Byline((), "Thị ủy Mẫu"),
    "Nguồn: Cổng TTĐT tỉnh": Byline((), "Cổng TTĐT tỉnh"),
    "Nguồn Báo Bình Phước": Byline((), "Báo Bình Phước"),
    "Nguồn An Giang: https://baoangiang.com.vn/x-a262237.html": Byline((), "An Giang"),
    "Theo Báo Lào Cai": Byline((), "Báo Lào Cai"),
    "(Theo TTXVN)": Byline((), "TTXVN"),
    "Minh Thu (Vietnam+)": Byline(("Minh Thu",), "Vietnam+"),
    "ThS Đặng Bảo Trâm": Byline(("Đặng Bảo Trâm",)),
    "Nguyễn Văn An, Phó Bí thư Đảng ủy phường": Byline(("Nguyễn Văn An",)),
    "Nguyễn Nhân Văn Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy": Byline(("Nguyễn Nhân Văn",)),
    "Lượt xem: 1231 | Trần Thị Thanh Thủy": Byline(("Trần Thị Thanh Thủy",)),
    "Tác giả: Nguyễn Thị Hoa": Byline(("Nguyễn Thị Hoa",)),
    "PV": Byline(),
    "Tổng hợp": Byline(),
}


@pytest.mark.parametrize(("line", "expected"), SIGNED.items())
def test_what_a_line_signs(line: str, expected: Byline) -> None:
    assert byline(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Văn nghệ chào mừng",
        "Quảng Ninh",
        "Ban Tuyên giáo Thị ủy",
        "Ảnh: Vân Anh",
        "Theo đó, qua ba năm thực hiện",
        "Theo Nghị quyết số 04",
        "Theo chân đoàn công tác",
        "TUOI TRE ONLINE",
        "Thị xã Mẫu ngày càng đổi mới.",
        "và 1 tác giả khác",
        "Tiếng Việt | English",
        "Đến nay, cả thôn không còn hộ nghèo.",
        "",
    ],
)
def test_what_is_no_signature(line: str) -> None:
    assert byline(line) is None


@pytest.mark.parametrize(
    "text",
    [
        "VnExpress",
        "Admin",
        "UBND Phường Mẫu",
        "Báo Lào Cai",
        "Công An Tỉnh",
        "Hà Tĩnh",
        "lê văn an",
        "Lê 2",
    ],
)
def test_units_places_and_sites_are_not_people(text: str) -> None:
    assert not is_person(text)


@given(
    st.lists(
        st.sampled_from("Lê Trần Bảo Ngọc Ánh Đỗ Thắm Vân Quân Đài Phương Bình".split()),
        min_size=2,
        max_size=4,
    )
)
def test_given_names_make_people_in_either_case(words: list[str]) -> None:
    name = " ".join(words)
    if "Đài" not in words and name != "Bình Phương":
        assert is_person(name)
        assert is_person(name.upper())


@given(st.text(max_size=220))
def test_any_text_is_survived(text: str) -> None:
    byline(text)
    agency_prefix(text)


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("(QBĐT) - Sáng 9-5, đoàn", "QBĐT", "Sáng 9-5, đoàn"),
        ("BHG - Ngày hội", "BHG", "Ngày hội"),
        ("LSO-Sáng nay", "LSO", "Sáng nay"),
        ("(ĐCSVN) – Hội nghị", "ĐCSVN", "Hội nghị"),
        ("(SGGP).- Chiều qua", "SGGP", "Chiều qua"),
        ("(GLO)- Vừa qua", "GLO", "Vừa qua"),
        ("(VLO) Sáng nay", "VLO", "Sáng nay"),
        ("Báo Cà Mau (CMO) - Ngày hội", "CMO", "Ngày hội"),
        ("(TTXVN/Vietnam+) - Hội nghị", "TTXVN/Vietnam+", "Hội nghị"),
        ("(Dân trí) - Một", "Dân trí", "Một"),
        ("BDK.VN - Hội", "BDK.VN", "Hội"),
        ("UBND - Sở họp", "", "UBND - Sở họp"),
        ("(Khóa XII) - Nội dung", "", "(Khóa XII) - Nội dung"),
        ("Sáng 9-5, đoàn", "", "Sáng 9-5, đoàn"),
    ],
)
def test_agency_prefixes(text: str, code: str, rest: str) -> None:
    assert agency_prefix(text) == (code, rest)


@pytest.mark.parametrize(
    "line", ["Nhóm P.V thực hiện", "Nhóm phóng viên", "PV tổng hợp", "(tổng hợp)", "Biên tập viên"]
)
def test_who_signs_without_a_name_is_nobody(line: str) -> None:
    assert byline(line) == Byline()


def test_a_note_from_the_editors_is_no_agency() -> None:
    assert agency_prefix("LTS - Nhân ngày")[0] == ""
    assert agency_prefix("BaoMau-- Một sáng") == ("BaoMau", "Một sáng")
    assert agency_prefix("Sáng - chiều")[0] == ""


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Đức Thắng", ("Đức Thắng",)),
        ("Đồ họa: Phương Chi", ("Phương Chi",)),
        ("Xuân Trường - CTV", ("Xuân Trường",)),
        ("Bảo Trân (Nguồn: Tạp chí Mẫu)", ("Bảo Trân",)),
    ],
)
def test_labels_and_units_beside_a_name(line: str, authors: tuple[str, ...]) -> None:
    found = byline(line)
    assert found is not None
    assert found.authors == authors
    assert found.source == ("Tạp chí Mẫu" if "Nguồn" in line else None)
    assert byline("Ảnh, đồ họa: Phương Chi") is None
