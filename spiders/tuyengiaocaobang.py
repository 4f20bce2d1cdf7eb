"""Ban Tuyên giáo Tỉnh ủy Cao Bằng."""

from crawler.families import NukeViet


class Tuyengiaocaobang(NukeViet):
    name = "tuyengiaocaobang"
    organisation = "Ban Tuyên giáo Tỉnh ủy Cao Bằng"
    level = "tinh"
    host = "tuyengiaocaobang.vn"
    host_confirmed = True
    aliases = ("www.tuyengiaocaobang.vn",)
    province_before = "Cao Bằng"
    province_after = "Cao Bằng"
    home = "https://tuyengiaocaobang.vn/"
    evidence = "https://tuyengiaocaobang.vn/index.php/diem-bao/bac-ho-voi-cao-bang-dau-an-lich-su-va-nhung-bai-hoc-kinh-nghiem-ve-nang-cao-dan-tri-cho-nhan-dan-1825.html"
