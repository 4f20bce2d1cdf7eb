"""UBND xã Hải Nam, huyện Hải Hậu, Nam Định."""

from crawler.families import Vnpt
from crawler.site import Section


class HainamHaihau(Vnpt):
    name = "hainam_haihau"
    organisation = "UBND xã Hải Nam"
    level = "xa"
    host = "hainam-haihau.namdinh.gov.vn"
    host_confirmed = True
    province_before = "Nam Định"
    province_after = "Ninh Bình"
    district = "Huyện Hải Hậu"
    places = ("Hải Nam",)
    home = "https://hainam-haihau.namdinh.gov.vn/"
    more_sections = True
    sections = (Section("https://hainam-haihau.namdinh.gov.vn/cong-tac-dang", "Công tác Đảng"),)
