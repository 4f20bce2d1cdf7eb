"""Báo Thanh Hóa."""

from crawler.families import SlugId
from crawler.site import Section


class Baothanhhoa(SlugId):
    name = "baothanhhoa"
    organisation = "Báo Thanh Hóa"
    level = "tinh"
    host = "baothanhhoa.vn"
    host_confirmed = True
    aliases = ("www.baothanhhoa.vn",)
    province_before = "Thanh Hóa"
    province_after = "Thanh Hóa"
    home = "https://baothanhhoa.vn/"
    more_sections = True
    sections = (Section("https://baothanhhoa.vn/theo-guong-bac", "Theo gương Bác"),)
    evidence = "https://baothanhhoa.vn/theo-guong-bac/suc-lan-toa-tu-viec-hoc-va-lam-theo-bac-o-dang-bo-huyen-vinh-loc/160759.htm"
