"""Báo Quảng Bình."""

from crawler.families import Epi
from crawler.site import Section


class Baoquangbinh(Epi):
    name = "baoquangbinh"
    organisation = "Báo Quảng Bình"
    level = "tinh"
    host = "baoquangbinh.vn"
    host_confirmed = True
    aliases = ("www.baoquangbinh.vn",)
    province_before = "Quảng Bình"
    province_after = "Quảng Trị"
    home = "http://baoquangbinh.vn/"
    more_sections = True
    sections = (Section("http://baoquangbinh.vn/chinh-tri/", "Chính trị"),)
    evidence = "http://baoquangbinh.vn/chinh-tri/201705/le-thuy-lam-theo-bac-2145285/"
