"""Đảng bộ tỉnh Điện Biên."""

from crawler.families import Dcs


class DienbienDcs(Dcs):
    name = "dienbien_dcs"
    organisation = "Đảng bộ tỉnh Điện Biên"
    level = "tinh"
    host = "dienbien.dcs.vn"
    host_confirmed = True
    province_before = "Điện Biên"
    province_after = "Điện Biên"
    home = "http://dienbien.dcs.vn/"
