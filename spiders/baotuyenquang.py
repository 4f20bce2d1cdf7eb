"""Báo Tuyên Quang."""

from crawler.families import SlugId
from crawler.site import Section


class Baotuyenquang(SlugId):
    name = "baotuyenquang"
    organisation = "Báo Tuyên Quang"
    level = "tinh"
    host = "baotuyenquang.com.vn"
    host_confirmed = True
    aliases = ("www.baotuyenquang.com.vn",)
    province_before = "Tuyên Quang"
    province_after = "Tuyên Quang"
    home = "https://baotuyenquang.com.vn/"
    more_sections = True
    sections = (Section("https://baotuyenquang.com.vn/chinh-tri/trong-tinh/", "Trong tỉnh"),)
