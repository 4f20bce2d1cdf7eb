"""Trang Bắc Ninh - Báo điện tử Đảng Cộng sản Việt Nam."""

from crawler.families import DangCongSan
from crawler.site import Section


class BacninhDangcongsan(DangCongSan):
    name = "bacninh_dangcongsan"
    organisation = "Trang Bắc Ninh - Báo điện tử Đảng Cộng sản Việt Nam"
    level = "tinh"
    host = "bacninh.dangcongsan.vn"
    host_confirmed = True
    province_before = "Bắc Ninh"
    province_after = "Bắc Ninh"
    home = "https://bacninh.dangcongsan.vn/"
    more_sections = True
    sections = (Section("https://bacninh.dangcongsan.vn/xay-dung-dang", "Xây dựng Đảng"),)
