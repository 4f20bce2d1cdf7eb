"""Vietnamese words of ``lamtheo withhold`` and ``release``."""

WITHHOLD_VI = {
    "help.withhold": "Hạn chế truy cập một bài viết: bài rời khỏi web, tìm kiếm và mọi bản xuất.",
    "help.withhold.urls": "Địa chỉ hoặc mã của bài viết.",
    "help.withhold.reason": (
        "Loại lý do: personal-data (dữ liệu cá nhân), court-order (quyết định của tòa án),"
        " publisher-request (yêu cầu của cơ quan đăng bài), safety (an toàn của người liên quan),"
        " other (lý do khác). Chữ khác được ghi là ghi chú của loại “other”."
    ),
    "help.withhold.note": "Ghi chú; chỉ nằm trong quyết định, không hiện cho người đọc.",
    "help.withhold.until": "Ngày cuối cùng còn hạn chế; hết ngày đó bài tự trở lại.",
    "help.withhold.copies": "Hạn chế cả các bản đăng lại của bài, ở cùng trang hay trang khác.",
    "help.withhold.erase": (
        "Xóa hẳn nội dung đã lưu của bài khỏi các tệp WARC. Không lấy lại được."
    ),
    "help.withhold.yes": "Không hỏi lại.",
    "help.release": "Thôi hạn chế truy cập: bài được đọc lại từ các bản lưu.",
    "help.release.reason": "Vì sao thôi hạn chế.",
    "withhold.class.personal-data": "dữ liệu cá nhân",
    "withhold.class.court-order": "quyết định của tòa án",
    "withhold.class.publisher-request": "yêu cầu của cơ quan đăng bài",
    "withhold.class.safety": "an toàn của người liên quan",
    "withhold.class.other": "lý do khác",
    "withhold.done": "Đã hạn chế truy cập {url} ({kind}{until}).",
    "withhold.until": ", đến hết ngày {day}",
    "withhold.over": "Thời hạn đã hết ngày {day}: bài trở lại khi kho được ghi lần tới.",
    "status.withheld": "Bài đang bị hạn chế truy cập: {count}",
    "withhold.copies": "Bài này còn {count} bản đăng lại:",
    "withhold.copies.hint": "Thêm --with-copies để hạn chế cả các bản ấy.",
    "withhold.copies.withheld": "(đã bị hạn chế truy cập)",
    "withhold.copies.unknown": (
        "{url} bị hạn chế từ khi kho chưa ghi bài có bản đăng lại nào: chỉ còn tìm được các bản"
        " giống hệt từng chữ. Muốn chắc, hãy tìm lại bằng lamtheo search."
    ),
    "withhold.copies.ask": "Hạn chế cả các bản đăng lại ấy?",
    "withhold.erase.ask": (
        "Xóa hẳn nội dung đã lưu của {count} bài viết khỏi các tệp WARC? Việc này không lấy lại"
        " được."
    ),
    "withhold.erase.unasked": (
        "--erase không lấy lại được và ở đây không hỏi được ai: thêm --yes nếu chắc chắn."
    ),
    "withhold.naming": "Đang tìm các bản lưu khác nhắc tới bài…",
    "withhold.erased": "{file}: đã xóa {records} bản lưu; SHA-256 trước {before}, sau {after}.",
    "withhold.nothing_to_erase": "Không còn bản lưu nào của bài trong các tệp WARC.",
    "withhold.named": (
        "CHƯA XÓA: {count} bản lưu khác còn nhắc tới bài: trang chuyên mục, nguồn tin, sơ đồ trang"
        " (nguồn tin có thể chứa cả toàn văn) và trang của bài khác. Khi bài còn bị hạn chế, ba"
        " loại đầu không ai xem lại được, trang của bài khác thì hiện và xuất ra với chỗ ấy che"
        " đen; nhưng nội dung vẫn nằm trong tệp WARC."
    ),
    "withhold.erase.rest": "Các bản sao lưu cũ của kho vẫn giữ nội dung.",
    "release.done": "Đã thôi hạn chế truy cập {url}; bài được đọc lại từ {captures} bản lưu.",
    "release.erased": (
        "Đã thôi hạn chế truy cập {url}; các bản lưu đã bị xóa, bài sẽ trở lại khi được thu thập"
        " lần tới."
    ),
    "error.withheld_already": (
        "{url} đã bị hạn chế truy cập từ {day} ({kind}). Muốn thôi: lamtheo release {url}"
    ),
    "error.not_withheld": "{url} không bị hạn chế truy cập.",
    "error.withheld": "{given} bị hạn chế truy cập từ {day} ({kind}).",
    "error.erased": (
        "{given}: các bản lưu đã bị xóa theo quyết định hạn chế ngày {day} ({kind}); việc hạn"
        " chế chấm dứt ngày {released}. Bài trở lại khi được thu thập lần tới."
    ),
    "read.erased": "Bản lưu {ident} ({url}) đã bị xóa theo quyết định hạn chế truy cập.",
    "read.names_withheld": (
        "Bản lưu {ident} nhắc tới một bài đang bị hạn chế truy cập, nên không dùng được lúc này."
    ),
    "error.unknown_class": "--reason {given}: có phải ý là {near}?",
    "error.past_until": "--until {day}: ngày ấy đã qua.",
    "error.erase_damaged": (
        "Bài đã bị hạn chế truy cập, nhưng bản lưu trong tệp WARC CHƯA XÓA được: {error}"
    ),
    "serve.replay": "Bản lưu gốc xem tại {url}",
    "help.site.permit.full_text": (
        "Cho phép cả việc hiện toàn văn cho mọi người (serve --public)."
    ),
    "help.serve.replay": "Không mở máy chủ xem bản lưu gốc.",
}
