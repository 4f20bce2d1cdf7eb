"""Thành phố Từ Sơn trên Cổng thông tin điện tử tỉnh Bắc Ninh."""

from crawler.families import Liferay
from crawler.site import Section

HOME = "https://bacninh.gov.vn/web/tx-tu-son"


class Tuson(Liferay):
    name = "tuson"
    organisation = "Thành phố Từ Sơn"
    level = "huyen"
    host = "bacninh.gov.vn"
    host_confirmed = True
    aliases = ("thuanthanh.bacninh.gov.vn",)
    web = "tx-tu-son"
    province_before = "Bắc Ninh"
    province_after = "Bắc Ninh"
    district = "Thành phố Từ Sơn"
    places = ("Từ Sơn",)
    home = HOME
    sections = (
        Section(f"{HOME}/tin-tuc", "Tin tức"),
        Section(f"{HOME}/hoc-tap-lam-theo-bac", "Học tập làm theo Bác"),
    )
