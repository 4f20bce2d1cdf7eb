"""Báo Bình Phước."""

from crawler.families import Numbered


class Baobinhphuoc(Numbered):
    name = "baobinhphuoc"
    organisation = "Báo Bình Phước"
    level = "tinh"
    host = "baobinhphuoc.com.vn"
    host_confirmed = True
    aliases = ("www.baobinhphuoc.com.vn",)
    province_before = "Bình Phước"
    province_after = "Đồng Nai"
    home = "https://baobinhphuoc.com.vn/"
