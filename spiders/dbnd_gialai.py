"""Đoàn ĐBQH và HĐND tỉnh Gia Lai."""

import re

from crawler.families import Generic


class DbndGialai(Generic):
    name = "dbnd_gialai"
    organisation = "Đoàn ĐBQH và HĐND tỉnh Gia Lai"
    level = "tinh"
    host = "dbnd.gialai.gov.vn"
    host_confirmed = True
    province_before = "Gia Lai"
    province_after = "Gia Lai"
    home = "https://dbnd.gialai.gov.vn/"
    articles = (re.compile(r"/News/[^/]+/[^/]+"),)
    evidence = (
        "https://dbnd.gialai.gov.vn/News/VP/Cong-doan-Van-phong-Doan-DBQH-va-HDND-tinh-voi-cuo"
    )
