"""The five sample sites: their real names and hosts, their sections, and the places they write of.

Facts only. How a page looks is ``markup/``, what it says is ``compose.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["sharepoint", "epi", "hatinh", "liferay"]


@dataclass(frozen=True, slots=True)
class SampleSection:
    """One section: ``key`` is its part of the URL, ``unit`` the sub-site (Hà Tĩnh portal),
    ``instance`` the asset publisher's id (Liferay)."""

    key: str
    name: str
    unit: str = ""
    instance: str = ""


@dataclass(frozen=True, slots=True)
class SampleSite:
    """One site. ``mirrors`` serve the same pages; ``former`` hosts answer 301 to ``host``."""

    name: str
    organisation: str
    host: str
    scheme: Literal["http", "https"]
    family: Family
    sections: tuple[SampleSection, ...]
    town: str
    town_since_2025: str
    seat: str
    units: tuple[str, ...]
    agency: str
    mirrors: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    web: str = ""
    group: int = 0
    clocked: bool = False

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host, *self.mirrors, *self.former)


SITES: tuple[SampleSite, ...] = (
    SampleSite(
        name="bimson",
        organisation="Thị ủy - UBND thị xã Bỉm Sơn",
        host="bimson.thanhhoa.gov.vn",
        scheme="https",
        family="sharepoint",
        sections=(
            SampleSection("tin-tuc-su-kien", "Tin tức - Sự kiện"),
            SampleSection("hoc-tap-va-lam-theo-bac", "Học tập và làm theo Bác"),
        ),
        town="thị xã Bỉm Sơn",
        town_since_2025="phường Bỉm Sơn",
        seat="Thị ủy Bỉm Sơn",
        units=(
            "phường Ba Đình",
            "phường Bắc Sơn",
            "phường Đông Sơn",
            "phường Lam Sơn",
            "phường Ngọc Trạo",
            "phường Phú Sơn",
            "xã Quang Trung",
        ),
        agency="BBS",
        clocked=True,
    ),
    SampleSite(
        name="baoquangninh",
        organisation="Báo Quảng Ninh",
        host="baoquangninh.vn",
        scheme="https",
        family="epi",
        sections=(
            SampleSection("chinh-tri", "Chính trị"),
            SampleSection(
                "hoc-tap-va-lam-theo-bac",
                "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
            ),
        ),
        town="tỉnh Quảng Ninh",
        town_since_2025="tỉnh Quảng Ninh",
        seat="Tỉnh ủy Quảng Ninh",
        units=(
            "thành phố Hạ Long",
            "thành phố Cẩm Phả",
            "huyện Vân Đồn",
            "huyện Tiên Yên",
            "huyện Ba Chẽ",
            "huyện Bình Liêu",
            "huyện Đầm Hà",
            "huyện Hải Hà",
            "huyện Cô Tô",
            "thị xã Quảng Yên",
            "thị xã Đông Triều",
        ),
        agency="BQN",
        former=("www.baoquangninh.vn", "baoquangninh.com.vn", "www.baoquangninh.com.vn"),
        clocked=True,
    ),
    SampleSite(
        name="honglinh",
        organisation="Thị ủy - UBND thị xã Hồng Lĩnh",
        host="honglinh.hatinh.gov.vn",
        scheme="http",
        family="hatinh",
        sections=(
            SampleSection("tin-tuc-su-kien", "Tin tức sự kiện", unit="honglinh"),
            SampleSection("xay-dung-dang", "Xây dựng Đảng", unit="honglinh"),
            SampleSection("tin-tuc", "Tin tức phường Đậu Liêu", unit="daulieu"),
        ),
        town="thị xã Hồng Lĩnh",
        town_since_2025="phường Bắc Hồng Lĩnh",
        seat="Thị ủy Hồng Lĩnh",
        units=(
            "phường Bắc Hồng",
            "phường Nam Hồng",
            "phường Đức Thuận",
            "phường Trung Lương",
            "phường Đậu Liêu",
            "xã Thuận Lộc",
        ),
        agency="HLO",
    ),
    SampleSite(
        name="quevo",
        organisation="Thị xã Quế Võ",
        host="bacninh.gov.vn",
        scheme="https",
        family="liferay",
        sections=(
            SampleSection("tin-tuc", "Tin tức", instance="Hq2vTtWz8kLm"),
            SampleSection("xay-dung-dang", "Xây dựng Đảng", instance="b7XdQnR4yPsE"),
        ),
        town="thị xã Quế Võ",
        town_since_2025="phường Quế Võ",
        seat="Thị ủy Quế Võ",
        units=(
            "phường Phố Mới",
            "phường Bằng An",
            "phường Phượng Mao",
            "phường Quế Tân",
            "phường Nhân Hòa",
            "phường Việt Hùng",
            "phường Đại Xuân",
            "xã Mộ Đạo",
            "xã Cách Bi",
            "xã Bồng Lai",
        ),
        agency="BNP",
        mirrors=("thuanthanh.bacninh.gov.vn",),
        web="quevo",
        group=20873511,
    ),
    SampleSite(
        name="tuson",
        organisation="Thành phố Từ Sơn",
        host="bacninh.gov.vn",
        scheme="https",
        family="liferay",
        sections=(
            SampleSection("tin-tuc", "Tin tức", instance="k3JfVw9ZcTaG"),
            SampleSection("hoc-tap-lam-theo-bac", "Học tập làm theo Bác", instance="Yp6MhUe1oBxN"),
        ),
        town="thành phố Từ Sơn",
        town_since_2025="phường Từ Sơn",
        seat="Thành ủy Từ Sơn",
        units=(
            "phường Đông Ngàn",
            "phường Đình Bảng",
            "phường Tân Hồng",
            "phường Trang Hạ",
            "phường Đồng Kỵ",
            "phường Châu Khê",
            "phường Phù Khê",
            "phường Tam Sơn",
            "phường Tương Giang",
            "phường Đồng Nguyên",
        ),
        agency="BNP",
        mirrors=("thuanthanh.bacninh.gov.vn",),
        web="tx-tu-son",
        group=20874120,
    ),
)

BY_NAME: dict[str, SampleSite] = {site.name: site for site in SITES}
