"""UBND phường Linh Xuân, thành phố Thủ Đức, Thành phố Hồ Chí Minh."""

from crawler.families import QuangIch


class Linhxuan(QuangIch):
    name = "linhxuan"
    organisation = "UBND phường Linh Xuân"
    level = "xa"
    host = "linhxuan.thuduc.truongdientu.vn"
    host_confirmed = True
    province_before = "Thành phố Hồ Chí Minh"
    province_after = "Thành phố Hồ Chí Minh"
    district = "Thành phố Thủ Đức"
    places = ("Linh Xuân",)
    home = "http://linhxuan.thuduc.truongdientu.vn/"
