"""When what a harvester is told of an article last changed (OAI-PMH's datestamp).

Triggers write it down, whoever changes a row: the moment of writing and not that of the capture,
so that what comes late (pages of a run that was killed, texts read anew) is news when it comes.
This is the archive's own history and follows from no capture, so that a rebuild keeps it. It has
a table of its own: a row's columns after its body lie pages further on, and a moment would
write the body again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

SHOWN = (
    *("id", "url", "site", "title", "authors", "source", "published_at"),
    *("verdict", "documents", "capture_id"),
)
"""Columns of ``articles`` that a harvester is told as they are."""
_OPENING = "CASE {0}.lead WHEN '' THEN substr({0}.body, 1, 480) ELSE {0}.lead END"
"""Its description: the lead, or else what an excerpt is made of (archive/export/records.py)."""
_SITE = ("organisation", "province_before", "province_after", "rights")
"""Columns of ``sites`` that are told with each of its articles."""

_NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
# No ON CONFLICT: that of the statement which fires a trigger would take its place.
_FORGET = "DELETE FROM changed WHERE article_id = {0}.id;"
_NOTE = f"INSERT INTO changed(article_id, changed_at) VALUES (new.id, {_NOW});"


def _differ(old: str, new: str, columns: tuple[str, ...]) -> str:
    return " OR ".join(f"{old}.{column} IS NOT {new}.{column}" for column in columns)


def _told_otherwise(old: str, new: str) -> str:
    openings = f"{_OPENING.format(old)} IS NOT {_OPENING.format(new)}"
    return f"{_differ(old, new, SHOWN)} OR {openings}"


def _note_all(articles: str) -> str:
    return f"UPDATE changed SET changed_at = {_NOW} WHERE article_id IN ({articles});"


TABLES = (
    """
    CREATE TABLE changed (
        article_id TEXT PRIMARY KEY,
        changed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # What a harvester was told until now: the last capture of a text or an address, or the return.
    """
    INSERT INTO changed(article_id, changed_at)
    SELECT a.id, substr(max(
            coalesce((SELECT max(captured_at) FROM revisions WHERE article_id = a.id),
                a.first_seen_at),
            coalesce((SELECT max(c.fetched_at) FROM url_aliases u
                JOIN captures c ON c.id = u.capture_id WHERE u.article_id = a.id), ''),
            coalesce((SELECT returned_at FROM departed WHERE article_id = a.id), '')
        ), 1, 19) || 'Z'
    FROM articles a
    """,
    "CREATE INDEX changed_by_time ON changed(changed_at)",
    f"""
    CREATE TRIGGER changed_insert AFTER INSERT ON articles BEGIN
        {_FORGET.format("new")} {_NOTE}
    END
    """,
    f"""
    CREATE TRIGGER changed_delete AFTER DELETE ON articles BEGIN
        {_FORGET.format("old")}
    END
    """,
    # What REPLACE took away (archive/replacing.py).
    f"""
    CREATE TRIGGER changed_replaced AFTER DELETE ON articles_replaced
    WHEN old.state = 'left' AND NOT EXISTS (SELECT 1 FROM articles WHERE id = old.id) BEGIN
        {_FORGET.format("old")}
    END
    """,
    f"""
    CREATE TRIGGER changed_update AFTER UPDATE OF {", ".join(SHOWN)}, lead, body ON articles
    WHEN {_told_otherwise("old", "new")} BEGIN
        {_FORGET.format("old")} {_FORGET.format("new")} {_NOTE}
    END
    """,
    f"""
    CREATE TRIGGER changed_site AFTER UPDATE OF {", ".join(_SITE)} ON sites
    WHEN {_differ("old", "new", _SITE)} BEGIN
        {_note_all("SELECT id FROM articles WHERE site = new.name")}
    END
    """,
    f"""
    CREATE TRIGGER changed_document AFTER UPDATE OF number ON documents
    WHEN {_differ("old", "new", ("number",))} BEGIN
        {_note_all("SELECT article_id FROM mentions WHERE document = new.key")}
    END
    """,
)


@contextmanager
def replaced(db: sqlite3.Connection) -> Iterator[None]:
    """While all articles are taken away and those of the attached ``rebuilt`` put in place of
    them, in one transaction: only what is told otherwise afterwards has changed, and when the
    last of them is in its place."""
    db.execute(
        "CREATE TEMP TABLE told AS SELECT c.article_id, c.changed_at FROM main.changed c"
        " JOIN main.articles a ON a.id = c.article_id JOIN rebuilt.articles b ON b.id = a.id"
        f" WHERE NOT ({_told_otherwise('a', 'b')})"
    )
    db.execute("CREATE UNIQUE INDEX temp.told_by_id ON told(article_id)")
    yield
    db.execute(
        "UPDATE main.changed SET changed_at = coalesce((SELECT changed_at FROM temp.told"
        f" WHERE article_id = changed.article_id), {_NOW})"
    )
    db.execute("DROP TABLE temp.told")
