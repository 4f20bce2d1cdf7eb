"""The farm's own sentences on the campaign, its predecessors and what only looks like them.

Written for these tests; none is taken from a page. Units and people are filled in
by ``words.Writer``; any likeness to a real report is the genre's.
"""

from __future__ import annotations

CAMPAIGN_TITLES: dict[str, tuple[str, ...]] = {
    "CT05": (
        "{Town}: [Kết quả bước đầu|Dấu ấn|Chuyển biến] sau [hai năm|ba năm|năm năm] thực hiện "
        "{CT05}",
        "[Đưa|Biến] {CT05} [vào cuộc sống|thành việc làm cụ thể] ở {unit}",
        "Đảng bộ {unit} [tổng kết|sơ kết|kiểm điểm] việc thực hiện {CT05}",
        "Chi bộ thôn {village} [gắn|gắn kết] {CT05} với [sinh hoạt chuyên đề|xây dựng nông thôn "
        "mới]",
    ),
    "KL01": (
        "{unit} [sơ kết|kiểm điểm|đánh giá] [hai năm|ba năm|bốn năm] thực hiện {KL01}",
        "[Sức lan tỏa|Hiệu quả|Điểm sáng] từ việc thực hiện {KL01} ở {unit}",
        "{seat}: [Hội nghị|Tọa đàm] đánh giá kết quả thực hiện {KL01}",
        "Thực hiện {KL01}: [Cách làm|Kinh nghiệm] của {unit}",
    ),
    "": (
        "{Town} [lan tỏa|nhân lên] phong trào học tập và làm theo Bác",
        "[Cựu chiến binh|Phụ nữ|Tuổi trẻ|Nông dân|Giáo viên] {unit} học tập và làm theo Bác",
        "{unit} [tuyên dương|biểu dương] điển hình học tập và làm theo tư tưởng, đạo đức, "
        "phong cách Hồ Chí Minh",
        "Học Bác từ những việc [nhỏ|bình dị|hằng ngày] ở thôn {village}",
    ),
}

CAMPAIGN_LEADS: tuple[str, ...] = (
    "[Từ khi|Kể từ ngày] bắt tay thực hiện {doc}, cấp ủy {unit} đã chọn những việc [sát dân|gần "
    "dân] "
    "nhất để làm trước, nhờ đó phong trào {topic} [đi vào nền nếp|có thêm sức sống].",
    "Chiều {day}, {seat} [tổ chức|chủ trì] hội nghị [kiểm điểm|đánh giá] kết quả thực hiện {doc} "
    "và "
    "[biểu dương|tôn vinh] những tấm gương {topic}.",
    "[Không chọn|Chẳng cần] việc lớn lao, đảng viên ở {unit} {topic} bằng [từng phần việc|mỗi ngày "
    "công] cụ thể, đúng tinh thần {doc}.",
    "Sau {n} tháng cụ thể hóa {doc}, {unit} có {n} mô hình {topic} được [nhân dân ghi nhận|cấp "
    "trên "
    "đánh giá cao].",
)

CAMPAIGN: tuple[str, ...] = (
    "Đảng ủy {unit} [ban hành|xây dựng] kế hoạch riêng để thực hiện {doc}, trong đó [giao|phân "
    "công] "
    "từng cấp ủy viên theo dõi một [chi bộ|khu dân cư].",
    "Nội dung {topic} được [đưa|lồng ghép] vào sinh hoạt chi bộ [hằng tháng|thường kỳ], mỗi kỳ một "
    "[câu chuyện|chuyên đề] ngắn kèm phần liên hệ của đảng viên.",
    "Ở thôn {village}, [bà con|các hộ dân] góp {million} và {big} ngày công [làm đường|sửa nhà văn "
    "hóa] sau khi đảng viên [đi đầu|nêu gương].",
    "Đồng chí {leader}, Bí thư Đảng ủy {unit}, [cho biết|chia sẻ]: “Cái được lớn nhất của {doc} là "
    "cán bộ [nói ít làm nhiều|quen việc lắng nghe dân] hơn trước”.",
    "Theo báo cáo, có {n} tập thể và {n} cá nhân [đăng ký|được chọn làm] điển hình {topic} trong "
    "năm "
    "{year}.",
    "[Bên cạnh đó|Cùng với đó], việc nêu gương của người đứng đầu được [kiểm tra|giám sát] theo "
    "quý và "
    "[công khai|thông báo] tại hội nghị cán bộ chủ chốt.",
    "Mặt trận và các đoàn thể {unit} duy trì {n} tổ [tiết kiệm|tự quản] mang tên Bác, giúp {n} gia "
    "đình [thoát nghèo|sửa lại nhà] trong năm {last}.",
    "{Elder}, đảng viên ở thôn {village}, [kể|nói] rằng học Bác trước hết là [giữ lời hứa "
    "với dân|sống giản dị, không phô trương].",
    "Trường học trên địa bàn có góc [đọc sách|trưng bày] về Bác Hồ, [thu hút|đón] {big} lượt học "
    "sinh "
    "mỗi năm và gắn với giờ ngoại khóa về {topic}.",
    "Công an {unit} [chọn|xác định] khâu đột phá là thái độ phục vụ; tỷ lệ hồ sơ trả [sớm|đúng] "
    "hẹn đạt "
    "{pct}%.",
    "[Kết quả|Con số] ấy cho thấy {doc} đã [thấm|đi] vào nếp nghĩ của cán bộ, đảng viên và nhân "
    "dân "
    "{unit}.",
    "Hạn chế được chỉ ra là một số chi bộ còn [sao chép|lặp lại] kế hoạch của cấp trên khi triển "
    "khai "
    "{doc}, [thiếu|chưa có] việc làm cụ thể.",
    "Thời gian tới, {unit} [tiếp tục|sẽ] gắn {topic} với nhiệm vụ [cải cách hành chính|giảm "
    "nghèo|giữ "
    "gìn đô thị sạch đẹp].",
    "Kết luận hội nghị, đồng chí {person} [đề nghị|yêu cầu] mỗi chi bộ chọn ít nhất {n} việc để "
    "làm "
    "theo Bác và báo cáo trước ngày 30 hằng tháng.",
    "Tinh thần của {doc} cũng được [cụ thể hóa|chuyển tải] qua cuộc thi kể chuyện với {n} tiết "
    "mục do "
    "[đoàn viên|hội viên] tự dàn dựng.",
    "[Nhân dịp này|Dịp này], {n} cá nhân được tặng giấy khen vì [thành tích|đóng góp] trong "
    "{full}.",
    "Từ phong trào {topic}, {unit} [vận động|huy động] được {money} để [chỉnh trang|nâng cấp] {n} "
    "tuyến "
    "ngõ.",
    "Cách làm của {other} là [ghi sổ|lập bảng] theo dõi từng việc đã hứa với dân; quá hạn, bí thư "
    "chi "
    "bộ phải [giải trình|nhận trách nhiệm].",
    "Hội Cựu chiến binh giữ {n} mô hình “Nghĩa tình đồng đội”, coi đó là [cách|lời đáp] thiết thực "
    "nhất khi {topic}.",
    "Chuyên đề năm {year} về {topic} được [học|quán triệt] trực tuyến tới {n} điểm cầu với hơn "
    "{big} "
    "đảng viên.",
    "Chi bộ {n} đảng viên ở thôn {village} [mở|lập] nhóm chung trên điện thoại để [nhắc việc|báo "
    "việc] "
    "làm theo Bác mỗi tuần.",
    "Nhờ [dân chủ|công khai] trong bàn bạc, {pct}% hộ dân đồng thuận [hiến đất|góp công] khi "
    "{unit} mở "
    "rộng đường trục.",
    "Việc thực hiện {doc} [gắn chặt|đi đôi] với Nghị quyết Trung ương 4 về xây dựng, chỉnh đốn "
    "Đảng và "
    "Kết luận số 21-KL/TW.",
    "Cán bộ bộ phận một cửa [thuộc|làm theo] phương châm “Dân cần, mình đến”, xử lý {big} hồ sơ mà "
    "[không để|chỉ có {n}] hồ sơ trễ.",
    "[Buổi|Kỳ] sinh hoạt nào chi bộ thôn {village} cũng dành {few} phút đọc một mẩu chuyện về Bác "
    "rồi [cùng bàn|cùng ngẫm] xem làng mình vướng gì.",
    "Thay vì [treo thêm khẩu hiệu|in thêm biểu mẫu], {unit} lập bảng theo dõi {few} lời hứa của "
    "từng cán bộ với dân.",
    "Cây xoài trước trụ sở {unit} được gọi là “cây tiết kiệm”: mỗi mùa quả bán được {million} góp "
    "vào quỹ khuyến học.",
    "Đoàn viên {other} nhận chăm sóc {n} phần mộ liệt sĩ, coi đó là bài học [đầu tiên|gần gũi] "
    "khi làm theo lời Bác.",
    "Ban Tuyên giáo [giới thiệu|phát hành] tập gương người tốt dày {n} trang, trong đó {few} "
    "gương là công nhân vệ sinh.",
    "{Elder} hiến {n} mét vuông đất vườn, bảo rằng “Bác dạy việc gì lợi cho dân thì làm, tiếc chi "
    "dải đất”.",
    "Nhóm phụ nữ thôn {village} giữ nếp “hũ gạo tình thương” đã {few} năm, [mỗi tháng|mỗi quý] "
    "giúp {n} cụ neo đơn.",
    "Các chi bộ khối trường học chọn chuyên đề “Thầy mẫu mực, trò chăm ngoan”, có {n} sáng kiến "
    "được áp dụng.",
    "Phòng tiếp dân mở cửa sớm hơn [ba mươi|mười lăm] phút, ai đến cũng có chén trà nóng; việc "
    "nhỏ ấy khởi từ đợt học tập theo {doc}.",
    "Kiểm tra tại {few} chi bộ cho thấy sổ ghi việc làm theo Bác [khá đầy đủ|còn sơ sài ở phần "
    "kết quả].",
    "Người đứng đầu {unit} gặp gỡ thợ xây, tiểu thương vào [tối thứ tư|sáng thứ bảy] để nghe họ "
    "nói thẳng.",
    "Có những đảng viên tuổi ngoài bảy mươi như {elder} vẫn [quét ngõ|dạy chữ] mỗi sáng, chẳng "
    "cần ai ghi công.",
    "Từ cuộc thi viết tìm hiểu về Bác, ban giám khảo chọn {n} bài đọc trên loa truyền thanh của "
    "{unit}.",
    "Khi bàn cách thực hiện {doc}, điều được nhắc nhiều nhất là [tránh hình thức|bớt họp hành].",
    "Số tiền [tiết kiệm|cắt giảm] từ hội nghị là {million}, chuyển sang làm {few} ngôi nhà cho hộ "
    "nghèo.",
    "Tổ trinh sát kể chuyện bắt đầu từ câu Bác dặn công an phải kính trọng, lễ phép với dân.",
    "Bản đăng ký của từng đảng viên được dán ở nhà văn hóa; ai [chưa làm|làm chậm], bà con hỏi "
    "ngay.",
    "Sau đợt sinh hoạt, {n} cán bộ {unit} xin rút khỏi danh sách khen thưởng để nhường người trực "
    "tiếp lao động.",
    "Điểm mới của năm {year} là đưa việc {topic} vào thang điểm xếp loại cuối năm của từng phòng, "
    "ban.",
    "Nhà truyền thống {other} sưu tầm được {n} hiện vật và {few} bức thư liên quan đến những lần "
    "Bác gửi lời khen.",
    "Hội Nông dân gọi phong trào của mình là “ruộng sạch theo gương Bác”, đã nhân ra {n} cánh "
    "đồng.",
    "Đội ngũ báo cáo viên soạn bài giảng [bằng tranh|bằng phim ngắn] cho {few} lớp công nhân ca "
    "đêm.",
    "Bí thư chi đoàn {person} dẫn nhóm tình nguyện sửa {n} chiếc xe đạp tặng học trò nghèo và gọi "
    "đó là học Bác bằng đôi tay.",
    "Nhiều ý kiến đề nghị {seat} [rút gọn|lượng hóa] tiêu chí để việc {topic} dễ đo, dễ kiểm.",
    "Bảng tin đầu ngõ ghi tên {few} gia đình nhường lối đi, kèm lời cảm ơn của tổ dân phố.",
    "Ở khối doanh nghiệp, tinh thần làm theo Bác hiện ra trong {n} cải tiến, làm lợi {money}.",
    "Bà con giáo dân thôn {village} cùng dựng {few} cây cầu nhỏ, câu chuyện được đưa vào tập điển "
    "hình của {unit}.",
    "Chuyên mục phát thanh “Mỗi tuần một tấm gương” ra đều {n} số, nhân vật do chính người nghe "
    "giới thiệu.",
    "Hằng năm {unit} tổ chức một chuyến về nguồn để [kết nạp|trao huy hiệu cho] đảng viên ngay "
    "tại di tích lưu niệm Bác.",
    "Không ít chi bộ từng lúng túng, đến khi {seat} cử tổ công tác {few} người xuống giúp mới "
    "[tìm ra|chọn được] việc để làm.",
    "Cựu giáo chức {person} mở tủ sách gia đình với {big} cuốn, dành hẳn một ngăn cho sách về Hồ "
    "Chí Minh.",
    "Thực tế ở {other} cho thấy nơi nào bí thư chịu khó đi cơ sở thì nơi ấy {doc} [bén rễ|không "
    "nằm trên giấy].",
    "Quỹ “Áo ấm theo lời Bác” nhận {million} và {big} chiếc áo trong đợt rét đầu năm.",
    "Tổng kết lại, {pct}% đảng viên tự chấm đã hoàn thành phần việc đăng ký, song chỉ {n} việc "
    "được dân chấm xuất sắc.",
    "Nét riêng ở {unit} là chuyện học Bác gắn với [nghề mộc|nghề gốm|nghề rèn], thợ cả truyền "
    "nghề không lấy công.",
    "Các nghệ nhân soạn {few} làn điệu mới ngợi ca Bác, biểu diễn ở {n} buổi sinh hoạt khu dân cư.",
    "Trạm y tế treo câu “Lương y như từ mẫu” ngay cửa phòng khám và bỏ hẳn cảnh [chờ lấy số|xếp "
    "hàng ngoài hiên].",
    "Bài học rút ra sau chặng đường thực hiện {doc}: kiên trì, cụ thể và để dân giám sát.",
    "Buổi tọa đàm có {few} tham luận, trong đó ý kiến của {elder} về lối sống giản dị nhận nhiều "
    "đồng tình.",
    "Kế hoạch sắp tới đặt mục tiêu mỗi khu dân cư có ít nhất {few} mô hình {topic} [sống được|có "
    "người giữ lửa].",
)

CAMPAIGN_PAIR = (
    "[Kế hoạch|Chương trình] nêu rõ yêu cầu tiếp tục thực hiện {CT05} theo {KL01}.",
    "Cùng với {KL01}, nội dung {CT05} được [in thành|phát hành] sổ tay cho {big} đảng viên.",
)
CAMPAIGN_HERITAGE = (
    "Đây là bước [kế thừa|nối tiếp] {n} năm làm theo {CT03}, nay được nâng lên một tầm mới.",
    "Trước đó, {unit} từng có nền tảng tốt từ việc thực hiện {CT03} và {CT06}.",
)

HEADINGS = (
    "TỪ NHẬN THỨC ĐẾN VIỆC LÀM",
    "NHỮNG CON SỐ BIẾT NÓI",
    "ĐẢNG VIÊN ĐI TRƯỚC",
    "Giữ lửa phong trào",
)

PREDECESSOR_TITLES: dict[str, tuple[str, ...]] = {
    "CT03": (
        "{unit} [sơ kết|đánh giá] [một năm|hai năm] thực hiện {CT03}",
        "[Sức sống|Kết quả] của việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh ở {unit}",
    ),
    "CT06": (
        "{Town} tổng kết cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        "Hội thi kể chuyện về tấm gương đạo đức Hồ Chí Minh ở {unit}",
    ),
}
PREDECESSOR: tuple[str, ...] = (
    "Ban Chỉ đạo cuộc vận động {town} cho biết {n} chi bộ đã [đăng ký|ghi sổ] phần việc theo "
    "{doc}.",
    "Việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh được {unit} [đưa vào|coi là] tiêu chí "
    "xếp "
    "loại đảng viên năm {year}.",
    "{Elder} [nói|tâm sự]: học tấm gương đạo đức của Bác là học sự [chân thành|kiên trì].",
    "Hội thi kể chuyện có {n} thí sinh [dự thi|tham gia], giải nhất thuộc về {other}.",
    "Theo {doc}, mỗi cơ quan xây dựng chuẩn mực đạo đức [ngắn gọn|dễ nhớ] và treo ở nơi làm việc.",
    "Qua [tự phê bình|góp ý], {n} đảng viên đã sửa được [tác phong|lề lối] làm việc.",
    "Toàn {unit} quyên góp {million} [xây|sửa] {n} nhà tình nghĩa trong năm {last}.",
    "Đồng chí {leader} [nhấn mạnh|lưu ý] cuộc vận động phải bền bỉ, [tránh|không] làm theo phong "
    "trào "
    "ngắn ngày.",
    "Tài liệu thực hiện {doc} được phát tới {big} [gia đình|hội viên] qua loa và bản tin chi bộ.",
    "Hội Phụ nữ {other} nuôi {n} con lợn đất, lấy đức tiết kiệm của Bác làm tên gọi cho phong "
    "trào.",
    "Trong {few} buổi học, báo cáo viên kể lại những năm tháng Bác ở chiến khu và lối sống thanh "
    "bạch.",
    "Ban Thường vụ đánh giá cuộc vận động đã qua {few} giai đoạn, mỗi giai đoạn có sơ kết, khen "
    "thưởng.",
    "Tuổi trẻ {unit} dựng {few} tiểu phẩm về đức liêm khiết, diễn tại {n} thôn xóm.",
    "Nhiều cơ quan treo bảng mười điều tự răn, lấy tấm gương đạo đức Hồ Chí Minh làm chuẩn.",
    "{Elder} tự nguyện trả lại {few} suất trợ cấp vì thấy nhà mình đã đỡ khó.",
    "Phần thi hùng biện xoay quanh chữ “cần”, chữ “kiệm”, thu hút {big} khán giả của {town}.",
    "Cuốn sổ vàng của chi bộ thôn {village} ghi {n} việc làm theo {doc} trong năm {year}.",
    "Đảng ủy yêu cầu tiếp tục cuộc vận động sâu hơn, mỗi đảng viên làm bản cam kết tu dưỡng.",
    "Đợt kiểm tra chéo giữa {unit} và {other} phát hiện {few} nơi làm còn qua loa.",
    "Bài ca ngợi đạo đức của Người vang lên giữa sân kho, [bà con|cụ già, em nhỏ] cùng hát theo.",
    "Quỹ học bổng lập từ cuộc vận động đã có {million}, trao cho {n} em mồ côi.",
)

NEIGHBOURS: tuple[tuple[str, str, str], ...] = (
    (
        "{seat} triển khai Chỉ thị số 05-CT/TU về [công tác dân vận|phòng cháy rừng]",
        "Chỉ thị số 05-CT/TU của Ban Thường vụ Tỉnh ủy",
        "về công tác dân vận khéo trong vùng dự án",
    ),
    (
        "{Town} đôn đốc giải ngân theo Chỉ thị số 05/CT-TTg",
        "Chỉ thị số 05/CT-TTg của Thủ tướng Chính phủ",
        "về đẩy nhanh giải ngân vốn đầu tư công",
    ),
    (
        "UBND {unit} thực hiện Chỉ thị 05/CT-UBND về [mùa mưa bão|an toàn giao thông]",
        "Chỉ thị số 05/CT-UBND của Chủ tịch UBND tỉnh",
        "về chủ động phòng, chống thiên tai",
    ),
    (
        "{unit} quán triệt Kết luận số 01-KL/TU về [phát triển đô thị|thu ngân sách]",
        "Kết luận số 01-KL/TU của Ban Thường vụ Tỉnh ủy",
        "về định hướng quy hoạch đô thị đến năm 2030",
    ),
    (
        "Hội nghị phổ biến Nghị quyết số 05-NQ/TU và Kế hoạch 01-KH/TU tại {unit}",
        "Nghị quyết số 05-NQ/TU của Tỉnh ủy",
        "về phát triển kinh tế tập thể",
    ),
    (
        "{Town} nghiên cứu Kết luận số 01-KL/TW về chiến lược xây dựng pháp luật",
        "Kết luận số 01-KL/TW ngày 04/4/2016 của Bộ Chính trị",
        "về tiếp tục thực hiện Nghị quyết số 48-NQ/TW về xây dựng hệ thống pháp luật",
    ),
    (
        "{unit} phổ biến Chỉ thị số 05-CT/TW khóa XIV về [tiết kiệm điện|chống lãng phí]",
        "Chỉ thị số 05-CT/TW năm 2026 của Ban Bí thư khóa XIV",
        "về thực hành tiết kiệm trong cơ quan nhà nước",
    ),
)
NEIGHBOUR_BODY: tuple[str, ...] = (
    "{law} {about} được {unit} [phổ biến|quán triệt] tới {n} đơn vị ngay trong tháng {month}.",
    "Để thực hiện văn bản này, UBND {unit} [lập|thành lập] {n} tổ công tác, mỗi tổ phụ trách một "
    "địa "
    "bàn.",
    "Đồng chí {leader} [yêu cầu|đề nghị] các phòng, ban báo cáo tiến độ trước ngày 20 hằng tháng.",
    "Tính đến nay, {pct}% khối lượng việc theo {law} đã [hoàn thành|xong bước đầu].",
    "Một số vướng mắc về [mặt bằng|thủ tục] còn kéo dài ở {other}, cần {n} cuộc họp liên ngành để "
    "gỡ.",
    "Kinh phí bố trí cho năm {year} là {money}, [tăng|giảm] so với năm {last}.",
)
BACH_KHOA_TITLES = (
    "Học sinh {unit} đỗ thủ khoa Đại học Bách khoa",
    "[Ngày hội|Buổi] tư vấn tuyển sinh khối trường bách khoa tại {town}",
    "Cậu học trò thôn {village} theo học bách khoa bằng nghề sửa máy",
)
BACH_KHOA: tuple[str, ...] = (
    "Em {person}, quê ở {unit}, [chọn|quyết định] học bách khoa vì mê điện tử từ năm lớp {few}.",
    "Thầy {person} [kể|cho biết] cả khóa có {n} em đỗ vào các trường bách khoa, phần lớn học "
    "ngành cơ khí.",
    "Ngày nhập học, bác ruột của em [chở|đưa] em ra ga bằng chiếc xe cũ; bác chỉ dặn một câu: "
    "[chăm|gắng] "
    "học.",
    "Học bổng {million} mỗi năm do [doanh nghiệp|hội khuyến học] trao giúp em yên tâm học tập.",
    "Theo quy chế tuyển sinh năm {year}, điểm chuẩn khối kỹ thuật [tăng|giảm] nhẹ so với năm "
    "{last}.",
    "Cả nhà có {few} người theo nghề máy, bác cả từng thi bách khoa nhưng phải đi bộ đội.",
    "Câu lạc bộ chế tạo mở cửa tối thứ sáu, [hàn|lắp] được {few} con rô-bốt dò đường.",
    "Anh {person}, cựu sinh viên bách khoa, về dạy lập trình miễn phí cho {n} em.",
    "Ký túc xá cách giảng đường {few} cây số, em định đi làm thêm để đỡ tiền trọ.",
    "Thư viện tặng {n} giáo trình vẽ kỹ thuật cùng {few} bộ đồ nghề.",
    "Phòng thực hành bách khoa của trường có {n} máy tiện và {n} bộ vi điều khiển mới.",
)
