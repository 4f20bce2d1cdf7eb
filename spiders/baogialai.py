"""Báo Gia Lai."""

from crawler.families import Post


class Baogialai(Post):
    name = "baogialai"
    organisation = "Báo Gia Lai"
    level = "tinh"
    host = "baogialai.com.vn"
    host_confirmed = True
    aliases = ("www.baogialai.com.vn",)
    province_before = "Gia Lai"
    province_after = "Gia Lai"
    home = "https://baogialai.com.vn/"
