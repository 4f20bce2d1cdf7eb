"""Cổng thông tin điện tử tỉnh Yên Bái."""

from crawler.families import SharePoint


class YenbaiGov(SharePoint):
    name = "yenbai_gov"
    organisation = "Cổng thông tin điện tử tỉnh Yên Bái"
    level = "tinh"
    host = "yenbai.gov.vn"
    host_confirmed = True
    aliases = ("www.yenbai.gov.vn",)
    province_before = "Yên Bái"
    province_after = "Lào Cai"
    home = "http://yenbai.gov.vn/"
