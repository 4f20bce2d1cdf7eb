"""Đài Phát thanh - Truyền hình Thanh Hóa."""

from crawler.families import Generic
from crawler.site import Section


class Truyenhinhthanhhoa(Generic):
    name = "truyenhinhthanhhoa"
    organisation = "Đài Phát thanh - Truyền hình Thanh Hóa"
    level = "tinh"
    host = "truyenhinhthanhhoa.vn"
    host_confirmed = True
    aliases = ("www.truyenhinhthanhhoa.vn",)
    province_before = "Thanh Hóa"
    province_after = "Thanh Hóa"
    home = "https://truyenhinhthanhhoa.vn/"
    more_sections = True
    sections = (Section("https://truyenhinhthanhhoa.vn/ly-luan.html", "Lý luận"),)
