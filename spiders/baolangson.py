"""Báo Lạng Sơn."""

from crawler.families import Joomla


class Baolangson(Joomla):
    name = "baolangson"
    organisation = "Báo Lạng Sơn"
    level = "tinh"
    host = "baolangson.vn"
    host_confirmed = True
    aliases = ("www.baolangson.vn",)
    province_before = "Lạng Sơn"
    province_after = "Lạng Sơn"
    home = "https://baolangson.vn/"
    evidence = "https://baolangson.vn/nguoi-tot-viec-tot-2/130358-truong-thon-hien-dat-xay-dung-nha-van-hoa.html"
