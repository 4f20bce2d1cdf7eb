"""UBND huyện Bạch Thông, Bắc Kạn."""

from crawler.families import WordPress


class Bachthong(WordPress):
    name = "bachthong"
    organisation = "UBND huyện Bạch Thông"
    level = "huyen"
    host = "bachthong.gov.vn"
    host_confirmed = True
    aliases = ("www.bachthong.gov.vn",)
    province_before = "Bắc Kạn"
    province_after = "Thái Nguyên"
    district = "Huyện Bạch Thông"
    places = ("Bạch Thông",)
    home = "https://bachthong.gov.vn/"
    evidence = "https://bachthong.gov.vn/hoi-cuu-chien-binh-huyen-day-manh-hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh/"
