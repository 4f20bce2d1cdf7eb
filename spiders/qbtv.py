"""Đài Phát thanh - Truyền hình Quảng Bình."""

from crawler.families import SharePoint


class Qbtv(SharePoint):
    name = "qbtv"
    organisation = "Đài Phát thanh - Truyền hình Quảng Bình"
    level = "tinh"
    host = "qbtv.vn"
    host_confirmed = True
    aliases = ("www.qbtv.vn",)
    province_before = "Quảng Bình"
    province_after = "Quảng Trị"
    home = "https://qbtv.vn/"
    evidence = "https://qbtv.vn/portal/pages/2022-1-7/day-manh-viec-thuc-hien-chi-thi-so-05-cua-bo-chinh-tri-mot-cach-thiet-thuc-hieu-qua-22174.aspx"
