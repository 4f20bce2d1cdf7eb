"""Where an article speaks from, and of where.

The publisher's place comes from the site's facts; the subject's from the text
("TP Uông Bí" on a provincial paper). Names stay as published. The province is
told in both maps: the 63 until 30/6/2025 and the 34 since (Nghị quyết
202/2025/QH15), for the same name means two areas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.places import province_after, province_name, provinces_within, reform_day
from archive.records import PlaceName, Site
from pipelines.compare import UPPER, folded

_PROVINCE_UNITS = frozenset(("tỉnh", "thành phố", "tp", "tp."))
_UNIT = re.compile(
    rf"(?<!\w)(?P<unit>(?i:thị\sxã|thị\strấn|thành\sphố|tp\.?|phường|xã|huyện|quận|tỉnh))\s?"
    rf"(?P<name>[{UPPER}]\w*(?:(?:\s|-|\s-\s)[{UPPER}]\w*){{0,3}})"
)
_LAST_WORD = re.compile(r"(?:\s-\s|\s|-)\w+$")
_MOST_SUBJECTS = 5
_BEGINNING = 3_000


def places_of(site: Site, title: str, lead: str, body: str, day: str = "") -> tuple[PlaceName, ...]:
    """The publisher's place, then the places the article is most about.

    A place is a subject when a unit is named ("phường Đậu Liêu", "tỉnh Cao Bằng") in title or
    lead, or more than once; ``evidence`` says where and how often. ``day`` is that of the article
    (ISO 8601, "" unknown): from 1 July 2025 on "tỉnh Phú Thọ" is the larger one.
    """
    return (*_publisher(site), *_subjects(site, title, lead, body, day))


def _publisher(site: Site) -> Iterator[PlaceName]:
    name = site.district or site.province_before or site.province_after
    if name:
        yield PlaceName(
            name, "publisher", site.province_before, site.province_after, "the site's own facts"
        )


def _subjects(site: Site, title: str, lead: str, body: str, day: str) -> list[PlaceName]:
    text = f"{title}\n{lead}\n{body[:_BEGINNING]}"
    printed: dict[str, tuple[str, str]] = {}
    provinces: dict[str, str] = {}
    for match in _UNIT.finditer(text):
        name, unit = match["name"], match["unit"]
        province = _province(unit, name) if unit.lower() in _PROVINCE_UNITS else None
        if province:
            name, known = province
            provinces.setdefault(folded(name), known)
        printed.setdefault(folded(name), (unit, name))
    named = set(provinces.values())
    home = _on_maps(next(iter(named)), site, day) if len(named) == 1 else _site_on_maps(site)
    found: list[tuple[tuple[bool, bool, int], PlaceName]] = []
    for key, (unit, name) in printed.items():
        rank = (name in title, name in lead, text.count(name))
        if not (rank[0] or rank[1] or rank[2] > 1):
            continue
        where = "title" if rank[0] else "lead" if rank[1] else "text"
        evidence = f"{where}, named {rank[2]}×"
        maps = _on_maps(provinces[key], site, day) if key in provinces else home
        found.append((rank, PlaceName(f"{unit} {name}", "subject", *maps, evidence)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [place for _, place in found[:_MOST_SUBJECTS]]


def _province(unit: str, name: str) -> tuple[str, str] | None:
    """The words of ``name`` that are a province's, from the first on, and its name: in "tỉnh Cao
    Bằng Nguyễn Văn An" a person's follows."""
    while True:
        # "TP.HCM" is known by its unit.
        if known := province_name(name) or province_name(f"{unit}{name}"):
            return name, known
        shorter = _LAST_WORD.sub("", name)
        if shorter == name:
            return None
        name = shorter


def _on_maps(province: str, site: Site, day: str) -> tuple[str, str]:
    """A province that an article of ``day`` names, before the reform and after it. Of a name that
    now means several of the 63, only the site can tell which."""
    after = province_after(province)
    grown = len(provinces_within(after)) > 1 and province == after
    if not (grown and day >= reform_day()):
        return province, after
    return site.province_before if province_after(site.province_before) == after else "", after


def _site_on_maps(site: Site) -> tuple[str, str]:
    return site.province_before, province_after(site.province_before) or site.province_after
