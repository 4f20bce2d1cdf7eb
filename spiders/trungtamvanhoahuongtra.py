"""Trung tâm Văn hóa thị xã Hương Trà, Huế."""

from crawler.families import NukeViet


class Trungtamvanhoahuongtra(NukeViet):
    name = "trungtamvanhoahuongtra"
    organisation = "Trung tâm Văn hóa thị xã Hương Trà"
    level = "huyen"
    host = "trungtamvanhoahuongtra.vn"
    host_confirmed = True
    aliases = ("www.trungtamvanhoahuongtra.vn",)
    province_before = "Huế"
    province_after = "Huế"
    district = "Thị xã Hương Trà"
    places = ("Hương Trà",)
    home = "http://trungtamvanhoahuongtra.vn/"
