"""UBND thành phố Lào Cai."""

from crawler.families import Vnpt


class Tplaocai(Vnpt):
    name = "tplaocai"
    organisation = "UBND thành phố Lào Cai"
    level = "huyen"
    host = "tplaocai.laocai.gov.vn"
    host_confirmed = True
    province_before = "Lào Cai"
    province_after = "Lào Cai"
    district = "Thành phố Lào Cai"
    places = ("Lào Cai",)
    home = "https://tplaocai.laocai.gov.vn/"
