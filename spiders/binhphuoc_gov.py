"""Cổng thông tin điện tử tỉnh Bình Phước."""

from crawler.families import NukeViet
from crawler.site import Section


class BinhphuocGov(NukeViet):
    name = "binhphuoc_gov"
    organisation = "Cổng thông tin điện tử tỉnh Bình Phước"
    level = "tinh"
    host = "binhphuoc.gov.vn"
    host_confirmed = True
    aliases = ("www.binhphuoc.gov.vn",)
    province_before = "Bình Phước"
    province_after = "Đồng Nai"
    home = "https://binhphuoc.gov.vn/"
    successor = "dongnai.gov.vn"
    more_sections = True
    sections = (
        Section(
            "https://binhphuoc.gov.vn/vi/sct/thong-tin-tuyen-truyen/", "Thông tin tuyên truyền"
        ),
    )
    evidence = "https://binhphuoc.gov.vn/vi/sct/thong-tin-tuyen-truyen/chi-thi-so-05-ct-tw-cua-bo-chinh-tri-buoc-phat-trien-quan-trong-trong-tu-duy-ly-luan-cua-dang-ve-viec-hoc-tap-lam-theo-tu-tuong-dao-duc-phong-cach-ho-chi-minh-237.html"
