"""Báo Quảng Nam."""

from crawler.families import SlugId
from crawler.site import Section


class Baoquangnam(SlugId):
    name = "baoquangnam"
    organisation = "Báo Quảng Nam"
    level = "tinh"
    host = "baoquangnam.vn"
    host_confirmed = True
    aliases = ("www.baoquangnam.vn",)
    province_before = "Quảng Nam"
    province_after = "Đà Nẵng"
    home = "http://baoquangnam.vn/"
    more_sections = True
    sections = (
        Section(
            "http://baoquangnam.vn/hoc-va-lam-theo-tam-guong-dao-duc-ho-chi-minh/",
            "Học và làm theo tấm gương đạo đức Hồ Chí Minh",
        ),
    )
    evidence = "http://baoquangnam.vn/hoc-va-lam-theo-tam-guong-dao-duc-ho-chi-minh/nhieu-tam-guong-mo-hinh-lam-theo-loi-bac-19314.html"
