"""Báo Điện Biên Phủ, bản tiếng Anh."""

from crawler.families import Base62


class EnBaodienbienphu(Base62):
    name = "en_baodienbienphu"
    organisation = "Báo Điện Biên Phủ, bản tiếng Anh"
    level = "tinh"
    host = "en.baodienbienphu.com.vn"
    host_confirmed = True
    province_before = "Điện Biên"
    province_after = "Điện Biên"
    home = "https://en.baodienbienphu.com.vn/"
    evidence = "https://en.baodienbienphu.com.vn/thoi-su-chinh-tri/spreading-the-practice-of-studying-and-following-uncle-hos-example-du99TdQHR.html"
