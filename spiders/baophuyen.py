"""Báo Phú Yên."""

from crawler.families import Numbered
from crawler.site import HostSpan


class Baophuyen(Numbered):
    name = "baophuyen"
    organisation = "Báo Phú Yên"
    level = "tinh"
    host = "baophuyen.vn"
    host_confirmed = True
    aliases = ("www.baophuyen.vn", "baophuyen.com.vn", "www.baophuyen.com.vn")
    province_before = "Phú Yên"
    province_after = "Đắk Lắk"
    home = "https://baophuyen.vn/"
    evidence = "https://baophuyen.vn/141/50170/phu-hoa---nuoi-heo-dat--giup-phu-nu-ngheo.html"
    host_spans = (HostSpan("baophuyen.com.vn"), HostSpan("baophuyen.vn"))
