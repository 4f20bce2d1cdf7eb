"""Who carries whose articles: in each cluster, from the first publisher to the others.

Articles on the campaign alone are counted, here as elsewhere: of a cluster, those that only
mention it are left out.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from operator import attrgetter
from textwrap import wrap
from typing import Any, NamedTuple

from archive.text import vietnamese
from archive.web.asked import Answer, Asked, listed
from archive.web.memory import kept

MOST_SITES = 24
"""Sites drawn, those with most exchange; the table lists all."""
ROW = 30
LEFT = 250.0
WIDTH = 720
LARGEST = 60
LINE = 34
"""Letters of a site's name that fit on a line left of the arcs, two lines to a row."""
CLUSTERS = 12
LISTED = 200
"""Pairs of sites that the page itself lists; the files have all."""
FAT = 12
"""Articles from which a line may be as thick as lines get."""

# From the clusters to their articles: SQLite would rather begin with all articles on the campaign
# and walk every cluster for each, two minutes at 200,000; so it is 0.06 s.
_COPIES = (
    "SELECT c.id AS text, c.first_article = a.id AS first, c.first_certain AS certain,"
    " a.id AS article, a.site AS site, a.published_at AS published_at"
    " FROM clusters c CROSS JOIN articles a ON a.cluster_id = c.id"
    " WHERE c.size > 1 AND +a.verdict = 'relevant' ORDER BY c.id"
)
_ARTICLE = (
    "SELECT a.title, a.site, s.organisation, s.rights FROM articles a"
    " JOIN sites s ON s.name = a.site WHERE a.id = :id"
)


class Copy(NamedTuple):
    """An article on the campaign that others are like. The ``first`` publisher is the earliest by
    the articles' own dates; where they leave a doubt, as when one has a day and the other an hour
    of it, it is not ``certain``, and nothing is told of who came first."""

    text: str
    first: bool
    certain: bool
    article: str
    site: str
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text that several sites carry: its ``copies`` on the campaign."""

    id: str
    copies: tuple[Copy, ...]

    @property
    def sites(self) -> int:
        return len({copy.site for copy in self.copies})

    @property
    def shown(self) -> Copy:
        """The first publisher's; the earliest, where that one only mentions the campaign."""
        return min(
            self.copies,
            key=lambda c: (not c.first, c.published_at is None, c.published_at, c.article),
        )


@dataclass(frozen=True, slots=True)
class Node:
    site: str
    name: str
    lines: tuple[str, ...]
    y: float
    given: int
    taken: int


@dataclass(frozen=True, slots=True)
class Arc:
    """From the first publisher down the right side, or up the left one, to who carried it."""

    source: str
    target: str
    articles: int
    path: str
    width: float


def spread(db: sqlite3.Connection, _asked: Asked) -> Answer:
    names: dict[str, str] = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    found = texts(db)
    edges = kept(db, "edges", lambda: _edges(found, names))
    nodes = _nodes(edges, names)
    arcs = _arcs(edges, nodes)
    exchanging = {edge[end] for edge in edges for end in ("source", "target")}
    return Answer(
        "spread.html",
        context={
            "edges": edges[:LISTED],
            "unlisted": max(len(edges) - LISTED, 0),
            "pairs": len(edges),
            "exchanging": len(exchanging),
            "names": names,
            "nodes": nodes,
            "arcs": arcs,
            "width": WIDTH,
            "height": 40 + ROW * len(nodes),
            "left": LEFT,
            "clusters": widest(db, CLUSTERS),
            "count": len(found),
        },
        rows=[
            edge | {"source_name": names[edge["source"]], "target_name": names[edge["target"]]}
            for edge in edges
        ],
    )


def texts(db: sqlite3.Connection) -> Sequence[Text]:
    """The texts that several sites carry, those with most copies first, the newest of as many."""

    def ask() -> list[Text]:
        copies = (Copy(*row) for row in db.execute(_COPIES))
        all_ = (Text(key, tuple(found)) for key, found in groupby(copies, attrgetter("text")))
        several = [text for text in all_ if text.sites > 1]
        newest = sorted(several, key=lambda t: (t.shown.published_at or "", t.id), reverse=True)
        return sorted(newest, key=lambda text: -len(text.copies))

    return kept(db, "texts", ask)


def widest(db: sqlite3.Connection, limit: int) -> list[dict[str, Any]]:
    """The texts that most addresses carry, with the first publisher's title and rights; all of
    them where ``limit`` is below 0."""
    found = texts(db)
    return [
        {
            "id": text.id,
            "size": len(text.copies),
            "sites": text.sites,
            "first_published_at": text.shown.published_at,
            **listed(db, _ARTICLE, {"id": text.shown.article})[0],
        }
        for text in (found if limit < 0 else found[:limit])
    ]


def _edges(found: Sequence[Text], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Pairs of sites, the first and who came later: articles of the later, and texts they are of;
    pairs of equal numbers by the sites' names."""
    carried = [(first.site, copy.site, copy.text) for first, copy in _carried(found)]
    articles = Counter((source, target) for source, target, _ in carried)
    different = Counter((source, target) for source, target, _ in set(carried))

    def order(pair: tuple[str, str]) -> tuple[Any, ...]:
        return (-articles[pair], *(vietnamese(names[site]) for site in pair), *pair)

    return [
        {
            "source": pair[0],
            "target": pair[1],
            "articles": articles[pair],
            "texts": different[pair],
        }
        for pair in sorted(articles, key=order)
    ]


def _carried(found: Sequence[Text]) -> Iterator[tuple[Copy, Copy]]:
    for text in found:
        first = text.shown
        if first.first and first.certain:
            for copy in text.copies:
                if copy.site != first.site and copy.published_at is not None:
                    yield first, copy


def _nodes(edges: Sequence[dict[str, Any]], names: Mapping[str, str]) -> list[Node]:
    given: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for edge in edges:
        given[edge["source"]] += edge["articles"]
        taken[edge["target"]] += edge["articles"]
    sites = sorted(given.keys() | taken.keys(), key=lambda s: (vietnamese(names[s]), s))
    most = sorted(sites, key=lambda s: -(given[s] + taken[s]))[:MOST_SITES]
    # Those that are carried stand above those that carry: arcs then run downwards.
    order = sorted(sorted(most, key=sites.index), key=lambda s: taken[s] - given[s])
    return [
        Node(site, names[site], lines(names[site]), 34 + ROW * place, given[site], taken[site])
        for place, site in enumerate(order)
    ]


def lines(name: str) -> tuple[str, ...]:
    """A site's name on the lines there is room for."""
    first, *rest = wrap(name, LINE) or [name]
    if len(rest) > 1:
        rest = [" ".join(rest)[: LINE - 1].rstrip() + "…"]
    return (first, *rest)


def _arcs(edges: Sequence[dict[str, Any]], nodes: Sequence[Node]) -> list[Arc]:
    at = {node.site: node.y for node in nodes}
    drawn = [edge for edge in edges if edge["source"] in at and edge["target"] in at][:LARGEST]
    most = max([FAT, *(edge["articles"] for edge in drawn)])
    arcs = []
    for edge in drawn:
        start, end = at[edge["source"]], at[edge["target"]]
        # Downwards an arc bends to the right, upwards it starts further out.
        reach = (
            LEFT + 14 + min(abs(end - start) * 0.9 + (30 if end < start else 0), WIDTH - LEFT - 30)
        )
        path = f"M{LEFT + 8},{start} C{reach:.0f},{start} {reach:.0f},{end} {LEFT + 12},{end}"
        width = round(1 + 9 * sqrt(edge["articles"] / most), 1)
        arcs.append(Arc(edge["source"], edge["target"], edge["articles"], path, width))
    return arcs


PAGES = (("/lan-toa", spread),)
