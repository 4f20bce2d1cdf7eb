"""Of which provinces the articles speak: the places they name, counted by province.

An article that names places of several provinces counts once in each, so the sum over a map's
provinces may exceed the number of articles, and that of the 63 the sum of the 34: two old
provinces may be one today. The number of articles is the same on both.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive.web.facets import TOLD, members
from archive.web.memory import kept

_TOLD = (
    "SELECT site, about_before, about_after, count(*) FROM articles WHERE verdict = 'relevant'"
    " AND (:document = '' OR instr(documents, '\"' || :document || '\"')) GROUP BY 1, 2, 3"
)


@dataclass(frozen=True, slots=True)
class Told:
    """Articles of one site that speak of the same provinces: ``before`` of the 63, ``after`` of
    the 34; of none where they name no place, or none whose province is known."""

    site: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many articles speak of a province, on how many sites."""

    sites: int
    articles: int


def told(db: sqlite3.Connection, document: str = "") -> Sequence[Told]:
    """The articles on the campaign, those alone that name ``document`` if it is given."""
    return kept(
        db,
        ("subjects", document),
        lambda: [
            Told(site, members(before), members(after), count)
            for site, before, after, count in db.execute(_TOLD, {"document": document})
        ],
    )


def by_province(found: Sequence[Told], scheme: str, names: Collection[str]) -> dict[str, Spoken]:
    """Every province of a map that is spoken of; under "" what speaks of none of ``names``."""
    known = frozenset(names)
    sites: dict[str, set[str]] = defaultdict(set)
    articles: Counter[str] = Counter()
    for one in found:
        spoken: tuple[str, ...] = getattr(one, TOLD[scheme])
        for name in known.intersection(spoken) or {""}:
            sites[name].add(one.site)
            articles[name] += one.articles
    return {name: Spoken(len(sites[name]), count) for name, count in articles.items()}
