"""Báo Bình Thuận."""

from archive.records import Layout
from crawler.families import SlugId


class Baobinhthuan(SlugId):
    name = "baobinhthuan"
    organisation = "Báo Bình Thuận"
    level = "tinh"
    host = "baobinhthuan.com.vn"
    host_confirmed = True
    aliases = ("www.baobinhthuan.com.vn",)
    province_before = "Bình Thuận"
    province_after = "Lâm Đồng"
    home = "https://baobinhthuan.com.vn/"
    evidence = "https://baobinhthuan.com.vn/ham-thuan-bac-bieu-duong-khen-thuong-20-ca-nhan-tap-the-tieu-bieu-trong-hoc-tap-va-lam-theo-bac-108628.html"
    # Selectors seen at work on 2 June 2019.
    layouts = (
        *SlugId.layouts,
        Layout(lead="#info_g > p:nth-of-type(2)", body="#info_g"),
    )
