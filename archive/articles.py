"""What a visit means for an article: new, unchanged, revised, moved, gone.

A good copy is never replaced by less: a 404, an error page, an unreadable or
emptied body marks the article and leaves its text and its revisions as
they were.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from archive import clusters, tombstones
from archive.identity import PARTS, alias, aliases, merge, remove
from archive.layouts import OF, layout_of
from archive.records import Capture, Judgement, Outcome, Page, Reading, Site
from archive.vitals import LOST, lost_letters

Came = tuple[Outcome, str, str]
"""Outcome, reason, article id ("" where there is none)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force: their version, and a way to read an old capture with them. ``kept``
    says that ``version`` is what a row says it was read by, and no layout is to be added."""

    version: str = ""
    reread: Callable[[sqlite3.Connection, str], Page | None] | None = None
    kept: bool = False

    def of(self, site: Site) -> str:
        """What a page of ``site`` is read by: these rules and its layout."""
        whole = self.kept or not self.version
        return self.version if whole else f"{self.version}{OF}{layout_of(site)}"


class _Known(NamedTuple):
    id: str
    url: str
    digest: str
    body: str
    capture_id: str
    rules: str


@dataclass(frozen=True, slots=True)
class _Copy:
    """A page read and judged: what an article's row is made from."""

    page: Page
    reading: Reading
    judgement: Judgement
    rules: str

    @property
    def text(self) -> str:
        return digest(self.reading)

    @property
    def capture_id(self) -> str:
        assert self.page.capture is not None
        return self.page.capture.id

    def columns(self) -> dict[str, object]:
        reading, judgement = self.reading, self.judgement
        return {
            "title": reading.title,
            "lead": reading.lead,
            "body": reading.body,
            "authors": _json(reading.authors),
            "source": reading.source,
            "section": reading.section,
            "published_at": reading.published_at,
            "published_precision": reading.published_precision,
            "published_reason": reading.published_reason,
            "modified_at": reading.modified_at,
            "verdict": judgement.verdict,
            "score": judgement.score,
            "reason": judgement.reason,
            "evidence": _json(judgement.evidence),
            "documents": _json(judgement.documents),
            "body_state": reading.body_state,
            "digest": self.text,
            "last_seen_at": self.page.moment,
            "capture_id": self.capture_id,
            "reader_version": self.rules,
            "about_before": _json(sorted(self.provinces("province_before"))),
            "about_after": _json(sorted(self.provinces("province_after"))),
        }

    def provinces(self, told: str) -> set[str]:
        """The provinces of the places it names, of the map ``told``."""
        named = [place for place in self.reading.places if place.role == "subject"]
        return {getattr(place, told) for place in named} - {""}


def article_id(url: str) -> str:
    """An article's id: 16 hexadecimal digits of the SHA-256 of its canonical URL."""
    return sha256(url.encode()).hexdigest()[:16]


def digest(reading: Reading) -> str:
    """The SHA-256 of what a reader sees: title, lead and body."""
    return sha256("\0".join((reading.title, reading.lead, reading.body)).encode()).hexdigest()


def keep(db: sqlite3.Connection, page: Page, rules: Rules) -> Came:
    """An article page that answered 200."""
    known = _find(db, page.url)
    reading, judgement = page.reading, page.judgement
    own = (reading.url, digest(reading)) if reading else ("", "")
    if tombstones.covers(db, page.site.name, page.url, *own):
        return "refused", tombstones.WITHHELD, ""
    if reading is None or judgement is None or judgement.verdict == "irrelevant":
        reason = (judgement.reason if judgement else page.gate.reason if page.gate else "") or "-"
        if reading is not None and reading.published_at:
            db.execute(
                "UPDATE urls SET day = ? WHERE url = ?", (reading.published_at[:10], page.url)
            )
        if known:
            return "irrelevant", f"{reason}; the last good copy is kept", known.id
        return "irrelevant", reason, ""
    db.execute(
        "UPDATE urls SET day = coalesce(?, day), section = coalesce(nullif(section, ''), ?)"
        " WHERE url = ?",
        ((reading.published_at or "")[:10] or None, reading.section or "", page.url),
    )
    copy = _Copy(page, reading, judgement, rules.of(page.site))
    if known:
        return _again(db, copy, known, rules)
    twin = _twin(db, copy)
    if twin:
        return _duplicate(db, copy, *twin)
    _insert(db, copy)
    return "archived", judgement.verdict, article_id(page.url)


def seen(db: sqlite3.Connection, page: Page) -> str:
    """The server said the page is as it was: only ``last_seen_at`` moves."""
    known = _find(db, page.url)
    if not known:
        return ""
    db.execute(
        "UPDATE articles SET last_seen_at = ?, gone_at = NULL WHERE id = ? AND url = ?",
        (page.moment, known.id, page.url),
    )
    return known.id


def gone(db: sqlite3.Connection, page: Page) -> str:
    """A 404 or 410: the article is marked, its last good copy stays."""
    known = _find(db, page.url)
    if not known:
        return ""
    db.execute(
        "UPDATE articles SET gone_at = coalesce(gone_at, ?) WHERE id = ? AND url = ?",
        (page.moment, known.id, page.url),
    )
    return known.id


def moved(db: sqlite3.Connection, page: Page, capture: Capture) -> Came:
    """A redirect. The article takes its new URL and id; the old ones stay as aliases."""
    location = page.header("location")
    target = next((link.url for link in page.links if link.role == page.role), "")
    known = _find(db, page.url)
    if not target or target == page.url:
        if known and page.role == "article":
            return "gone", f"redirects to {location}, which is no article", gone(db, page)
        return "moved", f"redirects to {location}, outside the site's articles", ""
    if page.role == "article" and (stone := tombstones.of_url(db, page.url)):
        tombstones.add_urls(db, stone.article_id, [target])
        return "moved", target, ""
    if known and known.url == page.url and (stone := tombstones.of_url(db, target)):
        # By the site's own word it is the article that is withheld.
        names = [page.url, *aliases(db, known.id)]
        remove(db, known.id)
        tombstones.add_urls(db, stone.article_id, names)
        return "moved", target, ""
    if not known or known.url != page.url:
        return "moved", target, known.id if known else ""
    there = _find(db, target)
    if there and there.id != known.id:
        merge(db, known.id, there.id)
        alias(db, page.url, there.id, known.id, "moved", capture.id)
        return "moved", target, there.id
    return "moved", target, _rename(db, known.id, page.url, target, capture.id)


def _again(db: sqlite3.Connection, copy: _Copy, known: _Known, rules: Rules) -> Came:
    reading = copy.reading
    if known.url != copy.page.url:
        return "duplicate", f"another URL of {known.url}", known.id
    if known.body and not reading.body:
        state = f"body {reading.body_state} this time; the last good copy is kept"
        return "broken", state, known.id
    if lost_letters(reading.body) >= LOST > lost_letters(known.body):
        return "broken", "letters lost this time; the last good copy is kept", known.id
    if known.digest == copy.text:
        seen(db, copy.page)
        _complete_date(db, copy, known.id)
        return "unchanged", "same text", known.id
    if known.rules != copy.rules and rules.reread is not None:
        # Newer rules read the old copy differently too: is it the page that changed?
        old = rules.reread(db, known.capture_id)
        if old is not None and old.reading is not None and old.judgement is not None:
            before = _Copy(old, old.reading, old.judgement, copy.rules)
            if before.text == copy.text:
                _update(db, known.id, before)
                seen(db, copy.page)
                return "unchanged", "same text, read by newer rules", known.id
    _update(db, known.id, copy)
    return "revised", copy.judgement.verdict, known.id


def _complete_date(db: sqlite3.Connection, copy: _Copy, ident: str) -> None:
    """The date that the same text was first kept without, or with less of: a layout that lost
    its dates for a week must not leave that week's articles without one."""
    reading = copy.reading
    later = db.execute(
        "UPDATE articles SET published_at = :at, published_precision = :precision,"
        " published_reason = :reason"
        " WHERE id = :id AND length(coalesce(published_at, '')) < length(:at)",
        {
            "id": ident,
            "at": reading.published_at,
            "precision": reading.published_precision,
            "reason": reading.published_reason,
        },
    ).rowcount
    if later:
        clusters.join(db, {ident})  # with its day, who was first may be another


def _twin(db: sqlite3.Connection, copy: _Copy) -> tuple[str, str, str | None] | None:
    """The same article under another URL of this site: by rel=canonical, or text for text."""
    # A UNION, because with OR SQLite walks every article of the site.
    row = db.execute(
        "SELECT id, url, gone_at, first_seen_at FROM articles"
        " WHERE site = :site AND url <> :here AND url = :canonical"
        " UNION SELECT id, url, gone_at, first_seen_at FROM articles"
        " WHERE site = :site AND url <> :here AND digest = :text AND body <> ''"
        " ORDER BY first_seen_at, id LIMIT 1",
        {
            "site": copy.page.site.name,
            "here": copy.page.url,
            "canonical": copy.reading.url,
            "text": copy.text,
        },
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def _duplicate(
    db: sqlite3.Connection, copy: _Copy, ident: str, url: str, gone_at: str | None
) -> Came:
    here = copy.page.url
    if gone_at:
        # It vanished from its old URL and stands here again: it has moved.
        return "moved", f"from {url}", _rename(db, ident, url, here, copy.capture_id)
    alias(db, here, ident, article_id(here), "duplicate", copy.capture_id)
    return "duplicate", f"another URL of {url}", ident


def _insert(db: sqlite3.Connection, copy: _Copy) -> None:
    ident = article_id(copy.page.url)
    row = copy.columns() | {
        "id": ident,
        "url": copy.page.url,
        "site": copy.page.site.name,
        "first_seen_at": copy.page.moment,
        "cluster_id": "c" + ident,
    }
    db.execute(
        f"INSERT INTO articles({', '.join(row)}) VALUES ({', '.join(':' + key for key in row)})",
        row,
    )
    _parts(db, ident, copy)


def _update(db: sqlite3.Connection, ident: str, copy: _Copy) -> None:
    row = copy.columns()
    db.execute(
        f"UPDATE articles SET {', '.join(f'{key} = :{key}' for key in row)}, gone_at = NULL"
        " WHERE id = :id",
        row | {"id": ident},
    )
    for table in PARTS:
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (ident,))
    _parts(db, ident, copy)


def _parts(db: sqlite3.Connection, ident: str, copy: _Copy) -> None:
    reading = copy.reading
    db.execute(
        "INSERT OR REPLACE INTO revisions(article_id, capture_id, captured_at, title, lead, body,"
        " digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            ident,
            copy.capture_id,
            copy.page.moment,
            reading.title,
            reading.lead,
            reading.body,
            copy.text,
        ),
    )
    db.executemany(
        'INSERT OR IGNORE INTO mentions(article_id, document, field, start, "end", text)'
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(ident, m.document, m.field, m.start, m.end, m.text) for m in copy.judgement.mentions],
    )
    db.executemany(
        "INSERT INTO images(article_id, position, url, caption, credit) VALUES (?, ?, ?, ?, ?)",
        [(ident, n, i.url, i.caption, i.credit) for n, i in enumerate(reading.images)],
    )
    db.executemany(
        "INSERT INTO attachments(article_id, position, url, name) VALUES (?, ?, ?, ?)",
        [(ident, n, a.url, a.name) for n, a in enumerate(reading.attachments)],
    )
    for place in reading.places:
        key = ", ".join(part for part in (place.name, place.province_before) if part)
        db.execute(
            "INSERT OR IGNORE INTO places(id, name, province_before, province_after)"
            " VALUES (?, ?, ?, ?)",
            (key, place.name, place.province_before, place.province_after),
        )
        db.execute(
            "INSERT OR IGNORE INTO article_places(article_id, place, role, evidence)"
            " VALUES (?, ?, ?, ?)",
            (ident, key, place.role, place.evidence),
        )
    clusters.place(db, ident, copy.page.signature)


def _rename(db: sqlite3.Connection, ident: str, old: str, new: str, capture_id: str) -> str:
    fresh = article_id(new)
    db.execute("DELETE FROM url_aliases WHERE alias = ?", (new,))
    db.execute(
        "UPDATE articles SET id = ?, url = ?, gone_at = NULL WHERE id = ?", (fresh, new, ident)
    )
    db.execute("UPDATE similarities SET a = b, b = a WHERE a > b AND ? IN (a, b)", (fresh,))
    alias(db, old, fresh, ident, "moved", capture_id)
    clusters.join(db, {fresh})
    return fresh


def _find(db: sqlite3.Connection, url: str) -> _Known | None:
    """The article a URL stands for, by itself or as an alias."""
    row = db.execute(
        "SELECT id, url, digest, body, capture_id, reader_version FROM articles WHERE url = :url"
        " UNION ALL SELECT a.id, a.url, a.digest, a.body, a.capture_id, a.reader_version"
        " FROM articles a JOIN url_aliases ON article_id = a.id WHERE alias = :url LIMIT 1",
        {"url": url},
    ).fetchone()
    return _Known(*row) if row else None


def _json(items: object) -> str:
    return json.dumps(items, ensure_ascii=False)
