"""Báo Huế ngày nay."""

from crawler.families import SlugId
from crawler.site import Section


class Huengaynay(SlugId):
    name = "huengaynay"
    organisation = "Báo Huế ngày nay"
    level = "tinh"
    host = "huengaynay.vn"
    host_confirmed = True
    aliases = ("www.huengaynay.vn",)
    province_before = "Huế"
    province_after = "Huế"
    home = "https://huengaynay.vn/"
    more_sections = True
    sections = (Section("https://huengaynay.vn/chinh-tri-xa-hoi", "Chính trị - Xã hội"),)
