"""What a reader asked for and what a page answers; no page knows more of the web than this."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote, urlencode

from archive.places import province_after, province_name

Lang = Literal["vi", "en"]
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. ``path`` is without the format's ending, ``parts`` what its pattern named,
    ``args`` the query string in order, ``origin`` scheme and host as the reader typed them.

    ``replay`` is the address of the replay, "" when none runs; ``contact`` whom to write to:
    an address of e-mail or, beginning with https://, of a page.
    """

    path: str
    args: tuple[tuple[str, str], ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    lang: Lang = "vi"
    origin: str = ""
    public: bool = False
    replay: str = ""
    contact: str = ""

    def get(self, name: str) -> str:
        """The first value of an argument, "" when absent."""
        return next((value for key, value in self.args if key == name), "").strip()

    def number(self, name: str, default: int, most: int) -> int:
        """An argument as a whole number from 1 to ``most``; ``default`` when it is none."""
        given = self.get(name)
        # Longer than any page number; int() of a megabyte of digits takes seconds.
        if not (given.isdecimal() and len(given) <= 9):
            return default
        return min(max(int(given), 1), most)

    def link(self, *, path: str = "", **changes: str | int | None) -> str:
        """This page with some arguments changed; None and "" take one out."""
        kept = [(key, value) for key, value in self.args if key not in changes and value]
        added = [(key, str(value)) for key, value in changes.items() if value not in (None, "")]
        query = urlencode(kept + added)
        return (path or self.path) + (f"?{query}" if query else "")

    def letter(self, subject: str = "") -> str:
        """The address by which one writes to whoever keeps the archive, "" for none."""
        return letter(self.contact, subject)

    def on_map(self, scheme: str) -> str:
        """This page on the map of "34" or "63" provinces. What is chosen of the other map becomes
        what holds it today, or the old province of that name; a name of neither is taken out."""
        there = province_after if scheme == "34" else province_name
        chosen = {key: there(self.get(key)) for key in ("province", "about") if self.get(key)}
        return self.link(map=scheme, name=None, page=None, **chosen)


def letter(contact: str, subject: str = "") -> str:
    """The address by which one writes to a contact, "" for none.

    >>> letter("kho@a.vn", "Gỡ bài"), letter("https://a.vn/lien-he", "Gỡ bài"), letter("")
    ('mailto:kho@a.vn?subject=G%E1%BB%A1%20b%C3%A0i', 'https://a.vn/lien-he', '')
    """
    if not contact or contact.startswith("https://"):
        return contact
    mail = quote(contact.removeprefix("mailto:"), safe="@")
    return f"mailto:{mail}" + (f"?subject={quote(subject)}" if subject else "")


@dataclass(frozen=True, slots=True)
class Answer:
    """A page: its template and what the template needs. ``rows`` are what it lists, as CSV and
    JSON; None where the page is no list. ``goto`` sends the reader elsewhere, for ever unless it
    is ``passing``. ``told`` is what a file says of a page there is not, besides its status, and
    ``origin`` what it says of the archive its rows are from."""

    template: str = ""
    title: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Row] | None = None
    more: bool = False
    status: int = 200
    goto: str = ""
    passing: bool = False
    told: Mapping[str, object] = field(default_factory=dict)
    origin: Mapping[str, object] = field(default_factory=dict)


View = Callable[[sqlite3.Connection, Asked], Answer]


class NoSuchPage(LookupError):
    """The archive has nothing of that name."""


def listed(db: sqlite3.Connection, sql: str, values: Mapping[str, object] | None = None) -> Any:
    """The rows of a query as dictionaries, in order."""
    cursor = db.execute(sql, values or {})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
