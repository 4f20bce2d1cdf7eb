"""Báo Hà Tĩnh."""

from crawler.families import Post


class Baohatinh(Post):
    name = "baohatinh"
    organisation = "Báo Hà Tĩnh"
    level = "tinh"
    host = "baohatinh.vn"
    host_confirmed = True
    aliases = ("www.baohatinh.vn",)
    province_before = "Hà Tĩnh"
    province_after = "Hà Tĩnh"
    home = "https://baohatinh.vn/"
