"""Thị xã Quế Võ trên Cổng thông tin điện tử tỉnh Bắc Ninh."""

from crawler.families import Liferay
from crawler.site import Section

HOME = "https://bacninh.gov.vn/web/quevo"


class Quevo(Liferay):
    name = "quevo"
    organisation = "Thị xã Quế Võ"
    level = "huyen"
    host = "bacninh.gov.vn"
    host_confirmed = True
    aliases = ("thuanthanh.bacninh.gov.vn",)
    web = "quevo"
    province_before = "Bắc Ninh"
    province_after = "Bắc Ninh"
    district = "Thị xã Quế Võ"
    places = ("Quế Võ",)
    home = HOME
    sections = (
        Section(f"{HOME}/tin-tuc", "Tin tức"),
        Section(f"{HOME}/xay-dung-dang", "Xây dựng Đảng"),
    )
