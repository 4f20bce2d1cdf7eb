"""Báo Sơn La."""

from crawler.families import Base62


class Baosonla(Base62):
    name = "baosonla"
    organisation = "Báo Sơn La"
    level = "tinh"
    host = "baosonla.org.vn"
    host_confirmed = True
    aliases = ("www.baosonla.org.vn", "demo.baosonla.org.vn")
    province_before = "Sơn La"
    province_after = "Sơn La"
    home = "http://baosonla.org.vn/"
    evidence = "http://baosonla.org.vn/vi/bai-viet/thanh-uy-so-ket-2-nam-thuc-hien-chi-thi-so-05-cua-bo-chinh-tri-15242"
