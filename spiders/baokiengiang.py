"""Báo Kiên Giang."""

from crawler.families import SlugId


class Baokiengiang(SlugId):
    name = "baokiengiang"
    organisation = "Báo Kiên Giang"
    level = "tinh"
    host = "baokiengiang.vn"
    host_confirmed = True
    aliases = ("www.baokiengiang.vn",)
    province_before = "Kiên Giang"
    province_after = "An Giang"
    home = "https://baokiengiang.vn/"
