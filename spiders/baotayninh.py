"""Báo Tây Ninh."""

from crawler.families import SlugA
from crawler.site import Section


class Baotayninh(SlugA):
    name = "baotayninh"
    organisation = "Báo Tây Ninh"
    level = "tinh"
    host = "baotayninh.vn"
    host_confirmed = True
    aliases = ("www.baotayninh.vn",)
    province_before = "Tây Ninh"
    province_after = "Tây Ninh"
    home = "https://baotayninh.vn/"
    more_sections = True
    sections = (Section("https://baotayninh.vn/van-de-su-kien/", "Vấn đề - Sự kiện"),)
