"""Truyền hình Quốc phòng Việt Nam."""

import re

from crawler.families import Generic


class Qpvn(Generic):
    name = "qpvn"
    organisation = "Truyền hình Quốc phòng Việt Nam"
    level = "trung_uong"
    host = "qpvn.vn"
    host_confirmed = True
    aliases = ("www.qpvn.vn",)
    home = "http://qpvn.vn/"
    articles = (re.compile(r"/tin-video/[^/]+\.html"),)
    evidence = "http://qpvn.vn/tin-video/suc-lan-toa-cua-chi-thi-05.html"
