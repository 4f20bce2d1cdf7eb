"""Rows that REPLACE takes away: the search indexes and the sums let go of them too.

SQLite fires no DELETE trigger for what INSERT OR REPLACE or UPDATE OR REPLACE removes, unless
``recursive_triggers`` is on. So the rows that stand in the way are put aside before each change,
and those of them that are gone after it are taken out. In ``articles_replaced`` a row ``stands`` in
the way, has ``left``, or ``came``: deleting it from there does the work, since only a DELETE is
free of the conflict clause of the statement which began it all. Under OR REPLACE, FTS5 would take
a row out by the text that ``articles`` holds by now, and count one row less than there are.

What a statement left aside that changed nothing (INSERT OR IGNORE) is a copy of a row that stands;
it goes with the next change, and when that row goes.
"""

from __future__ import annotations

from archive.search_spelling import folded_sql, settled_sql
from archive.tallies import (
    COUNTED_ANEW,
    TALLIES,
    article_came,
    article_left,
    article_moved,
    page_left,
)

_INDEXES = {"articles_fts": folded_sql, "articles_exact": settled_sql}
_TEXTS = "title, lead, body"
_ASIDE = f"n, id, url, site, {_TEXTS}, published_at, verdict, documents"
_CHANGED_BY = f"n, id, url, {_TEXTS}"


def _into(texts: str) -> str:
    return "".join(
        f"INSERT INTO {index}(rowid, {_TEXTS}) {select(texts)};"
        for index, select in _INDEXES.items()
    )


def _out_of(texts: str, condition: str = "true") -> str:
    return "".join(
        f"INSERT INTO {index}({index}, rowid, {_TEXTS})"
        f" SELECT 'delete', * FROM ({select(texts)}) WHERE {condition};"
        for index, select in _INDEXES.items()
    )


_NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"


def _departs(condition: str = "true") -> str:
    return (
        f"DELETE FROM departed WHERE article_id = old.id AND {condition};"
        "INSERT INTO departed(article_id, site, documents, verdict, departed_at)"
        f" SELECT old.id, old.site, old.documents, old.verdict, {_NOW} WHERE {condition};"
    )


_RETURNS = f"UPDATE departed SET returned_at = {_NOW} WHERE article_id = new.id"
_PUT_ASIDE = (
    "DELETE FROM articles_replaced;"
    f"INSERT INTO articles_replaced({_ASIDE}) SELECT {_ASIDE} FROM articles"
    " WHERE (n = new.n OR id = new.id OR url = new.url)"
)
_LET_GO = (
    "UPDATE articles_replaced SET state = 'left' WHERE n = new.n"
    " OR NOT EXISTS (SELECT 1 FROM articles a WHERE a.n = articles_replaced.n);"
    "DELETE FROM articles_replaced;"
)
_REWRITTEN = "(old.n, old.title, old.lead, old.body) IS NOT (new.n, new.title, new.lead, new.body)"
_RENAMED = "old.id <> new.id"


def _take_in(condition: str = "true") -> str:
    return (
        f"INSERT INTO articles_replaced(n, state) SELECT new.n, 'came' WHERE {condition};"
        "DELETE FROM articles_replaced;"
    )


_URL = "url, site, role, section, outcome, day"
_PUT_URL_ASIDE = (
    "DELETE FROM urls_replaced;"
    f"INSERT INTO urls_replaced({_URL}) SELECT {_URL} FROM urls WHERE url = new.url;"
)
_LET_URL_GO = f"{page_left('urls_replaced')} DELETE FROM urls_replaced;"

TABLES = (
    # Their statements are below, in one trigger for each event: in which order SQLite fires
    # several is nowhere said, and what left must be taken out before what came is put in.
    *(
        f"DROP TRIGGER {name}"
        for name in (
            *("articles_fts_insert", "articles_fts_update", "articles_fts_delete"),
            *("articles_exact_insert", "articles_exact_update", "articles_exact_delete"),
            *("article_tally_insert", "article_tally_move", "departed_insert", "departed_rename"),
        )
    ),
    """
    CREATE TABLE articles_replaced (
        n INTEGER NOT NULL,
        id TEXT,
        url TEXT,
        site TEXT,
        title TEXT,
        lead TEXT,
        body TEXT,
        published_at TEXT,
        verdict TEXT,
        documents TEXT,
        state TEXT NOT NULL DEFAULT 'stands' CHECK (state IN ('stands', 'left', 'came'))
    ) STRICT
    """,
    f"""
    CREATE TRIGGER articles_replaced_left AFTER DELETE ON articles_replaced
    WHEN old.state = 'left' BEGIN
        {_out_of("old")}
        {article_left("old")}
        {_departs()}
    END
    """,
    f"""
    CREATE TRIGGER articles_replaced_came AFTER DELETE ON articles_replaced
    WHEN old.state = 'came' BEGIN
        {_into("articles WHERE n = old.n")}
    END
    """,
    f"""
    CREATE TRIGGER articles_before_insert BEFORE INSERT ON articles BEGIN
        {_PUT_ASIDE};
    END
    """,
    f"""
    CREATE TRIGGER articles_insert AFTER INSERT ON articles BEGIN
        {_LET_GO}
        {_take_in()}
        {article_came("new")}
        {_RETURNS};
    END
    """,
    f"""
    CREATE TRIGGER articles_before_update BEFORE UPDATE OF {_CHANGED_BY} ON articles BEGIN
        {_PUT_ASIDE} AND n <> old.n;
    END
    """,
    f"""
    CREATE TRIGGER articles_update AFTER UPDATE OF {_CHANGED_BY} ON articles BEGIN
        {_LET_GO}
        {_out_of("old", _REWRITTEN)}
        {_take_in(_REWRITTEN)}
        {article_moved()}
        {_departs(_RENAMED)}
        {_RETURNS} AND {_RENAMED};
    END
    """,
    f"""
    CREATE TRIGGER articles_delete AFTER DELETE ON articles BEGIN
        DELETE FROM articles_replaced WHERE n = old.n;
        {_out_of("old")}
    END
    """,
    """
    CREATE TABLE urls_replaced (
        url TEXT NOT NULL,
        site TEXT NOT NULL,
        role TEXT NOT NULL,
        section TEXT NOT NULL,
        outcome TEXT NOT NULL,
        day TEXT NOT NULL
    ) STRICT
    """,
    f"CREATE TRIGGER urls_before_insert BEFORE INSERT ON urls BEGIN {_PUT_URL_ASIDE} END",
    f"""
    CREATE TRIGGER urls_insert AFTER INSERT ON urls
    WHEN EXISTS (SELECT 1 FROM urls_replaced) BEGIN
        {_LET_URL_GO}
    END
    """,
    f"""
    CREATE TRIGGER urls_before_update BEFORE UPDATE OF url ON urls
    WHEN new.url <> old.url BEGIN
        {_PUT_URL_ASIDE}
    END
    """,
    f"""
    CREATE TRIGGER urls_update AFTER UPDATE OF url ON urls
    WHEN new.url <> old.url AND EXISTS (SELECT 1 FROM urls_replaced) BEGIN
        {_LET_URL_GO}
    END
    """,
    """
    CREATE TRIGGER urls_delete AFTER DELETE ON urls
    WHEN EXISTS (SELECT 1 FROM urls_replaced) BEGIN
        DELETE FROM urls_replaced WHERE url = old.url;
    END
    """,
    # In the new spelling, and without what a REPLACE left there until now.
    "INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')",
    "INSERT INTO articles_exact(articles_exact) VALUES ('delete-all')",
    *_into("articles").rstrip(";").split(";"),
    *(f"DELETE FROM {table}" for table in TALLIES),
    *COUNTED_ANEW,
)
