"""What each setting means, in words: the comments of ``lamtheo.toml`` and of complaints."""

from __future__ import annotations

KEYS: dict[str, tuple[str, str]] = {
    "organisation": (
        "tên cơ quan thu thập, một dòng, để các trang web biết ai đang đọc",
        "the organisation that collects, one line, so that sites know who reads them",
    ),
    "contact": (
        "địa chỉ liên hệ: một e-mail (phần trước @ viết không dấu) hoặc một địa chỉ https://;"
        " bắt buộc khi thu thập trang thật",
        "where to write to: an e-mail (before the @ in plain ASCII) or an https:// address;"
        " required for crawling real sites",
    ),
    "data": (
        "thư mục kho lưu trữ, chứa archive.db và warc/",
        "the archive's folder, holding archive.db and warc/",
    ),
    "lang": (
        'ngôn ngữ hiển thị: "vi" hoặc "en"',
        'language of the screens: "vi" or "en"',
    ),
    "delay": (
        "số giây nghỉ giữa hai yêu cầu tới cùng một máy chủ; từ 1 đến 3600, ví dụ 5.0",
        "seconds between two requests to one server; from 1 to 3600, such as 5.0",
    ),
    "timeout": (
        "số giây chờ một trang trả lời; lớn hơn 0, nhiều nhất 600",
        "seconds to wait for a page; more than 0, at most 600",
    ),
    "max_body": (
        "số byte lớn nhất của một trang được tải; một số nguyên từ 1024, ví dụ 20971520 (20 MiB)",
        "most bytes taken of one page; a whole number from 1024, such as 20971520 (20 MiB)",
    ),
    "quiet_hours": (
        'các giờ không thu thập (giờ Việt Nam), ví dụ ["07:00-11:30"]; [] là không có',
        'hours in which nothing is fetched (Vietnamese time), such as ["07:00-11:30"]; [] is none',
    ),
    "night_at": (
        'giờ bắt đầu mỗi đêm (giờ Việt Nam), ngoài quiet_hours, ví dụ "01:30"',
        'when each night starts (Vietnamese time), outside quiet_hours, such as "01:30"',
    ),
    "night_jitter": (
        "bắt đầu muộn hơn ngẫu nhiên nhiều nhất bấy nhiêu giây; số nguyên từ 0 đến 7200",
        "start later by at most so many seconds, at random; a whole number from 0 to 7200",
    ),
    "rhythm": (
        '"nightly": mỗi đêm ghé mọi trang; "own": trang đăng thưa thì ghé theo nhịp của trang ấy,'
        " ít nhất mỗi tuần",
        '"nightly": each night asks every site; "own": one that publishes rarely by its own rhythm,'
        " each week at least",
    ),
    "revisit_days": (
        "đọc lại mỗi bài sau bấy nhiêu ngày; các số nguyên tăng dần, ví dụ [1, 7, 30, 180]",
        "visit each article again after so many days; rising whole numbers, as [1, 7, 30, 180]",
    ),
    "revisit_budget": (
        "số lần đọc lại nhiều nhất cho mỗi trang web mỗi đêm; một số nguyên từ 0",
        "most such visits to one site in one night; a whole number from 0",
    ),
    "max_pages": (
        "số bản tải nhiều nhất từ mỗi trang web trong một lượt; số nguyên từ 1, bỏ đi là không hạn",
        "most pages a run fetches from one site; a whole number from 1, left out for no limit",
    ),
    "since": (
        "chỉ thu thập bài từ ngày này (năm-tháng-ngày); Chỉ thị 05-CT/TW ban hành ngày 2016-05-15",
        "collect articles from this day on (year-month-day); Directive 05-CT/TW is of 2016-05-15",
    ),
    "run_hours": (
        "đồng hồ dừng một lượt sau bấy nhiêu giờ; lớn hơn 0, nhiều nhất 240, bỏ đi là không hạn",
        "the clock stops a run after so many hours; above 0, at most 240, left out for no limit",
    ),
    "run_memory_mb": (
        "đồng hồ dừng lượt dùng quá bấy nhiêu MB bộ nhớ; số nguyên từ 200, bỏ đi là không hạn",
        "the clock stops a run over so many MB of memory; a whole number from 200, or left out",
    ),
    "metrics": (
        "tệp số liệu cho Prometheus, viết lại sau mỗi lượt, ví dụ đường-dẫn/lamtheo.prom",
        "the file of Prometheus metrics, written after each run, such as some-folder/lamtheo.prom",
    ),
    "log": (
        "tệp nhật ký, mỗi dòng một JSON, tự xoay vòng; đồng hồ viết tệp -clock bên cạnh",
        "the log file, one JSON a line, rotated; the clock writes a -clock file beside it",
    ),
    "alerts.urls": (
        'nơi nhận báo động, theo cú pháp apprise, ví dụ ["mailto://tên:mật-khẩu@may-chu.vn"]',
        'where alerts go, as apprise writes it, such as ["mailto://name:password@host.vn"]',
    ),
    "alerts.silent_days": (
        "báo khi trang im lặng quá bấy nhiêu ngày; số nguyên từ 1, bỏ đi là theo nhịp của trang",
        "alert after so many silent days; a whole number from 1, left out for the site's rhythm",
    ),
    "alerts.disk_nights": (
        "báo khi đĩa chỉ còn chỗ cho ít hơn bấy nhiêu đêm; một số nguyên từ 1",
        "alert when the disk has room for fewer nights than this; a whole number from 1",
    ),
    "farm.resolve": (
        'chỉ để thử: "máy chủ:cổng" = "127.0.0.1:cổng", đưa tên trang thật về máy này',
        'for trials only: "host:port" = "127.0.0.1:port", brings a real name to this machine',
    ),
    "farm.delay": (
        "chỉ để thử: số giây nghỉ khi tải các trang web mẫu; bỏ đi là như delay",
        "for trials only: seconds between requests to the sample sites; left out for delay's",
    ),
    "farm.ca": (
        "chỉ để thử: tệp chứng chỉ gốc (PEM) của các trang web mẫu",
        "for trials only: the root certificate file (PEM) of the sample sites",
    ),
}
"""(Vietnamese, English) by key, in the order ``lamtheo.toml`` is written; tables come last."""

WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "wrong": "{origin}: {key} = {value} không dùng được; {key}: {about}.",
        "unknown": "{origin}: không có thiết lập {key}; {hint}.",
        "near": "có phải là {key}",
        "option": "tùy chọn dòng lệnh",
        "no_file": "Không có tệp cấu hình {file}; hãy chạy lamtheo init để tạo.",
        "unreadable": "Không đọc được tệp cấu hình {file}: {error}.",
        "not_toml": "{file} không đúng cú pháp TOML: {error}.",
        "unknown_site": "Không có trang {names}; xem: lamtheo site list.",
        "at_rest": "{name} đang {state} từ {since} ({reason}): không lượt nào ghé.{more}",
        "paused": "tạm dừng",
        "retired": "ngừng hẳn",
        "resume": " Muốn thu thập lại: lamtheo site resume {name} --reason …",
        "no_contact": (
            "Thu thập trang thật cần có địa chỉ liên hệ: hãy đặt contact "
            "(một e-mail hoặc địa chỉ https://) trong lamtheo.toml, hoặc chạy lamtheo init."
        ),
    },
    "en": {
        "wrong": "{origin}: {key} = {value} cannot be used; {key}: {about}.",
        "unknown": "{origin}: there is no setting {key}; {hint}.",
        "near": "did you mean {key}",
        "option": "command line option",
        "no_file": "There is no configuration file {file}; lamtheo init writes one.",
        "unreadable": "The configuration file {file} cannot be read: {error}.",
        "not_toml": "{file} is not TOML: {error}.",
        "unknown_site": "There is no site {names}; see: lamtheo site list.",
        "at_rest": "{name} has been {state} since {since} ({reason}): no run visits it.{more}",
        "paused": "paused",
        "retired": "retired",
        "resume": " To collect it again: lamtheo site resume {name} --reason …",
        "no_contact": (
            "Crawling real sites needs a contact: set contact (an e-mail or an https:// "
            "address) in lamtheo.toml, or run lamtheo init."
        ),
    },
}
