"""UBND thành phố Yên Bái."""

from crawler.families import ById
from crawler.site import Section


class Thanhphoyenbai(ById):
    name = "thanhphoyenbai"
    organisation = "UBND thành phố Yên Bái"
    level = "huyen"
    host = "thanhphoyenbai.yenbai.gov.vn"
    host_confirmed = True
    province_before = "Yên Bái"
    province_after = "Lào Cai"
    district = "Thành phố Yên Bái"
    places = ("Yên Bái",)
    home = "http://thanhphoyenbai.yenbai.gov.vn/"
    more_sections = True
    sections = (
        Section(
            "http://thanhphoyenbai.yenbai.gov.vn/tin-tuc/tin-tuc-su-kien/", "Tin tức - Sự kiện"
        ),
    )
    evidence = "http://thanhphoyenbai.yenbai.gov.vn/tin-tuc/tin-tuc-su-kien/?UserKey=Van-dong-tiet-kiem-lam-theo-loi-Bac-o-mot-to-chuc-hoi"
