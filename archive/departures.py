"""Articles that have left the archive: whoever harvests it must go on being told (OAI-PMH).

Triggers write them down, whatever takes an article's row away: a withholding, a move to another
URL, two that turn out to be one, a rebuild by other rules. This is the archive's own history and
follows from no capture, so that a rebuild keeps it. What stays is an id and the sets it was in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
_LEAVES = f"""
    INSERT INTO departed(article_id, site, documents, verdict, departed_at)
    VALUES (old.id, old.site, old.documents, old.verdict, {_NOW})
    ON CONFLICT(article_id) DO UPDATE SET site = excluded.site, documents = excluded.documents,
        verdict = excluded.verdict, departed_at = excluded.departed_at, returned_at = ''
"""
_RETURNS = f"UPDATE departed SET returned_at = {_NOW} WHERE article_id = new.id"

TABLES = (
    # returned_at: "" as long as it is away.
    """
    CREATE TABLE departed (
        article_id TEXT PRIMARY KEY,
        site TEXT NOT NULL,
        documents TEXT NOT NULL DEFAULT '[]',
        verdict TEXT NOT NULL DEFAULT '',
        departed_at TEXT NOT NULL,
        returned_at TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    f"CREATE TRIGGER departed_delete AFTER DELETE ON articles BEGIN {_LEAVES}; END",
    f"CREATE TRIGGER departed_insert AFTER INSERT ON articles BEGIN {_RETURNS}; END",
    f"""
    CREATE TRIGGER departed_rename AFTER UPDATE OF id ON articles WHEN new.id <> old.id BEGIN
        {_LEAVES}; {_RETURNS};
    END
    """,
    # What left before there was this table, as far as other rows still say so.
    """
    INSERT INTO departed(article_id, site, departed_at)
    SELECT article_id, site, substr(withheld_at, 1, 19) || 'Z' FROM tombstones
    """,
    """
    INSERT OR IGNORE INTO departed(article_id, site, documents, verdict, departed_at)
    SELECT u.old_id, a.site, a.documents, a.verdict, substr(max(c.fetched_at), 1, 19) || 'Z'
    FROM url_aliases u JOIN captures c ON c.id = u.capture_id JOIN articles a ON a.id = u.article_id
    WHERE u.kind = 'moved' AND NOT EXISTS (SELECT 1 FROM articles WHERE id = u.old_id)
    GROUP BY u.old_id
    """,
    """
    INSERT OR IGNORE INTO departed(article_id, site, departed_at, returned_at)
    SELECT a.id, a.site, max(d.made_at), substr(max(d.made_at), 1, 19) || 'Z'
    FROM decisions d JOIN articles a ON a.url = d.target WHERE d.kind = 'release' GROUP BY a.id
    """,
)


@contextmanager
def replaced(db: sqlite3.Connection) -> Iterator[None]:
    """While all articles are taken away and others put in place of them, in one transaction: only
    those that are missing afterwards have left."""
    db.execute("CREATE TEMP TABLE stood AS SELECT id FROM main.articles")
    db.execute("CREATE TEMP TABLE departed_before AS SELECT * FROM main.departed")
    yield
    db.execute(
        "DELETE FROM main.departed WHERE article_id IN (SELECT id FROM temp.stood)"
        " AND article_id IN (SELECT id FROM main.articles)"
    )
    db.execute(
        "INSERT INTO main.departed SELECT * FROM temp.departed_before"
        " WHERE article_id NOT IN (SELECT article_id FROM main.departed)"
    )
    db.execute("DROP TABLE temp.stood")
    db.execute("DROP TABLE temp.departed_before")
