"""Tỉnh đoàn Bắc Ninh."""

from crawler.families import Numbered


class Tinhdoanbacninh(Numbered):
    name = "tinhdoanbacninh"
    organisation = "Tỉnh đoàn Bắc Ninh"
    level = "tinh"
    host = "tinhdoanbacninh.gov.vn"
    host_confirmed = True
    aliases = ("www.tinhdoanbacninh.gov.vn",)
    province_before = "Bắc Ninh"
    province_after = "Bắc Ninh"
    home = "http://tinhdoanbacninh.gov.vn/"
