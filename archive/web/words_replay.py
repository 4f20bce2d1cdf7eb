"""What the replay says around a captured page: key, Vietnamese, English."""

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Bản lưu web", "Captured page"),
    "captured": ("Thời điểm lưu", "Captured at"),
    "url": ("Địa chỉ", "Address"),
    "publisher": ("Nơi đăng", "Publisher"),
    "rights": ("Quyền sử dụng", "Rights"),
    "status": ("Máy chủ trả lời", "Server's answer"),
    "location": ("Chuyển đến", "Redirects to"),
    "type": ("Loại nội dung", "Content type"),
    "coding": ("Mã hóa truyền", "Content coding"),
    "place": ("Tệp WARC", "WARC file"),
    "digest": ("SHA-1 của nội dung", "SHA-1 of the payload"),
    "failure": ("Không lưu được", "Not captured"),
    "same": ("Giống bản lưu ngày", "The same as captured on"),
    "truncated": ("Bị cắt ngắn", "Cut short"),
    "raw": ("Tải nội dung nguyên gốc", "Download the bytes as captured"),
    "safe": (
        "Trang dưới đây hiện đúng như đã lưu, trong khung khóa: mã lệnh của trang không chạy,"
        " hình và kiểu chữ ở máy chủ khác không được tải.",
        "The page below is shown as it was captured, in a locked frame: its scripts do not run, and"
        " pictures and styles on other servers are not loaded.",
    ),
    "no_page": (
        "Lần truy cập này không lưu lại trang nào để hiện.",
        "This visit kept no page that could be shown.",
    ),
    "as_file": (
        "Nội dung này không phải trang web; có thể tải về để xem.",
        "This is no web page; it can be downloaded.",
    ),
    "unreadable": (
        "Bản lưu không đọc được: {error}.",
        "The capture cannot be read: {error}.",
    ),
    "unknown": ("Không có bản lưu này.", "There is no such capture."),
    "withheld": (
        "Bài này bị hạn chế truy cập từ {day}. Loại lý do: {kind}.",
        "This article is withheld since {day}. Class of reason: {kind}.",
    ),
    "erased": (
        "Nội dung bản lưu này đã bị xóa theo yêu cầu.",
        "What was captured here has been erased by order.",
    ),
    "names_withheld": (
        "Trang này nhắc tới một bài bị hạn chế truy cập, nên bản lưu không được hiện.",
        "This page names an article that is withheld, so its capture is not shown.",
    ),
    "closed": (
        "Trang gốc không cho phép hiển thị toàn văn cho mọi người.",
        "The site does not allow its full text to be shown to everybody.",
    ),
    "home": (
        "Máy chủ này hiện các bản lưu web của kho lưu trữ, tách khỏi trang chính để an toàn.",
        "This server shows captured pages, apart from the archive's own pages to be safe.",
    ),
    "no_article": (
        "Đây không phải bản lưu của một bài viết trong kho, nên không mở cho mọi người.",
        "This is no capture of an article of the archive, so it is not open to everybody.",
    ),
    "host": ("Kho lưu trữ chỉ trả lời ở {name}.", "This archive answers to {name} only."),
    "method": ("Chỉ đọc.", "Read only."),
}
