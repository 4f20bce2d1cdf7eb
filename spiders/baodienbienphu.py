"""Báo Điện Biên Phủ, Điện Biên."""

from crawler.families import Base62


class Baodienbienphu(Base62):
    name = "baodienbienphu"
    organisation = "Báo Điện Biên Phủ"
    level = "tinh"
    host = "baodienbienphu.com.vn"
    host_confirmed = True
    aliases = ("www.baodienbienphu.com.vn",)
    province_before = "Điện Biên"
    province_after = "Điện Biên"
    home = "https://baodienbienphu.com.vn/"
