"""Thư viện tỉnh Lào Cai."""

from crawler.families import NukeViet
from crawler.site import Section


class Thuvientinhlaocai(NukeViet):
    name = "thuvientinhlaocai"
    organisation = "Thư viện tỉnh Lào Cai"
    level = "tinh"
    host = "thuvientinhlaocai.vn"
    host_confirmed = True
    aliases = ("www.thuvientinhlaocai.vn",)
    province_before = "Lào Cai"
    province_after = "Lào Cai"
    home = "https://thuvientinhlaocai.vn/"
    more_sections = True
    sections = (
        Section(
            "https://thuvientinhlaocai.vn/index.php/vi/news/lao-cai-hoc-tap-va-lam-theo-bac/",
            "Lào Cai học tập và làm theo Bác",
        ),
    )
    evidence = "https://thuvientinhlaocai.vn/index.php/vi/news/savefile/lao-cai-hoc-tap-va-lam-theo-bac/dong-bao-lao-cai-thi-dua-lam-theo-loi-bac-day-1854.html"
