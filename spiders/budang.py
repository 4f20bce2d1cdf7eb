"""UBND huyện Bù Đăng, Bình Phước."""

from crawler.families import NukeViet


class Budang(NukeViet):
    name = "budang"
    organisation = "UBND huyện Bù Đăng"
    level = "huyen"
    host = "budang.binhphuoc.gov.vn"
    host_confirmed = True
    province_before = "Bình Phước"
    province_after = "Đồng Nai"
    district = "Huyện Bù Đăng"
    places = ("Bù Đăng",)
    home = "http://budang.binhphuoc.gov.vn/"
