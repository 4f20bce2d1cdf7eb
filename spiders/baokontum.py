"""Báo Kon Tum."""

from crawler.families import SlugId
from crawler.site import Section


class Baokontum(SlugId):
    name = "baokontum"
    organisation = "Báo Kon Tum"
    level = "tinh"
    host = "www.baokontum.com.vn"
    host_confirmed = True
    aliases = ("baokontum.com.vn",)
    province_before = "Kon Tum"
    province_after = "Quảng Ngãi"
    home = "https://www.baokontum.com.vn/"
    more_sections = True
    sections = (Section("https://www.baokontum.com.vn/xay-dung-dang-23.html", "Xây dựng Đảng"),)
