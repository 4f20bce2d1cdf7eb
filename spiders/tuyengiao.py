"""Tạp chí Tuyên giáo."""

from crawler.families import SlugId


class Tuyengiao(SlugId):
    name = "tuyengiao"
    organisation = "Tạp chí Tuyên giáo"
    level = "trung_uong"
    host = "tuyengiao.vn"
    host_confirmed = True
    aliases = ("www.tuyengiao.vn",)
    home = "https://tuyengiao.vn/"
    evidence = "https://tuyengiao.vn/hai-duong-bieu-duong-125-tap-the-ca-nhan-tieu-bieu-cua-viec-hoc-tap-lam-theo-guong-bac-74750"
