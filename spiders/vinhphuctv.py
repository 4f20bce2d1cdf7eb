"""Đài Phát thanh - Truyền hình Vĩnh Phúc."""

import re

from crawler.families import Generic


class Vinhphuctv(Generic):
    name = "vinhphuctv"
    organisation = "Đài Phát thanh - Truyền hình Vĩnh Phúc"
    level = "tinh"
    host = "vinhphuctv.vn"
    host_confirmed = True
    aliases = ("www.vinhphuctv.vn",)
    province_before = "Vĩnh Phúc"
    province_after = "Phú Thọ"
    home = "http://vinhphuctv.vn/"
    articles = (re.compile(r"/tin-bai/[^/]+/[^/]+/\d+-\d+-\d+"),)
