"""Báo Vĩnh Phúc."""

from archive.records import Layout
from crawler.families import Generic


class Baovinhphuc(Generic):
    name = "baovinhphuc"
    organisation = "Báo Vĩnh Phúc"
    level = "tinh"
    host = "baovinhphuc.com.vn"
    host_confirmed = True
    aliases = ("www.baovinhphuc.com.vn",)
    province_before = "Vĩnh Phúc"
    province_after = "Phú Thọ"
    home = "https://baovinhphuc.com.vn/"
    # Selectors seen at work on 2 June 2019.
    layouts = (Layout(body=".content-about-baiviet"),)
