"""Trang thông tin thành phố Hải Phòng."""

import re

from crawler.families import Generic


class Thanhphohaiphong(Generic):
    name = "thanhphohaiphong"
    organisation = "Trang thông tin thành phố Hải Phòng"
    level = "tinh"
    host = "thanhphohaiphong.gov.vn"
    host_confirmed = True
    aliases = ("www.thanhphohaiphong.gov.vn",)
    province_before = "Hải Phòng"
    province_after = "Hải Phòng"
    home = "https://thanhphohaiphong.gov.vn/"
    articles = (re.compile(r"/(?:[^/-]+-){6,}[^/-]+\.html"),)
