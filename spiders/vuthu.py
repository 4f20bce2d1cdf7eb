"""UBND huyện Vũ Thư, Thái Bình."""

import re

from crawler.families import Generic
from crawler.site import Section


class Vuthu(Generic):
    name = "vuthu"
    organisation = "UBND huyện Vũ Thư"
    level = "huyen"
    host = "vuthu.thaibinh.gov.vn"
    host_confirmed = True
    province_before = "Thái Bình"
    province_after = "Hưng Yên"
    district = "Huyện Vũ Thư"
    places = ("Vũ Thư",)
    home = "https://vuthu.thaibinh.gov.vn/"
    articles = (re.compile(r"/tin-tuc/[^/]+/[^/]+\.html"),)
    more_sections = True
    sections = (Section("https://vuthu.thaibinh.gov.vn/tin-tuc/chinh-tri", "Chính trị"),)
    evidence = "https://vuthu.thaibinh.gov.vn/tin-tuc/chinh-tri/50-nam-da-ng-bo-chi-nh-quye-n-llvt-va-nhan-dan-tha-i-bi-nh-t.html"
