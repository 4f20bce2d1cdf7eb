"""Báo Đà Nẵng."""

from crawler.families import Epi


class Baodanang(Epi):
    name = "baodanang"
    organisation = "Báo Đà Nẵng"
    level = "tinh"
    host = "baodanang.vn"
    host_confirmed = True
    aliases = ("www.baodanang.vn",)
    province_before = "Đà Nẵng"
    province_after = "Đà Nẵng"
    home = "https://baodanang.vn/"
    evidence = "https://baodanang.vn/channel/5399/201210/mon-qua-vuot-kho-2200280"
