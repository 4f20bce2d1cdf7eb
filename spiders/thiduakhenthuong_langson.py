"""Ban Thi đua - Khen thưởng tỉnh Lạng Sơn."""

from crawler.families import Generic


class ThiduakhenthuongLangson(Generic):
    name = "thiduakhenthuong_langson"
    organisation = "Ban Thi đua - Khen thưởng tỉnh Lạng Sơn"
    level = "tinh"
    host = "thiduakhenthuong.langson.gov.vn"
    host_confirmed = True
    province_before = "Lạng Sơn"
    province_after = "Lạng Sơn"
    home = "http://thiduakhenthuong.langson.gov.vn/"
