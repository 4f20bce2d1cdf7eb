"""The farm's own sentences of ordinary local news, by subject; none touches the campaign."""

from __future__ import annotations

SUBJECTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "nông nghiệp": (
        (
            "{unit} [gieo cấy|thu hoạch] vụ [xuân|mùa] đúng khung thời vụ",
            "Nông dân thôn {village} [được mùa|trúng giá] [khoai tây|cà rốt|dưa lưới]",
        ),
        (
            "Vụ này {unit} [gieo|cấy] {big} ha lúa, năng suất ước {n} tạ mỗi ha.",
            "Hợp tác xã thôn {village} [ký hợp đồng|liên kết] bao tiêu {n} tấn nông sản sạch.",
            "Sâu cuốn lá xuất hiện rải rác, cán bộ khuyến nông [hướng dẫn|nhắc] bà con thăm đồng "
            "hai "
            "ngày một lần.",
            "Giá vật tư [tăng|giảm] {n}% khiến nhiều hộ chuyển sang phân hữu cơ tự ủ.",
            "Gia đình {elder} thu về {million} từ {n} sào dưa trong nhà lưới.",
            "Kênh mương nội đồng dài {n} km được [nạo vét|kiên cố] trước ngày đổ ải.",
        ),
    ),
    "giao thông": (
        (
            "{Town} [mở rộng|thông xe] tuyến đường qua {unit}",
            "Lập lại trật tự vỉa hè trên tuyến phố chính của {unit}",
        ),
        (
            "Tuyến đường dài {n} km, tổng vốn {money}, [khởi công|thi công] từ đầu năm {last}.",
            "Lực lượng chức năng [nhắc nhở|xử lý] {n} trường hợp lấn chiếm lòng đường.",
            "Mặt cắt {n} mét có dải cây xanh, hệ thống chiếu sáng và [cống hộp|hào kỹ thuật].",
            "Đơn vị thi công cam kết [bàn giao|thảm nhựa] trước mùa mưa.",
            "Người dân {other} mong sớm lắp đèn tín hiệu ở ngã tư có {big} lượt xe mỗi ngày.",
            "Ban An toàn giao thông ghi nhận số vụ va chạm [giảm|tăng] {n}% so với cùng kỳ.",
        ),
    ),
    "giáo dục": (
        (
            "Các trường ở {unit} sẵn sàng cho năm học mới",
            "[Hội khỏe|Ngày hội đọc sách] học sinh tiểu học {town}",
        ),
        (
            "Toàn địa bàn có {n} trường với hơn {big} học sinh, [thêm|mới] {n} phòng học kiên cố.",
            "Cô giáo {person} [mang|đưa] sách tới tận điểm lẻ thôn {village} mỗi chiều thứ sáu.",
            "Tỷ lệ học sinh lên lớp đạt {pct}%, [cao hơn|xấp xỉ] năm học trước.",
            "Hội khuyến học trao {n} suất quà trị giá {million} cho học sinh khó khăn.",
            "Bếp ăn bán trú được kiểm tra [đột xuất|định kỳ], mẫu lưu ghi đủ giờ và món.",
            "Sân chơi mới lát gạch chống trơn, có {n} thiết bị vận động do phụ huynh góp.",
        ),
    ),
    "y tế": (
        (
            "{unit} [tiêm vét|mở đợt tiêm] vắc-xin cho trẻ dưới 5 tuổi",
            "Trạm y tế {unit} khám miễn phí cho người cao tuổi",
        ),
        (
            "Đợt này có {big} người được [khám|sàng lọc], trong đó {n} ca chuyển tuyến.",
            "Bác sĩ {person} khuyên người dân [đậy kín|cọ rửa] dụng cụ chứa nước để diệt bọ gậy.",
            "Tỷ lệ người dân tham gia bảo hiểm y tế đạt {pct}%.",
            "Trạm có thêm máy siêu âm trị giá {million} từ nguồn xã hội hóa.",
            "Ổ dịch nhỏ ở thôn {village} được khoanh vùng sau {n} ngày.",
            "Đội y tế lưu động [ghé|đến] từng ngõ, ghi phiếu theo dõi huyết áp cho người già.",
        ),
    ),
    "văn hóa": (
        (
            "Lễ hội đền làng {village} [đón|thu hút] đông du khách",
            "Giải bóng chuyền hơi người cao tuổi {unit}",
        ),
        (
            "Hội làng mở từ mồng {few}, có [đấu vật|kéo co|hát đối] và rước nước.",
            "Ban tổ chức ước đón {big} lượt khách, [tăng|giảm] nhẹ so với năm {last}.",
            "Đội {unit} thắng {other} sau {few} hiệp đấu kịch tính.",
            "Di tích được cấp {money} để [trùng tu|chống mối] hậu cung và nhà tả vu.",
            "Câu lạc bộ hát quê có {n} thành viên, người cao tuổi nhất đã ngoài tám mươi.",
            "Các gian hàng ẩm thực niêm yết giá, [không có|hạn chế] cảnh chèo kéo.",
        ),
    ),
    "môi trường": (
        (
            "{unit} [ra quân|tổng vệ sinh] dọn rác ven sông",
            "Xử lý điểm tập kết rác tự phát ở thôn {village}",
        ),
        (
            "Hơn {n} tấn rác được [thu gom|vận chuyển] trong một buổi sáng.",
            "Camera lắp ở {n} điểm giúp phát hiện người đổ trộm phế thải.",
            "Mỗi hộ được phát [hai thùng|ba túi] để phân loại rác ngay tại bếp.",
            "Cơ sở của {elder} bị phạt {million} vì xả nước thải chưa qua xử lý.",
            "Bờ kênh trồng {big} gốc hoa, trở thành lối đi bộ của dân phố.",
            "Kết quả quan trắc cho thấy chỉ số bụi [trong ngưỡng|vượt nhẹ] vào giờ cao điểm.",
        ),
    ),
    "hành chính": (
        (
            "UBND {unit} [rút ngắn|số hóa] thủ tục đất đai",
            "{Town} công bố chỉ số hài lòng của người dân năm {last}",
        ),
        (
            "Bộ phận tiếp nhận giải quyết {big} hồ sơ, tỷ lệ trực tuyến đạt {pct}%.",
            "Tổ công nghệ số thôn {village} [cài|hướng dẫn] ứng dụng cho {n} hộ kinh doanh.",
            "Thời gian cấp giấy phép xây dựng giảm còn {n} ngày làm việc.",
            "Phòng Nội vụ [kiểm tra|rà soát] giờ giấc tại {n} cơ quan, nhắc hai trường hợp đi "
            "muộn.",
            "Ki-ốt tra cứu đặt ở sảnh, chữ to và có nút đọc thành tiếng.",
            "Chứng thực lưu động vào thứ bảy giúp công nhân [khỏi|không phải] nghỉ ca.",
        ),
    ),
    "an ninh": (
        (
            "Công an {unit} [bắt|triệt phá] nhóm trộm cắp xe máy",
            "Diễn tập chữa cháy khu dân cư ở {unit}",
        ),
        (
            "Tổ liên gia thôn {village} có {n} bình bọt, {n} chuông báo và một cửa thoát phụ.",
            "Đối tượng khai nhận gây ra {n} vụ trong vòng hai tháng.",
            "Tài sản thu hồi trị giá {million}, đã [trao trả|bàn giao] cho người mất.",
            "Thượng úy {person} [khuyến cáo|nhắc] người dân khóa cổ xe và không nghe điện thoại "
            "lạ.",
            "Đợt cao điểm kéo dài {n} ngày, tuần tra từ 22 giờ đến rạng sáng.",
            "Buổi diễn tập huy động {n} phương tiện và {big} lít nước.",
        ),
    ),
    "kinh tế": (
        (
            "Thu ngân sách của {town} tháng {month} [vượt|đạt] dự toán",
            "Cụm công nghiệp {unit} đón thêm nhà đầu tư",
        ),
        (
            "Tổng thu đạt {money}, bằng {pct}% dự toán năm {year}.",
            "Doanh nghiệp mới thuê {n} ha, dự kiến tuyển {big} lao động.",
            "Làng nghề {village} nhận đơn hàng gỗ mỹ nghệ trị giá {money}.",
            "Chợ trung tâm sửa xong mái che, {n} tiểu thương trở lại kinh doanh.",
            "Lãi suất vay ưu đãi [hạ|giữ] ở mức thấp, dư nợ hộ nghèo tăng {n}%.",
            "Hàng OCOP của {other} lên sàn điện tử, bán được {big} đơn trong quý.",
        ),
    ),
}

MENTION_TITLES: tuple[str, ...] = (
    "UBND {town} họp phiên thường kỳ tháng {month}/{year}",
    "{Town} giao ban công tác quý, bàn nhiều việc [cấp bách|trọng tâm]",
    "Đại hội chi bộ thôn {village} nhiệm kỳ mới",
    "HĐND {unit} [chất vấn|thảo luận] tại kỳ họp cuối năm",
    "Tổng kết công tác năm {last} của {unit}",
)
MENTION_CLAUSES: dict[str, tuple[str, ...]] = {
    "CT05": (
        "Phần công tác Đảng được báo cáo lướt qua, nêu một dòng về việc duy trì thực hiện {CT05}.",
        "Ngoài ra, các chi bộ vẫn [thực hiện|duy trì] {CT05} theo kế hoạch chung.",
    ),
    "KL01": (
        "Về xây dựng Đảng, báo cáo chỉ điểm qua việc thực hiện {KL01} cùng nhiều văn bản khác.",
        "Trong danh mục văn bản triển khai năm {year} có {KL01}.",
    ),
    "": (
        "Các đoàn thể còn lồng ghép nội dung học tập và làm theo Bác trong sinh hoạt hội.",
        "Cuối buổi, đại biểu điểm nhanh tình hình học tập và làm theo tư tưởng, đạo đức, phong "
        "cách "
        "Hồ Chí Minh.",
    ),
}
LEADS: tuple[str, ...] = (
    "[Sáng|Chiều] {day}, {unit} [ghi nhận|có] nhiều chuyển động đáng chú ý được người dân quan "
    "tâm.",
    "[Những ngày này|Trong tháng {month}], công việc ở {unit} [nhộn nhịp|khẩn trương] hơn thường "
    "lệ.",
    "Với {n} đầu việc đặt ra từ đầu năm, {unit} [đang|đã] đi được quá nửa chặng đường.",
    "Theo phòng chuyên môn của {town}, [kết quả|số liệu] mới nhất cho thấy tín hiệu tích cực.",
)
CAPTIONS: tuple[str, ...] = (
    "Quang cảnh buổi làm việc tại {unit}.",
    "Các đại biểu dự hội nghị.",
    "Người dân thôn {village} [dọn vệ sinh|trồng hoa] ven đường.",
    "Đồng chí {leader} phát biểu tại hội nghị.",
    "Một góc {unit} hôm nay.",
    "Đoàn viên, thanh niên {unit} ra quân.",
)
TOP_LINES: dict[str, tuple[str, ...]] = {
    "epi": (".", "In bài này"),
    "sharepoint": ("A A", "Lượt xem: 911"),
    "hatinh": ("A- A A+ |", "Số lượt xem: 57"),
    "liferay": ("Lượt xem: 214", "Tiếng Việt | English"),
}
"""Furniture that opens a body."""
TAIL_LINES: dict[str, tuple[str, ...]] = {
    "epi": (".", ". . .", "Chia sẻ Zalo", "Xem thêm"),
    "sharepoint": ("File đính kèm", "Quay lại"),
    "hatinh": ("Các tin khác", "Bản in"),
    "liferay": ("Phản hồi", "Mới nhất", "Xem thêm"),
}
"""Furniture that closes one."""
