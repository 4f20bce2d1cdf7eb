"""Báo ảnh Đắk Nông."""

from crawler.families import SlugId


class BaoanhBaodaknong(SlugId):
    name = "baoanh_baodaknong"
    organisation = "Báo ảnh Đắk Nông"
    level = "tinh"
    host = "baoanh.baodaknong.org.vn"
    host_confirmed = True
    province_before = "Đắk Nông"
    province_after = "Lâm Đồng"
    home = "http://baoanh.baodaknong.org.vn/"
