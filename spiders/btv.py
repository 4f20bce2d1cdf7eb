"""Đài Phát thanh - Truyền hình Bình Dương."""

from crawler.families import SlugId


class Btv(SlugId):
    name = "btv"
    organisation = "Đài Phát thanh - Truyền hình Bình Dương"
    level = "tinh"
    host = "m.btv.org.vn"  # the only one seen
    host_confirmed = True
    aliases = ("btv.org.vn", "www.btv.org.vn")
    province_before = "Bình Dương"
    province_after = "Thành phố Hồ Chí Minh"
    home = "http://m.btv.org.vn/"
    evidence = (
        "http://m.btv.org.vn/tin-tuc/nhung-giai-phap-de-hoc-va-lam-theo-bac-dat-hieu-qua-78912.html"
    )
