"""Báo Long An."""

from crawler.families import SlugA


class Baolongan(SlugA):
    name = "baolongan"
    organisation = "Báo Long An"
    level = "tinh"
    host = "baolongan.vn"
    host_confirmed = True
    aliases = ("www.baolongan.vn",)
    province_before = "Long An"
    province_after = "Tây Ninh"
    home = "https://baolongan.vn/"
    evidence = (
        "https://baolongan.vn/chi-bo-ap-1-xa-long-thanh-hoc-tap-va-lam-theo-guong-bac-a2034.html"
    )
