"""Báo Kinh tế & Đô thị, Hà Nội."""

import re

from crawler.families import Generic


class Kinhtedothi(Generic):
    name = "kinhtedothi"
    organisation = "Báo Kinh tế & Đô thị"
    level = "tinh"
    host = "kinhtedothi.vn"
    host_confirmed = True
    aliases = ("www.kinhtedothi.vn",)
    province_before = "Hà Nội"
    province_after = "Hà Nội"
    home = "https://kinhtedothi.vn/"
    articles = (re.compile(r"/(?:[^/-]+-){5,}[^/-]+\.html"),)
