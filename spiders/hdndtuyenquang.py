"""HĐND tỉnh Tuyên Quang."""

from crawler.families import SlugId
from crawler.site import Section


class Hdndtuyenquang(SlugId):
    name = "hdndtuyenquang"
    organisation = "HĐND tỉnh Tuyên Quang"
    level = "tinh"
    host = "hdndtuyenquang.gov.vn"
    host_confirmed = True
    aliases = ("www.hdndtuyenquang.gov.vn",)
    province_before = "Tuyên Quang"
    province_after = "Tuyên Quang"
    home = "https://hdndtuyenquang.gov.vn/"
    more_sections = True
    sections = (Section("https://hdndtuyenquang.gov.vn/tin-hoat-dong/", "Tin hoạt động"),)
    evidence = "https://hdndtuyenquang.gov.vn/tin-hoat-dong/trang-402.html"
