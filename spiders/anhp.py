"""Báo An ninh Hải Phòng."""

from crawler.families import SlugId


class Anhp(SlugId):
    name = "anhp"
    organisation = "Báo An ninh Hải Phòng"
    level = "tinh"
    host = "anhp.vn"
    host_confirmed = True
    aliases = ("www.anhp.vn",)
    province_before = "Hải Phòng"
    province_after = "Hải Phòng"
    home = "http://anhp.vn/"
