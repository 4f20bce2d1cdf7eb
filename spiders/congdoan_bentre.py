"""Liên đoàn Lao động tỉnh Bến Tre."""

from crawler.families import Drupal


class CongdoanBentre(Drupal):
    name = "congdoan_bentre"
    organisation = "Liên đoàn Lao động tỉnh Bến Tre"
    level = "tinh"
    host = "congdoan.bentre.gov.vn"
    host_confirmed = True
    province_before = "Bến Tre"
    province_after = "Vĩnh Long"
    home = "http://congdoan.bentre.gov.vn/"
