"""Search that is right for Vietnamese, over two FTS5 indexes of the articles.

One is folded, so that "dao duc" finds "đạo đức". Folding collides ("ban chỉ đạo" =
"bán chị đào"), so a query with diacritics is asked of the other, which keeps them; what only
folding finds comes apart, as "did you mean".
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from archive.places import province_of
from archive.query import Part, Query, Term, leaves, parse, patterns, spelt_out, wanted
from archive.search_marks import (
    CLOSE,
    CLOSES,
    OPEN,
    OPENS,
    extract,
    mark,
    marked_by_fts,
    unmarked,
)
from archive.search_numbers import ABOUT, EXACT, FOLDED, WEIGHTS, Filters, Matches, match

__all__ = [
    "ABOUT", "CLOSE", "EXACT", "FOLDED", "OPEN", "WEIGHTS", "Filters", "Found", "Hit",
    "latest", "numbers", "province_of", "search",
]  # fmt: skip

NEAR = 5
"""Folded hits shown beside exact ones."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found. ``title`` and ``snippet`` carry :data:`OPEN` and :data:`CLOSE` around
    the words found, in the spelling of the page."""

    id: str
    url: str
    site: str
    title: str
    snippet: str
    published_at: str | None
    verdict: str
    documents: tuple[str, ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class Found:
    """``near`` are articles that match a query with diacritics only without them. ``more``
    says that there are hits beyond the limit."""

    hits: tuple[Hit, ...]
    near: tuple[Hit, ...] = ()
    more: bool = False


def search(
    db: sqlite3.Connection,
    text: str,
    filters: Filters | None = None,
    limit: int = 20,
    *,
    skip: int = 0,
) -> Found:
    """The articles that match, best first; an empty ``text`` lists all, newest first. ``skip``
    leaves out so many of the first, as earlier pages showed them."""
    query, filters = parse(text), filters or Filters()
    if text.strip() and not query.terms:
        return Found(())
    hits: list[Hit] = []
    for n, named in islice(_candidates(db, query, filters), skip, None):
        if len(hits) == limit:
            return Found(tuple(hits), more=True)
        row = _row(db, n)
        hits.append(_hit(row, *_marked(db, row, query, named=named)))
    return Found(tuple(hits), _near(db, query, filters))


def _near(db: sqlite3.Connection, query: Query, filters: Filters) -> tuple[Hit, ...]:
    """What the words typed, side by side, find by folding alone. Asked when every exact hit
    is shown: a reader with pages of them has no need of it, and it would cost a second search."""
    if not (query.exact and query.words):
        return ()
    words = tuple(word for term in query.words for word in term.words)
    phrase = Term(words, query.words[-1].prefix)
    matches = Matches(
        db, [phrase], filters, FOLDED, apart_from=query.terms, not_naming=query.documents
    )
    found = matches.numbers()
    rows = (_row(db, n) for n in islice(found, NEAR))
    return tuple(_hit(row, *_folded_marks(db, row, [phrase])) for row in rows)


def numbers(db: sqlite3.Connection, text: str, filters: Filters | None = None) -> Iterator[int]:
    """``articles.n`` of everything that :func:`search` finds without a limit, in its order."""
    query, filters = parse(text), filters or Filters()
    if text.strip() and not query.terms:
        return
    yield from (n for n, _ in _candidates(db, query, filters, whole=True))


def latest(
    db: sqlite3.Connection, text: str, filters: Filters | None = None, limit: int = 50
) -> list[int]:
    """``articles.n`` of what :func:`search` finds, those that the archive took in last."""
    query, filters = parse(text), filters or Filters()
    if text.strip() and not query.terms:
        return []
    index = EXACT if query.exact else FOLDED
    asked = [(query.terms, ())] + ([(query.rest, query.documents)] if query.documents else [])
    found = {
        n
        for terms, naming in asked
        for n in Matches(db, terms, filters, index, naming).latest(limit)
    }
    return sorted(found, reverse=True)[:limit]


def _candidates(
    db: sqlite3.Connection, query: Query, filters: Filters, *, whole: bool = False
) -> Iterator[tuple[int, bool]]:
    """``articles.n`` of what matches, those that name the query's documents first, and whether
    they do."""
    index = EXACT if query.exact else FOLDED
    named: set[int] = set()
    if query.documents:
        for n in Matches(db, query.rest, filters, index, query.documents).numbers(whole=whole):
            named.add(n)
            yield n, True
    for n in Matches(db, query.terms, filters, index).numbers(whole=whole):
        if n not in named:
            yield n, False


def _row(db: sqlite3.Connection, n: int) -> sqlite3.Row:
    """An article, whole."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    row: sqlite3.Row = cursor.execute("SELECT * FROM articles WHERE n = ?", (n,)).fetchone()
    return row


def _hit(row: sqlite3.Row, title: str, snippet: str) -> Hit:
    return Hit(
        id=row["id"],
        url=row["url"],
        site=row["site"],
        title=title,
        snippet=" ".join(snippet.split()),
        published_at=row["published_at"],
        verdict=row["verdict"],
        documents=tuple(json.loads(row["documents"])),
        gone=row["gone_at"] is not None,
    )


def _marked(
    db: sqlite3.Connection, row: sqlite3.Row, query: Query, *, named: bool
) -> tuple[str, str]:
    """Title and snippet, with marks around what was found."""
    if named:
        forms = db.execute(
            "SELECT DISTINCT text FROM mentions WHERE article_id = ?"
            f" AND document IN ({', '.join('?' * len(query.documents))})",
            (row["id"], *query.documents),
        )
        found = [re.compile(re.escape(text)) for (text,) in forms.fetchall()]
        found += patterns(query.rest) if query.exact else []
    elif query.exact:
        found = patterns(query.terms)
    else:
        return _folded_marks(db, row, query.terms)
    return mark(row["title"], found), extract([row["lead"], row["body"]], found)


def _folded_marks(
    db: sqlite3.Connection, row: sqlite3.Row, terms: Sequence[Part]
) -> tuple[str, str]:
    """Title and snippet from FTS5, which finds a folded word in its original spelling."""
    if not wanted(terms):
        return unmarked(row["title"]), extract([row["lead"], row["body"]], ())
    whole = match(terms, FOLDED)
    asked = dict.fromkeys((_spelt_out(row, terms), whole))  # the second where words are cut apart
    told = (db.execute(_MARKS, (OPENS, CLOSES, OPENS, CLOSES, said, row["n"])) for said in asked)
    title, snippet = next(filter(None, map(sqlite3.Cursor.fetchone, told)))
    return marked_by_fts(title), marked_by_fts(snippet)


def _spelt_out(row: sqlite3.Row, terms: Sequence[Part]) -> str:
    if any(term.prefix for term in leaves(terms)):
        return spelt_out(terms, "\n".join((row["title"], row["lead"], row["body"])))
    return match(terms, FOLDED)


_MARKS = (
    "SELECT highlight(articles_fts, 0, ?, ?), snippet(articles_fts, -1, ?, ?, '…', 32)"
    " FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?"
)
