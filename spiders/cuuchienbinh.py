"""Hội Cựu chiến binh Việt Nam."""

from crawler.families import WordPress


class Cuuchienbinh(WordPress):
    name = "cuuchienbinh"
    organisation = "Hội Cựu chiến binh Việt Nam"
    level = "trung_uong"
    host = "cuuchienbinh.vn"
    host_confirmed = True
    aliases = ("www.cuuchienbinh.vn",)
    home = "http://cuuchienbinh.vn/"
    evidence = "http://cuuchienbinh.vn/hai-duong-tong-ket-4-nam-thuc-hien-cuoc-van-dong-31-01-2011/"
