"""Cổng thông tin điện tử Đảng bộ tỉnh Nghệ An."""

from crawler.families import Dcs
from crawler.site import Section


class NgheanDcs(Dcs):
    name = "nghean_dcs"
    organisation = "Cổng thông tin điện tử Đảng bộ tỉnh Nghệ An"
    level = "tinh"
    host = "nghean.dcs.vn"
    host_confirmed = True
    province_before = "Nghệ An"
    province_after = "Nghệ An"
    home = "https://nghean.dcs.vn/"
    more_sections = True
    sections = (
        Section(
            "https://nghean.dcs.vn/vi-vn/chuyen-muc/dan-van-kheo/405534-193312", "Dân vận khéo"
        ),
    )
