"""Who carries whose articles: in each cluster, from the first publisher to the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from archive.web.asked import Answer, Asked, listed
from archive.web.memory import kept

MOST_SITES = 24
"""Sites drawn, those with most exchange; the table lists all."""
ROW = 30
LEFT = 250.0
WIDTH = 720
LARGEST = 60
CLUSTERS = 12
LISTED = 200
"""Pairs of sites that the page itself lists; the files have all."""
FAT = 12
"""Articles from which a line may be as thick as lines get."""

# The first publisher is the earliest by the articles' own dates; where they leave a doubt, as
# when one has a day and the other an hour of it, nothing is told of who came first.
_EDGES = (
    "SELECT f.site AS source, a.site AS target, count(*) AS articles, count(DISTINCT c.id) AS texts"
    " FROM clusters c JOIN articles f ON f.id = c.first_article"
    " JOIN articles a ON a.cluster_id = c.id"
    " WHERE c.size > 1 AND c.first_certain AND a.site <> f.site AND a.published_at IS NOT NULL"
    " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
)
_WIDEST = (
    "SELECT c.id, c.size, c.first_published_at, f.title, f.site, s.organisation, s.rights"
    " FROM clusters c JOIN articles f ON f.id = c.first_article JOIN sites s ON s.name = f.site"
    " WHERE c.size > 1 ORDER BY c.size DESC, c.first_published_at DESC LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Node:
    site: str
    name: str
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
    edges = kept(db, "edges", lambda: listed(db, _EDGES))
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    nodes = _nodes(edges, names)
    return Answer(
        "spread.html",
        context={
            "edges": edges[:LISTED],
            "unlisted": max(len(edges) - LISTED, 0),
            "names": names,
            "nodes": nodes,
            "arcs": _arcs(edges, nodes),
            "width": WIDTH,
            "height": 40 + ROW * len(nodes),
            "left": LEFT,
            "clusters": widest(db, CLUSTERS),
            "count": db.execute("SELECT count(*) FROM clusters WHERE size > 1").fetchone()[0],
        },
        rows=[
            edge | {"source_name": names[edge["source"]], "target_name": names[edge["target"]]}
            for edge in edges
        ],
    )


def widest(db: sqlite3.Connection, limit: int) -> list[dict[str, Any]]:
    """The texts that most addresses carry, with the first publisher's title and rights."""
    rows: list[dict[str, Any]] = listed(db, _WIDEST, {"limit": limit})
    return rows


def _nodes(edges: Sequence[dict[str, Any]], names: dict[str, str]) -> list[Node]:
    given: dict[str, int] = {}
    taken: dict[str, int] = {}
    for edge in edges:
        given[edge["source"]] = given.get(edge["source"], 0) + edge["articles"]
        taken[edge["target"]] = taken.get(edge["target"], 0) + edge["articles"]
    sites = given.keys() | taken.keys()
    most = sorted(sites, key=lambda s: (-(given.get(s, 0) + taken.get(s, 0)), s))[:MOST_SITES]
    # Those that are carried stand above those that carry: arcs then run downwards.
    order = sorted(most, key=lambda s: (taken.get(s, 0) - given.get(s, 0), s))
    return [
        Node(site, names[site], 34 + ROW * place, given.get(site, 0), taken.get(site, 0))
        for place, site in enumerate(order)
    ]


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
