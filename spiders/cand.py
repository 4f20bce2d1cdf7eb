"""Báo Công an nhân dân."""

from crawler.families import SlugId


class Cand(SlugId):
    name = "cand"
    organisation = "Báo Công an nhân dân"
    level = "trung_uong"
    host = "cand.com.vn"
    host_confirmed = True
    aliases = ("www.cand.com.vn",)
    home = "http://cand.com.vn/"
    evidence = "http://cand.com.vn/doi-song/Bieu-duong-cac-dien-hinh-tien-tien-hoc-tap-theo-tu-tuong-Ho-Chi-Minh-492387/"
