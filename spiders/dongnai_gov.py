"""Cổng thông tin điện tử tỉnh Đồng Nai."""

from crawler.families import NukeViet


class DongnaiGov(NukeViet):
    name = "dongnai_gov"
    organisation = "Cổng thông tin điện tử tỉnh Đồng Nai"
    level = "tinh"
    host = "dongnai.gov.vn"
    host_confirmed = True
    aliases = ("www.dongnai.gov.vn",)
    province_before = "Đồng Nai"
    province_after = "Đồng Nai"
    home = "https://dongnai.gov.vn/"
    evidence = "https://dongnai.gov.vn/en/news/savefile/Unknown-Category/study-and-follow-the-ethical-example-of-president-ho-chi-minh-enhanced-2757.html"
