"""Báo Đồng Khởi, Bến Tre."""

from crawler.families import SlugA


class Baodongkhoi(SlugA):
    name = "baodongkhoi"
    organisation = "Báo Đồng Khởi"
    level = "tinh"
    host = "baodongkhoi.vn"
    host_confirmed = True
    aliases = ("www.baodongkhoi.vn",)
    province_before = "Bến Tre"
    province_after = "Vĩnh Long"
    home = "https://baodongkhoi.vn/"
    evidence = "https://baodongkhoi.vn/tuyen-duong-231-ca-nhan-53-tap-the-nhieu-thanh-tich-28052013-a27552.html"
