"""Trang tin điện tử Hồ Chí Minh."""

from crawler.families import SlugId
from crawler.site import Section


class Hochiminh(SlugId):
    name = "hochiminh"
    organisation = "Trang tin điện tử Hồ Chí Minh"
    level = "trung_uong"
    host = "hochiminh.vn"
    host_confirmed = True
    aliases = ("www.hochiminh.vn",)
    home = "https://hochiminh.vn/"
    more_sections = True
    sections = (
        Section(
            "https://hochiminh.vn/hoc-va-lam-theo-bac/hoc-va-lam-theo-bac", "Học và làm theo Bác"
        ),
    )
    evidence = "https://hochiminh.vn/hoc-va-lam-theo-bac/hoc-va-lam-theo-bac/cam-khe-hoc-tap-va-lam-theo-bac-7988"
