"""Đảng ủy Khối các cơ quan tỉnh Hưng Yên."""

from crawler.families import SlugId


class DukcqHungyen(SlugId):
    name = "dukcq_hungyen"
    organisation = "Đảng ủy Khối các cơ quan tỉnh Hưng Yên"
    level = "tinh"
    host = "dukcq.hungyen.dcs.vn"
    host_confirmed = True
    province_before = "Hưng Yên"
    province_after = "Hưng Yên"
    home = "https://dukcq.hungyen.dcs.vn/"
    evidence = "https://dukcq.hungyen.dcs.vn/dang-bo-va-nhan-dan-hung-yen-hoc-tap-va-van-dung-hieu-qua-nhung-loi-day-cua-bac-trong-cac-lan-ve-tham-chi-dao-doi-voi-cac-phong-trao-cua-tinh-c2958.html"
