"""UBND xã Tân Hồng, huyện Bình Giang, Hải Dương."""

import re

from crawler.families import Generic


class Tanhong1Binhgiang(Generic):
    name = "tanhong1_binhgiang"
    organisation = "UBND xã Tân Hồng"
    level = "xa"
    host = "tanhong1.binhgiang.haiduong.gov.vn"
    host_confirmed = True
    province_before = "Hải Dương"
    province_after = "Hải Phòng"
    district = "Huyện Bình Giang"
    places = ("Tân Hồng",)
    home = "http://tanhong1.binhgiang.haiduong.gov.vn/"
    articles = (re.compile(r"/(?:Article|ViewDetail)/[^/]+@/[^/]+\.html"),)
