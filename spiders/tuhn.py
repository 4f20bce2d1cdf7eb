"""Tỉnh ủy Hà Nam."""

from crawler.families import Vnpt


class Tuhn(Vnpt):
    name = "tuhn"
    organisation = "Tỉnh ủy Hà Nam"
    level = "tinh"
    host = "tuhn.vn"
    host_confirmed = True
    aliases = ("www.tuhn.vn",)
    province_before = "Hà Nam"
    province_after = "Ninh Bình"
    home = "https://tuhn.vn/"
    evidence = "https://tuhn.vn/Default.aspx?sname=tinhuyhanam&sid=1277&pageid=30342&catid=54185&id=297449&catname=&title=huyen-uy-ly-nhan-so-ket-05-nam-va-bieu-duong-khen-"
