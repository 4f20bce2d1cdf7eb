"""Liên đoàn Lao động tỉnh Hà Tĩnh."""

from crawler.families import WordPress
from crawler.site import Section


class Congdoanhatinh(WordPress):
    name = "congdoanhatinh"
    organisation = "Liên đoàn Lao động tỉnh Hà Tĩnh"
    level = "tinh"
    host = "congdoanhatinh.org.vn"
    host_confirmed = True
    aliases = ("www.congdoanhatinh.org.vn",)
    province_before = "Hà Tĩnh"
    province_after = "Hà Tĩnh"
    home = "https://congdoanhatinh.org.vn/"
    more_sections = True
    sections = (Section("https://congdoanhatinh.org.vn/tin-tuc", "Tin tức"),)
