"""Thị ủy La Gi, Bình Thuận."""

from crawler.families import Dcs
from crawler.site import Section


class Lagi(Dcs):
    name = "lagi"
    organisation = "Thị ủy La Gi"
    level = "huyen"
    host = "lagi.binhthuan.dcs.vn"
    host_confirmed = True
    province_before = "Bình Thuận"
    province_after = "Lâm Đồng"
    district = "Thị xã La Gi"
    places = ("La Gi",)
    home = "https://lagi.binhthuan.dcs.vn/"
    more_sections = True
    sections = (Section("https://lagi.binhthuan.dcs.vn/Trang-chu", "Trang chủ"),)
    evidence = "https://lagi.binhthuan.dcs.vn/Trang-chu/post/220731/dang-uy-xa-tan-phuoc-to-chuc-quan-triet-hoc-tap-chuyen-de-nam-2023"
