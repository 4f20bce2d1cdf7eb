"""Which articles a query finds, and in which order: their numbers, from the FTS5 indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.query import Part, Term, Without, leaves, wanted
from archive.records import Verdict
from archive.search_tables import PREFIXES

WEIGHTS = "8.0, 4.0, 1.0"
"""Of title, lead and body in bm25: what an article calls itself is what it is about."""
RANKED = 2000
"""Matches up to which they are ranked; beyond, newest first. bm25 over words that every
article has took 195 ms at 200,000 rows, newest first 0.3 ms."""
FOLDED, EXACT = "articles_fts", "articles_exact"
DENSE = 0.1
"""Share of articles from which each of the newest is asked in turn whether it matches, until a page
is full: 0.02 ms each, where to find all first takes 150 ms for what nearly every article has."""
WALKED = 2000
"""Articles asked in turn, and no more: what is said often may have been said long ago."""
_NEWEST = "a.published_at DESC, a.id"
"""What bears no date comes last: an old page found late is not new."""
_NEWEST_FIRST = "articles a INDEXED BY articles_newest"
"""The index, and its order."""
ABOUT = (
    "a.n IN (SELECT n FROM articles INDEXED BY articles_about"
    " WHERE instr(about_{told}, '\"' || :about_{told} || '\"'))"
)
"""A condition: the article names a place of a province of the map from ``before`` the reform, or
of the one ``after`` it. The name is matched with its quotes, as JSON writes it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles to search. ``since`` and ``until`` are ISO days, both included; an article
    dated by its month alone is in when its month is. ``province`` is of either map;
    ``about_before`` and ``about_after`` are provinces, of the 63 and of the 34, that an article
    names a place of."""

    sites: tuple[str, ...] = ()
    province: str = ""
    since: str = ""
    until: str = ""
    document: str = ""
    verdicts: tuple[Verdict, ...] = ("relevant",)
    about_before: str = ""
    about_after: str = ""


class Matches:
    """Articles in which ``index`` finds all ``terms`` and documents are named, without those
    in which the exact index finds others."""

    def __init__(
        self,
        db: sqlite3.Connection,
        terms: Sequence[Part],
        filters: Filters,
        index: str,
        naming: Sequence[str] = (),
        apart_from: Sequence[Part] = (),
        not_naming: Sequence[str] = (),
    ) -> None:
        self.db, self.terms, self.index, self.naming = db, wanted(terms), index, naming
        self.where, self.values = _conditions(filters)
        self.values |= {"match": match(terms, index), "apart": match(apart_from, EXACT)}
        self.values |= {f"naming{n}": key for n, key in enumerate((*naming, *not_naming))}
        self.matched = f"FROM {index} WHERE {index} MATCH :match"
        if terms and not self.terms:
            self.where.append(finds(terms, index))
        if apart_from:
            self.where.append(f"a.n NOT IN (SELECT rowid FROM {EXACT} WHERE {EXACT} MATCH :apart)")
        named = [
            f"EXISTS (SELECT 1 FROM mentions WHERE article_id = a.id AND document = :naming{n})"
            for n in range(len(naming) + len(not_naming))
        ]
        self.where += named[: len(naming)]
        if not_naming:
            self.where.append(f"NOT ({' AND '.join(named[len(naming) :])})")

    def numbers(self, *, whole: bool = False) -> Iterator[int]:
        """``articles.n``, ranked when they are few, newest first when not. ``whole`` says that
        all of them will be read, not a page."""
        share = density(self.db, f"SELECT rowid {self.matched}", self.values) if self.terms else 0
        if self.terms and not share:
            rank = f"bm25({self.index}, {WEIGHTS})"
            # An article that names the document in its title or often is more about it.
            ranks = [self._naming, rank] if self.naming else [rank]
            where = [f"{self.index} MATCH :match AND f.rowid = a.n", *self.where]
            yield from self._ask(f"{self.index} f CROSS JOIN articles a", where, ranks)
        elif self.terms:
            yield from self._newest(walk=share > DENSE and not whole)
        elif few := [at for at in range(len(self.naming)) if not self._often(at)]:
            named = f"a.id IN (SELECT article_id FROM mentions WHERE document = :naming{few[0]})"
            yield from self._ask("articles a", [*self.where, named], [self._naming])
        else:
            yield from self._ask(_NEWEST_FIRST, self.where, [])

    def _often(self, at: int) -> float:
        """The share of mentions that name a document, 0 when they are few."""
        named = f"SELECT rowid FROM mentions WHERE document = :naming{at}"
        return density(self.db, named, self.values)

    @property
    def _naming(self) -> str:
        """An order: title and lead before body, and how often."""
        keys = ", ".join(f":naming{at}" for at in range(len(self.naming)))
        return (
            "(SELECT sum(CASE field WHEN 'title' THEN 8 WHEN 'lead' THEN 4 ELSE 1 END)"
            f" FROM mentions WHERE article_id = a.id AND document IN ({keys})) DESC"
        )

    def latest(self, limit: int) -> list[int]:
        """The highest of them: articles are numbered as they come, and a rebuild keeps the order
        of their captures."""
        found = [f"a.n IN (SELECT rowid {self.matched})"] if self.terms else []
        return list(self._ask(_NEWEST_FIRST, [*self.where, *found], ["a.n DESC"], limit))

    def _newest(self, *, walk: bool) -> Iterator[int]:
        """Newest first, of many: a page is full long before all are found."""
        shown: set[int] = set()
        if walk and all(_at_hand(term, self.index) for term in leaves(self.terms)):
            first = list(self._ask(_NEWEST_FIRST, self.where, [], WALKED))
            test = f"SELECT 1 {self.matched} AND rowid = :n"
            for n in first:
                if self.db.execute(test, self.values | {"n": n}).fetchone():
                    shown.add(n)
                    yield n
            if len(first) < WALKED:
                return
        found = f"a.n IN (SELECT rowid {self.matched})"
        for n in self._ask(_NEWEST_FIRST, [*self.where, found], []):
            if n not in shown:
                yield n

    def _ask(
        self, source: str, where: Sequence[str], ranks: Sequence[str], limit: int = -1
    ) -> Iterator[int]:
        # Numbers are sorted, not rows: with their bodies, a common word's would fill the memory.
        found = self.db.execute(
            f"SELECT a.n FROM {source} WHERE {' AND '.join(where) or 1}"
            f" ORDER BY {', '.join((*ranks, _NEWEST))} LIMIT {limit}",
            self.values,
        )
        for row in found:
            yield row[0]


def density(db: sqlite3.Connection, rows: str, values: Mapping[str, object]) -> float:
    """0 when ``rows``, a SELECT of rowids, are few enough to be looked at one by one; else the
    share of all that they are, judged by how far the first thousands reach."""
    count, last = db.execute(
        f"SELECT count(*), max(rowid) FROM ({rows} LIMIT {RANKED + 1})", values
    ).fetchone()
    return count / max(count, last) if count > RANKED else 0.0


def _at_hand(term: Term, index: str) -> bool:
    """Whether an index holds a term as it is: the beginnings that it does not keep it gathers
    anew each time it is asked, 47 s for 200,000 times "học t*"."""
    return not term.prefix or len(term.spelt(exact=index == EXACT)[-1]) in PREFIXES


def match(terms: Sequence[Part], index: str) -> str:
    """What FTS5 is asked for by all of ``terms``; by what must not be found where that is all."""
    said = [term.fts(exact=index == EXACT) for term in wanted(terms)]
    unsaid = [term.fts(exact=index == EXACT) for term in terms if isinstance(term, Without)]
    if not (said and unsaid):
        return " AND ".join(said) or " OR ".join(unsaid)
    return f"({' AND '.join(said)}) NOT ({' OR '.join(unsaid)})"


def finds(terms: Sequence[Part], index: str, value: str = "match") -> str:
    """A condition on ``a.n``: that ``terms`` are found, where ``value`` is what they
    :func:`match`."""
    among = "IN" if wanted(terms) else "NOT IN"
    return f"a.n {among} (SELECT rowid FROM {index} WHERE {index} MATCH :{value})"


def _conditions(filters: Filters) -> tuple[list[str], dict[str, object]]:
    where: list[str] = []
    values: dict[str, object] = {}

    def among(column: str, names: Sequence[str], key: str) -> None:
        if names:
            where.append(f"{column} IN ({', '.join(f':{key}{i}' for i in range(len(names)))})")
            values.update({f"{key}{i}": name for i, name in enumerate(names)})

    among("a.verdict", filters.verdicts, "verdict")
    among("a.site", filters.sites, "site")
    if filters.province:
        where.append(
            "(a.site IN (SELECT name FROM sites WHERE :province IN (province_before,"
            " province_after)) OR a.id IN (SELECT article_id FROM article_places"
            " JOIN places ON places.id = place WHERE role = 'publisher'"
            " AND :province IN (province_before, province_after)))"
        )
        values["province"] = filters.province
    for told in ("before", "after"):
        if named := getattr(filters, f"about_{told}"):
            where.append(ABOUT.format(told=told))
            values[f"about_{told}"] = named
    if filters.document:
        where.append("a.id IN (SELECT article_id FROM mentions WHERE document = :document)")
        values["document"] = filters.document
    # A month ("2020-12") is compared to as much of the limit. The second condition of each
    # is weaker, and one that the index of the newest can be entered by.
    day, key = "coalesce(a.published_day, a.published_at)", "a.published_at"
    if filters.since:
        where.append(f"{day} >= substr(:since, 1, length({day})) AND {key} >= :since_month")
        values |= {"since": filters.since, "since_month": filters.since[:7]}
    if filters.until:
        where.append(f"{day} <= substr(:until, 1, length({day})) AND {key} <= :until_end")
        values |= {"until": filters.until, "until_end": filters.until + "~"}
    return where, values
