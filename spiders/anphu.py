"""UBND huyện An Phú, An Giang."""

from crawler.families import Drupal


class Anphu(Drupal):
    name = "anphu"
    organisation = "UBND huyện An Phú"
    level = "huyen"
    host = "anphu.angiang.gov.vn"
    host_confirmed = True
    province_before = "An Giang"
    province_after = "An Giang"
    district = "Huyện An Phú"
    places = ("An Phú",)
    home = "https://anphu.angiang.gov.vn/"
    evidence = "https://anphu.angiang.gov.vn/dang-uy-xa-vinh-truong-so-ket-02-nam-thuc-hien-ket-luan-01-kltw-cua-bo-chinh-tri"
