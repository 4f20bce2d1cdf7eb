"""Đài Phát thanh - Truyền hình Bà Rịa - Vũng Tàu."""

import re

from crawler.families import Generic


class Brt(Generic):
    name = "brt"
    organisation = "Đài Phát thanh - Truyền hình Bà Rịa - Vũng Tàu"
    level = "tinh"
    host = "brt.vn"
    host_confirmed = True
    aliases = ("www.brt.vn",)
    province_before = "Bà Rịa - Vũng Tàu"
    province_after = "Thành phố Hồ Chí Minh"
    home = "https://brt.vn/"
    articles = (re.compile(r"/[^/]+-\d+/[^/]+"),)
