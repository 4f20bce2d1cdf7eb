"""UBND xã Dương Phong, huyện Bạch Thông, Bắc Kạn."""

from crawler.families import WordPress


class Duongphong(WordPress):
    name = "duongphong"
    organisation = "UBND xã Dương Phong"
    level = "xa"
    host = "duongphong.bachthong.gov.vn"
    host_confirmed = True
    province_before = "Bắc Kạn"
    province_after = "Thái Nguyên"
    district = "Huyện Bạch Thông"
    places = ("Dương Phong",)
    home = "http://duongphong.bachthong.gov.vn/"
    evidence = "http://duongphong.bachthong.gov.vn/hoi-nghi-trien-khai-chuyen-de-nam-2023-va-quan-triet-van-ban-moi-cua-trung-uong-cua-tinh/"
