"""UBND huyện Sơn Dương, Tuyên Quang."""

from crawler.families import ById
from crawler.site import Section


class Sonduong(ById):
    name = "sonduong"
    organisation = "UBND huyện Sơn Dương"
    level = "huyen"
    host = "sonduong.tuyenquang.gov.vn"
    host_confirmed = True
    province_before = "Tuyên Quang"
    province_after = "Tuyên Quang"
    district = "Huyện Sơn Dương"
    places = ("Sơn Dương",)
    home = "https://sonduong.tuyenquang.gov.vn/"
    more_sections = True
    sections = (
        Section(
            "https://sonduong.tuyenquang.gov.vn/vi/dai-hoi-dang-cac-cap", "Đại hội Đảng các cấp"
        ),
    )
