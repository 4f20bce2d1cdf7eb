"""UBND huyện Châu Thành, An Giang."""

import re

from crawler.families import Generic


class ChauthanhAngiang(Generic):
    name = "chauthanh_angiang"
    organisation = "UBND huyện Châu Thành"
    level = "huyen"
    host = "chauthanh.angiang.gov.vn"
    host_confirmed = True
    province_before = "An Giang"
    province_after = "An Giang"
    district = "Huyện Châu Thành"
    places = ("Châu Thành",)
    home = "http://chauthanh.angiang.gov.vn/"
    articles = (re.compile(r"/wps/portal/.+/xem/!ut/p/[^/]+/[^/]+/?"),)
    evidence = "http://chauthanh.angiang.gov.vn/wps/portal/Home/trang-chu/xem/!ut/p/z0/fYw9D4IwFAB_jWPzCraFjiRqFI0zdDGPj9AKKSCvhp8vcXRwvMvlwEABxuPbdUhu9DhsXBr10Ppw4VcR3dJ7fOLZWUlxyCN-zDnkYP4H28E959lkYOrRU7sSFIOrWG0xkEVvd3zBHyLnKdRL6F3rv2LFyYbRd2QdvXBzqLlGkTQs0SJmArVkVbxvmJaqTkXUSJVwmHpTfgCZBtEw/"
