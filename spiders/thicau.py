"""Phường Thị Cầu trên Cổng thông tin điện tử tỉnh Bắc Ninh."""

from crawler.families import Liferay


class Thicau(Liferay):
    name = "thicau"
    organisation = "Phường Thị Cầu"
    level = "xa"
    host = "bacninh.gov.vn"
    host_confirmed = True
    aliases = ("thuanthanh.bacninh.gov.vn",)
    web = "phuongthicau"
    province_before = "Bắc Ninh"
    province_after = "Bắc Ninh"
    district = "Thành phố Bắc Ninh"
    places = ("Thị Cầu",)
    home = "https://bacninh.gov.vn/web/phuongthicau"
