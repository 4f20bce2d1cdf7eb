"""Huyện ủy Tuy Phong, Bình Thuận."""

from crawler.families import Dcs


class Tuyphong(Dcs):
    name = "tuyphong"
    organisation = "Huyện ủy Tuy Phong"
    level = "huyen"
    host = "tuyphong.binhthuan.dcs.vn"
    host_confirmed = True
    province_before = "Bình Thuận"
    province_after = "Lâm Đồng"
    district = "Huyện Tuy Phong"
    places = ("Tuy Phong",)
    home = "https://tuyphong.binhthuan.dcs.vn/"
