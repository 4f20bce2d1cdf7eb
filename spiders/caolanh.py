"""UBND huyện Cao Lãnh, Đồng Tháp."""

from crawler.families import Liferay


class Caolanh(Liferay):
    name = "caolanh"
    organisation = "UBND huyện Cao Lãnh"
    level = "huyen"
    host = "caolanh.dongthap.gov.vn"
    host_confirmed = True
    web = "hcl"
    province_before = "Đồng Tháp"
    province_after = "Đồng Tháp"
    district = "Huyện Cao Lãnh"
    places = ("Cao Lãnh",)
    home = "https://caolanh.dongthap.gov.vn/web/hcl"
