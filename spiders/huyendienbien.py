"""UBND huyện Điện Biên."""

import re

from crawler.families import Generic


class Huyendienbien(Generic):
    name = "huyendienbien"
    organisation = "UBND huyện Điện Biên"
    level = "huyen"
    host = "huyendienbien.gov.vn"
    host_confirmed = True
    aliases = ("www.huyendienbien.gov.vn",)
    province_before = "Điện Biên"
    province_after = "Điện Biên"
    district = "Huyện Điện Biên"
    places = ("Điện Biên",)
    home = "http://huyendienbien.gov.vn/"
    articles = (re.compile(r"/T/[^/]+"),)
