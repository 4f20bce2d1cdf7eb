"""Báo Lào Cai."""

from crawler.families import Post
from crawler.site import Section


class Baolaocai(Post):
    name = "baolaocai"
    organisation = "Báo Lào Cai"
    level = "tinh"
    host = "baolaocai.vn"
    host_confirmed = True
    aliases = ("www.baolaocai.vn",)
    province_before = "Lào Cai"
    province_after = "Lào Cai"
    home = "https://baolaocai.vn/"
    more_sections = True
    sections = (
        Section("https://baolaocai.vn/dien-hinh-hoc-bac-tag29867.html", "Điển hình học Bác"),
    )
    evidence = "https://baolaocai.vn/dien-hinh-hoc-bac-tag29867.html"
