"""Báo Hà Nam."""

from crawler.families import SlugId
from crawler.site import Section


class Baohanam(SlugId):
    name = "baohanam"
    organisation = "Báo Hà Nam"
    level = "tinh"
    host = "baohanam.com.vn"
    host_confirmed = True
    aliases = ("www.baohanam.com.vn",)
    province_before = "Hà Nam"
    province_after = "Ninh Bình"
    home = "https://baohanam.com.vn/"
    more_sections = True
    sections = (
        Section(
            "https://baohanam.com.vn/chinh-tri/hoc-va-lam-theo-guong-bac",
            "Học và làm theo gương Bác",
        ),
    )
    evidence = "https://baohanam.com.vn/chinh-tri/hoc-va-lam-theo-guong-bac/dang-bo-xa-thuy-loi-hoc-tap-va-lam-theo-bac-10520.html"
