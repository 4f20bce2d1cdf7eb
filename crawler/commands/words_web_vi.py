"""Vietnamese words of ``lamtheo serve``; the pages' own are in archive/web."""

WEB_VI = {
    "help.serve.public": (
        "Bản cho mọi người: chỉ tiêu đề, trích đoạn, nguồn và liên kết; toàn văn chỉ khi trang"
        " gốc cho phép; không mở các bảng thô."
    ),
    "help.serve.url": (
        "Địa chỉ mà mọi người thấy bản công khai: https://lamtheo.example/. Mọi liên kết dùng địa"
        " chỉ này, và kho không trả lời tên nào khác. Cần một tên miền riêng, không kèm đường dẫn."
    ),
    "help.serve.replay_url": (
        "Địa chỉ mà mọi người xem bản lưu gốc, ở tên miền khác với --url: chỉ bài của những trang"
        " cho phép hiện toàn văn. Không có thì bản công khai không mở bản lưu gốc."
    ),
    "help.serve.replay_port": (
        "Cổng của bản lưu gốc trên máy này, cho máy chủ proxy; 8002 khi có --replay-url, còn không"
        " thì cổng trống bất kỳ."
    ),
    "serve.known_as": "Mọi người thấy ở {url}",
    "error.url_private": (
        "--url và --replay-url nói mọi người thấy kho ở đâu: chỉ dùng cùng với --public."
    ),
    "error.url_wrong": "{option} {given}: cần một địa chỉ như https://lamtheo.example/.",
    "error.url_path": (
        "{option} {given}: kho lưu trữ cần đứng ở gốc của một tên miền riêng, không ở dưới một"
        " đường dẫn; hãy dùng {origin}/ hoặc một tên như https://lamtheo.example/."
    ),
    "error.url_contact": (
        "--url {url} mở kho lưu trữ cho mọi người: cần nơi nhận yêu cầu hạn chế truy cập. Hãy đặt"
        " contact (e-mail hoặc địa chỉ https://) trong lamtheo.toml."
    ),
    "error.replay_url": (
        "--replay-url {url}: bản lưu gốc cần một tên miền khác với tên của --url, nên phải có cả"
        " hai, và không dùng cùng --no-replay."
    ),
    "serve.running_public": (
        "Bản công khai đang mở tại {url} ; dừng bằng Ctrl-C. Hãy đặt một máy chủ proxy phía trước."
    ),
    "serve.no_contact": (
        "Chưa có contact: người đọc không biết gửi yêu cầu hạn chế truy cập về đâu. Hãy đặt contact"
        " trong lamtheo.toml trước khi mở cho mọi người."
    ),
    "serve.no_url": "Chưa có --url: liên kết theo tên người đọc gõ, và luôn là http.",
}
