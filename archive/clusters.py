"""Clusters: the same text on several sites, counted once.

An article's neighbours are found by bands of its MinHash signature in a plain
B-tree (0.03 ms at 10,000 articles, 0.08 ms at 1,000,000) and checked by
the signatures themselves. A cluster is a connected component of those
similarities, and its id comes from its members, so it is the same in
whatever order the articles came.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable
from hashlib import blake2b

ROWS = 4
"""Values to a band: with 64 values, a pair of Jaccard 0.8 shares one of the 16
bands with probability 1 - (1 - 0.8^4)^16 > 0.999, one of 0.3 with 0.12."""

THRESHOLD = 0.7
"""Share of equal values from which two texts are one story. A repost with an added
paragraph in ten measures 0.8 and more; two reports of one meeting measure below 0.4."""


_GIVEN = "(SELECT value FROM json_each(:given))"

# A date of a day or a month may mean its last minute; as it stands it sorts before its first.
_LATEST = (
    "CASE length(published_at) WHEN 7 THEN published_at || '-99'"
    " WHEN 10 THEN published_at || 'T99' ELSE published_at END"
)


def bands(signature: tuple[int, ...]) -> tuple[int, ...]:
    """One signed 64-bit key for each band; texts that are nearly the same share one."""
    return tuple(
        int.from_bytes(
            blake2b(
                struct.pack(f"<B{ROWS}Q", start // ROWS, *signature[start : start + ROWS]),
                digest_size=8,
            ).digest(),
            "little",
            signed=True,
        )
        for start in range(0, len(signature), ROWS)
    )


def similarity(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The estimated Jaccard similarity of two texts: the share of equal values."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def place(db: sqlite3.Connection, article_id: str, signature: tuple[int, ...]) -> None:
    """Give an article the cluster its text belongs to, and mend the one it leaves."""
    stored = db.execute(
        "SELECT signature FROM signatures WHERE article_id = ?", (article_id,)
    ).fetchone()
    if stored and tuple(json.loads(stored[0])) == signature:
        join(db, {article_id})  # its day may be another, and with it who was first
        return
    touched = {article_id} | _neighbours(db, article_id)
    forget(db, article_id)
    db.execute(
        "INSERT INTO signatures(article_id, signature) VALUES (?, ?)",
        (article_id, json.dumps(signature)),
    )
    keys = bands(signature)
    for other in _sharing(db, keys):
        theirs = db.execute(
            "SELECT signature FROM signatures WHERE article_id = ?", (other,)
        ).fetchone()
        alike = similarity(signature, tuple(json.loads(theirs[0])))
        if alike >= THRESHOLD:
            a, b = sorted((article_id, other))
            db.execute("INSERT INTO similarities(a, b, similarity) VALUES (?, ?, ?)", (a, b, alike))
            touched.add(other)
    db.executemany(
        "INSERT OR IGNORE INTO bands(band, article_id) VALUES (?, ?)",
        [(key, article_id) for key in keys],
    )
    if stored is None:
        join(db, touched)
    else:
        regroup(db, touched)


def forget(db: sqlite3.Connection, article_id: str) -> None:
    """Take an article's signature and similarities away, before a new text or its end."""
    db.execute("DELETE FROM bands WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM signatures WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM similarities WHERE a = ? OR b = ?", (article_id, article_id))


def join(db: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Make one cluster of those that hold these articles, which are known to be connected.

    Walks no similarity: a thousand reposts have half a million.
    """
    members = set(articles)
    members |= _dissolve(db, members)
    _write(db, members)


def regroup(db: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Compute anew the clusters that hold any of these articles: some similarity is gone."""
    waiting = set(articles)
    waiting |= _dissolve(db, waiting)
    while waiting:
        members, frontier = set[str](), {waiting.pop()}
        while frontier:
            member = frontier.pop()
            members.add(member)
            frontier |= _neighbours(db, member) - members
        waiting -= members
        _write(db, members)


def _dissolve(db: sqlite3.Connection, articles: set[str]) -> set[str]:
    """Delete the clusters of these articles; everyone who was in them."""
    rows = db.execute(
        "SELECT id, cluster_id FROM articles WHERE cluster_id <> '' AND cluster_id IN"
        f" (SELECT cluster_id FROM articles WHERE id IN {_GIVEN})",
        {"given": json.dumps(sorted(articles))},
    ).fetchall()
    db.executemany("DELETE FROM clusters WHERE id = ?", {(cluster,) for _, cluster in rows})
    return {ident for ident, _ in rows}


def _write(db: sqlite3.Connection, members: set[str]) -> None:
    cluster, ids = "c" + min(members), json.dumps(sorted(members))
    db.execute(
        f"UPDATE articles SET cluster_id = :cluster WHERE id IN {_GIVEN}"
        " AND cluster_id <> :cluster",
        {"cluster": cluster, "given": ids},
    )
    first = db.execute(
        f"SELECT id, published_at, {_LATEST} FROM articles WHERE id IN {_GIVEN}"
        " ORDER BY published_at IS NULL, 3, first_seen_at, id LIMIT 1",
        {"given": ids},
    ).fetchone()
    if first:
        # Of those without a date nothing is known: they neither make it certain nor doubtful.
        certain = db.execute(
            f"SELECT min(published_at) > :latest FROM articles WHERE id IN {_GIVEN} AND id <> :id",
            {"given": ids, "id": first[0], "latest": first[2]},
        ).fetchone()[0]
        db.execute(
            "INSERT OR REPLACE INTO clusters(id, size, first_article, first_published_at,"
            " first_certain) VALUES (?, ?, ?, ?, ?)",
            (cluster, len(members), first[0], first[1], certain or 0),
        )


def _sharing(db: sqlite3.Connection, keys: tuple[int, ...]) -> set[str]:
    rows = db.execute(
        f"SELECT DISTINCT article_id FROM bands WHERE band IN {_GIVEN}", {"given": json.dumps(keys)}
    ).fetchall()
    return {row[0] for row in rows}


def _neighbours(db: sqlite3.Connection, article_id: str) -> set[str]:
    rows = db.execute(
        "SELECT b FROM similarities WHERE a = :id UNION SELECT a FROM similarities WHERE b = :id",
        {"id": article_id},
    ).fetchall()
    return {row[0] for row in rows}
