"""Đoàn Khối Cơ quan và Doanh nghiệp tỉnh Thừa Thiên Huế."""

from crawler.families import ById


class DoancqvadnThuathienhue(ById):
    name = "doancqvadn_thuathienhue"
    organisation = "Đoàn Khối Cơ quan và Doanh nghiệp tỉnh Thừa Thiên Huế"
    level = "tinh"
    host = "doancqvadn.thuathienhue.gov.vn"
    host_confirmed = True
    province_before = "Huế"
    province_after = "Huế"
    home = "https://doancqvadn.thuathienhue.gov.vn/"
