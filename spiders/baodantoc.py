"""Báo Dân tộc và Phát triển."""

from crawler.families import SlugId
from crawler.site import Section


class Baodantoc(SlugId):
    name = "baodantoc"
    organisation = "Báo Dân tộc và Phát triển"
    level = "trung_uong"
    host = "baodantoc.vn"
    host_confirmed = True
    aliases = ("www.baodantoc.vn",)
    home = "https://baodantoc.vn/"
    more_sections = True
    sections = (
        Section("https://baodantoc.vn/guong-sang-giua-cong-dong.htm", "Gương sáng giữa cộng đồng"),
    )
    evidence = "https://baodantoc.vn/guong-sang-giua-cong-dong-p27.htm"
