"""The archive as Datasette asks it: how much one answer may hold, and who waits for whom."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from datasette.database import Database

from archive import schema
from archive.payload import MAX_PAGE

CELL = 4 * MAX_PAGE
"""Bytes of a value or a row. A page is read up to MAX_PAGE, and a letter of one byte may take three
in UTF-8. SQLite's own limit is a thousand million: one SELECT took 6 GB."""
PATTERN = 1000
"""Bytes of a LIKE: each is compared with every place of a text, and nothing stops it meanwhile."""
ANSWER = 16_000_000
"""Characters and bytes of all rows of one answer of Datasette's own. Two thousand articles have
four to eight million; as JSON they take twentyfold in memory for a moment."""

TURNS = 2
"""Questions that may take their time asked at once; those that take none have the other threads."""
PATIENCE = 10.0
"""Seconds to wait for a turn."""

_T = TypeVar("_T")
_weighing: ContextVar[bool] = ContextVar("weighing", default=False)


class Tables(Database):  # type: ignore[misc]
    """The archive's database."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._turns = asyncio.Semaphore(TURNS)

    async def table_names(self) -> list[str]:
        """Without the tables that FTS5 keeps for itself: Datasette counts the rows of all it lists,
        of half a gigabyte of index too, which takes 0.6 s."""
        names: list[str] = await self.execute_fn(schema.tables)
        return names

    async def execute(self, *args: Any, **named: Any) -> Any:
        """What Datasette's own pages ask, readers' SQL among it.

        :raises sqlite3.DataError: the answer is longer than :data:`ANSWER`.
        """
        token = _weighing.set(True)
        try:
            return await super().execute(*args, **named)
        finally:
            _weighing.reset(token)

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], _T]) -> _T:
        if not _weighing.get():
            return await self._at_once(fn)
        return await self.in_turn(lambda db: _weighed(db, fn))

    async def in_turn(self, fn: Callable[[sqlite3.Connection], _T]) -> _T:
        """:meth:`execute_fn` of a question that may take its time.

        :raises sqlite3.OperationalError: its turn did not come, as if it had run out of time.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                await self._turns.acquire()
        except TimeoutError as error:
            raise sqlite3.OperationalError("interrupted") from error
        try:
            return await self._at_once(fn)
        finally:
            self._turns.release()

    async def _at_once(self, fn: Callable[[sqlite3.Connection], _T]) -> _T:
        found: _T = await super().execute_fn(fn)
        return found


def bound(db: sqlite3.Connection) -> None:
    """Let no value of a connection fill the memory."""
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, CELL)
    db.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN)


def _weighed(db: sqlite3.Connection, fn: Callable[[sqlite3.Connection], _T]) -> _T:
    left = ANSWER

    def row(cursor: sqlite3.Cursor, cells: tuple[Any, ...]) -> sqlite3.Row:
        nonlocal left
        left -= sum(len(cell) for cell in cells if isinstance(cell, str | bytes))
        if left < 0:
            raise sqlite3.DataError(TOO_LONG)
        return sqlite3.Row(cursor, cells)

    db.row_factory = row
    try:
        return fn(db)
    finally:
        db.row_factory = sqlite3.Row


TOO_LONG = (
    f"kết quả dài hơn {ANSWER // 10**6} MB, hãy hỏi ít dòng hoặc ít cột hơn ·"
    f" an answer of more than {ANSWER // 10**6} MB, ask for fewer rows or columns"
)
