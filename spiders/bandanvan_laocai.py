"""Ban Dân vận Tỉnh ủy Lào Cai."""

from crawler.families import Vnpt


class BandanvanLaocai(Vnpt):
    name = "bandanvan_laocai"
    organisation = "Ban Dân vận Tỉnh ủy Lào Cai"
    level = "tinh"
    host = "bandanvan.laocai.org.vn"
    host_confirmed = True
    province_before = "Lào Cai"
    province_after = "Lào Cai"
    home = "http://bandanvan.laocai.org.vn/"
