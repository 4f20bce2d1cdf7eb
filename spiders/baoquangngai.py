"""Báo Quảng Ngãi."""

from crawler.families import Epi


class Baoquangngai(Epi):
    name = "baoquangngai"
    organisation = "Báo Quảng Ngãi"
    level = "tinh"
    host = "www.baoquangngai.vn"
    host_confirmed = True
    aliases = ("baoquangngai.vn",)
    province_before = "Quảng Ngãi"
    province_after = "Quảng Ngãi"
    home = "http://www.baoquangngai.vn/"
    evidence = (
        "http://www.baoquangngai.vn/channel/2023/201410/phu-nu-thon-an-chau-lam-theo-bac-2346757/"
    )
