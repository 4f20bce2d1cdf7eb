"""Lines that are printed around a text and are no part of it.

Every rule looks at one line: what a page shows where is :mod:`pipelines.body`'s
question. Lines were collected from about 150 Vietnamese news and portal pages.
"""

from __future__ import annotations

import re

from pipelines.compare import LOWER, UPPER, folded

_PUNCTUATION = " \t:.…,;|!?*•·-–—_\"'“”()[]<>»›►▶"


def _lines(text: str) -> frozenset[str]:
    return frozenset(folded(line) for line in text.replace("\n", "").split("|"))


# Everything below such a line belongs to the site, not to the article.
_TAIL = _lines("""phản hồi|các tin khác|các tin đã đưa|các tin mới|các tin cũ hơn
|các tin mới hơn|tin khác|tin mới|mới nhất|tin mới nhất|tin nóng|liên kết website|liên kết web
|bình luận|viết bình luận|ý kiến bạn đọc|ý kiến của bạn|gửi bình luận|gửi phản hồi|gửi ý kiến
|bạn đọc bình luận|các bài viết khác|bài viết khác|các bài khác|bài khác|những tin mới hơn
|những tin cũ hơn|những bài viết khác|tin cùng chuyên mục|cùng chuyên mục|tin cùng loại
|cùng chủ đề|các bài đã đăng|các tin đã đăng|tin đã đưa|bài cùng chuyên mục|đọc nhiều
|đọc nhiều nhất|tin đọc nhiều|tin xem nhiều|xem nhiều nhất|tin nổi bật|thống kê truy cập
|lượt truy cập|quay lên trên|về đầu trang|tin bài khác|các tin tức khác|tin tức khác
|tin cũ hơn|tin mới hơn|các tin bài khác|từ khóa tìm kiếm|có thể bạn quan tâm
|bạn có thể quan tâm|xu hướng đọc|bài đọc nhiều|gửi phản hồi của bạn|được quan tâm
|mới cập nhật|xem nhiều|viết bình luận của bạn|thêm bình luận|nổi bật""")
# Headings of a box that may also stand in the middle of a text.
_BOX = _lines("""tin liên quan|tin bài liên quan|bài liên quan|bài viết liên quan
|các tin liên quan|các bài liên quan|xem thêm|đọc thêm|đọc tiếp|tham khảo thêm|tin tham khảo
|liên quan|tin tức liên quan|mời xem thêm|mời bạn đọc xem thêm|mời quý vị xem thêm
|mời độc giả xem thêm|các bài viết liên quan|tin, bài liên quan|read more|related news
|xem thêm về|đọc thêm về|chủ đề|dòng sự kiện|theo dòng sự kiện|cùng tác giả
|bài viết cùng chủ đề|bạn đọc có thể quan tâm""")
_TOOLS = _lines("""thăm dò ý kiến|chia sẻ bài viết|đánh giá bài viết|từ khóa|từ khoá|tags|tag
|bản in|in bản này|in bài này|in bài viết|in trang|in|gửi email|gửi mail|email|gửi bài viết
|gửi cho bạn bè|chia sẻ|chia sẻ zalo|chia sẻ facebook|facebook|twitter|zalo|google+|google
|like|share|tweet|copy link|sao chép liên kết|lưu bài viết|lưu tin|a a|aa|a- a a+|a a a|a-|a+
|cỡ chữ|font|nghe đọc bài|đọc bài viết|nghe bài viết|nghe audio|analytic|multimedia đọc báo in
|image banner|site banner|banner|responsive image|visitor tracking|leftcenterrightdel|null
|undefined|{title}|title|gốc|nguồn|tác giả|file đính kèm|tệp đính kèm|tập tin đính kèm
|tài liệu đính kèm|đính kèm|file đính kèm theo|quay lại|trở lại|trang chủ|đầu trang
|lên đầu trang|tăng tương phản giảm tương phản|tăng tương phản|giảm tương phản
|xuất bản thông tin|tiếng việt english|tiếng việt|english|vietnamese|quảng cáo|advertisement
|mask 0:00 / 0:00 0:00|0:00|0:00 / 0:00|(0)|bình luận (0)|theo dõi|xem ảnh gốc|phóng to
|thu nhỏ|xem slideshow|chi tiết|xem chi tiết|nội dung toàn văn|tóm tắt|nội dung
|nội dung bài viết|hotline|độ tương phản|màu chữ|mặc định|xem với cỡ chữ|đọc báo in|lấy link
|xem cỡ chữ|từ viết tắt|tốc độ phát|nghe đọc bài viết|nghe bài báo|nghe nội dung bài viết
|nghe podcast|đang phát|sao chép|đã sao chép|copy link thành công|tin tài trợ|gửi tới bạn
|gửi tới bạn bè|quay lại trang trước|tiếp tục đọc|xem toàn bộ|thu gọn|ẩn bớt
|phiên bản di động|kết quả thăm dò
|link bài gốc|your browser does not support the video tag
|your browser does not support the audio element|nam miền bắc|nữ miền bắc|nữ miền nam
|nam miền nam|ảnh|video|sơ đồ trang|trợ giúp|đăng nhập|đăng ký|tìm kiếm|print|email this page
|bookmark this page""")
_FURNITURE = re.compile(
    r"^(?:(?:số\s+)?lượt\s*(?:xem|đọc|truy cập)\s*:?\s*[\d.,]*|[\d.,]+\s*(?:lượt\s*(?:xem|đọc)"
    r"|views?|lần xem|bình luận)|đã xem\s*:?\s*[\d.,]+"
    r"|intnumviewtotal\s*=.*|[aA][-+]?(?:\s+[aA][-+]?)+|chia sẻ (?:bài viết )?lên .*"
    r"|(?:facebook|twitter|google\+?|zalo|email|print|in|pinterest"
    r"|linkedin)(?:[\s|,/]+(?:facebook|twitter|google\+?|zalo|email|print|in|pinterest"
    r"|linkedin))+"
    r"|(?:đường dây nóng|hotline)\s*:?\s*[\d(+].*|(?:đt|điện thoại)\s*:\s*[\d.\s\-()]+"
    r"|theo dõi .{0,60} trên(?: google news| zalo| facebook)?|email của bạn sẽ không .*"
    r"|gửi file đính kèm không quá.*"
    r"|ý kiến của bạn sẽ được \w+ \w+ trước khi .*|(?:xin )?vui lòng gõ tiếng việt có dấu.*"
    r"|xem các bài viết (?:khác )?của tác giả.*|lưu ý: \w+ sẽ biên tập.*"
    r"|(?:(?:tổng|đang|đã)(?: số)?(?: lượt)? truy cập|truy cập hiện tại|đang online|hôm nay"
    r"|tất cả)\s*:?\s*[\d.,…]+\s*(?:khách|lượt|người)?(?:\s+(?:tổng|đang|đã|trong)\s.{0,60})?"
    r"|chào mừng (?:bạn )?đến (?:với )?(?:cổng|trang).*|trang chủ\s*[»>/›].*|\(?(?:tiếp theo"
    r"|xem tiếp|tiếp theo và hết)(?: trang \d+| kỳ trước)?[.…]*\)?|icon \w+( icon \w+)*"
    r"|tổng số điểm của bài viết là.*|click để đánh giá.*"
    r"|(?:xếp hạng|đánh giá)\s*:[\s\d.,/★☆*\-]*(?:\(\d+ (?:bình chọn|đánh giá|lượt)\))?"
    r"|(?:trình duyệt|your browser)\s.{0,40}(?:không hỗ trợ|not support).{0,40}"
    r"|\d+:\d\d\s*/\s*\d+:\d\d|(?:giọng(?: đọc)?\s*:?\s*)?(?:nam|nữ)\s*[-–]?\s*miền (?:bắc"
    r"|trung|nam)|(?:thích|like)\s*[\d.,]*\s*(?:chia sẻ|share)(?:\s*[\d.,]+)?"
    r"|(?:bạn |vui lòng |hãy |cần |phải )*đăng nhập để (?:bình luận|gửi|đọc|xem|tiếp tục).{0,40}"
    r"|(?:hiện )?chưa có bình luận(?: nào)?.{0,70}|hãy là người .{0,20}bình luận.{0,40}"
    r"|#\w+(?:[\s,]+#\w+)*"
    r"|cỡ chữ\s*:?\s*(?:[aA][-+]?\s*)*|[>»►▶•*\-\s]*(?:xem|đọc) thêm\s*:.*[^.;:]"
    r"|mời (?:quý )?(?:độc giả|bạn đọc|vị) (?:theo dõi|đón xem|đón đọc).{0,80}"
    r"|mask \d.*"
    r"|[\d:]+ / [\d:]+(?: [\d:]+)?|(?:từ khóa|tags?|từ khoá)\s*:.*"
    r"|bình luận \(\d+\)|ý kiến bạn đọc \(\d+\)|tải về\s*:?|download"
    r"|[^.;:!?]{0,30}\b\d{1,2}\s?°c[\s/\d°c\-–]*(?:icon.*)?)$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80
_NOT_LETTERS = re.compile(r"^[^\w]*$")
# The site's imprint: strong words that open a line of it.
_IMPRINT = re.compile(
    r"^[\s\-–•*]*(?:©|®|copyright\b|bản quyền (?:thuộc|của)"
    r"|(?:\S+ )?(?:số giấy phép\s*:|giấy phép (?:số|hoạt động|thiết lập|xuất bản|trang))"
    r"|cơ quan chủ quản\s*:|(?:người )?chịu trách nhiệm (?:chính|nội dung"
    r"|xuất bản|quản lý)"
    r"|tổng biên tập\s*:|(?:đ/c|địa chỉ)\s*:.{5,}(?:điện thoại|đt|tel|email)|tòa soạn\s*:"
    r"|ghi rõ nguồn|® ghi rõ|thiết kế (?:bởi|và)|phát triển bởi|trưởng ban biên tập\s*:)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?<!\w)(?:ảnh(?:\s+(?:tư liệu|minh họa|minh hoạ))?|nguồn(?: ảnh)?|photo)\s*[:：]"
    r"\s*(?P<name>[^:()]{1,60}?)[\s).\]]*$"
    r"|(?<=[\s(])(?P<stock>ảnh (?:tư liệu|minh họa|minh hoạ|internet|chụp màn hình))[\s).]*$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^(?:(?:quang|toàn) cảnh (?:hội nghị|buổi|lễ|đại hội|cuộc|chương trình|hội thi|kỳ họp"
    r"|phiên|diễn đàn|tọa đàm|hội thảo|hội trường)[^.;:]{0,90}"
    r"|(?:các )?đại biểu (?:tham )?dự (?:hội nghị|buổi|lễ|đại hội|chương trình)[^.,;:]{0,40}"
    r"|văn nghệ chào mừng[^.,;:]{0,60}|(?:ảnh|hình)(?: \d+)?|ảnh minh h[oọ][aạ]"
    r"|chú thích ảnh)[.]?$",
    re.IGNORECASE,
)


def is_tail(line: str) -> bool:
    """Whether nothing below ``line`` is the article's ("Các tin khác", the imprint)."""
    if len(line) <= _LONGEST_HEADING and _key(line) in _TAIL:
        return True
    # "Trả lời:" opens an answer, "Trả lời" a comment form.
    if len(line) < 20 and folded(line) in ("tra loi", "nhan xet"):
        return True
    return bool(_IMPRINT.match(line) or _COUNTED_TAIL.match(line))


_COUNTED_TAIL = re.compile(
    r"^(?:bình luận|ý kiến bạn đọc|phản hồi|nhận xét)\s*\(\d+\)$", re.IGNORECASE
)


def is_box(line: str) -> bool:
    """Whether ``line`` heads a list of other articles, which may stand amid the text."""
    return len(line) <= _LONGEST_HEADING and _key(line) in _BOX


def is_furniture(line: str) -> bool:
    """Whether ``line`` is a tool, counter, template leak or ornament: to be left out."""
    if _NOT_LETTERS.match(line):
        return True
    if len(line) >= 200:
        return False
    if _key(line) in _TOOLS or _FURNITURE.match(line.strip()):
        return True
    parts = [part for part in line.split("|") if part.strip()]
    return len(parts) > 1 and all(is_furniture(part) for part in parts)


def is_stock_caption(line: str) -> bool:
    """Whether ``line`` can only be a picture's ("Quang cảnh hội nghị"), picture or not."""
    return len(line) < 140 and bool(_CAPTION.match(line))


def credit(caption: str) -> tuple[str, str]:
    """A caption without its credit, and the credit ("… Ảnh: Vân Anh" → "Vân Anh")."""
    match = _CREDIT.search(caption)
    if not match:
        return caption, ""
    return caption[: match.start()].rstrip(" -–—_|(["), (match["name"] or match["stock"]).strip(
        " ."
    )


def _key(line: str) -> str:
    return folded(line).strip(_PUNCTUATION)


_GLUED = re.compile(
    rf"(?P<stop>(?<=[{LOWER}{UPPER}\d%²³°)\]”\"])(?:[.!?…]"
    rf"|\.\.\.)[”\")]?)(?=[{UPPER}](?:[{LOWER}]|\s[{LOWER}]))"
    rf"|(?P<comma>(?<=[{LOWER}{UPPER}\d%²³°)\]”\"])[,;])(?=[{LOWER}{UPPER}])"
    rf"|(?P<listed>(?<=[{LOWER}]{{2}}),)(?=\d)"
    rf"|(?P<colon>(?<=[{LOWER}]{{2}}):)(?=[{UPPER}“\"])"
)
_JOINED = re.compile(rf"(?<=[ăâđêôơưà-ãè-êìíò-õùúýĩũạ-ỹ])(?=[{UPPER}][{LOWER}])")
# "Góp ý", "nơi ở": one letter is a word where it is a vowel with its mark, else short for one.
_VOWEL = re.compile(r"(?<![\w.])[âăêôơưà-ãè-êìíò-õùúýĩũạ-ỹ]$")
_ABBREVIATION = re.compile(
    r"(?:^|[^\w])(?:TP|Tp|tp|TX|Tx|TT|Tt|Th|ThS|TS|Ts|PGS|GS|BS|KS|Mr|Mrs|Ms|Dr|St|Tr|NXB|Nxb|Q|P|H)$"
)
_TOKEN_URL = re.compile(
    r"https?:|www\.|@|\.(?:vn|com|net|org|gov|edu|html?|aspx|pdf|docx?)\b", re.IGNORECASE
)


_LONGEST_PARAGRAPH = 100_000


def unglue(text: str) -> str:
    """``text`` with the spaces a page lost between sentences ("01-KL/TW.Theo đó,qua").

    Numbers, addresses of the web and abbreviations (T.Ư, TP.Hồ Chí Minh) stay.
    """
    if len(text) > _LONGEST_PARAGRAPH:
        return text
    if _GLUED.search(text):
        text = _GLUED.sub(_space_after, text)
    return _JOINED.sub(_space_between, text)


def _token(text: str, at: int) -> str:
    """The word around a place, at most 60 characters to each side."""
    before, after = text[max(0, at - 60) : at], text[at : at + 60]
    return before.split(" ")[-1].split("\n")[-1] + after.split(" ", 1)[0].split("\n", 1)[0]


def _space_after(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    if _TOKEN_URL.search(_token(text, at)):
        return match.group()
    if match["stop"] and match["stop"].startswith("."):
        before = text[max(0, at - 5) : at]
        ends = re.search(r"(?:\w{2}|[\d%²³°)\]”\"…])$", before)
        one_letter = before[-1:].islower() and _VOWEL.search(before)
        if _ABBREVIATION.search(before) or not (ends or one_letter):
            return match.group()
    return match.group() + " "


def _space_between(match: re.Match[str]) -> str:
    return "" if _TOKEN_URL.search(_token(match.string, match.start())) else " "
