"""Báo Đắk Nông."""

from archive.records import Layout
from crawler.families import SlugId


class Baodaknong(SlugId):
    name = "baodaknong"
    organisation = "Báo Đắk Nông"
    level = "tinh"
    host = "baodaknong.org.vn"
    host_confirmed = True
    aliases = ("www.baodaknong.org.vn",)
    province_before = "Đắk Nông"
    province_after = "Lâm Đồng"
    home = "http://baodaknong.org.vn/"
    # Selectors seen at work on 2 June 2019.
    layouts = (
        *SlugId.layouts,
        Layout(lead=".text-intro", body=".newscontent", date="div.date"),
    )
