"""Thành ủy Thành phố Hồ Chí Minh."""

from crawler.families import SlugId


class Thanhuytphcm(SlugId):
    name = "thanhuytphcm"
    organisation = "Thành ủy Thành phố Hồ Chí Minh"
    level = "tinh"
    host = "thanhuytphcm.vn"
    host_confirmed = True
    aliases = ("www.thanhuytphcm.vn",)
    province_before = "Thành phố Hồ Chí Minh"
    province_after = "Thành phố Hồ Chí Minh"
    home = "https://thanhuytphcm.vn/"
