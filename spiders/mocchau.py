"""UBND huyện Mộc Châu, Sơn La."""

from crawler.families import Vnpt


class Mocchau(Vnpt):
    name = "mocchau"
    organisation = "UBND huyện Mộc Châu"
    level = "huyen"
    host = "mocchau.sonla.gov.vn"
    host_confirmed = True
    province_before = "Sơn La"
    province_after = "Sơn La"
    district = "Huyện Mộc Châu"
    places = ("Mộc Châu",)
    home = "https://mocchau.sonla.gov.vn/"
