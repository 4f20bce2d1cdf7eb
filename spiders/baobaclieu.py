"""Báo Bạc Liêu."""

from archive.records import Layout
from crawler.families import Generic


class Baobaclieu(Generic):
    name = "baobaclieu"
    organisation = "Báo Bạc Liêu"
    level = "tinh"
    host = "www.baobaclieu.vn"
    aliases = ("baobaclieu.vn",)
    province_before = "Bạc Liêu"
    province_after = "Cà Mau"
    home = "http://www.baobaclieu.vn/"
    # Selectors seen at work on 2 June 2019.
    layouts = (Layout(lead=".newscontent > p:first-of-type", body=".newscontent", date="div.date"),)
