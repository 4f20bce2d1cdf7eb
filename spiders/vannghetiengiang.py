"""Hội Văn học Nghệ thuật tỉnh Tiền Giang."""

from crawler.families import NukeViet
from crawler.site import Section


class Vannghetiengiang(NukeViet):
    name = "vannghetiengiang"
    organisation = "Hội Văn học Nghệ thuật tỉnh Tiền Giang"
    level = "tinh"
    host = "vannghetiengiang.vn"
    host_confirmed = True
    aliases = ("www.vannghetiengiang.vn",)
    province_before = "Tiền Giang"
    province_after = "Đồng Tháp"
    home = "https://vannghetiengiang.vn/"
    more_sections = True
    sections = (
        Section(
            "https://vannghetiengiang.vn/news/Hoc-tap-tam-guong-dao-duc-Ho-Chi-Minh/",
            "Học tập tấm gương đạo đức Hồ Chí Minh",
        ),
    )
    evidence = "https://vannghetiengiang.vn/news/savefile/Hoc-tap-tam-guong-dao-duc-Ho-Chi-Minh/Ve-Go-Cong-Tay-nghe-ke-chuyen-hoc-tap-va-lam-theo-Bac-Ho-10887/"
