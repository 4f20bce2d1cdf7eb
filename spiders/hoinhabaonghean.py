"""Hội Nhà báo tỉnh Nghệ An."""

from crawler.families import Generic
from crawler.site import Section


class Hoinhabaonghean(Generic):
    name = "hoinhabaonghean"
    organisation = "Hội Nhà báo tỉnh Nghệ An"
    level = "tinh"
    host = "hoinhabaonghean.vn"
    host_confirmed = True
    aliases = ("www.hoinhabaonghean.vn",)
    province_before = "Nghệ An"
    province_after = "Nghệ An"
    home = "https://hoinhabaonghean.vn/"
    more_sections = True
    sections = (Section("https://hoinhabaonghean.vn/tag/chi-thi-05", "Chỉ thị 05"),)
    evidence = "https://hoinhabaonghean.vn/tag/chi-thi-05"
