"""Thị ủy - UBND thị xã Bỉm Sơn, Thanh Hóa."""

from crawler.families import SharePoint
from crawler.site import Section

PAGES = "https://bimson.thanhhoa.gov.vn/portal/pages"


class Bimson(SharePoint):
    name = "bimson"
    organisation = "Thị ủy - UBND thị xã Bỉm Sơn"
    level = "huyen"
    host = "bimson.thanhhoa.gov.vn"
    province_before = "Thanh Hóa"
    province_after = "Thanh Hóa"
    district = "Thị xã Bỉm Sơn"
    places = ("Bỉm Sơn",)
    home = "https://bimson.thanhhoa.gov.vn/"
    sections = (
        Section(f"{PAGES}/tin-tuc-su-kien.aspx", "Tin tức - Sự kiện"),
        Section(f"{PAGES}/hoc-tap-va-lam-theo-bac.aspx", "Học tập và làm theo Bác"),
    )
