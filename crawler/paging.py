"""How a family numbers the pages of a listing, and which page comes next.

A pager only reads and writes URLs. The next page is never made up: the page at
hand must itself link to a later one, so that a server which wraps past its
last page to the first, or whose pager points at itself, ends the walk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from crawler.urls import params, set_param


class Pager(Protocol):
    """The numbering of one family. Pages count from 1; page 1 has the section's own URL."""

    def split(self, url: str) -> tuple[str, int]:
        """A listing URL as (URL of its first page, page number)."""
        ...

    def turn(self, url: str, number: int) -> str:
        """The URL of page ``number`` of the listing that ``url`` is a page of."""
        ...


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) else 1


@dataclass(frozen=True, slots=True)
class QueryPager:
    """``?page=3``; ``names`` are the spellings known, the first one found counts."""

    names: tuple[str, ...] = ("page",)

    def split(self, url: str) -> tuple[str, int]:
        given = params(url)
        number, base = 1, url
        for name in self.names:
            if name in given:
                number = max(number, _number(given[name]))
                base = set_param(base, name, "")
        return base, number

    def turn(self, url: str, number: int) -> str:
        given = params(url)
        name = next((name for name in self.names if name in given), self.names[0])
        base, _ = self.split(url)
        return base if number == 1 else set_param(base, name, str(number))


@dataclass(frozen=True, slots=True)
class PathPager:
    """A page number in the path: ``pattern`` matches the tail that holds it in a group
    named ``n``; ``tail`` writes it after the first page's path, a format of ``n``."""

    pattern: re.Pattern[str]
    tail: str

    def split(self, url: str) -> tuple[str, int]:
        parts = urlsplit(url)
        match = self.pattern.search(parts.path)
        if not match:
            return url, 1
        path = parts.path[: match.start()] or "/"
        return urlunsplit(parts._replace(path=path)), _number(match["n"])

    def turn(self, url: str, number: int) -> str:
        base, _ = self.split(url)
        if number == 1:
            return base
        parts = urlsplit(base)
        path = parts.path.rstrip("/") + self.tail.format(n=number)
        return urlunsplit(parts._replace(path=path))


def next_page(url: str, linked: Iterable[str], pager: Pager) -> str:
    """The page after ``url``, or "" when the page at hand links to none of its later pages.

    :param linked: canonical URLs the page links to, in any order.
    """
    base, number = pager.split(url)
    linked = tuple(linked)
    if number > 1 and (following := pager.turn(url, number + 1)) in linked:
        return following  # by the same pager, where a page holds several
    later: dict[int, str] = {}
    for link in linked:
        link_base, link_number = pager.split(link)
        if link_base == base and link_number > number:
            later.setdefault(link_number, link)
    if not later:
        return ""
    # A pager that has slid past the next number ("1 … 40") still proves it exists.
    return later.get(number + 1) or pager.turn(next(iter(later.values())), number + 1)
