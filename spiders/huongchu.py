"""UBND phường Hương Chữ, thị xã Hương Trà, Huế."""

from crawler.families import ById


class Huongchu(ById):
    name = "huongchu"
    organisation = "UBND phường Hương Chữ"
    level = "xa"
    host = "huongchu.thuathienhue.gov.vn"
    host_confirmed = True
    province_before = "Huế"
    province_after = "Huế"
    district = "Thị xã Hương Trà"
    places = ("Hương Chữ",)
    home = "https://huongchu.thuathienhue.gov.vn/"
    evidence = "https://huongchu.thuathienhue.gov.vn/?cn=28&gd=4&tc=72071"
