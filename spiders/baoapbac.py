"""Báo Ấp Bắc, Tiền Giang."""

from crawler.families import Epi
from crawler.site import Section


class Baoapbac(Epi):
    name = "baoapbac"
    organisation = "Báo Ấp Bắc"
    level = "tinh"
    host = "baoapbac.vn"
    host_confirmed = True
    aliases = ("www.baoapbac.vn",)
    province_before = "Tiền Giang"
    province_after = "Đồng Tháp"
    home = "https://baoapbac.vn/"
    more_sections = True
    sections = (Section("https://baoapbac.vn/chinh-tri/", "Chính trị"),)
    evidence = "https://baoapbac.vn/chinh-tri/202209/chi-bo-ap-tan-binh-1-thuc-hien-tot-chi-thi-05-cua-bo-chinh-tri-959774"
