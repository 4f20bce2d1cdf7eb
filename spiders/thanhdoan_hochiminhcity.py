"""Thành Đoàn Thành phố Hồ Chí Minh."""

import re

from crawler.families import Generic


class ThanhdoanHochiminhcity(Generic):
    name = "thanhdoan_hochiminhcity"
    organisation = "Thành Đoàn Thành phố Hồ Chí Minh"
    level = "tinh"
    host = "thanhdoan.hochiminhcity.gov.vn"
    host_confirmed = True
    province_before = "Thành phố Hồ Chí Minh"
    province_after = "Thành phố Hồ Chí Minh"
    home = "http://thanhdoan.hochiminhcity.gov.vn/"
    articles = (re.compile(r"/ThanhDoan/webtd/News/\d+"),)
    evidence = "http://thanhdoan.hochiminhcity.gov.vn/ThanhDoan/webtd/News/29931"
