"""Báo Trà Vinh."""

from crawler.families import Generic
from crawler.site import Section


class Baotravinh(Generic):
    name = "baotravinh"
    organisation = "Báo Trà Vinh"
    level = "tinh"
    host = "baotravinh.vn"
    host_confirmed = True
    aliases = ("www.baotravinh.vn",)
    province_before = "Trà Vinh"
    province_after = "Vĩnh Long"
    home = "https://baotravinh.vn/"
    more_sections = True
    sections = (
        Section(
            "https://baotravinh.vn/nghi-quyet-dai-hoi-dang-bo-nhiem-ky-2020-2025-2845/tag.html",
            "Nghị quyết Đại hội Đảng bộ nhiệm kỳ 2020-2025",
        ),
    )
