"""Báo Nam Định."""

from crawler.families import Epi
from crawler.site import HostSpan


class Baonamdinh(Epi):
    name = "baonamdinh"
    organisation = "Báo Nam Định"
    level = "tinh"
    host = "baonamdinh.vn"
    host_confirmed = True
    aliases = ("www.baonamdinh.vn", "baonamdinh.com.vn", "www.baonamdinh.com.vn")
    province_before = "Nam Định"
    province_after = "Ninh Bình"
    home = "https://baonamdinh.vn/"
    evidence = "https://baonamdinh.vn/channel/5084/202109/hoc-tap-va-lam-theo-tu-tuong-dao-duc-phong-cach-ho-chi-minh-lan-toa-nhung-tam-guong-hoc-va-lam-theo-bac-2546282"
    host_spans = (HostSpan("baonamdinh.com.vn"), HostSpan("baonamdinh.vn"))
