"""Báo Phú Thọ."""

from crawler.families import SlugId


class Baophutho(SlugId):
    name = "baophutho"
    organisation = "Báo Phú Thọ"
    level = "tinh"
    host = "baophutho.vn"
    host_confirmed = True
    aliases = ("www.baophutho.vn",)
    province_before = "Phú Thọ"
    province_after = "Phú Thọ"
    home = "https://baophutho.vn/"
    evidence = "https://baophutho.vn/le-chao-co-dau-thang-va-nghe-ke-chuyen-ve-bac-ho-237371.htm"
