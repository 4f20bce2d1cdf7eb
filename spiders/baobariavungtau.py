"""Báo Bà Rịa - Vũng Tàu."""

from crawler.families import Epi
from crawler.site import Section


class Baobariavungtau(Epi):
    name = "baobariavungtau"
    organisation = "Báo Bà Rịa - Vũng Tàu"
    level = "tinh"
    host = "baobariavungtau.com.vn"
    host_confirmed = True
    aliases = ("www.baobariavungtau.com.vn",)
    province_before = "Bà Rịa - Vũng Tàu"
    province_after = "Thành phố Hồ Chí Minh"
    home = "http://baobariavungtau.com.vn/"
    more_sections = True
    sections = (Section("http://baobariavungtau.com.vn/chinh-tri/", "Chính trị"),)
    evidence = "http://baobariavungtau.com.vn/chinh-tri/202007/ban-chap-hanh-dang-bo-huyen-dat-do-to-chuc-hoi-nghi-lan-thu-61-mo-rong-903681/"
