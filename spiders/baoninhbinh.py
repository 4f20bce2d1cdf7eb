"""Báo Ninh Bình."""

import re

from crawler.families import Generic


class Baoninhbinh(Generic):
    name = "baoninhbinh"
    organisation = "Báo Ninh Bình"
    level = "tinh"
    host = "baoninhbinh.org.vn"
    host_confirmed = True
    aliases = ("www.baoninhbinh.org.vn",)
    province_before = "Ninh Bình"
    province_after = "Ninh Bình"
    home = "https://baoninhbinh.org.vn/"
    articles = (re.compile(r"/[^/]+/d20\d{15}\.htm"),)
    evidence = "https://baoninhbinh.org.vn/hoc-va-lam-theo-bac-o-hoi-cuu-chien-binh-huyen-nho-quan/d20211105082556877.htm"
