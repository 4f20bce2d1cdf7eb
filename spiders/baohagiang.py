"""Báo Hà Giang."""

from crawler.families import Epi
from crawler.site import Section


class Baohagiang(Epi):
    name = "baohagiang"
    organisation = "Báo Hà Giang"
    level = "tinh"
    host = "baohagiang.vn"
    host_confirmed = True
    aliases = ("www.baohagiang.vn",)
    province_before = "Hà Giang"
    province_after = "Tuyên Quang"
    home = "http://baohagiang.vn/"
    more_sections = True
    sections = (Section("http://baohagiang.vn/hoc-tap-theo-bac/", "Học tập theo Bác"),)
    evidence = "http://baohagiang.vn/hoc-tap-theo-bac/202107/nhung-dien-hinh-trong-phong-trao-hoc-tap-va-lam-theo-bac-779010/"
