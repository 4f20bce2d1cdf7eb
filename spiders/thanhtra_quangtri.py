"""Thanh tra tỉnh Quảng Trị."""

from crawler.families import NukeViet


class ThanhtraQuangtri(NukeViet):
    name = "thanhtra_quangtri"
    organisation = "Thanh tra tỉnh Quảng Trị"
    level = "tinh"
    host = "thanhtra.quangtri.gov.vn"
    host_confirmed = True
    province_before = "Quảng Trị"
    province_after = "Quảng Trị"
    home = "https://thanhtra.quangtri.gov.vn/"
