"""Cổng thông tin điện tử tỉnh Quảng Ninh."""

from crawler.families import SharePoint


class QuangninhGov(SharePoint):
    name = "quangninh_gov"
    organisation = "Cổng thông tin điện tử tỉnh Quảng Ninh"
    level = "tinh"
    host = "www.quangninh.gov.vn"
    host_confirmed = True
    aliases = ("quangninh.gov.vn",)
    province_before = "Quảng Ninh"
    province_after = "Quảng Ninh"
    home = "https://www.quangninh.gov.vn/"
