"""Báo An Giang."""

from crawler.families import SlugA


class Baoangiang(SlugA):
    name = "baoangiang"
    organisation = "Báo An Giang"
    level = "tinh"
    host = "baoangiang.com.vn"
    host_confirmed = True
    aliases = ("www.baoangiang.com.vn",)
    province_before = "An Giang"
    province_after = "An Giang"
    home = "https://baoangiang.com.vn/"
    evidence = "https://baoangiang.com.vn/dang-bo-an-phu-chung-suc-xay-dung-que-huong-phat-trien-ky-3-nhung-dien-hinh-tieu-bieu-a342793.html"
