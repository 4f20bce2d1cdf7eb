"""What is asked of each story of a site: the mix, the dates, the oddities; no text yet."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from archive.records import Precision
from tests.farm.sites import SampleSite
from tests.farm.stories import Charset, DatedBy, Kind, Spelling

VN = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 1, 6, 0, tzinfo=VN)
"""Night 1: nothing in the farm is newer."""

CAMPAIGN_DOCUMENTS = ("KL01", "CT05", "", "KL01", "CT05", "KL01+CT05", "", "CT05", "CT05+CT03")
_COUNTS: tuple[tuple[Kind, int], ...] = (
    ("campaign", 28),
    ("mention", 10),
    ("predecessor", 5),
    ("other-number", 7),
    ("bach-khoa", 2),
    ("menu-only", 3),
    ("news", 9),
)


@dataclass(frozen=True, slots=True)
class Order:
    """One story asked for. ``when`` orders it in the listings even if no page tells it."""

    kind: Kind
    index: int
    document: str
    when: datetime
    spelling: Spelling = "plain"
    charset: Charset = "utf-8"
    precision: Precision = "minute"
    dated_by: DatedBy = "page"
    oddities: tuple[str, ...] = ()


# One of each per site at least; the index is the story's place among its kind.
_SPELLING: dict[tuple[Kind, int], Spelling] = {
    ("campaign", 4): "nfd",
    ("campaign", 5): "eth",
    ("campaign", 6): "entities",
    ("campaign", 18): "nfd",
    ("campaign", 19): "eth",
    ("mention", 1): "nfd",
    ("mention", 2): "eth",
    ("predecessor", 0): "eth",
    ("other-number", 1): "nfd",
    ("other-number", 2): "entities",
    ("news", 1): "nfd",
    ("news", 3): "eth",
}
_CHARSET: dict[tuple[Kind, int], Charset] = {
    ("campaign", 8): "lying-header",
    ("campaign", 10): "lying-meta",
    ("campaign", 15): "lying-both",
    ("mention", 4): "lying-header",
    ("other-number", 4): "lying-header",
}
_DATED: dict[tuple[Kind, int], tuple[DatedBy, Precision]] = {
    ("campaign", 7): ("none", "none"),
    ("mention", 3): ("none", "none"),
    ("news", 5): ("none", "none"),
    ("campaign", 9): ("listing", "day"),
    ("news", 2): ("listing", "day"),
    ("campaign", 13): ("page", "day"),
    ("campaign", 17): ("page", "day"),
    ("mention", 5): ("page", "day"),
    ("news", 7): ("page", "day"),
}
_ODD: dict[tuple[Kind, int], tuple[str, ...]] = {
    ("campaign", 4): ("broken-slug",),
    ("campaign", 12): ("glued",),
    ("campaign", 16): ("upper-title",),
    ("campaign", 20): ("lead-twice",),
    ("campaign", 24): ("glued",),
    ("mention", 6): ("glued",),
    ("menu-only", 0): ("related-inline",),
    ("menu-only", 1): ("related-inline",),
    ("menu-only", 2): ("related-inline",),
}


def orders(site: SampleSite, rng: random.Random) -> tuple[Order, ...]:
    """A site's orders, newest first."""
    made = [_order(site, kind, index, rng) for kind, count in _COUNTS for index in range(count)]
    return tuple(sorted(made, key=lambda order: order.when, reverse=True))


def _order(site: SampleSite, kind: Kind, index: int, rng: random.Random) -> Order:
    document = _document(kind, index)
    key = (kind, index)
    dated_by, precision = _DATED.get(key, ("page", "minute"))
    order = Order(
        kind=kind,
        index=index,
        document=document,
        when=_moment(rng, *_range(kind, index, document)),
        spelling=_SPELLING.get(key, "plain"),
        charset=_CHARSET.get(key, "utf-8"),
        precision=precision,
        dated_by=dated_by,
        oddities=_ODD.get(key, ()),
    )
    return _local(site, order, rng)


def _local(site: SampleSite, order: Order, rng: random.Random) -> Order:
    """What only one family does."""
    key = (order.kind, order.index)
    if site.family == "epi" and order.kind in ("campaign", "mention", "news"):
        # Half of this site's pages are of the old generation, gone since 2021.
        first = datetime(2016, 8, 1, tzinfo=VN)
        if (
            order.index % 3 == 1
            and order.dated_by == "page"
            and not order.document.startswith("KL")
        ):
            order = replace(order, when=_moment(rng, first, datetime(2021, 2, 1, tzinfo=VN)))
    if key == ("campaign", 11) and site.family == "sharepoint":
        return replace(order, dated_by="url", precision="day")
    if key == ("campaign", 7) and site.family == "epi":
        return order
    if key == ("campaign", 21) and site.family == "epi":
        when = datetime(2020, 3, 9, 8, 0, tzinfo=VN)
        return replace(order, document="CT05", when=when, dated_by="url", precision="month")
    if key == ("campaign", 22) and site.family in ("sharepoint", "epi"):
        return replace(order, oddities=("scrambled",))
    if key == ("campaign", 14) and site.family == "hatinh":
        return replace(order, spelling="entities-twice")
    if site.family == "liferay" and order.index % 4 == 1:
        return replace(order, oddities=(*order.oddities, "null-title"))
    return order


def _document(kind: Kind, index: int) -> str:
    if kind == "campaign":
        return CAMPAIGN_DOCUMENTS[index % len(CAMPAIGN_DOCUMENTS)]
    if kind == "mention":
        return ("CT05", "KL01", "")[index % 3]
    if kind == "predecessor":
        return "CT03" if index < 3 else "CT06"
    return ""


def _range(kind: Kind, index: int, document: str) -> tuple[datetime, datetime]:
    """When such a story can have appeared: no document is named before it was issued."""

    def day(year: int, month: int) -> datetime:
        return datetime(year, month, 1, tzinfo=VN)

    if kind == "campaign" and index < 3:
        return day(2026, 10), NOW - timedelta(days=1)
    if kind == "predecessor":
        return (day(2011, 8), day(2016, 5)) if document == "CT03" else (day(2007, 3), day(2010, 12))
    if kind == "other-number":
        first, last = (
            (day(2021, 7), day(2024, 1)),
            (day(2025, 4), day(2026, 6)),
            (day(2017, 2), day(2025, 6)),
            (day(2016, 6), day(2026, 9)),
            (day(2017, 1), day(2022, 1)),
            (day(2016, 6), day(2019, 12)),
            (day(2026, 7), day(2026, 10)),
        )[index]
        return first, last
    if document.startswith("KL01"):
        return day(2021, 7), NOW - timedelta(days=2)
    return day(2016, 8), NOW - timedelta(days=2)


def _moment(rng: random.Random, first: datetime, last: datetime) -> datetime:
    """A minute between two days; one in twelve just after midnight, when the UTC day differs."""
    day = first + timedelta(days=rng.randrange(max(1, (last - first).days)))
    hour = 0 if rng.randrange(12) == 0 else rng.randint(7, 21)
    # Never 00:00 itself: that is what a system prints that knows only the day.
    return day.replace(hour=hour, minute=rng.randrange(1, 60), second=0, microsecond=0)
