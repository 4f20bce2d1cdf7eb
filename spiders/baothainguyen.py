"""Báo Thái Nguyên."""

from archive.records import Layout
from crawler.families import Epi
from crawler.site import Section


class Baothainguyen(Epi):
    name = "baothainguyen"
    organisation = "Báo Thái Nguyên"
    level = "tinh"
    host = "baothainguyen.vn"
    host_confirmed = True
    aliases = ("www.baothainguyen.vn",)
    province_before = "Thái Nguyên"
    province_after = "Thái Nguyên"
    home = "https://baothainguyen.vn/"
    more_sections = True
    sections = (Section("https://baothainguyen.vn/chinh-tri/", "Chính trị"),)
    evidence = (
        "https://baothainguyen.vn/chinh-tri/202101/hoc-bac-tu-nhung-dieu-binh-di-nhat-36780A8"
    )
    # Selectors seen at work on 2 June 2019.
    layouts = (
        *Epi.layouts,
        Layout(lead=".Summary", body=".news_detail", date=".date_up"),
    )
