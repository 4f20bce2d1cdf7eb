"""Hội Liên hiệp Phụ nữ tỉnh Phú Yên."""

from crawler.families import NukeViet
from crawler.site import Section


class HoilhpnPhuyen(NukeViet):
    name = "hoilhpn_phuyen"
    organisation = "Hội Liên hiệp Phụ nữ tỉnh Phú Yên"
    level = "tinh"
    host = "hoilhpn.phuyen.gov.vn"
    host_confirmed = True
    province_before = "Phú Yên"
    province_after = "Đắk Lắk"
    home = "https://hoilhpn.phuyen.gov.vn/"
    more_sections = True
    sections = (
        Section("https://hoilhpn.phuyen.gov.vn/hoc-tap-ho-chi-minh/", "Học tập Hồ Chí Minh"),
    )
    evidence = "https://hoilhpn.phuyen.gov.vn/savefile/hoc-tap-ho-chi-minh/heo-dat-tiet-kiem-giup-phu-nu-ngheo-41.html"
