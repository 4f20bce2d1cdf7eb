"""Tỉnh ủy Quảng Trị."""

from crawler.families import MojoPortal
from crawler.site import Section


class Tinhuyquangtri(MojoPortal):
    name = "tinhuyquangtri"
    organisation = "Tỉnh ủy Quảng Trị"
    level = "tinh"
    host = "tinhuyquangtri.vn"
    host_confirmed = True
    aliases = ("www.tinhuyquangtri.vn",)
    province_before = "Quảng Trị"
    province_after = "Quảng Trị"
    home = "https://tinhuyquangtri.vn/"
    more_sections = True
    sections = (
        Section(
            "https://tinhuyquangtri.vn/Article/ViewList.aspx?mid=2542&pageid=379",
            "Danh sách bài viết",
        ),
    )
    evidence = "https://tinhuyquangtri.vn/Article/ViewList.aspx?mid=2542&pageid=379&pagenumber=54"
