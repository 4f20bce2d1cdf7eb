"""How much of a site that proposes pages without end is asked for. Pure.

Calendars, filters, authors, words of the day: each is a folder of pages that announce nothing
of their own. A kind of page (:func:`crawler.urls.shape`) that has shown nothing new so
often is left alone, and so is a site; what showed something buys its kind as much again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawler.urls import shape

BARREN_OF_A_KIND = 10
"""Pages of one kind that showed nothing. A small portal has some ten pages about itself (who
we are, contact, procedures) whose URLs look like its sections'."""

BARREN = 30
"""Pages of a whole site that showed nothing; with a walk of paging that never ends this stays
below fifty requests."""


WEB = "2000"
"""The year from which a day is one of publication. A title's own ("Thành lập Đảng
(03/02/1930)") is of history, and what a listing prints beside an article is sometimes that."""


def is_before(day: str, since: date) -> bool:
    """Whether an article announced with a day, a month or nothing ("") is older than what is
    collected, and so not worth its first visit."""
    return WEB <= day < since.isoformat()[: len(day)]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A page that discovery proposed; ``fruitful`` when it announced what no listing had."""

    url: str
    visited: bool
    fruitful: bool


def is_hopeless(url: str, known: Iterable[Proposed]) -> bool:
    """Whether a proposed page is not worth its first visit, by what became of the others."""
    visited = [one for one in known if one.visited]
    if sum(not one.fruitful for one in visited) >= BARREN:
        return True
    kind = shape(url)
    alike = [one.fruitful for one in visited if shape(one.url) == kind]
    return alike.count(False) >= BARREN_OF_A_KIND + alike.count(True)
