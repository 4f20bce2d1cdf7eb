"""What was counted is counted again only when the archive has changed since.

What nearly every page shows the archive itself keeps summed (:mod:`archive.tallies`). To count what
a search finds, by site, year and document, takes some tenths of a second at 200,000 articles, and
a reader asks for it with every filter. SQLite tells a connection whether another one has committed
(``PRAGMA data_version``), so a kept count is never older than the page's own snapshot.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import count
from typing import Any, TypeVar

KEPT = 24
"""Answers kept for a connection; a reader's searches are among them, of some 2 MB each at 200,000
articles."""

_T = TypeVar("_T")
_here = threading.local()
_serial = count(1)


def know(db: sqlite3.Connection) -> None:
    """Give a connection a number of its own: only for such are answers kept, since two
    connections' data versions cannot be compared."""
    number = next(_serial)
    db.create_function("web_connection", 0, lambda: number)


def kept(db: sqlite3.Connection, key: Hashable, ask: Callable[[], _T]) -> _T:
    """What ``ask`` answers, or answered before if nothing was committed since."""
    try:
        (number,) = db.execute("SELECT web_connection()").fetchone()
    except sqlite3.OperationalError:
        return ask()
    version = db.execute("PRAGMA data_version").fetchone()[0]
    memory: OrderedDict[Hashable, tuple[int, Any]] = _memory()
    place = (number, key)
    if place in memory and memory[place][0] == version:
        memory.move_to_end(place)
        found: _T = memory[place][1]
        return found
    answer = ask()
    memory[place] = (version, answer)
    memory.move_to_end(place)
    while len(memory) > KEPT:
        memory.popitem(last=False)
    return answer


def _memory() -> OrderedDict[Hashable, tuple[int, Any]]:
    if not hasattr(_here, "memory"):
        _here.memory = OrderedDict()
    memory: OrderedDict[Hashable, tuple[int, Any]] = _here.memory
    return memory
