"""UBND phường Tân Phú, thành phố Thủ Đức, Thành phố Hồ Chí Minh."""

from crawler.families import QuangIch


class TanphuTpthuduc(QuangIch):
    name = "tanphu_tpthuduc"
    organisation = "UBND phường Tân Phú"
    level = "xa"
    host = "tanphu.tpthuduc.hochiminhcity.gov.vn"
    host_confirmed = True
    province_before = "Thành phố Hồ Chí Minh"
    province_after = "Thành phố Hồ Chí Minh"
    district = "Thành phố Thủ Đức"
    places = ("Tân Phú",)
    home = "http://tanphu.tpthuduc.hochiminhcity.gov.vn/"
    evidence = "http://tanphu.tpthuduc.hochiminhcity.gov.vn/tuyen-truyen/hoi-nguoi-cao-tuoi-phuong-tan-phu-ket-hop-voi-chi-bo-khu-pho-ra-mat-khong-gian/ct/5559/11640"
