"""Ban Nội chính Tỉnh ủy Yên Bái."""

from crawler.families import SlugId


class YenbaiNoichinh(SlugId):
    name = "yenbai_noichinh"
    organisation = "Ban Nội chính Tỉnh ủy Yên Bái"
    level = "tinh"
    host = "yenbai.noichinh.vn"
    host_confirmed = True
    province_before = "Yên Bái"
    province_after = "Lào Cai"
    home = "http://yenbai.noichinh.vn/"
