"""Lines around a text, the credit of a picture, and spaces that a page lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.furniture import credit, is_box, is_furniture, is_stock_caption, is_tail, unglue


@pytest.mark.parametrize(
    "line",
    [
        ".",
        ". . .",
        "• • •",
        "A A",
        "A- A A+ |",
        "File đính kèm |",
        "In bài này",
        "Bản in",
        "null",
        "{title}",
        "Chia sẻ bài viết lên facebook",
        "Chia sẻ Zalo",
        "Lượt xem: 911",
        "Số lượt xem: 41",
        "1,825 lượt xem",
        "5242 Lượt xem",
        "intNumViewTotal=379",
        "Tăng tương phản Giảm tương phản",
        "mask 0:00 / 0:00 0:00",
        "Đường dây nóng: 0203 000 000",
        "ĐT: 0939.923988",
        "leftcenterrightdel",
        "Responsive image",
        "image banner",
        "Tiếng Việt | English",
        "Xuất bản thông tin",
        "Cà Mau, 32°C/ 32°C - 33°C Icon thời tiết nắng",
        "Truy cập hiện tại 1.574 khách",
        "Đang truy cập: 512 Tổng truy cập: 7.142.512",
        "Hạ Long, 25°C",
        "Tổng truy cập 7.142.338",
        "Trang chủ » Tin tức » Chính trị",
        "Đọc bài viết",
        "Email của bạn sẽ không được hiển thị công khai. Các trường bắt buộc được đánh dấu *",
        "(tiếp theo trang 3)",
        "icon gmail icon facebook icon youtube",
        "Theo dõi Báo điện tử Cà Mau trên",
    ],
)
def test_tools_counters_and_leaks(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Phản hồi",
        "Các tin khác",
        "Mới nhất",
        "Liên kết website",
        "TIN MỚI NHẤT",
        "Tin khác:",
        "Bình luận (0)",
        "Viết bình luận",
        "Trả lời",
        "Tin cùng chuyên mục",
        "© 2020 Báo Mẫu",
        "Giấy phép số 12/GP-TTĐT ngày 3/2/2014",
        "Bản quyền thuộc Huyện ủy Mẫu",
        "Cơ quan chủ quản: Tỉnh ủy",
    ],
)
def test_headings_of_the_sites_own_tail(line: str) -> None:
    assert is_tail(line)


@pytest.mark.parametrize(
    "line", ["Tin liên quan", "TIN LIÊN QUAN", "Xem thêm:", "Tin, bài liên quan"]
)
def test_headings_of_boxes(line: str) -> None:
    assert is_box(line)
    assert not is_tail(line)


@pytest.mark.parametrize(
    "line",
    [
        "Đến nay, cả thôn không còn hộ nghèo.",
        "Phản hồi của người dân là thước đo, ông Hải nói.",
        "Chia sẻ với chúng tôi, ông An cho biết việc khó nhất là giữ nền nếp.",
        "Theo dõi tiến độ từng tháng là cách làm của xã.",
        "Tin khác với suy đoán ban đầu.",
        "1. Về công tác tổ chức",
        "5 mô hình",
        "Tất cả 15 thôn đều đạt chuẩn nông thôn mới.",
        "Hôm nay 120 hộ dân nhận nhà.",
        "Đêm xuống, trời lạnh 5°C, bà con vẫn họp.",
        "Đánh giá: các chi bộ đều nghiêm túc.",
        "Đường dây nóng của huyện đã nhận 15 phản ánh.",
    ],
)
def test_sentences_are_kept(line: str) -> None:
    assert not is_furniture(line)
    assert not is_tail(line)
    assert not is_box(line)
    assert not is_stock_caption(line)


@pytest.mark.parametrize(
    ("caption", "said", "by"),
    [
        ("Trao gà giống. Ảnh: Vân Anh", "Trao gà giống.", "Vân Anh"),
        ("Đồng chí bí thư phát biểu (Ảnh: Diên An)", "Đồng chí bí thư phát biểu", "Diên An"),
        ("Một góc phố - Ảnh: L.KHANH", "Một góc phố", "L.KHANH"),
        ("Một góc phố _ Ảnh: Việt Bách", "Một góc phố", "Việt Bách"),
        ("ẢNH: TTXVN", "", "TTXVN"),
        ("Bác Hồ ở chiến khu (Ảnh tư liệu)", "Bác Hồ ở chiến khu", "Ảnh tư liệu"),
        ("Thôn Mới hôm nay.", "Thôn Mới hôm nay.", ""),
    ],
)
def test_credits(caption: str, said: str, by: str) -> None:
    assert credit(caption) == (said, by)


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("Kết luận số 01-KL/TW.Theo đó,qua 3 năm", "Kết luận số 01-KL/TW. Theo đó, qua 3 năm"),
        ("khóa XI,khóa XII", "khóa XI, khóa XII"),
        ("phong trào ANTQ...Đặc biệt, xã", "phong trào ANTQ... Đặc biệt, xã"),
        ("bằng đôi tay.Ở khối", "bằng đôi tay. Ở khối"),
        ("đạt 83,9%.Ban", "đạt 83,9%. Ban"),
        ("nhiều hộ dùng phân tự ủ.Chi bộ", "nhiều hộ dùng phân tự ủ. Chi bộ"),
        ("hội nghị đồng ý.Các đại biểu", "hội nghị đồng ý. Các đại biểu"),
        ("cho biết:“Để", "cho biết: “Để"),
        ("Bộ Chính trịTại hội nghị", "Bộ Chính trị Tại hội nghị"),
    ],
)
def test_lost_spaces_are_put_back(glued: str, parted: str) -> None:
    assert unglue(glued) == parted


@pytest.mark.parametrize(
    "text",
    [
        "T.Ư Đảng, TP.HCM, TP.Hồ Chí Minh",
        "T.ư.Đảng, số 5 đ.Nguyễn Trãi, p.Hàng Bài",
        "1.000 hộ, 2.700m2, 12,5 ha",
        "V.I.Lênin",
        "ngày 15.5.2016",
        "xem https://a.vn/B.Html,c và www.abc.Vn",
        "Vietnam.Net, VnExpress, YouTube",
        "thư gửi Ban.Bien.Tap@mau.vn",
        "lúc 10:30, tỷ lệ 1:200",
        "NĐ-CP ngày 5/1",
        "iPhone, PhotoCMS",
    ],
)
def test_numbers_addresses_and_abbreviations_stay(text: str) -> None:
    assert unglue(text) == text


@given(st.text(max_size=300))
def test_ungluing_only_adds_spaces_and_settles(text: str) -> None:
    once = unglue(text)
    assert once.replace(" ", "") == text.replace(" ", "")
    assert unglue(once) == once


@pytest.mark.parametrize(
    "line",
    [
        "Trình duyệt của bạn không hỗ trợ thẻ video",
        "Your browser does not support HTML5 audio.",
        "0:00/2:35",
        "Giọng đọc: Nữ miền Nam",
        "Nữ - Miền Bắc",
        "Nghe nội dung bài viết",
        "Tốc độ phát",
        "Thích 0 Chia sẻ 3",
        "Bạn cần đăng nhập để gửi bình luận",
        "Vui lòng đăng nhập để đọc tiếp",
        "Hãy là người đầu tiên bình luận",
        "Ý kiến của bạn sẽ được biên tập trước khi đăng. Xin vui lòng gõ tiếng Việt có dấu",
        "Đánh giá: 5/5 (12 bình chọn)",
        "#LàmTheoBác #ĐồngTâm",
        "Cỡ chữ: A- A A+",
        "Xem cỡ chữ:",
        "Xem thêm: Xóm Bãi giữ nếp sinh hoạt",
        ">> Đọc thêm: Xóm Bãi giữ nếp sinh hoạt",
        "Mời quý độc giả theo dõi các số tiếp theo trên trang của Báo",
        "Copy link thành công",
        "Xem các bài viết của tác giả",
    ],
)
def test_what_players_forms_and_pointers_print(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Trình duyệt là phần mềm đầu tiên mà tổ công nghệ số của thôn chỉ cho bà con.",
        "Bà con đăng nhập để nộp hồ sơ ngay tại nhà văn hóa.",
        "Ai muốn biết kỹ thì xem thêm: sổ tay của chi bộ, biên bản từng kỳ họp.",
        "Tỷ số 3/2 nghiêng về đội thôn Thượng.",
        "Mời bà con theo dõi loa của thôn lúc 5 giờ chiều.",
        "Chưa có hộ nào vắng mặt trong buổi bình luận ấy.",
    ],
)
def test_sentences_that_speak_alike_stay(line: str) -> None:
    assert not is_furniture(line)


def test_headings_of_lists_at_the_end() -> None:
    assert all(is_tail(line) for line in ("Được quan tâm", "MỚI CẬP NHẬT", "Xem nhiều"))
    assert all(is_box(line) for line in ("Dòng sự kiện:", "Chủ đề:", "Xem thêm về:"))
    assert is_tail("- Số giấy phép: 12/GP-TTĐT")
