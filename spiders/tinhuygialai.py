"""Tỉnh ủy Gia Lai."""

import re

from crawler.families import Generic


class Tinhuygialai(Generic):
    name = "tinhuygialai"
    organisation = "Tỉnh ủy Gia Lai"
    level = "tinh"
    host = "tinhuygialai.org.vn"
    host_confirmed = True
    aliases = ("www.tinhuygialai.org.vn",)
    province_before = "Gia Lai"
    province_after = "Gia Lai"
    home = "https://tinhuygialai.org.vn/"
    articles = (re.compile(r"/[^/]+/[^/]+/vi-VN-\d+-\d+\.html"),)
    evidence = "https://tinhuygialai.org.vn/xay-dung-dang/ket-qua-thuc-hien-chi-thi-so-03-cttw-cua-bo-chinh-tri--trong-dong-bao-cac-dan-toc-thieu-so/vi-VN-15583-331.html"
