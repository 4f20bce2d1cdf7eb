"""UBND huyện Khánh Sơn, Khánh Hòa."""

from crawler.families import ById


class Khanhson(ById):
    name = "khanhson"
    organisation = "UBND huyện Khánh Sơn"
    level = "huyen"
    host = "khanhson.khanhhoa.gov.vn"
    host_confirmed = True
    province_before = "Khánh Hòa"
    province_after = "Khánh Hòa"
    district = "Huyện Khánh Sơn"
    places = ("Khánh Sơn",)
    home = "https://khanhson.khanhhoa.gov.vn/"
