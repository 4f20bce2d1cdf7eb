"""Đài Phát thanh - Truyền hình Nghệ An."""

from crawler.families import Epi


class Truyenhinhnghean(Epi):
    name = "truyenhinhnghean"
    organisation = "Đài Phát thanh - Truyền hình Nghệ An"
    level = "tinh"
    host = "truyenhinhnghean.vn"
    host_confirmed = True
    aliases = ("www.truyenhinhnghean.vn",)
    province_before = "Nghệ An"
    province_after = "Nghệ An"
    home = "https://truyenhinhnghean.vn/"
    evidence = "https://truyenhinhnghean.vn/media/thoi-su/phong-su/202206/ha-tinh-khac-ghi-loi-bac-dan-3e726b2/"
