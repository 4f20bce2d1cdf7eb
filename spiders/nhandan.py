"""Báo Nhân Dân."""

from crawler.families import Post
from crawler.site import HostSpan


class Nhandan(Post):
    name = "nhandan"
    organisation = "Báo Nhân Dân"
    level = "trung_uong"
    host = "nhandan.vn"
    host_confirmed = True
    aliases = ("www.nhandan.vn", "nhandan.com.vn", "www.nhandan.com.vn")
    home = "https://nhandan.vn/"
    evidence = (
        "https://nhandan.vn/gop-phan-lan-toa-tinh-than-hoc-tap-lam-theo-guong-bac-post611400.html"
    )
    host_spans = (HostSpan("nhandan.com.vn"), HostSpan("nhandan.vn"))
