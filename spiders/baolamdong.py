"""Báo Lâm Đồng."""

from crawler.families import Epi
from crawler.site import Section


class Baolamdong(Epi):
    name = "baolamdong"
    organisation = "Báo Lâm Đồng"
    level = "tinh"
    host = "baolamdong.vn"
    host_confirmed = True
    aliases = ("www.baolamdong.vn",)
    province_before = "Lâm Đồng"
    province_after = "Lâm Đồng"
    home = "http://baolamdong.vn/"
    more_sections = True
    sections = (Section("http://baolamdong.vn/vhnt/", "Văn hóa - Nghệ thuật"),)
    evidence = "http://baolamdong.vn/vhnt/202004/da-teh-phat-dong-cuoc-thi-viet-130-nam-ngay-sinh-chu-tich-ho-chi-minh-2996947/"
