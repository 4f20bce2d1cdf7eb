"""Báo Quảng Ninh."""

from crawler.families import Epi
from crawler.site import HostSpan, Section

HOME = "https://baoquangninh.vn"
HOC_BAC = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"


class Baoquangninh(Epi):
    name = "baoquangninh"
    organisation = "Báo Quảng Ninh"
    level = "tinh"
    host = "baoquangninh.vn"
    host_confirmed = True
    aliases = ("www.baoquangninh.vn", "baoquangninh.com.vn", "www.baoquangninh.com.vn")
    province_before = "Quảng Ninh"
    province_after = "Quảng Ninh"
    home = f"{HOME}/"
    sections = (
        Section(f"{HOME}/chinh-tri", "Chính trị"),
        Section(f"{HOME}/hoc-tap-va-lam-theo-bac", HOC_BAC),
        Section(f"{HOME}/rss/chinh-tri.rss", "Chính trị", "feed"),
        Section(f"{HOME}/rss/hoc-tap-va-lam-theo-bac.rss", HOC_BAC, "feed"),
        Section(f"{HOME}/sitemap.xml", role="sitemap"),
    )
    evidence = "https://baoquangninh.vn/vang-vong-loi-bac-giua-bien-troi-dong-bac-3239662.html"
    host_spans = (HostSpan("baoquangninh.com.vn"), HostSpan("baoquangninh.vn"))
