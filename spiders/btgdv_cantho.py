"""Ban Tuyên giáo và Dân vận Thành ủy Cần Thơ."""

from crawler.families import NukeViet
from crawler.site import Section


class BtgdvCantho(NukeViet):
    name = "btgdv_cantho"
    organisation = "Ban Tuyên giáo và Dân vận Thành ủy Cần Thơ"
    level = "tinh"
    host = "btgdv.cantho.gov.vn"
    host_confirmed = True
    province_before = "Cần Thơ"
    province_after = "Cần Thơ"
    home = "https://btgdv.cantho.gov.vn/"
    more_sections = True
    sections = (
        Section(
            "https://btgdv.cantho.gov.vn/vi/news/hoc-va-lam-theo-loi-bac/",
            "Học và làm theo lời Bác",
        ),
    )
    evidence = "https://btgdv.cantho.gov.vn/vi/news/hoc-va-lam-theo-loi-bac/tong-ket-10-nam-thuc-hien-chi-thi-so-05-ct-tw-ngay-15-5-2016-cua-bo-chinh-tri-khoa-xii-ve-day-manh-hoc-tap-va-lam-theo-tu-tuong-dao-duc-phong-cach-ho-chi-minh-3155.html"
