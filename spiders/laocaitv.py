"""Đài Phát thanh - Truyền hình Lào Cai."""

import re

from crawler.families import Generic


class Laocaitv(Generic):
    name = "laocaitv"
    organisation = "Đài Phát thanh - Truyền hình Lào Cai"
    level = "tinh"
    host = "laocaitv.vn"
    host_confirmed = True
    aliases = ("www.laocaitv.vn",)
    province_before = "Lào Cai"
    province_after = "Lào Cai"
    home = "http://laocaitv.vn/"
    articles = (re.compile(r"/[^/]+/(?:[^/-]+-){6,}[^/-]+"),)
    evidence = "http://laocaitv.vn/trailer/bac-ho-trong-trai-tim-nguoi-dan-lao-cai?page=14"
