"""UBND huyện Gò Quao, Kiên Giang."""

from crawler.families import Numbered
from crawler.site import Section


class Goquao(Numbered):
    name = "goquao"
    organisation = "UBND huyện Gò Quao"
    level = "huyen"
    host = "goquao.kiengiang.gov.vn"
    host_confirmed = True
    province_before = "Kiên Giang"
    province_after = "An Giang"
    district = "Huyện Gò Quao"
    places = ("Gò Quao",)
    home = "https://goquao.kiengiang.gov.vn/"
    more_sections = True
    sections = (
        Section(
            "https://goquao.kiengiang.gov.vn/trang/TinTuc/92/",
            "Học tập theo tấm gương đạo đức Hồ Chí Minh",
        ),
    )
    evidence = "https://goquao.kiengiang.gov.vn/trang/TinTuc/92/529/GO-QUAO-TO-CHUC-THANH-CONG-HOI-THI-TIM-HIEU-TU-TUONG--dAO-dUC--PHONG-CACH-HO-CHI-MINH--NAM-2017..html"
