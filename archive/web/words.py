"""The words of the screens, Vietnamese and English side by side so that neither drifts.

A key with a group ("verdict.relevant") names one of a closed set; the others are phrases
of the pages, some with values in braces.
"""

from __future__ import annotations

from archive.web.words_charts import CHARTS
from archive.web.words_pages import PAGES

WORDS: dict[str, tuple[str, str]] = (
    {
        "site.title": (
            "làm theo – kho lưu trữ báo chí về học tập và làm theo Bác",
            "làm theo – an archive of reports on following Hồ Chí Minh",
        ),
        "tagline": ("kho lưu trữ báo chí địa phương", "an archive of local news"),
        "home": ("làm theo, trang đầu", "làm theo, front page"),
        "skip": ("Đến nội dung chính", "Skip to content"),
        "nav": ("Các phần", "Sections"),
        "nav.search": ("Tìm kiếm", "Search"),
        "nav.timeline": ("Dòng thời gian", "Timeline"),
        "nav.map": ("Bản đồ", "Map"),
        "nav.coverage": ("Độ phủ", "Coverage"),
        "nav.spread": ("Lan tỏa", "Spread"),
        "nav.sites": ("Các trang", "Sites"),
        "nav.sql": ("SQL", "SQL"),
        "nav.about": ("Giới thiệu", "About"),
        "footer.what": (
            "Mọi điều ở đây đều tính lại được từ các bản lưu web (WARC).",
            "Everything here can be computed again from the captures (WARC).",
        ),
        "footer.rights": (
            "Bài viết và ảnh thuộc về cơ quan đã đăng và tác giả.",
            "Articles and pictures belong to their publishers and authors.",
        ),
        "footer.more": ("Về quyền tác giả", "About rights"),
        "footer.restrict": ("Yêu cầu hạn chế truy cập", "Ask us to restrict access"),
        "undated": ("không rõ ngày", "undated"),
        "untitled": ("(không có nhan đề)", "(untitled)"),
        "since": ("từ {day}", "since {day}"),
        "until": ("đến {day}", "until {day}"),
        "gone": ("đã gỡ khỏi trang gốc", "gone from its site"),
        "take": ("Tải danh sách này:", "Download this list:"),
        "take.origin": ("Xuất xứ", "Origin"),
        "total": ("Tổng", "Total"),
        "year": ("Năm", "Year"),
        "page": ("trang {n}", "page {n}"),
        "pages": ("Các trang kết quả", "Pages of results"),
        "previous": ("Trang trước", "Previous page"),
        "next": ("Trang sau", "Next page"),
        "copy": ("Chép", "Copy"),
        "copied": ("Đã chép", "Copied"),
        "rights": ("Quyền", "Rights"),
        "rights.unknown": (
            "thuộc {who}; trang không ghi điều kiện sử dụng",
            "with {who}; the site states no terms of use",
        ),
        "section": ("Chuyên mục", "Section"),
        "n.articles": ("{n} bài", "{n} articles"),
        "n.copies": ("{n} bản", "{n} copies"),
        "n.gaps": ("{n} khoảng trống", "{n} gaps"),
        "n.requests": ("{n} lượt tải", "{n} requests"),
        "n.sites": ("{n} trang", "{n} sites"),
        "not_found.title": ("Không có trang này", "There is no such page"),
        "not_found.said": (
            "Kho lưu trữ không có gì ở địa chỉ này. Hãy thử tìm.",
            "The archive has nothing at this address. Try searching.",
        ),
        "too_slow.title": ("Câu hỏi này mất quá nhiều thời gian", "This question took too long"),
        "too_slow.said": (
            "Hãy thu hẹp tìm kiếm rồi thử lại.",
            "Narrow the search and try again.",
        ),
        "error.title": ("Không thực hiện được", "That did not work"),
        "error.said": (
            "Yêu cầu này không hợp lệ hoặc không được phép.",
            "What was asked is wrong or not allowed.",
        ),
        "verdict.relevant": ("thuộc chủ đề", "on the campaign"),
        "verdict.mention": ("chỉ nhắc qua", "mentioned only"),
        "verdict.irrelevant": ("không thuộc chủ đề", "not on the campaign"),
        "outcome.archived": ("đã lưu", "archived"),
        "outcome.unchanged": ("không đổi", "unchanged"),
        "outcome.revised": ("đã sửa", "revised"),
        "outcome.moved": ("đã chuyển", "moved"),
        "outcome.irrelevant": ("ngoài phạm vi", "out of scope"),
        "outcome.duplicate": ("trùng", "duplicate"),
        "outcome.gone": ("đã gỡ", "gone"),
        "outcome.refused": ("không được phép", "refused"),
        "outcome.blocked": ("bị chặn", "blocked"),
        "outcome.broken": ("lỗi", "broken"),
        "outcome.pending": ("đang chờ", "pending"),
        "outcome.withheld": ("hạn chế truy cập", "withheld"),
        "state.running": ("đang chạy", "running"),
        "state.done": ("trọn vẹn", "complete"),
        "state.gaps": ("còn khoảng trống", "with gaps"),
        "state.interrupted": ("bị ngắt giữa chừng", "interrupted"),
        "state.failed": ("không thành", "failed"),
        "fate.unknown": ("chưa rõ tình trạng", "status unknown"),
        "fate.live": ("đang hoạt động", "live"),
        "fate.redirected": ("đã chuyển địa chỉ", "redirected"),
        "fate.dead": ("đã ngừng", "dead"),
        "fate.rehosted": ("tên miền đã đổi chủ", "domain in other hands"),
        "fate.paused": ("tạm dừng", "paused"),
        "fate.retired": ("đã kết thúc", "retired"),
        "fate.active": ("đang hoạt động", "active"),
        "level.trung_uong": ("trung ương", "central"),
        "level.tinh": ("cấp tỉnh", "province"),
        "level.huyen": ("cấp huyện", "district"),
        "level.xa": ("cấp xã", "commune"),
        "place.publisher": ("nơi đăng", "publisher"),
        "place.subject": ("nơi được nói tới", "spoken of"),
        "place.before": ("Tỉnh (trước 1/7/2025)", "Province (before 1/7/2025)"),
        "place.after": ("Tỉnh (hiện nay)", "Province (now)"),
        "stone.title": ("Bài này bị hạn chế truy cập", "This article is withheld"),
        "stone.said": (
            "Bài đã được rút khỏi kho lưu trữ công khai ngày {day}.",
            "It was withdrawn from view on {day}.",
        ),
        "stone.reason": ("Loại lý do", "Class of reason"),
        "stone.personal-data": ("dữ liệu cá nhân", "personal data"),
        "stone.court-order": ("quyết định của tòa án", "a court's order"),
        "stone.publisher-request": ("yêu cầu của cơ quan đăng bài", "the publisher's request"),
        "stone.safety": ("an toàn của người liên quan", "somebody's safety"),
        "stone.other": ("lý do khác", "another reason"),
        "stone.until": ("Hạn chế đến hết ngày {day}.", "It is withheld through {day}."),
        "stone.over": (
            "Thời hạn đã hết ngày {day}: bài trở lại khi kho lưu trữ được ghi lần tới, chậm nhất"
            " trong đêm thu thập kế tiếp.",
            "The term ended on {day}: the article comes back when the archive is next written to,"
            " with the next night at the latest.",
        ),
        "stone.erased": ("Nội dung bài này đã bị xóa", "What was captured here is erased"),
        "stone.released": (
            "Việc hạn chế chấm dứt ngày {day}, khi các bản lưu đã bị xóa; bài sẽ trở lại nếu lần"
            " thu thập sau còn gặp.",
            "It was released on {day}, after its captures had been erased; it comes back if a"
            " later visit still meets it.",
        ),
        "stone.more": (
            "Bản lưu gốc được niêm phong, không hiển thị, không xuất ra tệp nào.",
            "The capture stays sealed: it is not shown and leaves in no export.",
        ),
        "cite.copy": (
            "Bản lưu: {when} (giờ Việt Nam), {url}, {digest}.",
            "Archived copy: {when} (Viet Nam time), {url}, {digest}.",
        ),
    }
    | PAGES
    | CHARTS
)


ONE: dict[str, str] = {
    "n.articles": "{n} article",
    "n.copies": "{n} copy",
    "n.gaps": "{n} gap",
    "n.requests": "{n} request",
    "n.sites": "{n} site",
    "search.count": "{n} article",
    "search.count_for": "{n} article for",
    "rev.added": "+{n} syllable",
    "rev.removed": "−{n} syllable",
    "rev.left": "… {n} paragraph unchanged …",
    "cluster.after": "{n} day later",
    "sql.rows": "{n} row",
    "sql.truncated": "The first row",
    "time.point": "{n} article of {seen} pages seen ({share})",
    "time.sites": "{n} site with data",
    "map.lede.subject": (
        "{n} article on the campaign. It names places in {p} of the {all} provinces and cities."
    ),
    "map.lede.publisher": (
        "{n} article on the campaign. A site in {p} of the {all} provinces and cities published it."
    ),
    "map.point": "{n} article of {seen} on the campaign ({share})",
    "map.sums": "So {n} article counts {a} × on the map of 34 provinces, {b} × on the map of 63.",
    "map.share.subject": (
        "Share: whether the {n} article on the campaign counted here names a place in the province."
    ),
    "map.silent.publisher": "{n} province without a site:",
    "map.silent.subject": "{n} province no article speaks of:",
    "cover.empty.province": "{n} province has nothing yet:",
    "cover.empty.site": "{n} site has nothing yet",
    "time.silent.province": "{n} province or city with a site here and no article",
    "time.silent.document": "{n} document no article names",
    "time.silent.site": "{n} site without an article",
    "cover.closed": "{n} gap closed",
    "cover.sections": "{n} section",
    "spread.rest": "{n} more pair",
    "spread.unlisted": "{n} other is in the CSV and JSON files.",
    "sites.lede": "{n} site in the list; {v} verified on the live site.",
}
"""English of a single thing ("n" is 1); in Vietnamese a noun is the same for one and many."""


def word(key: str, lang: str, *, one: bool = False) -> str:
    """A word by its key, of a single thing for ``one``; "" when there is none."""
    if one and lang == "en" and key in ONE:
        return ONE[key]
    pair = WORDS.get(key)
    return "" if pair is None else pair[lang == "en"]
