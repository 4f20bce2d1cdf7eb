"""Every message on exports and citations in Vietnamese, by key; ``words_take_en`` has the same."""

# ruff: noqa: E501 - a message is one line
from __future__ import annotations

TAKE_VI: dict[str, str] = {
    "help.export": "Xuất các bài viết ra tệp, với cùng bộ lọc như khi tìm kiếm.",
    "help.export.format": "csv, jsonl, parquet, ris, bibtex, csl-json, datapackage, warc, wacz hoặc bag.",
    "help.export.out": "Tệp (hoặc thư mục, với datapackage và bag) sẽ ghi; đuôi .zip thì đóng gói.",
    "help.export.query": "Từ cần tìm, như ở lệnh search; bỏ trống là mọi bài.",
    "help.export.public": "Chỉ xuất những gì được phép phổ biến: toàn văn khi quyền của trang cho phép, còn lại là trích đoạn.",
    "help.export.force": "Ghi đè tệp đã có.",
    "help.take.url": "Địa chỉ trang web của kho (như serve --url): mỗi bài dẫn về đó thay vì lamtheo:MÃ.",
    "export.progress": "Đang xuất",
    "export.done": "Đã xuất {articles} bài vào {path} ({size}).",
    "export.exists": "{path} đã có; thêm --force để ghi đè.",
    "export.not_ours": "{path} là thư mục không do lệnh xuất tạo ra, nên không bị thay.",
    "help.cite": "Trích dẫn một bài viết, nêu rõ phiên bản và bản lưu web.",
    "help.cite.style": "ris, bibtex, csl-json hoặc text (một dòng để chép).",
    "help.cite.revision": "Phiên bản thứ mấy, như lamtheo history liệt kê; 0 là phiên bản mới nhất.",
    "cite.no_revision": "Bài này không có phiên bản {number}; nó có {count} phiên bản.",
    "cite.text": "{said} Phiên bản {revision}/{revisions}, sha256:{digest}; {place}.",
}
