"""Báo Lai Châu."""

from crawler.families import Drupal


class Baolaichau(Drupal):
    name = "baolaichau"
    organisation = "Báo Lai Châu"
    level = "tinh"
    host = "www.baolaichau.vn"
    host_confirmed = True
    aliases = ("baolaichau.vn",)
    province_before = "Lai Châu"
    province_after = "Lai Châu"
    home = "http://www.baolaichau.vn/"
