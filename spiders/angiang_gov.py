"""Cổng thông tin điện tử tỉnh An Giang."""

from crawler.families import Drupal


class AngiangGov(Drupal):
    name = "angiang_gov"
    organisation = "Cổng thông tin điện tử tỉnh An Giang"
    level = "tinh"
    host = "angiang.gov.vn"
    host_confirmed = True
    aliases = ("www.angiang.gov.vn",)
    province_before = "An Giang"
    province_after = "An Giang"
    home = "https://angiang.gov.vn/"
