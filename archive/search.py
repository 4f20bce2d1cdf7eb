"""Search that is right for Vietnamese, over the FTS5 index of the articles.

The index is folded, so that "dao duc" finds "đạo đức". Folding collides ("ban chỉ đạo" =
"bán chị đào"): what a query with diacritics finds only by folding comes apart, as "did you mean".
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from archive.places import provinces_after, provinces_before
from archive.query import Query, Term, parse, patterns
from archive.records import Verdict
from archive.text import fold

WEIGHTS = "8.0, 4.0, 1.0"
"""Of title, lead and body in bm25: what an article calls itself is what it is about."""
RANKED = 2000
"""Matches up to which they are ranked; beyond, newest first. bm25 over words that every
article has took 195 ms at 200,000 rows, newest first 0.3 ms."""
NEAR = 5
"""Folded hits shown beside exact ones."""
OPEN, CLOSE = "\ue000", "\ue001"
"""What stands around a found word in ``title`` and ``snippet``: private-use characters, which
no stored text needs and every screen replaces by its own marks."""
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles to search. ``since`` and ``until`` are ISO days, both included; an article
    dated by its month alone is in when its month is. ``province`` is of either map."""

    sites: tuple[str, ...] = ()
    province: str = ""
    since: str = ""
    until: str = ""
    document: str = ""
    verdicts: tuple[Verdict, ...] = ("relevant",)


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
    db: sqlite3.Connection, text: str, filters: Filters | None = None, limit: int = 20
) -> Found:
    """The articles that match, best first; an empty ``text`` lists all, newest first."""
    query, filters = parse(text), filters or Filters()
    if text.strip() and not query.terms:
        return Found(())
    hits: list[Hit] = []
    for row in _candidates(db, query, filters):
        if query.exact and not _all_in(row, query):
            continue
        if len(hits) == limit:
            return Found(tuple(hits), _near(db, query, filters), more=True)
        hits.append(_hit(row, *_marked(db, row, query)))
    return Found(tuple(hits), _near(db, query, filters))


def _near(db: sqlite3.Connection, query: Query, filters: Filters) -> tuple[Hit, ...]:
    """What the words typed, side by side, find by folding alone."""
    if not query.exact:
        return ()
    phrase = Term(
        tuple(word for term in query.terms for word in term.words), query.terms[-1].prefix
    )
    rows = (row for row in _rows(db, [phrase], filters) if not _all_in(row, query))
    return tuple(_hit(row, *_folded_marks(db, row, [phrase])) for row in islice(rows, NEAR))


def province_of(name: str) -> str:
    """A province of either map from a name typed with or without diacritics; "" when unknown."""
    wanted = re.sub(r"^(?:tinh|thanh pho|tp\.?) (?!ho chi minh)", "", fold(name.strip()))
    wanted = "thanh pho ho chi minh" if wanted == "ho chi minh" else wanted
    names = (*provinces_after(), *provinces_before())
    return next((known for known in names if fold(known) == wanted), "")


def _candidates(db: sqlite3.Connection, query: Query, filters: Filters) -> Iterator[sqlite3.Row]:
    """Rows that match by folding, those that name the query's document first."""
    seen: set[int] = set()
    if query.document:
        for row in _rows(db, query.rest, filters, naming=query.document):
            seen.add(row["n"])
            yield row
    for row in _rows(db, query.terms, filters):
        if row["n"] not in seen:
            yield row


def _rows(
    db: sqlite3.Connection, terms: Sequence[Term], filters: Filters, naming: str = ""
) -> Iterator[sqlite3.Row]:
    where, values = _conditions(filters)
    match = " ".join(term.fts for term in terms)
    order = "coalesce(a.published_at, a.first_seen_at) DESC, a.id"
    source = "articles a"
    if match:
        source = "articles_fts f JOIN articles a ON a.n = f.rowid"
        where = ["articles_fts MATCH :match", *where]
        values["match"] = match
        if _few(db, match):
            order = f"bm25(articles_fts, {WEIGHTS}), " + order
    if naming:
        # An article that names the document in its title or often is more about it.
        where.append("a.id IN (SELECT article_id FROM mentions WHERE document = :naming)")
        values["naming"] = naming
        order = (
            "(SELECT sum(CASE field WHEN 'title' THEN 8 WHEN 'lead' THEN 4 ELSE 1 END)"
            " FROM mentions WHERE article_id = a.id AND document = :naming) DESC, " + order
        )
    clause = " AND ".join(where) or "1"
    named = int(bool(naming))
    # Numbers are sorted, not rows: with their bodies, a common word's would fill the memory.
    numbers = db.execute(f"SELECT a.n FROM {source} WHERE {clause} ORDER BY {order}", values)
    for (n,) in numbers:
        yield (
            _dicts(db)
            .execute(f"SELECT *, {named} AS named FROM articles WHERE n = ?", (n,))
            .fetchone()
        )


def _few(db: sqlite3.Connection, match: str) -> bool:
    found = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)",
        (match, RANKED + 1),
    ).fetchone()[0]
    return bool(found <= RANKED)


def _conditions(filters: Filters) -> tuple[list[str], dict[str, object]]:
    where: list[str] = []
    values: dict[str, object] = {}

    def among(column: str, names: Sequence[str], key: str) -> None:
        if names:
            where.append(f"{column} IN ({', '.join(f':{key}{i}' for i in range(len(names)))})")
            values.update({f"{key}{i}": name for i, name in enumerate(names)})

    among("a.verdict", filters.verdicts, "verdict")
    among("a.site", filters.sites, "site")
    if filters.province:
        where.append(
            "(a.site IN (SELECT name FROM sites WHERE :province IN (province_before,"
            " province_after)) OR a.id IN (SELECT article_id FROM article_places"
            " JOIN places ON places.id = place WHERE role = 'publisher'"
            " AND :province IN (province_before, province_after)))"
        )
        values["province"] = filters.province
    if filters.document:
        where.append("a.id IN (SELECT article_id FROM mentions WHERE document = :document)")
        values["document"] = filters.document
    # A month ("2020-12") is compared to as much of the limit.
    day = "coalesce(a.published_day, a.published_at)"
    for limit, sign, key in ((filters.since, ">=", "since"), (filters.until, "<=", "until")):
        if limit:
            where.append(f"{day} {sign} substr(:{key}, 1, length({day}))")
            values[key] = limit
    return where, values


def _all_in(row: sqlite3.Row, query: Query) -> bool:
    text = "\n".join((row["title"], row["lead"], row["body"]))
    terms = query.rest if row["named"] else query.terms
    return all(pattern.search(text) for pattern in patterns(terms))


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


def _marked(db: sqlite3.Connection, row: sqlite3.Row, query: Query) -> tuple[str, str]:
    """Title and snippet, with marks around what was found."""
    if row["named"]:
        named = db.execute(
            "SELECT DISTINCT text FROM mentions WHERE article_id = ? AND document = ?",
            (row["id"], query.document),
        )
        found = [re.compile(re.escape(text)) for (text,) in named.fetchall()]
        found += patterns(query.rest) if query.exact else []
    elif query.exact:
        found = patterns(query.terms)
    else:
        return _folded_marks(db, row, query.terms)
    return _mark(row["title"], found), _extract([row["lead"], row["body"]], found)


def _folded_marks(
    db: sqlite3.Connection, row: sqlite3.Row, terms: Sequence[Term]
) -> tuple[str, str]:
    """Title and snippet from FTS5, which finds a folded word in its original spelling."""
    if not terms:
        return row["title"], _extract([row["lead"], row["body"]], ())
    title, snippet = db.execute(
        "SELECT highlight(articles_fts, 0, :open, :close),"
        " snippet(articles_fts, -1, :open, :close, '…', 32)"
        " FROM articles_fts WHERE articles_fts MATCH :match AND rowid = :n",
        {
            "open": OPEN,
            "close": CLOSE,
            "match": " ".join(term.fts for term in terms),
            "n": row["n"],
        },
    ).fetchone()
    return _joined(title), _joined(snippet)


def _joined(text: str) -> str:
    """Words found side by side are marked as one: «đạo đức», not «đạo» «đức»."""
    return re.sub(f"{CLOSE}(\\s+){OPEN}", r"\1", text)


def _mark(text: str, found: Sequence[re.Pattern[str]]) -> str:
    """Put the marks around everything found, overlapping places as one."""
    spans = sorted(match.span() for pattern in found for match in pattern.finditer(text))
    out, end = [], 0
    for start, stop in spans:
        if start >= end:
            out += [text[end:start], OPEN, text[start:stop], CLOSE]
            end = stop
    return _joined("".join((*out, text[end:])))


def _extract(texts: Sequence[str], found: Sequence[re.Pattern[str]]) -> str:
    """The surroundings of the first place found, marked; the opening when there is none."""
    for text in texts:
        places = [match.start() for pattern in found if (match := pattern.search(text))]
        if places:
            start = max(0, min(places) - _AROUND)
            return _mark(_window(text, start, start + 3 * _AROUND), found)
    return _window(next(filter(None, texts), ""), 0, 2 * _AROUND)


def _window(text: str, start: int, stop: int) -> str:
    """``text[start:stop]`` widened inwards to whole words, with "…" where it was cut."""
    cut = text[start:stop]
    if stop < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return "… " + cut.partition(" ")[2] if start else cut


def _dicts(db: sqlite3.Connection) -> sqlite3.Cursor:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor
