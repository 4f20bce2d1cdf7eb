"""What is left to say of an article that is withheld, and by what it is known again.

The article's own rows are gone, so that whoever reads the database need not know of
this. Pages that come while a withholding is in force are recognised by their URL, by the URL they
call themselves, or by their text, on the same site.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.records import VIETNAM

CLASSES = ("personal-data", "court-order", "publisher-request", "safety", "other")
"""Why an article may be withheld: the class of reason that everybody is told."""

WITHHELD = "withheld"
"""The reason of a visit whose page was captured and not read into an article."""

TABLES = (
    # until: the last day it holds, in Viet Nam, "" for one without an end. digests: of every
    # text it had, as articles.digest.
    """
    CREATE TABLE tombstones (
        article_id TEXT PRIMARY KEY,
        url TEXT NOT NULL,
        site TEXT NOT NULL,
        withheld_at TEXT NOT NULL,
        class TEXT NOT NULL CHECK (
            class IN ('personal-data', 'court-order', 'publisher-request', 'safety', 'other')),
        until TEXT NOT NULL DEFAULT '',
        decision_id TEXT NOT NULL REFERENCES decisions(id),
        digests TEXT NOT NULL DEFAULT '[]'
    ) STRICT
    """,
    """
    CREATE TABLE tombstone_urls (
        url TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES tombstones(article_id)
            ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX tombstone_urls_by_article ON tombstone_urls(article_id)",
    # The withholding by whose order a capture's record was taken out of its WARC file.
    "ALTER TABLE captures ADD COLUMN erased_by TEXT NOT NULL DEFAULT ''",
    # What a file's SHA-256 was before each erasure, oldest first.
    "ALTER TABLE warc_files ADD COLUMN former_digests TEXT NOT NULL DEFAULT '[]'",
)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What everybody may know of a withheld article; ``kind`` is one of :data:`CLASSES`."""

    article_id: str
    url: str
    site: str
    withheld_at: str
    kind: str
    until: str
    decision_id: str
    released_at: str = ""
    """When it was released, of one whose captures were erased before: nothing of it is left to
    read, and nothing is withheld. "" while the withholding stands."""

    @property
    def is_over(self) -> bool:
        """Whether its term has ended, and only the release is not written yet."""
        return bool(self.until) and self.until < today()


def today() -> str:
    """The day it is in Viet Nam."""
    return datetime.now(VIETNAM).date().isoformat()


def of_url(db: sqlite3.Connection, url: str) -> Tombstone | None:
    """The tombstone of the article that went by a URL; None when nothing of it is withheld."""
    row = db.execute(
        "SELECT t.article_id, t.url, t.site, t.withheld_at, t.class, t.until, t.decision_id"
        " FROM tombstone_urls u JOIN tombstones t ON t.article_id = u.article_id WHERE u.url = ?",
        (url,),
    ).fetchone()
    return Tombstone(*row) if row else None


def of_article(db: sqlite3.Connection, ident: str) -> Tombstone | None:
    """The tombstone of an article by its id, or by one that it had under another URL."""
    row = db.execute("SELECT url FROM tombstones WHERE article_id = ?", (ident,)).fetchone()
    if row:
        return of_url(db, row[0])
    if db.execute("SELECT 1 FROM articles WHERE id = ?", (ident,)).fetchone():
        return None
    for (url,) in db.execute("SELECT url FROM tombstone_urls"):
        if _ident(url) == ident:
            return of_url(db, url)
    return None


def erased(db: sqlite3.Connection, given: str) -> Tombstone | None:
    """What is left to say of an article, by a URL or an id of it, that was released after its
    captures had been erased: it is in no table until it is visited again. None for any other.

    It follows from the decisions and the captures, so that a rebuild knows it as well.
    """
    orders = db.execute(
        "SELECT id, made_at, target, detail FROM decisions WHERE kind = 'withhold'"
        " ORDER BY made_at DESC, id DESC"
    )
    for ident, made_at, url, text in orders:
        said = json.loads(text)
        names = {url, *listed(said.get("urls", ""))}
        if given not in names and given not in {said.get("article"), *map(_ident, names)}:
            continue
        marks = ", ".join("?" * len(names))
        found = db.execute(
            f"SELECT 1 FROM captures WHERE url IN ({marks}) AND erased_by <> ''", sorted(names)
        ).fetchone()
        freed = db.execute(
            "SELECT max(made_at) FROM decisions WHERE kind = 'release' AND made_at > ?"
            f" AND target IN ({marks})",
            (made_at, *sorted(names)),
        ).fetchone()[0]
        if found and freed:
            kind, whose = said.get("class", ""), said.get("article") or _ident(url)
            kind = kind if kind in CLASSES else "other"
            return Tombstone(whose, url, said.get("site", ""), made_at, kind, "", ident, freed)
    return None


def urls(db: sqlite3.Connection, ident: str) -> list[str]:
    """Every URL by which a withheld article is known, in order."""
    found = db.execute("SELECT url FROM tombstone_urls WHERE article_id = ? ORDER BY url", (ident,))
    return [row[0] for row in found]


def standing(db: sqlite3.Connection) -> list[Tombstone]:
    """Every withholding, by URL."""
    found = db.execute("SELECT url FROM tombstones ORDER BY url").fetchall()
    return [stone for row in found if (stone := of_url(db, row[0])) is not None]


def over(db: sqlite3.Connection) -> list[Tombstone]:
    """Withholdings whose term has ended: the next that writes to the archive releases them."""
    return [stone for stone in standing(db) if stone.is_over]


def covers(db: sqlite3.Connection, site: str, url: str, calls_itself: str, text: str) -> bool:
    """Whether an article page is one that is withheld: by its URL, by the URL it calls itself,
    or by the digest of its text. Another URL of it is remembered."""
    if of_url(db, url):
        return True
    row = db.execute(
        "SELECT t.article_id FROM tombstone_urls u JOIN tombstones t USING (article_id)"
        " WHERE u.url = :canonical AND t.site = :site"
        " UNION SELECT t.article_id FROM tombstones t, json_each(t.digests) d"
        " WHERE t.site = :site AND d.value = :text ORDER BY 1 LIMIT 1",
        {"canonical": calls_itself, "site": site, "text": text},
    ).fetchone()
    if row is None:
        return False
    add_urls(db, row[0], [url])
    return True


def add_urls(db: sqlite3.Connection, ident: str, more: Iterable[str]) -> None:
    """Further URLs of a withheld article, without what listings call it; one that an article
    of its own goes by is left to it."""
    db.executemany(
        "INSERT OR IGNORE INTO tombstone_urls(url, article_id) SELECT :url, :ident"
        " WHERE NOT EXISTS (SELECT 1 FROM articles WHERE url = :url)"
        " AND NOT EXISTS (SELECT 1 FROM url_aliases WHERE alias = :url)",
        [{"url": url, "ident": ident} for url in more],
    )
    db.execute(
        "UPDATE witnesses SET title = '' WHERE title <> ''"
        " AND url IN (SELECT url FROM tombstone_urls WHERE article_id = ?)",
        (ident,),
    )


def write(db: sqlite3.Connection, stone: Tombstone, digests: Iterable[str]) -> None:
    """Set a tombstone, or change what one says: when it was first withheld stays."""
    db.execute(
        "INSERT INTO tombstones(article_id, url, site, withheld_at, class, until, decision_id,"
        " digests) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(article_id) DO UPDATE SET"
        " class = excluded.class, until = excluded.until, decision_id = excluded.decision_id",
        (
            stone.article_id,
            stone.url,
            stone.site,
            stone.withheld_at,
            stone.kind,
            stone.until,
            stone.decision_id,
            json.dumps(sorted(digests)),
        ),
    )


def take_away(db: sqlite3.Connection, ident: str) -> None:
    """Take a tombstone away; its URLs go with it."""
    db.execute("DELETE FROM tombstone_urls WHERE article_id = ?", (ident,))
    db.execute("DELETE FROM tombstones WHERE article_id = ?", (ident,))


def listed(text: str) -> list[str]:
    """A list in a decision's detail. A record from elsewhere may hold anything, and must not
    end a rebuild."""
    try:
        found: Any = json.loads(text)
    except ValueError:
        return []
    return [str(one) for one in found] if isinstance(found, list) else []


def _ident(url: str) -> str:
    from archive.articles import article_id  # which stands on this module

    return article_id(url)
