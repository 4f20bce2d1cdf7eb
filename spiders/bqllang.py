"""Ban Quản lý Lăng Chủ tịch Hồ Chí Minh."""

from crawler.families import Joomla


class Bqllang(Joomla):
    name = "bqllang"
    organisation = "Ban Quản lý Lăng Chủ tịch Hồ Chí Minh"
    level = "trung_uong"
    host = "bqllang.gov.vn"
    host_confirmed = True
    aliases = ("www.bqllang.gov.vn",)
    home = "https://bqllang.gov.vn/"
    evidence = "https://bqllang.gov.vn/tin-tuc/tin-tong-hop/9873-hanh-trinh-tu-chi-thi-06-den-chi-thi-05-ve-hoc-va-lam-theo-bac.html"
