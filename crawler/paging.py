"""How a family numbers the pages of a listing, and which page comes next.

A pager only reads and writes URLs. The next page is never made up: the page at
hand must itself link to a later one, so that a server which wraps past its
last page to the first, or whose pager points at itself, ends the walk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol
from urllib.parse import unquote, urlsplit, urlunsplit

from archive.text import fold
from crawler.urls import params, set_param


class Pager(Protocol):
    """The numbering of one family. Pages count from 1; page 1 has the section's own URL."""

    def split(self, url: str) -> tuple[str, int]:
        """A listing URL as (URL of its first page, page number)."""
        ...

    def turn(self, url: str, number: int) -> str:
        """The URL of page ``number`` of the listing that ``url`` is a page of."""
        ...


def is_number(text: str) -> bool:
    """Whether a part of a URL may be counted with: "²" is a digit too, and no number to int()."""
    return text.isascii() and text.isdigit() and len(text) < 7


def _number(text: str) -> int:
    return int(text) if is_number(text) and int(text) else 1


@dataclass(frozen=True, slots=True)
class QueryPager:
    """``?page=3``; ``names`` are the spellings known, the first one found counts.

    ``first`` is what the system calls its first page: Drupal's second one is ``?page=1``.
    """

    names: tuple[str, ...] = ("page",)
    first: int = 1

    def split(self, url: str) -> tuple[str, int]:
        if "?" not in url:
            return url, 1  # most links: three times as quick
        given = params(url)
        number, base = 1, url
        for name in self.names:
            if name in given:
                number = max(number, self._page(given[name]))
                base = set_param(base, name, "")
        return base, number

    def turn(self, url: str, number: int) -> str:
        given = params(url)
        name = next((name for name in self.names if name in given), self.names[0])
        base, _ = self.split(url)
        return base if number == 1 else set_param(base, name, str(number - 1 + self.first))

    def _page(self, text: str) -> int:
        given = int(text) if is_number(text) else self.first
        return max(1, given + 1 - self.first)


@dataclass(frozen=True, slots=True)
class OffsetPager(QueryPager):
    """``?start=20``, as Joomla has it: how many items come before. A page's number is one more
    than that, so that numbers have holes, as wide as the site's lists are long."""

    names: tuple[str, ...] = ("start", "limitstart")
    first: int = 0


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
    if isinstance(pager, OffsetPager):
        return later[min(later)]
    # A pager that has slid past the next number ("1 … 40") still proves it exists.
    return later.get(number + 1) or pager.turn(next(iter(later.values())), number + 1)


_NEXT = re.compile(
    r"^(?:trang )?(?:sau|tiep(?: theo)?|ke(?: tiep)?|next|older|cu hon)(?: page)?\W*$"
)
_NUMBERED = re.compile(r"^(?:trang|page)?\W*([0-9]{1,4})\W*$")  # "3", "[3]", "Trang 3"
_ARROWS = frozenset({">", ">>", "»", "›", "→", "»»", "››"})
_STEPS = frozenset({"start", "limitstart", "offset", "from"})
"""Parameters that count entries, not pages (Joomla's ``?start=20`` is page 3)."""
_PARTS = re.compile(r"[0-9]+|[^0-9]+")
_TAIL = re.compile(r"^/?(?:[-_.]?(?:page|trang|pages|paged?|p|so)[-_/=]?|/|-)?$", re.IGNORECASE)


def learned_next(url: str, linked: Iterable[tuple[str, str]]) -> str:
    """The page after ``url``, by the links of the page at hand alone; "" when they show none.

    A link leads on when it says so ("3", "Trang sau", "»") and its URL is the page's own but
    for one number, which is higher. The nearest is taken; a page that is its own
    successor, or an earlier one, is none.

    :param linked: (canonical URL, text) of each link.
    """
    found: list[tuple[int, int | None, int, str]] = []
    for target, text in linked:
        said = fold(text)
        match = _NUMBERED.match(said)
        number = int(match[1]) if match else 0
        if number or text in _ARROWS or _NEXT.match(said):
            here, there = _page_of(url, target)
            if there >= 0:
                found.append((number, here, there, target))
    # Drupal counts from 0: its link "2" is ?page=1.
    least = 0 if any(number == there + 1 for number, _, there, _ in found) else 1
    later = [
        (there, target)
        for number, here, there, target in found
        if there > (least if here is None else here)
        and (not number or number - there == 1 - least or _steps(target))
    ]
    return min(later)[1] if later else ""


def _steps(url: str) -> bool:
    return any(name.lower() in _STEPS for name in params(url))


def _page_of(url: str, target: str) -> tuple[int | None, int]:
    """The numbers in which two URLs differ, if that is all, None where the first has none;
    (None, -1) where it is not all."""
    here, there = urlsplit(url), urlsplit(target)
    if here.netloc != there.netloc:
        return None, -1
    if here.path.rstrip("/") == there.path.rstrip("/"):
        ours, theirs = params(url), params(target)
        changed = [
            name for name in theirs if ours.get(name) != theirs[name] and is_number(theirs[name])
        ]
        kept = all(theirs.get(name) == value for name, value in ours.items() if name not in changed)
        # A portlet's link also names the portlet and its state, the same on each of its pages.
        counts = [name for name in changed if _counts(name)] or changed
        if not kept or len(counts) != 1:
            return None, -1
        before = ours.get(counts[0], "")
        return int(before) if is_number(before) else None, int(theirs[counts[0]])
    # A section's page may show the head of a list that is paged elsewhere, under its number
    # (mojoPortal's "/tin-tuc" leads to "/Article/ViewList.aspx?mid=2540&pagenumber=2"); a
    # search box that does the same says words.
    given = params(target)
    counted = [value for name, value in given.items() if _counts(name)]
    by_number = all(map(is_number, given.values()))
    if len(counted) == 1 and by_number and not any(map(_counts, params(url))):
        return None, int(counted[0])
    if here.query != there.query:
        return None, -1
    return _in_path(_bare(here.path), _bare(there.path))


def _counts(name: str) -> bool:
    return bool(
        re.search(r"(?:page|trang|cur|index|start|offset|^p)(?:number|index|_?no)?$", name.lower())
    )


def _bare(path: str) -> str:
    """A path without its ending, which the pages of one listing may or may not have."""
    return re.sub(r"\.\w{2,5}$", "", unquote(path).rstrip("/"))


def _in_path(here: str, there: str) -> tuple[int | None, int]:
    if there.startswith(here) and there != here:
        match = re.fullmatch(r"([^0-9]*)([0-9]{1,6})", there[len(here) :])
        if match and _TAIL.match(match[1]) and (match[1] or not is_number(here[-1:])):
            return None, int(match[2])
    pairs = list(zip_longest(_PARTS.findall(here), _PARTS.findall(there), fillvalue=""))
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    if len(changed) == 1 and all(map(is_number, changed[0])):
        return int(changed[0][0]), int(changed[0][1])
    return None, -1
