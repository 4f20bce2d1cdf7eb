"""Báo Vĩnh Long."""

from crawler.families import Epi
from crawler.site import HostSpan, Section


class Baovinhlong(Epi):
    name = "baovinhlong"
    organisation = "Báo Vĩnh Long"
    level = "tinh"
    host = "baovinhlong.vn"
    host_confirmed = True
    aliases = ("www.baovinhlong.vn", "baovinhlong.com.vn", "www.baovinhlong.com.vn")
    province_before = "Vĩnh Long"
    province_after = "Vĩnh Long"
    home = "https://baovinhlong.vn/"
    more_sections = True
    sections = (
        Section(
            "https://baovinhlong.vn/chinh-tri/hoc-tap-va-lam-theo-tgdd-ho-chi-minh/",
            "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        ),
    )
    evidence = "https://baovinhlong.vn/chinh-tri/hoc-tap-va-lam-theo-tgdd-ho-chi-minh/202106/tx-binh-minh-hoc-tap-bac-ho-gan-voi-nhiem-vu-chinh-tri-3059913/"
    host_spans = (HostSpan("baovinhlong.com.vn"), HostSpan("baovinhlong.vn"))
