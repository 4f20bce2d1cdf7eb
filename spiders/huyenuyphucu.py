"""Huyện ủy Phù Cừ, Hưng Yên."""

from crawler.families import SlugId


class Huyenuyphucu(SlugId):
    name = "huyenuyphucu"
    organisation = "Huyện ủy Phù Cừ"
    level = "huyen"
    host = "huyenuyphucu.vn"
    host_confirmed = True
    aliases = ("www.huyenuyphucu.vn",)
    province_before = "Hưng Yên"
    province_after = "Hưng Yên"
    district = "Huyện Phù Cừ"
    places = ("Phù Cừ",)
    home = "http://huyenuyphucu.vn/"
    evidence = "http://huyenuyphucu.vn/dang-bo-va-nhan-dan-tinh-hung-yen-thuc-hien-di-chuc-cua-chu-tich-ho-chi-minh-nham-xay-dung-doi-song-moi-o-nong-thon-hien-nay-c21079.html"
