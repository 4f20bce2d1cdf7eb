"""UBND Phường 10, quận Tân Bình, Thành phố Hồ Chí Minh."""

from crawler.families import WordPress


class Phuong10tanbinh(WordPress):
    name = "phuong10tanbinh"
    organisation = "UBND Phường 10, quận Tân Bình"
    level = "xa"
    host = "phuong10tanbinh.gov.vn"
    host_confirmed = True
    aliases = ("www.phuong10tanbinh.gov.vn",)
    province_before = "Thành phố Hồ Chí Minh"
    province_after = "Thành phố Hồ Chí Minh"
    district = "Quận Tân Bình"
    places = ("Phường 10",)
    home = "https://phuong10tanbinh.gov.vn/"
    evidence = "https://phuong10tanbinh.gov.vn/tin-tuc-su-kien/chinh-tri-xa-hoi/ra-mat-khong-gian-van-hoa-ho-chi-minh-tai-phuong-10/"
