"""Đài Phát thanh - Truyền hình Hưng Yên."""

from crawler.families import Numbered


class Hungyentv(Numbered):
    name = "hungyentv"
    organisation = "Đài Phát thanh - Truyền hình Hưng Yên"
    level = "tinh"
    host = "hungyentv.vn"
    host_confirmed = True
    aliases = ("www.hungyentv.vn",)
    province_before = "Hưng Yên"
    province_after = "Hưng Yên"
    home = "https://hungyentv.vn/"
    evidence = "https://hungyentv.vn/news/3283/xung-dang-voi-su-quan-tam-cua-nguoi"
