"""Huyện Cù Lao Dung trên Cổng thông tin điện tử tỉnh Sóc Trăng."""

from crawler.families import Vnpt
from crawler.site import Section


class Culaodung(Vnpt):
    name = "culaodung"
    organisation = "Huyện Cù Lao Dung"
    level = "huyen"
    host = "soctrang.gov.vn"
    host_confirmed = True
    aliases = ("www.soctrang.gov.vn",)
    web = "huyenculaodung"
    province_before = "Sóc Trăng"
    province_after = "Cần Thơ"
    district = "Huyện Cù Lao Dung"
    places = ("Cù Lao Dung",)
    home = "https://soctrang.gov.vn/huyenculaodung"
    more_sections = True
    sections = (
        Section(
            "https://soctrang.gov.vn/huyenculaodung/1310/33463/62097/tin-thoi-su.aspx",
            "Tin thời sự",
        ),
    )
