"""Báo Khánh Hòa."""

from archive.records import Layout
from crawler.families import Epi
from crawler.site import Section


class Baokhanhhoa(Epi):
    name = "baokhanhhoa"
    organisation = "Báo Khánh Hòa"
    level = "tinh"
    host = "baokhanhhoa.vn"
    host_confirmed = True
    aliases = ("www.baokhanhhoa.vn",)
    province_before = "Khánh Hòa"
    province_after = "Khánh Hòa"
    home = "https://baokhanhhoa.vn/"
    more_sections = True
    sections = (Section("https://baokhanhhoa.vn/xa-hoi/", "Xã hội"),)
    # Selectors seen at work on 2 June 2019.
    layouts = (*Epi.layouts, Layout(body=".detail-news", date="div.date"))
