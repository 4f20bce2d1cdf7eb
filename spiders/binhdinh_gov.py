"""Cổng thông tin điện tử tỉnh Bình Định."""

from archive.records import Layout
from crawler.families import Generic


class BinhdinhGov(Generic):
    name = "binhdinh_gov"
    organisation = "Cổng thông tin điện tử tỉnh Bình Định"
    level = "tinh"
    host = "www.binhdinh.gov.vn"
    aliases = ("binhdinh.gov.vn",)
    province_before = "Bình Định"
    province_after = "Gia Lai"
    home = "https://www.binhdinh.gov.vn/"
    # Selectors seen at work on 2 June 2019.
    layouts = (Layout(lead=".content_summary", date=".dtContentDate"),)
