"""The schema as a document: every table and column with what it says, made from the database."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from archive.schema_search import NOTE
from archive.schema_words import COLUMNS, SHARED, TABLES, Words

HEAD = """\
# The tables of an archive

One SQLite file, `archive.db`; any client opens it. Times are ISO 8601: in UTC, but for what
pages print, which is in +07:00. Lists are JSON. `PRAGMA user_version` is not used: the table
`_sqlite_migrations` says which schema a file has. This page is made from the database and
checked by `tests/test_schema_docs.py`.

Một tệp SQLite, `archive.db`; chương trình nào cũng mở được. Thời gian theo ISO 8601: giờ UTC,
riêng những gì trang in thì theo giờ Việt Nam. Danh sách viết bằng JSON.
"""
_SHADOW = re.compile(r"_(?:data|idx|content|docsize|config)$")


def words_of(table: str, column: str) -> Words | None:
    """What a column says, None when nobody has said."""
    return COLUMNS.get(table, {}).get(column) or SHARED.get(column)


def tables(db: sqlite3.Connection) -> list[str]:
    """The tables in the order of :data:`TABLES`, those it does not know last; without those
    that FTS5 keeps for itself."""
    found = [
        name
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not (_SHADOW.search(name) and name.startswith(("articles_fts_", "articles_exact_")))
        and not name.startswith("sqlite_")
    ]
    order = list(TABLES)
    return sorted(found, key=lambda name: (order.index(name) if name in TABLES else 99, name))


def columns(db: sqlite3.Connection, table: str) -> list[tuple[str, str, bool, int]]:
    """Name, type, whether NULL is refused and place in the key, of every column a reader sees."""
    return [
        (name, kind, bool(full), key)
        for _, name, kind, full, _, key, hidden in db.execute(
            "SELECT * FROM pragma_table_xinfo(?)", (table,)
        )
        if hidden != 1  # what a virtual table adds for its own queries
    ]


def undescribed(db: sqlite3.Connection) -> list[str]:
    """Tables and columns that nobody has described."""
    found = [table for table in tables(db) if table not in TABLES]
    for table in tables(db):
        found += [
            f"{table}.{name}" for name, *_ in columns(db, table) if words_of(table, name) is None
        ]
    return found


def markdown(db: sqlite3.Connection) -> str:
    """``docs/schema.md``.

    :raises KeyError: a table or column that nobody has described.
    """
    return "\n".join((HEAD, *(_table(db, table) for table in tables(db))))


def _table(db: sqlite3.Connection, table: str) -> str:
    vi, en = TABLES[table]
    return "\n".join(
        (
            *(f"## {table}", "", vi, "", en, ""),
            *("| column | type | mô tả | description |", "|---|---|---|---|"),
            *_columns(db, table),
            "",
            *_indexes(db, table),
            *((NOTE,) if table == "articles_exact" else ()),
        )
    )


def _columns(db: sqlite3.Connection, table: str) -> Iterator[str]:
    refers = {
        here: f" → {there}.{column}"
        for _, _, there, here, column, *_ in db.execute(
            "SELECT * FROM pragma_foreign_key_list(?)", (table,)
        )
    }
    for name, kind, full, key in columns(db, table):
        said = words_of(table, name)
        if said is None:
            raise KeyError(f"{table}.{name}")
        shown = " ".join(filter(None, (kind, "key" if key else "", "" if full or key else "null")))
        yield f"| `{name}` | {shown}{refers.get(name, '')} | {said[0]} | {said[1]} |"


def _indexes(db: sqlite3.Connection, table: str) -> Iterator[str]:
    made = db.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
        " ORDER BY name",
        (table,),
    ).fetchall()
    if made:
        yield "```sql"
        yield from (" ".join(sql.split()) for (sql,) in made)
        yield "```\n"
