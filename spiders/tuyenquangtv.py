"""Đài Phát thanh - Truyền hình Tuyên Quang."""

from crawler.families import Epi
from crawler.site import Section


class Tuyenquangtv(Epi):
    name = "tuyenquangtv"
    organisation = "Đài Phát thanh - Truyền hình Tuyên Quang"
    level = "tinh"
    host = "tuyenquangtv.vn"
    host_confirmed = True
    aliases = ("www.tuyenquangtv.vn",)
    province_before = "Tuyên Quang"
    province_after = "Tuyên Quang"
    home = "https://tuyenquangtv.vn/"
    more_sections = True
    sections = (Section("https://tuyenquangtv.vn/xa-hoi/", "Xã hội"),)
    evidence = "https://tuyenquangtv.vn/xa-hoi/202305/ttv-nhan-rong-nhung-dien-hinh-hoc-tap-va-lam-theo-bac-eae31b7/"
