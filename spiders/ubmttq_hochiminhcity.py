"""Ủy ban MTTQ Việt Nam Thành phố Hồ Chí Minh."""

from crawler.families import Numbered


class UbmttqHochiminhcity(Numbered):
    name = "ubmttq_hochiminhcity"
    organisation = "Ủy ban MTTQ Việt Nam Thành phố Hồ Chí Minh"
    level = "tinh"
    host = "ubmttq.hochiminhcity.gov.vn"
    host_confirmed = True
    province_before = "Thành phố Hồ Chí Minh"
    province_after = "Thành phố Hồ Chí Minh"
    home = "https://ubmttq.hochiminhcity.gov.vn/"
    evidence = "https://ubmttq.hochiminhcity.gov.vn/tin-tuc/chitiet/7040/tpho-chi-minh-tren-4500-mo-hinh-khong-gian-van-hoa-ho-chi-minh-co-tac-dung-lan-toa-va-thuyet-phuc-cao"
