"""Hội Nông dân tỉnh Kiên Giang."""

from crawler.families import Numbered


class Hoinongdankiengiang(Numbered):
    name = "hoinongdankiengiang"
    organisation = "Hội Nông dân tỉnh Kiên Giang"
    level = "tinh"
    host = "hoinongdankiengiang.org.vn"
    host_confirmed = True
    aliases = ("www.hoinongdankiengiang.org.vn",)
    province_before = "Kiên Giang"
    province_after = "An Giang"
    home = "http://hoinongdankiengiang.org.vn/"
