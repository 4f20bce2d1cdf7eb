"""Báo Đắk Lắk."""

from crawler.families import Epi


class Baodaklak(Epi):
    name = "baodaklak"
    organisation = "Báo Đắk Lắk"
    level = "tinh"
    host = "baodaklak.vn"
    host_confirmed = True
    aliases = ("www.baodaklak.vn",)
    province_before = "Đắk Lắk"
    province_after = "Đắk Lắk"
    home = "https://baodaklak.vn/"
