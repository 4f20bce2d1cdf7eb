"""What each column of an export says, in Vietnamese and English."""

from __future__ import annotations

from archive.export.csv_file import OURS

WORDS: dict[str, tuple[str, str]] = {
    "id": ("Mã bài viết", "The article's id: 16 hexadecimal digits from its URL."),
    "url": ("Địa chỉ gốc", "Where the article was published."),
    "archive_url": ("Địa chỉ trong kho lưu trữ", "Where this archive shows it, or its identifier."),
    "title": ("Tiêu đề", "The title as printed."),
    "excerpt": ("Trích đoạn mở đầu", "The opening, at most 240 characters."),
    "lead": ("Mở bài", "The lead; empty where the site's rights do not let it be passed on."),
    "body": ("Nội dung", "The text in paragraphs; empty as the lead is."),
    "full_text": ("Có toàn văn", "Whether lead and body are given in this export."),
    "authors": ("Tác giả", "The authors as printed, joined by a semicolon."),
    "source": ("Nguồn tin", "Whom the page names as its source."),
    "section": ("Chuyên mục", "The section of the site."),
    "published_at": (
        "Thời điểm đăng",
        "ISO 8601 in +07:00, as exact as the page gives it: minute, day or month.",
    ),
    "published_precision": ("Độ chính xác", "minute, day, month or none."),
    "published_day": ("Ngày đăng", "The day in Viet Nam; empty where only a month is known."),
    "modified_at": ("Thời điểm sửa", "When the page says that it was changed."),
    "site": ("Trang", "The site's name in this archive."),
    "organisation": ("Cơ quan chủ quản", "Whose site it is."),
    "level": ("Cấp", "tinh, huyen, xa or trung_uong."),
    "province_before": ("Tỉnh (trước 1/7/2025)", "One of the 63 provinces until 30 June 2025."),
    "province_after": ("Tỉnh (hiện nay)", "One of the 34 provinces since 1 July 2025."),
    "district": ("Huyện", "The district of a district's or ward's site."),
    "rights": ("Quyền", "Who holds the rights and what they allow, as the site prints it."),
    "verdict": ("Nhận định", "relevant (on the campaign) or mention (names it only)."),
    "score": ("Điểm", "How sure the verdict is, from 0 to 1."),
    "documents": ("Văn bản được dẫn", "Keys of the documents named, in order of first mention."),
    "document_numbers": ("Số hiệu văn bản", "The documents' official numbers."),
    "places": ("Địa danh", "Places the article speaks of (subject) or from (publisher)."),
    "first_seen_at": ("Lưu lần đầu", "When this archive first had it, UTC."),
    "last_seen_at": ("Thấy lần cuối", "When it was last seen on its site, UTC."),
    "gone_at": ("Bị gỡ", "When it was found gone from its site, UTC."),
    "revision": ("Phiên bản", "Which of its texts this is, from 1."),
    "revisions": ("Số phiên bản", "How many texts it has had."),
    "text_digest": ("Mã băm nội dung", "SHA-256 of title, lead and body as read."),
    "captured_at": ("Thời điểm lưu", "When the page was fetched, UTC."),
    "capture_id": ("Mã bản lưu web", "The UUID of the WARC record."),
    "capture_digest": ("Mã băm bản lưu", "The payload's digest in the WARC record."),
    "warc_file": ("Tệp WARC", "The file that holds the capture."),
    "warc_offset": ("Vị trí trong tệp", "The byte at which its record begins."),
    "warc_length": ("Độ dài bản ghi", "The record's bytes, compressed."),
    "cluster_id": ("Nhóm bài đăng lại", "The group of articles with the same text."),
    "cluster_size": ("Số bài trong nhóm", "How many articles the group has."),
    "cluster_first": ("Bài đầu tiên của nhóm", "The id of the earliest of them."),
    "reader_version": ("Phiên bản bộ đọc", "Rules it was read by, + its site's layout: hashes."),
    "article": ("Mã bài viết", "The article's id."),
    "document": ("Văn bản", "The document's key."),
    "number": ("Số hiệu", "The document's official number."),
    "role": ("Vai trò", "subject (spoken of) or publisher (spoken from)."),
    "place": ("Địa danh", "The place's name."),
    "evidence": ("Căn cứ", "The words in which it is named."),
    "address": ("Địa chỉ trang", "The site's front page."),
}

CELLS = {
    "vi": "Văn bản nào bảng tính có thể coi là công thức (bắt đầu bằng = + - @ hay ký tự tương tự,"
    " kể cả sau khoảng trắng) thì có dấu nháy đơn (') đặt trước. Muốn có nguyên văn: bỏ dấu nháy"
    " đơn mà biểu thức chính quy remove tìm thấy. JSON Lines và Parquet giữ nguyên văn.",
    "en": "A text that a spreadsheet might take for a formula (it begins with = + - @ or the like,"
    " white space before it or none) has an apostrophe (') before it. To undo that, take away the"
    " one that the regular expression remove finds. JSON Lines and Parquet have texts as they are.",
    "remove": OURS,
}
"""In what a cell of CSV differs from the archive, and how to undo it."""
