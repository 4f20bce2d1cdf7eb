"""Tables, columns and the cells of a question's answer, as people read them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.schema import words_of
from archive.schema_words import COLUMNS, SHARED, TABLES
from archive.web.show import Show
from archive.web.words import word

_REFERENCE = re.compile(r" \(\w+\.\w+\)")
"""The column that a column refers to: " (sites.name)"."""
_WHEN = re.compile(r"\d{4}-\d\d(-\d\d(T\d\d:\d\d\S*)?)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. ``link`` is where it leads, "" for nowhere; ``quoted`` says that the
    archive has it from a page, in Vietnamese."""

    text: str
    link: str = ""
    number: bool = False
    quoted: bool = False


class Columns:
    """What one language calls columns and shows of them; templates know it as ``c``."""

    def __init__(self, show: Show) -> None:
        self.show = show
        self._lang = show.lang
        self._english = self._lang == "en"

    def table(self, name: str) -> str:
        """What a table holds, "" when nobody has said."""
        return TABLES[name][self._english] if name in TABLES else ""

    def said(self, column: str, table: str = "") -> str:
        """What a column of a table says; without one, where all that have it agree."""
        if table:
            words = words_of(table, column)
        else:
            told = {of[column] for of in COLUMNS.values() if column in of}
            words = SHARED.get(column) or (told.pop() if len(told) == 1 else None)
        return words[self._english] if words else ""

    def heading(self, column: str) -> str:
        """A column of an answer in a few words."""
        if own := word(f"answer.{column}", self._lang):
            return own
        # What the schema says in English are sentences; the names themselves are English.
        short = "" if self._english else _REFERENCE.sub("", self.said(column)).rstrip(".")
        return short or column.replace("_", " ").capitalize()

    def cell(self, column: str, value: object) -> Cell:
        """A value of an answer: days as people write them, shares in per cent, nothing empty."""
        show = self.show
        if value is None or value == "":
            none = word(f"answer.no_{column.partition('_')[0]}", self._lang)
            return Cell(none or "–")
        if column == "map":
            return Cell(str(value))
        if isinstance(value, (int, float)):
            if column.startswith("share"):
                return Cell(show.pct(value), number=True)
            if column.endswith("_changed"):
                return Cell(word("yes" if value else "no", self._lang))
            return Cell(show.num(value), number=True)
        text = str(value)
        if column == "cause":
            return Cell(show("cause", text))
        if column == "url":
            return Cell(text, show.href(text))
        if column == "site" or column.endswith("_site"):
            return Cell(text, f"/trang/{text}")
        if _WHEN.fullmatch(text):
            return Cell(show.when(text))
        return Cell(text, quoted=True)
