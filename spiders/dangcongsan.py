"""Báo điện tử Đảng Cộng sản Việt Nam."""

from crawler.families import DangCongSan
from crawler.site import Section


class Dangcongsan(DangCongSan):
    name = "dangcongsan"
    organisation = "Báo điện tử Đảng Cộng sản Việt Nam"
    level = "trung_uong"
    host = "dangcongsan.vn"
    host_confirmed = True
    aliases = ("www.dangcongsan.vn",)
    home = "https://dangcongsan.vn/"
    more_sections = True
    sections = (
        Section(
            "https://dangcongsan.vn/xay-dung-chinh-don-dang-nhung-viec-can-lam-ngay/hoc-va-lam-theo-bac",
            "Học và làm theo Bác",
        ),
    )
    evidence = "https://dangcongsan.vn/xay-dung-chinh-don-dang-nhung-viec-can-lam-ngay/hoc-va-lam-theo-bac/nhieu-mo-hinh-hay-trong-hoc-va-lam-theo-bac-o-long-an-594244.html"
