"""Báo Hậu Giang."""

from crawler.families import SlugId
from crawler.site import Section


class Baohaugiang(SlugId):
    name = "baohaugiang"
    organisation = "Báo Hậu Giang"
    level = "tinh"
    host = "baohaugiang.com.vn"
    host_confirmed = True
    aliases = ("www.baohaugiang.com.vn",)
    province_before = "Hậu Giang"
    province_after = "Cần Thơ"
    home = "https://baohaugiang.com.vn/"
    more_sections = True
    sections = (
        Section(
            "https://baohaugiang.com.vn/hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh",
            "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        ),
    )
    evidence = "https://baohaugiang.com.vn/hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh/nhieu-hoat-dong-chao-mung-ngay-sinh-cua-bac-121856.html"
