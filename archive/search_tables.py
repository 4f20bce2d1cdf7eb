"""The index a query with diacritics is answered from, as SQL: any SQLite client keeps it right.

As the first migrations made it: each pair of letters was made equal wherever it occurs ("hoàn"
became "hòan"). What is in it now is in :mod:`archive.search_spelling`, and the triggers that keep
it in :mod:`archive.replacing`.
"""

from __future__ import annotations

import unicodedata

from archive.first_tables import FOLDED

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_PAIRS = [*zip("oouOOUOOU", "aeyaeyAEY", strict=True)]

EVEN = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize(
        "NFC", first + tone + second
    )
    for first, second in _PAIRS
    for tone in _TONES
}
"""Both ways to place a tone, as letters to replace: "oà" → "òa". No target holds a source."""


_COLUMNS = ("title", "lead", "body")
_AT_ONCE = 15
"""Nested calls in one expression; SQLite's parser took 30 and overflowed at 45 (3.40)."""


def _evened(row: str) -> str:
    """A SELECT of a row's number and its three texts made even; "new" and "old" are a trigger's."""
    table = "" if row in ("new", "old") else f" FROM {row}"
    texts = ", ".join(f"{row}.{column} AS {column}" for column in _COLUMNS)
    select = f"SELECT {row}.n AS n, {texts}{table}"
    pairs = list(EVEN.items())
    for start in range(0, len(pairs), _AT_ONCE):
        texts = ", ".join(
            f"{_replaced(column, pairs[start : start + _AT_ONCE])} AS {column}"
            for column in _COLUMNS
        )
        select = f"SELECT n, {texts} FROM ({select})"
    return select


def _replaced(column: str, pairs: list[tuple[str, str]]) -> str:
    for source, target in pairs:
        column = f"replace({column}, '{source}', '{target}')"
    return column


_INSERT = "INSERT INTO articles_exact(rowid, title, lead, body)"
_DELETE = (
    "INSERT INTO articles_exact(articles_exact, rowid, title, lead, body)"
    f" SELECT 'delete', n, title, lead, body FROM ({_evened('old')})"
)

EXACT = (
    """
    CREATE VIRTUAL TABLE articles_exact USING fts5(
        title, lead, body,
        content='articles', content_rowid='n',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    f"{_INSERT} {_evened('articles')}",
    f"""
    CREATE TRIGGER articles_exact_insert AFTER INSERT ON articles BEGIN
        {_INSERT} {_evened("new")};
    END
    """,
    f"""
    CREATE TRIGGER articles_exact_delete AFTER DELETE ON articles BEGIN
        {_DELETE};
    END
    """,
    f"""
    CREATE TRIGGER articles_exact_update AFTER UPDATE OF n, title, lead, body ON articles BEGIN
        {_DELETE};
        {_INSERT} {_evened("new")};
    END
    """,
    # Newest first, where more match than can be ranked: walked until a page is full. Verdict
    # and site are in it, because a row's own come after its body, pages further on.
    """
    CREATE INDEX articles_newest ON articles(
        coalesce(published_at, first_seen_at) DESC, id, verdict, site)
    """,
    "CREATE INDEX mentions_naming ON mentions(document, article_id, field)",
)

PREFIXES = (1, 2)
"""Lengths of beginnings of words that both indexes keep whole. Without them "học t*" gathers all
words in t- each time it is asked for: 0.8 s of 200,000 articles, with them 0.08. Each adds a
third to a half to an index; the words that begin with three letters are few enough to gather."""
_KEPT = f"prefix='{' '.join(map(str, PREFIXES))}'"
_FOLDED_TEXTS = ", ".join(FOLDED.format(column) for column in _COLUMNS)

PREFIXED = (
    # The triggers name the tables, and go on with the new ones.
    "DROP TABLE articles_fts",
    f"""
    CREATE VIRTUAL TABLE articles_fts USING fts5(
        title, lead, body,
        content='articles', content_rowid='n',
        tokenize='unicode61 remove_diacritics 2', {_KEPT}
    )
    """,
    f"INSERT INTO articles_fts(rowid, title, lead, body) SELECT n, {_FOLDED_TEXTS} FROM articles",
    "DROP TABLE articles_exact",
    f"""
    CREATE VIRTUAL TABLE articles_exact USING fts5(
        title, lead, body,
        content='articles', content_rowid='n',
        tokenize='unicode61 remove_diacritics 0', {_KEPT}
    )
    """,
    f"{_INSERT} {_evened('articles')}",
)
