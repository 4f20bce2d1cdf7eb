"""UBND thành phố Phan Rang - Tháp Chàm, Ninh Thuận."""

from crawler.families import SharePoint


class PrtcNinhthuan(SharePoint):
    name = "prtc_ninhthuan"
    organisation = "UBND thành phố Phan Rang - Tháp Chàm"
    level = "huyen"
    host = "prtc.ninhthuan.gov.vn"
    host_confirmed = True
    province_before = "Ninh Thuận"
    province_after = "Khánh Hòa"
    district = "Thành phố Phan Rang - Tháp Chàm"
    places = ("Phan Rang - Tháp Chàm",)
    home = "https://prtc.ninhthuan.gov.vn/"
