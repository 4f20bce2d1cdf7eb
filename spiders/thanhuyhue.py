"""Thành ủy Huế."""

import re

from crawler.families import Generic


class Thanhuyhue(Generic):
    name = "thanhuyhue"
    organisation = "Thành ủy Huế"
    level = "tinh"
    host = "thanhuyhue.vn"
    host_confirmed = True
    aliases = ("www.thanhuyhue.vn",)
    province_before = "Huế"
    province_after = "Huế"
    home = "https://thanhuyhue.vn/"
    articles = (re.compile(r"/[^/]+/(?:[^/-]+-){4,}[^/-]+\.html"),)
