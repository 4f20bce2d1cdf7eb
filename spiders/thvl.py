"""Đài Phát thanh - Truyền hình Vĩnh Long."""

from crawler.families import WordPress


class Thvl(WordPress):
    name = "thvl"
    organisation = "Đài Phát thanh - Truyền hình Vĩnh Long"
    level = "tinh"
    host = "thvl.vn"
    host_confirmed = True
    aliases = ("www.thvl.vn",)
    province_before = "Vĩnh Long"
    province_after = "Vĩnh Long"
    home = "https://thvl.vn/"
    evidence = "https://thvl.vn/?p=833234"
