"""Vietnamese words of ``lamtheo serve``; the pages' own are in archive/web."""

WEB_VI = {
    "help.serve.public": (
        "Bản cho mọi người: chỉ tiêu đề, trích đoạn, nguồn và liên kết; toàn văn chỉ khi trang"
        " gốc cho phép; không mở các bảng thô."
    ),
    "serve.running_public": (
        "Bản công khai đang mở tại {url} ; dừng bằng Ctrl-C. Hãy đặt một máy chủ proxy phía trước."
    ),
}
