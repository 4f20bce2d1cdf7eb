"""Trung tâm Văn hóa thành phố Thủ Đức, Thành phố Hồ Chí Minh."""

from crawler.families import WordPress


class Ttvhtpthuduc(WordPress):
    name = "ttvhtpthuduc"
    organisation = "Trung tâm Văn hóa thành phố Thủ Đức"
    level = "huyen"
    host = "ttvhtpthuduc.vn"
    host_confirmed = True
    aliases = ("www.ttvhtpthuduc.vn",)
    province_before = "Thành phố Hồ Chí Minh"
    province_after = "Thành phố Hồ Chí Minh"
    district = "Thành phố Thủ Đức"
    places = ("Thủ Đức",)
    home = "https://ttvhtpthuduc.vn/"
    evidence = "https://ttvhtpthuduc.vn/?p=24180"
