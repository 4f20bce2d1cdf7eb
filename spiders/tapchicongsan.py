"""Tạp chí Cộng sản."""

from crawler.families import Liferay
from crawler.site import Section


class Tapchicongsan(Liferay):
    name = "tapchicongsan"
    organisation = "Tạp chí Cộng sản"
    level = "trung_uong"
    host = "tapchicongsan.org.vn"
    host_confirmed = True
    aliases = ("www.tapchicongsan.org.vn",)
    web = "guest"
    home = "https://tapchicongsan.org.vn/"
    more_sections = True
    sections = (
        Section(
            "https://tapchicongsan.org.vn/web/guest/trang-thong-tin-dia-phuong",
            "Trang thông tin địa phương",
        ),
    )
    evidence = "https://tapchicongsan.org.vn/trang-thong-tin-dia-phuong/-/2018/48642/tra-vinh--thuc-hien-toan-dien-va-sang-tao-cac-noi-dung-nghi-quyet-trung-uong-4-khoa-xii-gan-voi-chi-thi-so-05-ct-tw-cua-bo-chinh-tri.aspx"
