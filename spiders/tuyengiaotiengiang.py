"""Ban Tuyên giáo Tỉnh ủy Tiền Giang."""

from crawler.families import Generic


class Tuyengiaotiengiang(Generic):
    name = "tuyengiaotiengiang"
    organisation = "Ban Tuyên giáo Tỉnh ủy Tiền Giang"
    level = "tinh"
    host = "tuyengiaotiengiang.vnpttiengiang.vn"
    host_confirmed = True
    province_before = "Tiền Giang"
    province_after = "Đồng Tháp"
    home = "https://tuyengiaotiengiang.vnpttiengiang.vn/"
