"""Trang tin huyện Nghĩa Đàn, Nghệ An."""

from crawler.families import SlugId


class Nghiadan(SlugId):
    name = "nghiadan"
    organisation = "Trang tin huyện Nghĩa Đàn"
    level = "huyen"
    host = "nghiadan.vn"
    host_confirmed = True
    aliases = ("www.nghiadan.vn",)
    province_before = "Nghệ An"
    province_after = "Nghệ An"
    district = "Huyện Nghĩa Đàn"
    places = ("Nghĩa Đàn",)
    home = "https://nghiadan.vn/"
    evidence = "https://nghiadan.vn/bai-viet/hoi-lhpn-nghia-phu-tiet-kiem-234-kg-gao-giup-do-hoi-vien-kho-khan_4321"
