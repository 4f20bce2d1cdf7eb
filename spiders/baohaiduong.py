"""Báo Hải Dương."""

import re

from crawler.families import Generic
from crawler.paging import PathPager
from crawler.site import Section


class Baohaiduong(Generic):
    name = "baohaiduong"
    organisation = "Báo Hải Dương"
    level = "tinh"
    host = "m.baohaiduong.vn"  # the only one seen
    host_confirmed = True
    aliases = ("baohaiduong.vn", "www.baohaiduong.vn", "tab.baohaiduong.vn")
    province_before = "Hải Dương"
    province_after = "Hải Phòng"
    pager = PathPager(re.compile(r"(?<=/\d)/(?P<n>\d+)$"), "/{n}")
    home = "http://m.baohaiduong.vn/"
    more_sections = True
    sections = (Section("http://m.baohaiduong.vn/chuyen-muc/chinh-tri/2", "Chính trị"),)
    evidence = "http://m.baohaiduong.vn/chuyen-muc/chinh-tri/2/2"
