"""Báo Thái Bình."""

from crawler.families import Numbered


class Baothaibinh(Numbered):
    name = "baothaibinh"
    organisation = "Báo Thái Bình"
    level = "tinh"
    host = "baothaibinh.com.vn"
    host_confirmed = True
    aliases = ("www.baothaibinh.com.vn",)
    province_before = "Thái Bình"
    province_after = "Hưng Yên"
    home = "https://baothaibinh.com.vn/"
    evidence = "https://baothaibinh.com.vn/tin-tuc/33/22574/hoc-va-lam-theo-guong-bac-da-tro-thanh-viec-lam-thuong-xuyen-lien-tuc"
