"""Where an article speaks from, and of where.

The publisher's place comes from the site's facts; the subject's from the text
("TP Uông Bí" on a provincial paper). Names stay as published. The province is
told in both maps: the 63 until 30/6/2025 and the 34 since (Nghị quyết
202/2025/QH15), for the same name means two areas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.places import province_after, province_name
from archive.records import PlaceName, Site
from pipelines.compare import UPPER, folded

_PROVINCE_UNITS = frozenset(("tỉnh", "thành phố", "tp", "tp."))
_UNIT = re.compile(
    rf"(?<!\w)(?P<unit>(?i:thị\sxã|thị\strấn|thành\sphố|tp\.?|phường|xã|huyện|quận|tỉnh))\s?"
    rf"(?P<name>[{UPPER}]\w*(?:(?:\s|-|\s-\s)[{UPPER}]\w*){{0,3}})"
)
_MOST_SUBJECTS = 5
_BEGINNING = 3_000


def places_of(site: Site, title: str, lead: str, body: str) -> tuple[PlaceName, ...]:
    """The publisher's place, then the places the article is most about.

    A place is a subject when a unit is named ("phường Đậu Liêu") in title or
    lead, or more than once; ``evidence`` says where and how often.
    """
    return (*_publisher(site), *_subjects(site, title, lead, body))


def _publisher(site: Site) -> Iterator[PlaceName]:
    name = site.district or site.province_before
    if name:
        yield PlaceName(
            name, "publisher", site.province_before, site.province_after, "the site's own facts"
        )


def _subjects(site: Site, title: str, lead: str, body: str) -> list[PlaceName]:
    text = f"{title}\n{lead}\n{body[:_BEGINNING]}"
    printed: dict[str, tuple[str, str]] = {}
    provinces: dict[str, None] = {}
    for match in _UNIT.finditer(text):
        name, unit = match["name"], match["unit"]
        province = province_name(name) if unit.lower() in _PROVINCE_UNITS else ""
        if province:
            provinces[province] = None
        else:
            printed.setdefault(folded(name), (unit, name))
    home = next(iter(provinces)) if len(provinces) == 1 else site.province_before
    now = province_after(home)
    found: list[tuple[tuple[bool, bool, int], PlaceName]] = []
    for unit, name in printed.values():
        rank = (name in title, name in lead, text.count(name))
        if not (rank[0] or rank[1] or rank[2] > 1):
            continue
        where = "title" if rank[0] else "lead" if rank[1] else "text"
        evidence = f"{where}, named {rank[2]}×"
        found.append((rank, PlaceName(f"{unit} {name}", "subject", home, now, evidence)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [place for _, place in found[:_MOST_SUBJECTS]]
