"""A platform whose pages share one frame, as most systems' do: head, menu, column, foot.

A family's file writes those pieces and the row of a listing in its system's markup.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from tests.golden.sheet import Printed, Sheet
from tests.platforms.nouns import Article, Ask, Shelf
from tests.platforms.parts import items, link, printed
from tests.platforms.platform import Platform, pages_shown, wire

Layout = Callable[[Sheet], Printed]


@dataclass(frozen=True)
class Framed(Platform):
    """``layout`` prints articles, from the golden set."""

    layout: Layout | None = field(default=None, repr=False)

    # ---- what a family's file writes -----------------------------------------------------

    def head(self, title: str) -> str:
        return f'<meta charset="utf-8"><title>{escape(title)} - {escape(self.organisation)}</title>'

    @abstractmethod
    def top(self) -> str: ...

    @abstractmethod
    def right(self, seed: str | int) -> str: ...

    @abstractmethod
    def bottom(self) -> str: ...

    @abstractmethod
    def row(self, a: Article, number: int, shelf: Shelf) -> str: ...

    @abstractmethod
    def rows(self, shelf: Shelf, page: int, rows: str) -> str:
        """A listing's middle column around its rows."""

    @abstractmethod
    def pager(self, shelf: Shelf, page: int, last: int) -> str: ...

    @abstractmethod
    def below(self, article: Article) -> str:
        """What follows an article: print and mail links, tags, related titles."""

    def box(self, shelf: Shelf) -> str:
        """A section's box on the front page."""
        rows = self.row(self.on(shelf)[0], 0, shelf)
        return (
            f'<div class="box"><h2>{link(self.shelf_path(shelf), shelf.name)}</h2>{rows}'
            f"<ul>{items(self, self.on(shelf)[1:5])}</ul></div>"
        )

    @abstractmethod
    def lure(self, step: int) -> str:
        """Links a trap page holds: further in, ``step`` by step; a calendar's is the month."""

    def through(self, article: Article, shelf: Shelf) -> str:
        """The path by which a shelf's listing links an article of it."""
        return self.path(article)

    # ---- the pages -----------------------------------------------------------------------

    def frame(self, title: str, body: str, seed: str | int) -> str:
        return (
            f'<!DOCTYPE html>\n<html lang="vi"><head>{self.head(title)}</head><body>\n'
            f"{self.top()}\n"
            f'<div id="main">\n{body}\n</div>\n{self.right(seed)}\n{self.bottom()}\n</body></html>'
        )

    def article(self, article: Article, ask: Ask) -> str:
        assert self.layout is not None
        bottom = self.below(article) + self.right(article.number) + self.bottom()
        return printed(self, article, self.layout, top=self.top(), bottom=bottom)

    def listing(self, shelf: Shelf, page: int, shown: Sequence[Article]) -> str:
        rows = "\n".join(self.row(a, number, shelf) for number, a in enumerate(shown))
        last = self.last_page(shelf)
        pager = self.pager(shelf, page, last) if last > 1 else ""
        return self.frame(shelf.name, self.rows(shelf, page, rows) + pager, shelf.key)

    def front(self) -> str:
        newest = [a for a in self.articles if a.place == "listing"][:6]
        boxes = "\n".join(self.box(shelf) for shelf in self.shelves)
        lead = "\n".join(self.row(a, n, a.shelf) for n, a in enumerate(newest))
        return self.frame("Trang chủ", f'<div class="focus">{lead}</div>{boxes}', "front")

    def page(self, title: str, text: str) -> str:
        return self.frame(title, f'<div class="static"><h1>{escape(title)}</h1>{text}</div>', title)

    def trap(self, ask: Ask) -> str:
        step = depth(ask.target)
        return self.page("Kết quả", self.lure(step) + self.lure(step + 1))

    # ---- pieces --------------------------------------------------------------------------

    def menu(self, around: str = "<li>{}</li>", attrs: str = "") -> str:
        return "".join(
            around.format(link(self.shelf_path(shelf), shelf.name, attrs)) for shelf in self.shelves
        )

    def static(self, around: str = "<li>{}</li>") -> str:
        return "".join(around.format(link(path, title)) for path, title in self.pages)

    def numbers(
        self,
        shelf: Shelf,
        page: int,
        *,
        other: str = '<a href="{href}">{n}</a>',
        here: str = "<span>{n}</span>",
        gap: str = "<span>...</span>",
        around: int = 1,
    ) -> str:
        """A pager's numbers."""
        return "".join(
            gap if n == 0 else (here if n == page else other).format(n=n, href=self.turn(shelf, n))
            for n in pages_shown(page, self.last_page(shelf), around)
        )

    def turn(self, shelf: Shelf, page: int) -> str:
        """The link to a listing's page as a pager has it, ready for an attribute."""
        return wire(self.shelf_path(shelf, page))

    def newest(self, shelf: Shelf) -> list[Article]:
        """What a section's feed holds: those no listing shows, too."""
        return [a for a in self.articles if a.shelf is shelf][:20]


def depth(target: str) -> int:
    """How far into a trap a request is: months since December 2025 where it names one, else
    one more than its largest number. However deep one is, there is always one more."""
    text = re.sub(r"_\d+_", "", unquote(target))
    if found := re.search(r"(?<!\d)(20\d\d)(\d\d)(?:\d\d)?(?!\d)", text):
        return 12 * (int(found[1]) - 2026) + int(found[2])
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text)]
    if years := [number for number in numbers if number >= 2000]:
        months = [number for number in numbers if 1 <= number <= 12]
        return 12 * (years[0] - 2026) + (months[-1] if months else 1)
    return max(numbers, default=0) + 1
