"""Cổng thông tin điện tử tỉnh Cao Bằng."""

from archive.records import Layout
from crawler.families import Generic
from crawler.site import Section


class CaobangGov(Generic):
    name = "caobang_gov"
    organisation = "Cổng thông tin điện tử tỉnh Cao Bằng"
    level = "tinh"
    host = "www.caobang.gov.vn"
    host_confirmed = True
    aliases = ("caobang.gov.vn",)
    province_before = "Cao Bằng"
    province_after = "Cao Bằng"
    home = "http://www.caobang.gov.vn/"
    more_sections = True
    sections = (Section("http://www.caobang.gov.vn/thongtintonghop/97", "Thông tin tổng hợp"),)
    evidence = "http://www.caobang.gov.vn/thongtintonghop/97"
    # Selectors seen at work on 2 June 2019.
    layouts = (Layout(body=".ArticleContent", date=".PostDate"),)
