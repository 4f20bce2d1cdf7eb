"""Báo Cà Mau."""

from crawler.families import SlugA
from crawler.site import HostSpan


class Baocamau(SlugA):
    name = "baocamau"
    organisation = "Báo Cà Mau"
    level = "tinh"
    host = "baocamau.vn"
    host_confirmed = True
    aliases = ("www.baocamau.vn", "baocamau.com.vn", "www.baocamau.com.vn")
    province_before = "Cà Mau"
    province_after = "Cà Mau"
    home = "https://baocamau.vn/"
    evidence = "https://baocamau.vn/chi-bo-10-diem--a22902.html"
    host_spans = (HostSpan("baocamau.com.vn"), HostSpan("baocamau.vn"))
