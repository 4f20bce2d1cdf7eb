"""UBND huyện Gia Viễn, Ninh Bình."""

from crawler.families import SlugId


class Giavien(SlugId):
    name = "giavien"
    organisation = "UBND huyện Gia Viễn"
    level = "huyen"
    host = "giavien.ninhbinh.gov.vn"
    host_confirmed = True
    province_before = "Ninh Bình"
    province_after = "Ninh Bình"
    district = "Huyện Gia Viễn"
    places = ("Gia Viễn",)
    home = "https://giavien.ninhbinh.gov.vn/"
