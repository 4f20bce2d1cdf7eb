"""Ủy ban MTTQ Việt Nam Quận 5, Thành phố Hồ Chí Minh."""

from crawler.families import WordPress


class Mttqquan5(WordPress):
    name = "mttqquan5"
    organisation = "Ủy ban MTTQ Việt Nam Quận 5"
    level = "huyen"
    host = "mttqquan5.vn"
    host_confirmed = True
    aliases = ("www.mttqquan5.vn",)
    province_before = "Thành phố Hồ Chí Minh"
    province_after = "Thành phố Hồ Chí Minh"
    district = "Quận 5"
    places = ("Quận 5",)
    home = "https://mttqquan5.vn/"
    evidence = (
        "https://mttqquan5.vn/khu-pho-01-phuong-8-quan-5-ra-mat-khong-gian-van-hoa-ho-chi-minh.html"
    )
