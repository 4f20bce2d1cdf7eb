"""Ban Dân tộc tỉnh Ninh Thuận."""

from crawler.families import SharePoint


class BandantocNinhthuan(SharePoint):
    name = "bandantoc_ninhthuan"
    organisation = "Ban Dân tộc tỉnh Ninh Thuận"
    level = "tinh"
    host = "bandantoc.ninhthuan.gov.vn"
    host_confirmed = True
    province_before = "Ninh Thuận"
    province_after = "Khánh Hòa"
    home = "https://bandantoc.ninhthuan.gov.vn/"
