"""Tạp chí Xây dựng Đảng."""

from crawler.families import SlugId


class Xaydungdang(SlugId):
    name = "xaydungdang"
    organisation = "Tạp chí Xây dựng Đảng"
    level = "trung_uong"
    host = "xaydungdang.org.vn"
    host_confirmed = True
    aliases = ("www.xaydungdang.org.vn",)
    home = "https://xaydungdang.org.vn/"
    evidence = "https://xaydungdang.org.vn/giai-bao-chi-toan-quoc-ve-xay-dung-dang/son-sat-mot-niem-tin-18852"
