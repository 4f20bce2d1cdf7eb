"""Cổng thông tin điện tử thị xã Cửa Lò, Nghệ An."""

from crawler.families import WordPress


class Cualo(WordPress):
    name = "cualo"
    organisation = "Cổng thông tin điện tử thị xã Cửa Lò"
    level = "huyen"
    host = "cualo.vn"
    host_confirmed = True
    aliases = ("www.cualo.vn",)
    province_before = "Nghệ An"
    province_after = "Nghệ An"
    district = "Thị xã Cửa Lò"
    places = ("Cửa Lò",)
    home = "https://cualo.vn/"
    evidence = "https://cualo.vn/?p=69849"
