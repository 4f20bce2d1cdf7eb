"""Who wrote it, and where the page prints that: every position seen on real pages."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.farm.sites import SampleSite
from tests.farm.stories import Byline
from tests.farm.words import PEN_NAMES

STYLES: dict[str, tuple[str, ...]] = {
    "epi-old": (
        "last-line", "bai-anh", "agency", "two-names", "under-title", "theo-bao", "none",
        "name-place", "ctv",
    ),
    "epi-new": (
        "author-field", "last-line", "tong-hop", "agency", "bai-anh", "two-names", "none",
    ),
    "sharepoint": (
        "bars", "nguon-tin", "last-line", "agency", "tin-anh", "under-title", "none",
    ),
    "hatinh": (
        "last-line", "source-field", "name-place", "agency", "nguon", "tin-anh", "none", "ctv",
    ),
    "liferay": (
        "last-line", "source-field", "agency", "bars", "under-title", "theo-bao", "none", "bai-anh",
    ),
}  # fmt: skip


def byline(style: str, rng: random.Random, site: SampleSite) -> Byline:
    """A byline in one style; its truth (authors, source) beside what is printed."""
    name, second = rng.sample(PEN_NAMES, 2)
    one = Byline(authors=(name,))
    match style:
        case "last-line":
            return replace(one, tail=(name,))
        case "two-names":
            return Byline(authors=(name, second), tail=(f"{name} - {second}",))
        case "bai-anh":
            return replace(one, tail=(f"Bài, ảnh: {name}",))
        case "tin-anh":
            return replace(one, tail=(f"Tin, ảnh: {name}",))
        case "tong-hop":
            return replace(one, tail=(f"{name} (tổng hợp)",))
        case "name-place":
            return replace(one, tail=(f"{name} – {site.units[0]}",))
        case "ctv":
            place = site.units[1].split(" ", 1)[1]
            return Byline(authors=(name, second), tail=(f"CTV: {name} – {second} ({place})",))
        case "under-title":
            return replace(one, authors=(name.upper(),), under_title=f"{name.upper()} |")
        case "author-field":
            return replace(one, author_field=name)
        case "bars":
            tail = (f"{name} |", f"Nguồn tin: {site.seat} |", "File đính kèm |")
            return replace(one, source=site.seat, tail=tail)
        case "nguon-tin":
            return Byline(source=site.seat, tail=(f"Nguồn tin: {site.seat} |",))
        case "nguon":
            return replace(one, source="Báo Hà Tĩnh", tail=(name, "Nguồn: Báo Hà Tĩnh"))
        case "source-field":
            return Byline(source=site.seat, source_field=f"Nguồn: {site.seat}")
        case "theo-bao":
            return Byline(source="Báo Nhân Dân", tail=("Theo Báo Nhân Dân",))
        case "agency":
            form = rng.choice(("({}) - ", "({}) – ", "{} - "))
            return Byline(
                authors=(name,),
                source=site.agency,
                prefix=form.format(site.agency),
                tail=(name,),
            )
        case _:
            return Byline()


def repost_byline(origin: Byline, source: str, form: str) -> Byline:
    """The byline of a copy: the origin's author, and the line naming where it came from."""
    names = tuple(name.title() if name.isupper() else name for name in origin.authors)
    tail = ((" - ".join(names),) if names else ()) + (form.format(source),)
    return Byline(authors=names, source=source, tail=tail)
