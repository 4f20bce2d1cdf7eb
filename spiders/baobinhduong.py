"""Báo Bình Dương."""

from crawler.families import SlugA


class Baobinhduong(SlugA):
    name = "baobinhduong"
    organisation = "Báo Bình Dương"
    level = "tinh"
    host = "baobinhduong.vn"
    host_confirmed = True
    aliases = ("www.baobinhduong.vn", "beta.baobinhduong.vn")
    province_before = "Bình Dương"
    province_after = "Thành phố Hồ Chí Minh"
    home = "https://baobinhduong.vn/"
    evidence = "https://baobinhduong.vn/hoi-lhpn-phuong-thanh-phuoc-tx-tan-uyen-khui-heo-dat-giup-hoi-vien-ngheo-a153847.html"
