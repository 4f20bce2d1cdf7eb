"""Documents named in a text: every printed form, every look-alike, and the places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.documents import catalogue
from archive.text import normalise
from pipelines.naming import find, refused


def named(text: str, published_at: str = "") -> list[tuple[str, str]]:
    text = normalise(text)
    return [(row.document, text[row.start : row.end]) for row in find(text, published_at)]


def keys(text: str, published_at: str = "") -> list[str]:
    return [key for key, _ in named(text, published_at)]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị số 05-CT/TW",
        "Chỉ thị 05-CT/TW",
        "chỉ thị số 05-ct/tw",
        "CHỈ THỊ SỐ 05-CT/TW",
        "Chỉ thị số 05/CT-TW",
        "Chỉ thị 05-TW/CT",
        "số 05 – CT/TW",
        "05 - CT/TW",
        "05-CT/ TW",
        "05 -CT /TW",
        "05- CT/TW",
        "Chỉ thị số 05-CT/TƯ",
        "Chỉ thị 05-CT/T.Ư",
        "Chỉ thị 05-CTTW",
        "Chỉ thị (CT) số 05-CT/TW",
        "Chỉ thị\nsố 05-CT/TW",
        "Chỉ thị số: 05-CT/TW",
        "Chỉ thị 05 của Bộ Chính trị",
        "Chỉ thị số 05 của Bộ chính trị khóa XII",
        "Chỉ thị 05 (khoá XII)",
        "Chỉ thị 05 ngày 15/5/2016",
        "Chỉ thị 05 ngày 15-5-2016",
        "Chỉ thị 05, ngày 15.5.2016",
        "Chỉ thị 05 ngày 15 tháng 5 năm 2016",
        "Chỉ thị 05 khóa 12",
        "Bộ Chính trị ban hành Chỉ thị 05",
        "Chỉ thị 05 về học tập và làm theo Bác",
        "CT 05 về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "CT05 để học tập và làm theo Bác",
        "Chỉ thị số 05-CT/TWvề việc học tập và làm theo Bác",
        "Chỉ thị số 05-CT/TW.Theo đó",
        "Directive No.05-CT/TW",
        "Directive 05-CT/TW of the 12th Politburo",
        "Directive 05 on studying and following Uncle Ho",
        "việc thực hiện Chỉ thị 05-CT/TW của Đảng bộ xã",
        "Chỉ thị 05-CT/TW khóa XI về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    ],
)
def test_every_form_of_the_directive(text: str) -> None:
    assert keys(text) == ["CT05"]
    assert keys(unicodedata.normalize("NFD", text)) == ["CT05"]


@pytest.mark.parametrize(
    "text",
    [
        "Kết luận số 01-KL/TW",
        "Kết luận 01-KL/TW",
        "Kết luận số 01 -KL/TW",
        "KL 01-KL/TW",
        "KẾT LUẬN SỐ 01-KL/TW",
        "Kết luận số 01-KL/T.Ư",
        "Kết luận số 01 của Bộ Chính trị",
        "Kết luận số 01 (khóa XIII)",
        "Kết luận 01 ngày 18-5-2021",
        "Kết luận số 01-KL/TW, ngày 18 tháng 5 năm 2021",
        "Conclusion No.01-KL/TW",
        "Conclusion 01-KL/TW dated May 18, 2021",
        "hội nghị sơ kết Kết luận số 01-KL/TW do Thị ủy tổ chức",
    ],
)
def test_every_form_of_the_conclusion(text: str) -> None:
    assert keys(text) == ["KL01"]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị số 05-CT/TU, ngày 23/5/2021",
        "Chỉ thị số 05/CT-TTg ngày 01/3/2025",
        "Chỉ thị 05/CT-UBND",
        "Chỉ thị 05-CT/HU",
        "Chỉ thị số 05/CT-BQP",
        "Chỉ thị 05/2018/CT-TTg",
        "Nghị quyết số 05-NQ/TW",
        "Nghị quyết 05 của Bộ Chính trị",
        "Quyết định 05 ngày 30/1/2026 của Bộ Chính trị khóa XIV",
        "Kết luận 01-KL/TU",
        "Kết luận số 01/KL-TTr",
        "Kết luận số 01-KL/TWĐTN-BTC",
        "Kế hoạch 01-KH/TU",
        "Chỉ thị 105-CT/TW",
        "Chỉ thị 05",
        "Chỉ thị 05 của Thủ tướng Chính phủ",
        "Bộ trưởng ký ban hành Chỉ thị 05",
        "Chỉ thị 05 về phòng cháy, chữa cháy rừng",
        "Kết luận số 01 của Đoàn thanh tra",
        "lô CT 05, tòa KL 01",
        "Chỉ thị 06-CT/TW ngày 24/6/2021 của Ban Bí thư về xây dựng gia đình",
        "Kết luận số 01-KL/TW ngày 04/4/2016 của Bộ Chính trị về tiếp tục thực hiện Nghị quyết 48",
        "Chỉ thị số 05-CT/TW ngày 10/02/2026 về học tập và làm theo Bác",
        "Chỉ thị số 05-CT/TW của Bộ Chính trị khóa XIV về học tập và làm theo Bác",
        "Kết luận 01-KL/TW (khóa XIV) về học tập và làm theo Bác",
    ],
)
def test_look_alikes_are_refused(text: str) -> None:
    assert keys(text) == []
    assert keys(text.upper()) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Chi thi 05 cua Bo Chinh tri", "CT05"),
        ("CHI THI SO 05-CT/TW NGAY 15 THANG 5 NAM 2016", "CT05"),
        ("Ket luan so 01 ngay 18-5-2021", "KL01"),
        ("Chi thi sô 05 vê hoc tâp va lam theo tu tuơng, đao đưc, phong cach Hô Chi Minh", "CT05"),
    ],
)
def test_marks_may_be_lost(text: str, key: str) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "Chi thi 05 cua UBND tinh",
        "Nghi quyet so 05 cua Bo Chinh tri",
        "Chi thi 05-CT/TW khoa XIV ve hoc tap va lam theo Bac",
        "Phong 05 CT/TW da co khach",
    ],
)
def test_look_alikes_that_lost_their_marks_are_refused(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Các chi bộ tiếp tục thực hiện Chỉ thị 05.",
        "Bác phát động Tết trồng cây; năm nay xã trồng cây theo kế hoạch thực hiện Chỉ thị 05.",
        "Đại hội Đảng bộ xã\n\n" + "Lúa được mùa. " * 30 + "Xã làm tốt Chỉ thị 05.",
    ],
)
def test_a_bare_directive_is_the_campaign_s_beside_who_carries_it_out(text: str) -> None:
    assert keys(text, "2020-01-01") == ["CT05"]
    assert keys(text, "2026-06-01") == []


@pytest.mark.parametrize(
    "text",
    [
        "Chủ rừng thực hiện Chỉ thị 05, dựng chòi canh lửa.",
        "Chi bộ Kiểm lâm thực hiện Chỉ thị 05 của UBND tỉnh.",
        "Chỉ thị 05 của UBND tỉnh về giữ rừng. Chi bộ Kiểm lâm thực hiện Chỉ thị 05 rất nghiêm.",
        "Chi bộ thực hiện Chỉ thị 05, Nghị quyết 12 của Tỉnh ủy về đất đai.",
        "Chi bộ bàn Chỉ thị 05 về thu hồi ruộng bỏ hoang.",
        "Chi bộ nộp lại tiền theo Kết luận 01.",
        "Bác Tám đọc Chỉ thị 05 trên loa.",
    ],
)
def test_a_bare_number_of_another_desk_stays_another_desk_s(text: str) -> None:
    assert keys(text, "2020-01-01") == []


def test_a_predecessor_in_force_needs_no_topic_beside_it() -> None:
    text = "Hưởng ứng Chỉ thị số 06/CT-TW, thợ lò tiết kiệm than."
    assert keys(text, "2008-11-04") == ["CT06"]
    assert keys(text, "2012-11-04") == []


def test_a_refused_look_alike_says_why() -> None:
    text = "Chỉ thị số 05/CT-TTg, Chỉ thị 05-CT/TW khóa XIV, Chỉ thị 05 của Tỉnh ủy."
    said = [(text[row.start : row.end], row.why) for row in refused(text, "", catalogue())]
    assert said == [
        ("Chỉ thị số 05/CT-TTg", "ký hiệu của cơ quan khác"),
        ("Chỉ thị 05-CT/TW", "văn bản khác, của khóa XIV"),
        ("Chỉ thị 05", "văn bản của cơ quan khác"),
    ]


def test_a_bare_number_takes_the_full_form_s_meaning() -> None:
    full = (
        "Triển khai Chỉ thị số 05-CT/TW (sau đây gọi là Chỉ thị 05). Nhờ Chỉ thị 05, xã đổi thay."
    )
    assert keys(full) == ["CT05"] * 3
    other = "Triển khai Chỉ thị số 05-CT/TU về dân vận. Nhờ Chỉ thị 05, xã học tập và làm theo Bác."
    assert keys(other) == []


def test_a_full_form_that_says_nothing_is_its_qualified_sibling() -> None:
    headline = "Bộ Chính trị ban hành Chỉ thị 05-CT/TW\n\n"
    assert keys(headline + "Chỉ thị 05-CT/TW của Bộ Chính trị khóa XIV nói về văn hóa đọc.") == []
    assert keys(headline + "Chỉ thị 05-CT/TW ngày 15/5/2016 gồm bốn phần.") == ["CT05", "CT05"]


def test_one_document_in_full_speaks_for_the_other_s_bare_number() -> None:
    text = "Sau bảy năm thực hiện Chỉ thị số 05 và hai năm thực hiện Kết luận số 01-KL/TW"
    assert keys(text) == ["CT05", "KL01"]


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban Kiểm tra kết luận 01 đảng viên vi phạm",
        "chủ tịch kết luận 01 nội dung rồi nhắc cán bộ học tập và làm theo Bác",
    ],
)
def test_a_verb_is_no_document(text: str) -> None:
    assert keys(text) == []


def test_names_in_a_row_share_what_follows_the_last() -> None:
    assert keys("Chỉ thị số 05, Kết luận số 01 của Bộ Chính trị") == ["CT05", "KL01"]
    assert named("Chỉ thị 03 và 05 của Bộ Chính trị")[1:] == [("CT05", "05")]


def test_a_misprinted_date_yields_to_the_topic_but_not_to_silence() -> None:
    slip = "Chỉ thị 03-CT/TW ngày 15-4-2011 của Bộ Chính trị"
    assert keys(slip) == []
    assert keys(slip + " về học tập và làm theo tấm gương đạo đức Hồ Chí Minh") == ["CT03"]


def test_no_document_is_named_before_it_was_issued() -> None:
    assert keys("Quán triệt Kết luận số 01-KL/TW", "2016-08-01") == []
    assert keys("Quán triệt Kết luận số 01-KL/TW", "2021-05") == ["KL01"]
    assert keys("Quán triệt Kết luận số 01-KL/TW ngày 18/5/2021", "2016-08-01") == ["KL01"]


SPACE = st.sampled_from(["", " ", "\u00a0"])
SIGN = st.sampled_from(["-", "–", "—", "‑", "/", "-"])
CENTRE = st.sampled_from(["TW", "TƯ", "T.Ư", "T.W", "tw"])


@st.composite
def full_forms(draw: st.DrawFn) -> tuple[str, str]:
    key, kind, code, number = draw(
        st.sampled_from([("CT05", "Chỉ thị", "CT", "05"), ("KL01", "Kết luận", "KL", "01")])
    )
    word = draw(st.sampled_from([kind, kind.lower(), kind.upper(), ""]))
    sign = draw(st.sampled_from(["số ", "số: ", ""]))
    gaps = [draw(SPACE) for _ in range(4)]
    first, second, centre = draw(SIGN), draw(SIGN), draw(CENTRE)
    parts = draw(st.sampled_from([(code, centre), (code, centre), (centre, code)]))
    joined = [number, gaps[0], first, gaps[1], parts[0], gaps[2], second, gaps[3], parts[1]]
    return key, f"{word} {sign}{''.join(joined)}".strip()


@given(full_forms(), st.sampled_from(["NFC", "NFD"]))
@settings(deadline=None)
def test_generated_forms_are_found_where_they_stand(form: tuple[str, str], unicode: str) -> None:
    key, written = form
    text = normalise(
        unicodedata.normalize(unicode, f"Đảng ủy phường quán triệt {written} vào thứ Hai.")  # type: ignore[arg-type]
    )
    found = find(text)
    assert [row.document for row in found] == [key]
    assert text[found[0].start : found[0].end] == normalise(written)


@given(
    st.sampled_from(["05", "5", "03", "06"]),
    SIGN,
    SIGN,
    st.sampled_from(catalogue().lookalike_codes),
    st.sampled_from(["Chỉ thị số ", "Chỉ thị ", "CHỈ THỊ SỐ ", "số "]),
)
@settings(deadline=None)
def test_no_other_desk_s_code_ever_matches(
    number: str, first: str, second: str, code: str, word: str
) -> None:
    assert keys(f"Xã triển khai {word}{number}{first}CT{second}{code} trong tuần này.") == []
    assert keys(f"Xã học và làm theo Bác, triển khai {word}{number}{first}CT{second}{code}.") == []


@given(st.text(alphabet="Chỉthị số05-–/CTWƯUKLkếtluận01 .\n,Báclàmheo", max_size=120))
@settings(deadline=None)
def test_places_are_slices_in_order_of_any_text(text: str) -> None:
    text = normalise(text)
    found = find(text)
    ends = [0]
    for row in found:
        assert ends[-1] <= row.start < row.end <= len(text)
        number = catalogue().document(row.document).number[1:2]
        assert number in text[row.start : row.end]
        ends.append(row.end)
