"""Báo Ninh Thuận."""

from crawler.families import Numbered


class Baoninhthuan(Numbered):
    name = "baoninhthuan"
    organisation = "Báo Ninh Thuận"
    level = "tinh"
    host = "baoninhthuan.com.vn"
    host_confirmed = True
    aliases = ("www.baoninhthuan.com.vn",)
    province_before = "Ninh Thuận"
    province_after = "Khánh Hòa"
    home = "http://baoninhthuan.com.vn/"
    evidence = "http://baoninhthuan.com.vn/news/100527p1c28/cum-thi-dua-so-4thuoc-so-giao-duc-va-dao-tao-tong-ket-cong-tac-thi-dua-khen-thuong-nam-hoc-20172018.htm"
