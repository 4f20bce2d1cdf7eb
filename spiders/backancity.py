"""UBND thành phố Bắc Kạn."""

from crawler.families import WordPress


class Backancity(WordPress):
    name = "backancity"
    organisation = "UBND thành phố Bắc Kạn"
    level = "huyen"
    host = "backancity.gov.vn"
    host_confirmed = True
    aliases = ("www.backancity.gov.vn",)
    province_before = "Bắc Kạn"
    province_after = "Thái Nguyên"
    district = "Thành phố Bắc Kạn"
    places = ("Bắc Kạn",)
    home = "https://backancity.gov.vn/"
    evidence = "https://backancity.gov.vn/cong-tac-lanh-dao-chi-dao-cua-thuong-truc-thanh-uy-thang-02-nam-2018/"
