"""Báo Lao động Thủ đô, của Liên đoàn Lao động thành phố Hà Nội."""

from crawler.families import SlugId


class Laodongthudo(SlugId):
    name = "laodongthudo"
    organisation = "Báo Lao động Thủ đô"
    level = "tinh"
    host = "laodongthudo.vn"
    host_confirmed = True
    aliases = ("www.laodongthudo.vn",)
    province_before = "Hà Nội"
    province_after = "Hà Nội"
    home = "http://laodongthudo.vn/"
    evidence = "http://laodongthudo.vn/tiep-tuc-hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh-37480.html"
