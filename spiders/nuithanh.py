"""UBND huyện Núi Thành, Quảng Nam."""

from crawler.families import ById


class Nuithanh(ById):
    name = "nuithanh"
    organisation = "UBND huyện Núi Thành"
    level = "huyen"
    host = "nuithanh.quangnam.gov.vn"
    host_confirmed = True
    province_before = "Quảng Nam"
    province_after = "Đà Nẵng"
    district = "Huyện Núi Thành"
    places = ("Núi Thành",)
    home = "https://nuithanh.quangnam.gov.vn/"
    evidence = "https://nuithanh.quangnam.gov.vn/webcenter/portal/nuithanh/pages_tin-tuc/chi-tiet?dDocName=PORTAL894713"
