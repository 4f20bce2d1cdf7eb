"""Ban Tuyên giáo Tỉnh ủy Hưng Yên."""

import re

from crawler.families import Generic
from crawler.site import Section


class Tuyengiaohungyen(Generic):
    name = "tuyengiaohungyen"
    organisation = "Ban Tuyên giáo Tỉnh ủy Hưng Yên"
    level = "tinh"
    host = "tuyengiaohungyen.vn"
    host_confirmed = True
    aliases = ("www.tuyengiaohungyen.vn",)
    province_before = "Hưng Yên"
    province_after = "Hưng Yên"
    home = "http://tuyengiaohungyen.vn/"
    articles = (re.compile(r"/bai-viet/[^/]+\.aspx"),)
    more_sections = True
    sections = (
        Section(
            "http://tuyengiaohungyen.vn/tin-tuc/hoc-tap-va-lam-theo-tu-tuong-dao-duc-phong-cach-ho-chi-minh.aspx",
            "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        ),
    )
    evidence = "http://tuyengiaohungyen.vn/tin-tuc/hoc-tap-va-lam-theo-tu-tuong-dao-duc-phong-cach-ho-chi-minh.aspx"
