"""Báo Nghệ An."""

from crawler.families import Post


class Baonghean(Post):
    name = "baonghean"
    organisation = "Báo Nghệ An"
    level = "tinh"
    host = "baonghean.vn"
    host_confirmed = True
    aliases = ("www.baonghean.vn",)
    province_before = "Nghệ An"
    province_after = "Nghệ An"
    home = "https://baonghean.vn/"
    evidence = "https://baonghean.vn/dang-bo-hung-nguyen-tuyen-duong-dien-hinh-hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh-101181.html"
