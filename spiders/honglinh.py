"""Thị ủy - UBND thị xã Hồng Lĩnh, Hà Tĩnh, với phường Đậu Liêu."""

from crawler.families import HaTinh
from crawler.site import Section

HOME = "http://honglinh.hatinh.gov.vn"


class Honglinh(HaTinh):
    name = "honglinh"
    organisation = "Thị ủy - UBND thị xã Hồng Lĩnh"
    level = "huyen"
    host = "honglinh.hatinh.gov.vn"
    province_before = "Hà Tĩnh"
    province_after = "Hà Tĩnh"
    district = "Thị xã Hồng Lĩnh"
    places = ("Hồng Lĩnh", "Đậu Liêu")
    home = f"{HOME}/"
    sections = (
        Section(f"{HOME}/honglinh/portal/folder/tin-tuc-su-kien", "Tin tức sự kiện"),
        Section(f"{HOME}/honglinh/portal/folder/xay-dung-dang", "Xây dựng Đảng"),
        Section(f"{HOME}/daulieu/portal/folder/tin-tuc", "Tin tức phường Đậu Liêu"),
        Section(f"{HOME}/honglinh/portal/rss/tin-tuc-su-kien", "Tin tức sự kiện", "feed"),
        Section(f"{HOME}/honglinh/portal/rss/xay-dung-dang", "Xây dựng Đảng", "feed"),
        Section(f"{HOME}/daulieu/portal/rss/tin-tuc", "Tin tức phường Đậu Liêu", "feed"),
    )
