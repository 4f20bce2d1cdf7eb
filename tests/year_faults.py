"""What goes wrong in a year of :mod:`tests.year`: which fault, where, from when to when."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from tests.farm.faults import FAULTS as FARM_FAULTS
from tests.farm.sites import BY_NAME

VN = timezone(timedelta(hours=7))

FAULTS: tuple[tuple[str, int, frozenset[str]], ...] = tuple(
    (fault, nights, frozenset(causes.split()))
    for fault, nights, causes in (
        ("silent", 2, "no-answer"),
        ("by-script", 10, "layout-changed"),
        ("empty-listing", 4, "empty-section"),
        ("articles404", 8, "articles-gone"),
        ("expired", 3, "certificate"),
        ("robots-forbid", 5, "robots-forbid"),
        ("undated", 12, "dates-unreadable"),
        ("error500", 6, "server-error"),
        ("half-listing", 4, "listing-shrunk"),
        ("login-wall", 5, "login-wall"),
        ("letters-lost", 6, "wrong-charset"),
        ("refuse", 3, "connection-dropped"),
        ("front-page", 5, "to-front-page"),
        ("casino", 4, "site-replaced layout-changed empty-section"),
        ("truncated", 6, "cut-short"),
        ("listing404", 5, "section-gone"),
        ("frozen-feed", 20, "feed-frozen listing-shrunk"),
        ("robots500", 4, "robots-unreachable"),
        ("challenge", 5, "challenge"),
        ("moved-host", 5, "moved-host"),
        ("error503", 3, "server-error"),
        ("articles-front", 8, "to-front-page articles-gone"),
        ("foreign", 4, "site-replaced empty-section"),
        ("login-redirect", 5, "login-wall"),
        ("parked", 4, "site-replaced layout-changed empty-section"),
        ("slow-drip", 2, "too-slow"),
        ("empty-once", 1, "empty-section"),
        ("retry-after", 2, ""),
        ("nothing-new", 55, "site-silent"),
    )
)
"""Faults, for how many nights each lasts, and the causes it shows itself by."""

ONLY = {
    "frozen-feed": ("baoquangninh", "honglinh"),  # who has feeds
    "undated": ("quevo", "tuson"),  # who has neither feeds nor days in URLs, which date articles
    "nothing-new": ("baoquangninh",),  # who publishes often enough for silence to be told
}
"""Sites for faults that others would not show."""

RHYTHM = timedelta(days=110)
"""Until a site's last 60 days of publishing are the farm's, and no more its sparse archive's."""

OF_ARTICLES = frozenset({"by-script", "articles404", "undated", "truncated", "articles-front"})
"""Faults that only articles show, and a site has few of them a night."""

ENOUGH = 4
"""Pages of articles after which such a fault must have been told by its name: three in a row
tell it, and one of four may be odd for a reason of its own."""

OF_A_FEW = frozenset({"articles-broken", "articles-blocked", "articles-refused"})
"""Causes by which any fault shows itself where too few articles met it for its own name."""

HARMLESS = frozenset({"nothing-new", "retry-after"})
"""What is no failure: silence, and a request to come again in two seconds."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A fault of a site from the night of ``first`` to that of ``last``."""

    fault: str
    site: str
    first: date
    last: date
    causes: frozenset[str]

    def strikes(self, site: str) -> bool:
        """A robots.txt and a certificate are their host's."""
        shared = self.fault in FARM_FAULTS and "robots" in FARM_FAULTS[self.fault].roles
        host = BY_NAME[self.site].host
        return site == self.site or (shared and BY_NAME[site].host == host)


def night_of(moment: str) -> date:
    """The night that a moment of the archive belongs to: until the next 01:30 in Viet Nam."""
    return (datetime.fromisoformat(moment).astimezone(VN) - timedelta(minutes=90)).date()


def stretches(first: date, nights: int, dice: random.Random, names: Sequence[str]) -> list[Stretch]:
    """Each site's faults, one after the other with well weeks between, until the last weeks."""
    drawn = [*FAULTS]
    dice.shuffle(drawn)
    free = {name: first + timedelta(days=8 + 3 * n) for n, name in enumerate(names)}
    end, found = first + timedelta(days=nights - 20), []
    queue = [*drawn, *drawn]
    while queue:
        fault, length, causes = queue.pop(0)
        site = min(ONLY.get(fault, names), key=lambda name: free[name])
        since = free[site]
        if fault == "nothing-new":
            since = max(since, first + RHYTHM)
        until = since + timedelta(days=length - 1)
        if until < end:
            found.append(Stretch(fault, site, since, until, causes))
            free[site] = until + timedelta(days=dice.randint(10, 16))
    return found
