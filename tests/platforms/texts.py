"""What a platform's articles say: the farm's sentences, told of places nobody lives in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.farm.compose import compose
from tests.farm.orders import VN, Order
from tests.farm.sites import SampleSection, SampleSite
from tests.farm.stories import Kind
from tests.golden.story import COMMUNES, DISTRICTS, Story, Unit

NEWEST = datetime(2026, 10, 30, 16, 20, tzinfo=VN)
KL01_ISSUED = datetime(2021, 7, 1, tzinfo=VN)
SHORT = ("Đường quê", "Mùa vải ngọt", "Chợ phiên cuối năm")
"""Some headings are two words long, and so are their slugs."""
# Half is the archive's, half is not: a share needs its denominator.
_KINDS: tuple[Kind, ...] = (
    "campaign", "news", "campaign", "mention", "campaign", "news", "campaign", "other-number",
    "news", "campaign",
)  # fmt: skip


def days(count: int, rng: random.Random) -> list[datetime]:
    """``count`` moments, newest first: two thirds of this year and the last, the rest back
    to the autumn of 2016, so that nothing is older than the campaign."""
    found: list[datetime] = []
    at = NEWEST
    for place in range(count):
        found.append(at)
        step = rng.randint(4, 19) if place < count * 2 // 3 else rng.randint(90, 190)
        at = (at - timedelta(days=step)).replace(hour=rng.randint(7, 20), minute=rng.randint(1, 59))
    first = datetime(2016, 9, 5, 8, 15, tzinfo=VN)
    return [max(day, first + timedelta(days=count - place)) for place, day in enumerate(found)]


def stories(seed: str, organisation: str, count: int) -> Iterator[tuple[datetime, Story]]:
    """``count`` stories, newest first, no title twice; the same ones for the same seed."""
    rng = random.Random(f"platforms/{seed}")
    site = _place(seed, organisation, rng)
    titles: set[str] = set()
    for number, when in enumerate(days(count, rng)):
        kind = _KINDS[number % len(_KINDS)]
        index = number // len(_KINDS) % 7
        document = ("KL01", "CT05", "")[number % 3] if kind in ("campaign", "mention") else ""
        if document == "KL01" and when < KL01_ISSUED:
            document = "CT05"
        order = Order(kind, index, document, when)
        told = compose(site, order, number, rng)
        while told.title in titles:
            told = compose(site, order, number, rng)
        titles.add(told.title)
        title = told.title
        if kind == "news" and number % 3 == 2 and number < 20:
            title = SHORT[(number - 5) // 3]
        units = tuple(Unit("p", paragraph) for paragraph in told.paragraphs)
        key = f"{seed}-{number}"
        years = (when.year, when.year)
        yield when, Story(key, title, told.lead, units, told.documents, told.verdict, years)


def _place(seed: str, organisation: str, rng: random.Random) -> SampleSite:
    district = rng.choice(DISTRICTS)
    return SampleSite(
        name=seed,
        organisation=organisation,
        host="",
        scheme="https",
        family="epi",  # the one family of the farm's whose stories all have a lead
        sections=(SampleSection("tin", "Tin tức"), SampleSection("bac", "Làm theo Bác")),
        town=f"huyện {district}",
        town_since_2025=f"xã {district}",
        seat=f"Huyện ủy {district}",
        units=tuple(f"xã {name}" for name in rng.sample(COMMUNES, 9)),
        agency="",
    )
