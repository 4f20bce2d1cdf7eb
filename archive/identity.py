"""One article under many URLs: which it goes by, two rows that turn out to be one, and its end."""

from __future__ import annotations

import sqlite3

from archive import clusters

PARTS = ("mentions", "images", "attachments", "article_places")
"""Tables of what the latest text of an article holds."""


def merge(db: sqlite3.Connection, old: str, into: str) -> None:
    """Two rows turn out to be one article: the older history joins the newer URL's."""
    db.execute(
        "UPDATE articles SET first_seen_at = min(first_seen_at,"
        " (SELECT first_seen_at FROM articles WHERE id = ?)) WHERE id = ?",
        (old, into),
    )
    db.execute("UPDATE revisions SET article_id = ? WHERE article_id = ?", (into, old))
    db.execute("UPDATE url_aliases SET article_id = ? WHERE article_id = ?", (into, old))
    remove(db, old)
    clusters.regroup(db, {into})


def remove(db: sqlite3.Connection, ident: str) -> None:
    """Take every row of an article away; the clusters it was in are mended."""
    neighbours = {
        row[0]
        for row in db.execute(
            "SELECT id FROM articles WHERE cluster_id ="
            " (SELECT cluster_id FROM articles WHERE id = ?) AND id <> ?",
            (ident, ident),
        )
    }
    clusters.forget(db, ident)
    for table in (*PARTS, "revisions", "url_aliases"):
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (ident,))
    db.execute(
        "DELETE FROM clusters WHERE id = (SELECT cluster_id FROM articles WHERE id = ?)", (ident,)
    )
    db.execute("DELETE FROM articles WHERE id = ?", (ident,))
    clusters.regroup(db, neighbours)


def aliases(db: sqlite3.Connection, ident: str) -> list[str]:
    """The other URLs an article goes by, in order."""
    rows = db.execute("SELECT alias FROM url_aliases WHERE article_id = ? ORDER BY alias", (ident,))
    return [row[0] for row in rows]


def alias(
    db: sqlite3.Connection, url: str, ident: str, old_id: str, kind: str, capture_id: str
) -> None:
    """Another URL of an article, by what the capture showed: moved, duplicate or canonical."""
    db.execute(
        "INSERT OR REPLACE INTO url_aliases(alias, article_id, old_id, kind, capture_id)"
        " VALUES (?, ?, ?, ?, ?)",
        (url, ident, old_id, kind, capture_id),
    )
