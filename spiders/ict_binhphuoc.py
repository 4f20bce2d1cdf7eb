"""Sở Thông tin và Truyền thông tỉnh Bình Phước."""

import re

from crawler.families import Generic


class IctBinhphuoc(Generic):
    name = "ict_binhphuoc"
    organisation = "Sở Thông tin và Truyền thông tỉnh Bình Phước"
    level = "tinh"
    host = "ict-binhphuoc.gov.vn"
    host_confirmed = True
    aliases = ("www.ict-binhphuoc.gov.vn",)
    province_before = "Bình Phước"
    province_after = "Đồng Nai"
    home = "http://ict-binhphuoc.gov.vn/"
    articles = (re.compile(r"/tin-tuc/[^/]+\.html"),)
    evidence = (
        "http://ict-binhphuoc.gov.vn/tin-tuc/sang-mai-tu-tuong-dao-duc-phong-cach-ho-chi-minh.html"
    )
