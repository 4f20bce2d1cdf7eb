"""Ban Tuyên giáo Tỉnh ủy Bình Thuận."""

from crawler.families import Dcs


class BtgtuBinhthuan(Dcs):
    name = "btgtu_binhthuan"
    organisation = "Ban Tuyên giáo Tỉnh ủy Bình Thuận"
    level = "tinh"
    host = "btgtu.binhthuan.dcs.vn"
    host_confirmed = True
    province_before = "Bình Thuận"
    province_after = "Lâm Đồng"
    home = "https://btgtu.binhthuan.dcs.vn/"
