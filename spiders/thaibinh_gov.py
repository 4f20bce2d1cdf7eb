"""Cổng thông tin điện tử tỉnh Thái Bình, chuyên trang học tập và làm theo Bác."""

from crawler.families import Generic
from crawler.site import Section


class ThaibinhGov(Generic):
    name = "thaibinh_gov"
    organisation = "Cổng thông tin điện tử tỉnh Thái Bình"
    level = "tinh"
    host = "thaibinh.gov.vn"
    host_confirmed = True
    aliases = ("www.thaibinh.gov.vn",)
    province_before = "Thái Bình"
    province_after = "Hưng Yên"
    home = "https://thaibinh.gov.vn/"
    more_sections = True
    sections = (Section("https://thaibinh.gov.vn/hcm/tin-hoat-dong", "Tin hoạt động"),)
    evidence = "https://thaibinh.gov.vn/hcm/tin-hoat-dong"
