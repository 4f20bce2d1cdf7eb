"""Huyện ủy Long Thành trên trang của Đảng bộ tỉnh Đồng Nai."""

import re

from crawler.families import Dcs


class Longthanh(Dcs):
    name = "longthanh"
    organisation = "Huyện ủy Long Thành"
    level = "huyen"
    host = "dongnai.dcs.vn"
    host_confirmed = True
    province_before = "Đồng Nai"
    province_after = "Đồng Nai"
    district = "Huyện Long Thành"
    places = ("Long Thành",)
    home = "https://dongnai.dcs.vn/longthanh"
    articles = (re.compile(r"/longthanh/chitiet/[^/]+-\d+"),)
