"""Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh Ninh Bình."""

from crawler.families import Generic


class Dangbokhoininhbinh(Generic):
    name = "dangbokhoininhbinh"
    organisation = "Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh Ninh Bình"
    level = "tinh"
    host = "dangbokhoininhbinh.vn"
    host_confirmed = True
    aliases = ("www.dangbokhoininhbinh.vn",)
    province_before = "Ninh Bình"
    province_after = "Ninh Bình"
    home = "https://dangbokhoininhbinh.vn/"
    evidence = "https://dangbokhoininhbinh.vn/"
