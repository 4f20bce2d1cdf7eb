"""One invented site of each family, for tests of what a family makes of URLs.

``data/urls.tsv`` holds the URLs: a sample's name, the role, the URL and its canonical spelling
(blank where it is its own). A URL that begins with a slash is on the sample's host.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from archive.records import Role, Section
from crawler.families import FAMILIES
from crawler.site import SiteSpider

TABLE = Path(__file__).parent / "data" / "urls.tsv"

LISTS: dict[str, tuple[str, ...]] = {
    "base62": ("/xay-dung-dang",),
    "by_id": (
        "/?cn=28&gd=4",
        "/tin-tuc/su-kien/",
        "/vi/tin-trong-huyen",
        "/webcenter/portal/a/pages_tin-tuc",
    ),
    "dangcongsan": ("/xay-dung-dang",),
    "dcs": ("/Trang-chu", "/vi-vn/chuyen-muc/dan-van/405534-193312"),
    "drupal": ("/vi/xay-dung-dang",),
    "drupal_plain": ("/chinh-tri",),
    "epi": ("/chinh-tri/", "/channel/2023/"),
    "generic": ("/tin-tuc",),
    "hatinh": ("/huyen/portal/folder/tin-tuc",),
    "joomla": ("/tin-tuc/tin-tong-hop",),
    "joomla_raw": ("/index.php?id=2&option=com_content&view=category",),
    "liferay": ("/web/huyen-a/tin-tuc",),
    "liferay_guest": ("/web/guest/xay-dung-dang",),
    "liferay_told": ("/web/hcl/tin-tuc",),
    "mojoportal": ("/Article/ViewList.aspx?mid=2542&pageid=379",),
    "nukeviet": ("/vi/news/hoc-bac/",),
    "nukeviet_bare": ("/index.php/vi/news/hoc-bac/",),
    "nukeviet_raw": ("/index.php?language=vi&nv=news&op=hoc-bac",),
    "numbered": ("/tin-tuc/33", "/141/"),
    "post": ("/xay-dung-dang",),
    "quangich": ("/tuyen-truyen",),
    "sharepoint": ("/portal/pages/hoc-tap-va-lam-theo-bac.aspx",),
    "slug_a": ("/van-de-su-kien/",),
    "slug_id": (
        "/chinh-tri/trong-tinh/",
        "/theo-dong-thoi-su",
        "/xay-dung-dang-23.html",
        "/guong-sang.htm",
    ),
    "vnpt": (
        "/Default.aspx?catid=54185&pageid=30342&sid=1277",
        "/tinhuy/1277/30342/54185/hoc-bac.aspx",
    ),
    "vnpt_path": ("/1306/31791/62173",),
    "vnpt_unit": ("/huyen-a/1310/33463/62097/tin-thoi-su.aspx",),
    "wordpress": ("/tin-tuc/",),
}
WEB = {"liferay": "huyen-a", "liferay_guest": "guest", "vnpt_unit": "huyen-a"}


def sample(name: str) -> type[SiteSpider]:
    """The site ``name`` on ``{name}.example.vn``, reached at m. and beta. too."""
    base = FAMILIES[name] if name in FAMILIES else FAMILIES[name.rpartition("_")[0]]
    host = f"{name.replace('_', '-')}.example.vn"
    facts = {
        "name": host,
        "host": host,
        "aliases": (f"m.{host}", f"beta.{host}"),
        "sections": tuple(Section(f"https://{host}{path}", "Tin") for path in LISTS[name]),
        "web": WEB.get(name, ""),
    }
    return type("Sample", (base,), facts)


SAMPLES = {name: sample(name) for name in LISTS}


@dataclass(frozen=True, slots=True)
class Row:
    sample: str
    role: Role | None
    url: str
    canonical: str

    @property
    def site(self) -> type[SiteSpider]:
        return SAMPLES[self.sample]


def rows() -> list[Row]:
    """The table, its URLs made whole."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [_row(line) for line in csv.DictReader(lines, delimiter="\t")]


def _row(line: dict[str, str | None]) -> Row:
    name, url = line["site"] or "", line["url"] or ""
    host = f"https://{SAMPLES[name].host}"
    whole = host + url if url.startswith("/") else url
    spelt = line["canonical"] or ""
    role: Role | None = None if line["role"] == "-" else line["role"]  # type: ignore[assignment]
    return Row(name, role, whole, host + spelt if spelt else whole)
