"""Báo Hòa Bình."""

from crawler.families import Numbered


class Baohoabinh(Numbered):
    name = "baohoabinh"
    organisation = "Báo Hòa Bình"
    level = "tinh"
    host = "baohoabinh.com.vn"
    host_confirmed = True
    aliases = ("www.baohoabinh.com.vn",)
    province_before = "Hòa Bình"
    province_after = "Phú Thọ"
    home = "https://baohoabinh.com.vn/"
    evidence = "https://baohoabinh.com.vn/255/127937/Xac-dinh-noi-dung-dot-pha-tao-chuyen-bien-ro-net-tr111ng-hoc-tap-Chi-thi-so-05.htm"
