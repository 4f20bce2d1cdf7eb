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
    "html": (
        "Khung dưới đây hiện trang từ mã HTML đã lưu. Kho chỉ lưu mã ấy: hình, phông chữ, tệp trình"
        " bày (CSS) và tệp mã lệnh của trang không được lưu, nên trang trông khác lúc đăng. Mã lệnh"
        " không chạy, biểu mẫu không gửi được. Liên kết trong khung mở bản lưu gần ngày nhất của"
        " trang được dẫn, nếu kho có; dòng đầu khung khi ấy ghi rõ đó là trang nào, lưu lúc nào.",
        "The frame shows the page from its HTML as captured. The archive keeps that alone: the"
        " page's pictures, fonts, style sheets and script files are not kept, so it looks different"
        " from when it was published. No script runs and no form can be sent. A link in the frame"
        " opens the capture of its page nearest in time, if there is one; a line on top then says"
        " which page that is and when it was captured.",
    ),
    "as_it_was": (
        "Khung dưới đây hiện nội dung đúng như đã lưu.",
        "The frame shows what was captured, as it was.",
    ),
    "more": ("Chi tiết bản lưu", "Details of the capture"),
    "led": ("Bản lưu lúc {when} (giờ Việt Nam)", "Captured {when} (Viet Nam time)"),
    "article": ("Về bài viết trong kho", "Back to the article in the archive"),
    "ways": ("Lối về", "Ways back"),
    "back": (
        "Dùng nút quay lại của trình duyệt để trở về trang trước.",
        "Your browser's back button leads to the page before.",
    ),
    "not_kept": (
        "Trang này chưa lưu: kho không có bản lưu nào của địa chỉ dưới đây.",
        "This page is not kept: the archive has no capture of the address below.",
    ),
    "not_open": (
        "Kho không có bản lưu nào mở cho mọi người của địa chỉ dưới đây.",
        "The archive has no capture of the address below that is open to everybody.",
    ),
    "no_link": (
        "Liên kết này không dẫn đến trang nào của kho.",
        "This link leads to no page of the archive.",
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
    "covered": (
        "Trang này nhắc tới một bài bị hạn chế truy cập: những chỗ ấy được che đen (█████) trong"
        " bản hiện dưới đây. Bản lưu gốc vẫn nguyên vẹn, được niêm phong khi bài còn bị hạn chế.",
        "This page names an article that is withheld: those places are blacked out (█████) in the"
        " copy below. The capture itself is unchanged, and sealed as long as the article is"
        " withheld.",
    ),
    "covered_raw": (
        "Nội dung nguyên gốc của bản lưu này nhắc tới một bài bị hạn chế truy cập, nên không tải về"
        " được.",
        "The bytes of this capture name an article that is withheld, so they cannot be downloaded.",
    ),
    "names_withheld": (
        "Trang này nhắc tới một bài bị hạn chế truy cập, nên bản lưu không được hiện.",
        "This page names an article that is withheld, so its capture is not shown.",
    ),
    "closed": (
        "Trang gốc giới hạn việc dùng lại bài, nên kho không hiện toàn văn cho mọi người.",
        "The site restricts reuse, so its full text is not shown to everybody.",
    ),
    "unknown_rights": (
        "Kho chưa được phép hiện toàn văn của trang này cho mọi người.",
        "The archive has no permission yet to show this site's full text to everybody.",
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
