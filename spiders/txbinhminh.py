"""UBND thị xã Bình Minh, Vĩnh Long."""

from crawler.families import ById


class Txbinhminh(ById):
    name = "txbinhminh"
    organisation = "UBND thị xã Bình Minh"
    level = "huyen"
    host = "txbinhminh.vinhlong.gov.vn"
    host_confirmed = True
    province_before = "Vĩnh Long"
    province_after = "Vĩnh Long"
    district = "Thị xã Bình Minh"
    places = ("Bình Minh",)
    home = "https://txbinhminh.vinhlong.gov.vn/"
    evidence = "https://txbinhminh.vinhlong.gov.vn/xem-chi-tiet-tin-tuc/id/192341"
