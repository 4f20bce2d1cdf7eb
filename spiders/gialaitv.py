"""Đài Phát thanh - Truyền hình Gia Lai."""

from crawler.families import WordPress
from crawler.site import Section


class Gialaitv(WordPress):
    name = "gialaitv"
    organisation = "Đài Phát thanh - Truyền hình Gia Lai"
    level = "tinh"
    host = "gialaitv.vn"
    host_confirmed = True
    aliases = ("www.gialaitv.vn",)
    province_before = "Gia Lai"
    province_after = "Gia Lai"
    home = "http://gialaitv.vn/"
    more_sections = True
    sections = (Section("http://gialaitv.vn/tin-tuc/", "Tin tức"),)
