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

from archive.places import provinces_after, provinces_before
from archive.query import Near, Query, Term, leaves, parse, patterns
from archive.records import Verdict
from archive.text import fold

WEIGHTS = "8.0, 4.0, 1.0"
"""Of title, lead and body in bm25: what an article calls itself is what it is about."""
RANKED = 2000
"""Matches up to which they are ranked; beyond, newest first. bm25 over words that every
article has took 195 ms at 200,000 rows, newest first 0.3 ms."""
FOLDED, EXACT = "articles_fts", "articles_exact"
DENSE = 0.1
"""Share of articles from which each is asked in turn whether it matches, until a page is full:
0.02 ms each, where to find all first takes 150 ms for what nearly every article has. A prefix
is gathered anew each time it is asked for: 47 s for "học t*", so its matches are found first."""
_NEWEST = "coalesce(a.published_at, a.first_seen_at) DESC, a.id"
"""The order of the index ``articles_newest``."""
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
        if len(hits) == limit:
            return Found(tuple(hits), more=True)
        hits.append(_hit(row, *_marked(db, row, query)))
    return Found(tuple(hits), _near(db, query, filters))


def _near(db: sqlite3.Connection, query: Query, filters: Filters) -> tuple[Hit, ...]:
    """What the words typed, side by side, find by folding alone. Asked when every exact hit
    is shown: a reader with pages of them has no need of it, and it would cost a second search."""
    if not query.exact:
        return ()
    words = tuple(word for term in query.words for word in term.words)
    phrase = Term(words, query.words[-1].prefix)
    rows = _rows(db, [phrase], filters, FOLDED, apart_from=query.terms)
    return tuple(_hit(row, *_folded_marks(db, row, [phrase])) for row in islice(rows, NEAR))


def numbers(db: sqlite3.Connection, text: str, filters: Filters | None = None) -> Iterator[int]:
    """``articles.n`` of everything that :func:`search` finds without a limit, in its order."""
    query, filters = parse(text), filters or Filters()
    if text.strip() and not query.terms:
        return
    index = EXACT if query.exact else FOLDED
    named: set[int] = set()
    if query.document:
        for n in _numbers(db, query.rest, filters, index, naming=query.document, whole=True):
            named.add(n)
            yield n
    rest = _numbers(db, query.terms, filters, index, whole=True)
    yield from (n for n in rest if n not in named)


def province_of(name: str) -> str:
    """A province of either map from a name typed with or without diacritics; "" when unknown."""
    wanted = re.sub(r"^(?:tinh|thanh pho|tp\.?) (?!ho chi minh)", "", fold(name.strip()))
    wanted = "thanh pho ho chi minh" if wanted == "ho chi minh" else wanted
    names = (*provinces_after(), *provinces_before())
    return next((known for known in names if fold(known) == wanted), "")


def _candidates(db: sqlite3.Connection, query: Query, filters: Filters) -> Iterator[sqlite3.Row]:
    """Rows that match, those that name the query's document first."""
    index = EXACT if query.exact else FOLDED
    seen: set[int] = set()
    if query.document:
        for row in _rows(db, query.rest, filters, index, naming=query.document):
            seen.add(row["n"])
            yield row
    for row in _rows(db, query.terms, filters, index):
        if row["n"] not in seen:
            yield row


def _rows(
    db: sqlite3.Connection,
    terms: Sequence[Term | Near],
    filters: Filters,
    index: str,
    *,
    naming: str = "",
    apart_from: Sequence[Term | Near] = (),
) -> Iterator[sqlite3.Row]:
    """The articles of :func:`_numbers`, whole."""
    fetch = f"SELECT *, {int(bool(naming))} AS named FROM articles WHERE n = ?"
    for n in _numbers(db, terms, filters, index, naming=naming, apart_from=apart_from):
        yield _dicts(db).execute(fetch, (n,)).fetchone()


def _numbers(
    db: sqlite3.Connection,
    terms: Sequence[Term | Near],
    filters: Filters,
    index: str,
    *,
    naming: str = "",
    apart_from: Sequence[Term | Near] = (),
    whole: bool = False,
) -> Iterator[int]:
    """Articles in which ``index`` finds all ``terms`` and a document is named, without those
    in which the exact index finds others; ranked when they are few, newest first when not.
    ``whole`` says that all of them will be read, not a page."""
    where, values = _conditions(filters)
    values |= {"match": _match(terms, index), "naming": naming, "apart": _match(apart_from, EXACT)}
    if apart_from:
        where.append(f"a.n NOT IN (SELECT rowid FROM {EXACT} WHERE {EXACT} MATCH :apart)")
    ranks, sources = [], ["articles a"]
    matched = f"FROM {index} WHERE {index} MATCH :match"
    if terms:
        match _density(db, f"SELECT rowid {matched}", values):
            case 0.0:
                sources.insert(0, f"{index} f")
                where = [f"{index} MATCH :match AND f.rowid = a.n", *where]
                ranks.append(f"bm25({index}, {WEIGHTS})")
            case density if (
                density > DENSE and not whole and not any(term.prefix for term in leaves(terms))
            ):
                where.append(f"EXISTS (SELECT 1 {matched} AND rowid = a.n)")
            case _:
                where.append(f"a.n IN (SELECT rowid {matched})")
    if naming:
        where.append(
            "EXISTS (SELECT 1 FROM mentions WHERE article_id = a.id AND document = :naming)"
        )
        named = "SELECT rowid FROM mentions WHERE document = :naming"
        if ranks or (not terms and not _density(db, named, values)):
            # An article that names the document in its title or often is more about it.
            ranks.insert(0, _NAMING)
    if naming and ranks and not terms:
        where.append("a.id IN (SELECT article_id FROM mentions WHERE document = :naming)")
    # Numbers are sorted, not rows: with their bodies, a common word's would fill the memory.
    walk = "" if ranks else " INDEXED BY articles_newest"
    found = db.execute(
        f"SELECT a.n FROM {' CROSS JOIN '.join(sources)}{walk} WHERE {' AND '.join(where) or 1}"
        f" ORDER BY {', '.join((*ranks, _NEWEST))}",
        values,
    )
    for row in found:
        yield row[0]


_NAMING = (
    "(SELECT sum(CASE field WHEN 'title' THEN 8 WHEN 'lead' THEN 4 ELSE 1 END)"
    " FROM mentions WHERE article_id = a.id AND document = :naming) DESC"
)


def _match(terms: Sequence[Term | Near], index: str) -> str:
    return " AND ".join(term.fts(exact=index == EXACT) for term in terms)


def _density(db: sqlite3.Connection, rows: str, values: dict[str, object]) -> float:
    """0 when ``rows``, a SELECT of rowids, are few enough to be ranked; else the share of
    articles that match, judged by how far the first thousands reach."""
    count, last = db.execute(
        f"SELECT count(*), max(rowid) FROM ({rows} LIMIT {RANKED + 1})", values
    ).fetchone()
    return count / max(count, last) if count > RANKED else 0.0


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
    # A month ("2020-12") is compared to as much of the limit. The second condition of each
    # is weaker, and one that the index of the newest can be entered by.
    day, key = "coalesce(a.published_day, a.published_at)", _NEWEST.partition(" DESC")[0]
    if filters.since:
        where.append(f"{day} >= substr(:since, 1, length({day})) AND {key} >= :since_month")
        values |= {"since": filters.since, "since_month": filters.since[:7]}
    if filters.until:
        where.append(f"{day} <= substr(:until, 1, length({day})) AND {key} <= :until_end")
        values |= {"until": filters.until, "until_end": filters.until + "~"}
    return where, values


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
    db: sqlite3.Connection, row: sqlite3.Row, terms: Sequence[Term | Near]
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
            "match": _match(terms, FOLDED),
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
