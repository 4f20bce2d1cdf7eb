"""Huyện ủy Hàm Thuận Bắc, Bình Thuận."""

from crawler.families import Dcs


class Hamthuanbac(Dcs):
    name = "hamthuanbac"
    organisation = "Huyện ủy Hàm Thuận Bắc"
    level = "huyen"
    host = "hamthuanbac.binhthuan.dcs.vn"
    host_confirmed = True
    province_before = "Bình Thuận"
    province_after = "Lâm Đồng"
    district = "Huyện Hàm Thuận Bắc"
    places = ("Hàm Thuận Bắc",)
    home = "https://hamthuanbac.binhthuan.dcs.vn/"
    evidence = "https://hamthuanbac.binhthuan.dcs.vn/Tin-t%E1%BB%A9c/post/8065/ham-thuan-bac-huyen-uy-to-chuc-le-bao-cong-dang-bac-gan-voi-hoi-nghi-bieu-duong-khen-thuong-tap-the-va-ca-nhan-tieu-bieu-dien-hinh-trong-hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh-19520131952014"
