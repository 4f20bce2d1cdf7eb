"""Báo Bắc Giang."""

from archive.records import Layout
from crawler.families import Generic


class Baobacgiang(Generic):
    name = "baobacgiang"
    organisation = "Báo Bắc Giang"
    level = "tinh"
    host = "baobacgiang.com.vn"
    aliases = ("www.baobacgiang.com.vn",)
    province_before = "Bắc Giang"
    province_after = "Bắc Ninh"
    home = "http://baobacgiang.com.vn/"
    # Selectors seen at work on 2 June 2019.
    layouts = (
        Layout(lead="p.alead", body=".ArticleContent", date=".datetimes-detail-articlecontent"),
    )
