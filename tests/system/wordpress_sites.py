"""The real WordPress as a site file would state it: by its family, and as any site."""

from __future__ import annotations

from crawler.families.generic import Generic
from crawler.families.wordpress import WordPress

HOST = "phuongmau.gov.vn"


class Facts:
    organisation = "UBND phường Mẫu"
    level = "xa"
    host = HOST
    home = f"http://{HOST}/"
    province_before = "Bắc Kạn"
    province_after = "Thái Nguyên"
    places = ("phường Mẫu",)


class RealWordpress(Facts, WordPress):
    name = "real_wordpress"


class RealGeneric(Facts, Generic):
    name = "real_generic"
