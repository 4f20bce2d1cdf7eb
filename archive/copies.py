"""The copies of an article: where else the same text stands, also after it was withheld.

What ties copies together goes with an article's rows, so that the decision to withhold it says
which copies it had then.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive import tombstones
from archive.tombstones import Tombstone, listed

_GIVEN = "(SELECT value FROM json_each(:given))"


@dataclass(frozen=True, slots=True)
class Copy:
    """The same text under another address, of the same site or another; ``withheld`` when it is
    itself withheld already, and nothing more is known of it."""

    id: str
    site: str
    url: str
    title: str
    withheld: bool = False


def of(db: sqlite3.Connection, urls: Sequence[str]) -> list[Copy]:
    """The copies of the articles at these URLs, withheld or not, by site and URL; without
    these themselves."""
    own = {*urls}
    names, digests = {*urls}, set()
    for url in urls:
        if stone := tombstones.of_url(db, url):
            own |= {*tombstones.urls(db, stone.article_id)}
            names |= _said(db, stone)
            (text,) = db.execute(
                "SELECT digests FROM tombstones WHERE article_id = ?", (stone.article_id,)
            ).fetchone()
            digests |= {*listed(text)}
    given = {"given": json.dumps(sorted(names)), "digests": json.dumps(sorted(digests))}
    rows = db.execute(
        # articles_by_digest begins with the site; CROSS keeps SQLite to that order.
        "WITH known AS (SELECT id FROM articles"
        f" WHERE url IN {_GIVEN} UNION SELECT article_id FROM url_aliases WHERE alias IN {_GIVEN}"
        " UNION SELECT a.id FROM sites s CROSS JOIN articles a ON a.site = s.name"
        " AND a.digest IN (SELECT value FROM json_each(:digests)))"
        # Not one condition with OR, which walks every article: 4.9 s at 200,000.
        " SELECT id, site, url, title FROM articles WHERE id IN known"
        " UNION SELECT b.id, b.site, b.url, b.title FROM known JOIN articles a USING (id)"
        " JOIN articles b ON b.cluster_id = a.cluster_id WHERE a.cluster_id <> ''",
        given,
    )
    found = {Copy(*row) for row in rows}
    for name in names - own:
        if stone := tombstones.of_url(db, name):
            found.add(Copy(stone.article_id, stone.site, stone.url, "", withheld=True))
    return sorted(
        (copy for copy in found if copy.url not in own), key=lambda copy: (copy.site, copy.url)
    )


def note(db: sqlite3.Connection, url: str, ids: Iterable[str]) -> str:
    """What a decision to withhold the articles ``ids``, or what is withheld at ``url``, says of
    their copies: their URLs as JSON; "" when nobody can tell any more."""
    stone = tombstones.of_url(db, url)
    if stone and not is_known(db, stone):
        return ""
    said = _said(db, stone) if stone else set()
    rows = db.execute(
        "SELECT b.url FROM articles a JOIN articles b ON b.cluster_id = a.cluster_id"
        f" AND b.id <> a.id WHERE a.cluster_id <> '' AND a.id IN {_GIVEN}",
        {"given": json.dumps([*ids])},
    )
    return json.dumps(sorted(said | {row[0] for row in rows}))


def is_known(db: sqlite3.Connection, stone: Tombstone) -> bool:
    """Whether the decision in force says which copies there were: those of older releases do
    not."""
    row = db.execute(
        "SELECT json_extract(detail, '$.copies') FROM decisions WHERE id = ?", (stone.decision_id,)
    ).fetchone()
    return row is not None and row[0] is not None


def _said(db: sqlite3.Connection, stone: Tombstone) -> set[str]:
    """The URLs of an article's copies by the decisions about it and about them: the first of
    several that are withheld together still had the others."""
    names = {*tombstones.urls(db, stone.article_id)}
    found = set()
    for target, text in db.execute(
        "SELECT target, json_extract(detail, '$.copies') FROM decisions WHERE kind = 'withhold'"
    ):
        copies = listed(str(text or "[]"))
        if target in names:
            found |= {*copies}
        elif names & {*copies}:
            found.add(str(target))
    return found
