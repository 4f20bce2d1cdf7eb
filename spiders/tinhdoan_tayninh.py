"""Tỉnh đoàn Tây Ninh."""

from crawler.families import WordPress


class TinhdoanTayninh(WordPress):
    name = "tinhdoan_tayninh"
    organisation = "Tỉnh đoàn Tây Ninh"
    level = "tinh"
    host = "tinhdoan.tayninh.gov.vn"
    host_confirmed = True
    province_before = "Tây Ninh"
    province_after = "Tây Ninh"
    home = "http://tinhdoan.tayninh.gov.vn/"
    evidence = "http://tinhdoan.tayninh.gov.vn/chi-doan-co-quan-tinh-doan-tong-ket-thuc-hien-ong-tre-bac-ho-nam-2018/"
