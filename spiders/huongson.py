"""Cổng thông tin điện tử huyện Hương Sơn, Hà Tĩnh."""

from crawler.families import HaTinh
from crawler.site import Section


class Huongson(HaTinh):
    name = "huongson"
    organisation = "Cổng thông tin điện tử huyện Hương Sơn"
    level = "huyen"
    host = "huongson.hatinh.gov.vn"
    host_confirmed = True
    province_before = "Hà Tĩnh"
    province_after = "Hà Tĩnh"
    district = "Huyện Hương Sơn"
    places = ("Hương Sơn",)
    home = "http://huongson.hatinh.gov.vn/"
    more_sections = True
    sections = (
        Section(
            "http://huongson.hatinh.gov.vn/huongson/portal/folder/tin-trong-huyen",
            "Tin trong huyện",
        ),
    )
