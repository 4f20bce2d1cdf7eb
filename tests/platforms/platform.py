"""What every platform is made of: facts, articles, and where each lies.

A family's file subclasses :class:`Platform` and writes its URLs and its HTML; the
rest is here: which articles there are, which shelf (section) shows which, and what a
request is answered with.
"""

from __future__ import annotations

import random
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal
from urllib.parse import quote, unquote, urlsplit

from archive.text import normalise
from tests.farm.ink import slug
from tests.platforms.nouns import Article, Ask, Kind, Reply, Shelf, Truth, moved
from tests.platforms.texts import stories


@dataclass(frozen=True)
class Platform(ABC):
    """One site on one content system. Fields are its facts; methods from :meth:`path` on are
    how its system writes URLs and pages, and what a family's file overrides.

    ``traps`` are searched for in "/path?query", unquoted: a request that matches one is a
    request lost. ``beyond`` is what a listing page after the last one shows.
    """

    family: str
    host: str
    organisation: str
    shelves: tuple[Shelf, ...]
    name: str = ""
    aliases: tuple[str, ...] = ()
    scheme: Literal["http", "https"] = "https"
    plain_too: bool = False
    count: int = 48
    per_page: int = 10
    first_id: int = 1200
    id_step: int = 7
    home: str = "/"
    beyond: Literal["missing", "empty", "last"] = "missing"
    has_feed: bool = False
    traps: tuple[str, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    site_facts: Mapping[str, Any] = field(default_factory=dict)
    """What a file in ``spiders/`` would state besides, where the family's base needs it."""

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", self.family)

    # ---- what there is -------------------------------------------------------------------

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Newest first."""
        told = list(stories(self.name, self.organisation, self.count))
        homes = self._homes(len(told))
        return tuple(
            Article(
                number=n,
                id=self.first_id + self.id_step * (len(told) - n),
                slug=self.slug(story.title),
                when=when,
                story=story,
                shelf=homes[n],
                second=self._second(homes[n]) if n % 9 == 4 else None,
                # Not among the newest, which every listing shows first.
                place="feed" if self.has_feed and n in (17, 29) else "listing",
            )
            for n, (when, story) in enumerate(told)
        )

    def _homes(self, count: int) -> list[Shelf]:
        old = [shelf for shelf in self.shelves if shelf.old]
        young = [shelf for shelf in self.shelves if not shelf.old]
        oldest = sum(shelf.share for shelf in old) * count // 100
        bag = [shelf for shelf in young for _ in range(max(1, shelf.share * count // 100))]
        random.Random(self.name).shuffle(bag)
        return [
            old[n % len(old)] if old and n >= count - oldest else bag[n % len(bag)]
            for n in range(count)
        ]

    def _second(self, home: Shelf) -> Shelf | None:
        if home.old:
            return None
        return self.shelves[1] if home is self.shelves[0] else self.shelves[0]

    def on(self, shelf: Shelf) -> tuple[Article, ...]:
        """What a shelf's listing shows, newest first."""
        return tuple(
            a for a in self.articles if shelf in (a.shelf, a.second) and a.place == "listing"
        )

    def last_page(self, shelf: Shelf) -> int:
        return max(1, -(-len(self.on(shelf)) // self.per_page))

    def show(self, shelf: Shelf, page: int) -> tuple[Article, ...]:
        """The articles of one listing page."""
        start = (page - 1) * self.per_page
        return self.on(shelf)[start : start + self.per_page]

    def others(self, seed: str | int, count: int) -> tuple[Article, ...]:
        """Articles for a "most read" or "related" box, of any section; never a feed's own."""
        listed = [a for a in self.articles if a.place == "listing"]
        return tuple(random.Random(f"{self.name}{seed}").sample(listed, count))

    @cached_property
    def manifest(self) -> tuple[Truth, ...]:
        return tuple(
            Truth(
                self.url(self.path(a)),
                normalise(a.title),
                f"{a.when:%Y-%m-%d}",
                a.shelf.name,
                a.story.verdict,
                normalise(a.story.units[0].text)[:60],
            )
            for a in self.articles
        )

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host, *self.aliases)

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.host}{path}"

    # ---- how its system spells things ----------------------------------------------------

    def slug(self, title: str) -> str:
        return slug(title, limit=90)

    @abstractmethod
    def path(self, article: Article) -> str:
        """The article's own path with query, as the system's listings link it."""

    def also(self, article: Article) -> tuple[str, ...]:
        """Further paths with query that answer with the same article."""
        return ()

    @abstractmethod
    def shelf_path(self, shelf: Shelf, page: int = 1) -> str: ...

    def feeds(self) -> tuple[str, ...]:
        """Paths of feeds that somebody writing the site's file would name as sections."""
        return ()

    def doors(self, shelf: Shelf) -> tuple[str, ...]:
        """Further paths of a section's first page, which whoever writes the site's file sees."""
        return ()

    @abstractmethod
    def article(self, article: Article, ask: Ask) -> str: ...

    @abstractmethod
    def listing(self, shelf: Shelf, page: int, shown: Sequence[Article]) -> str: ...

    @abstractmethod
    def front(self) -> str: ...

    @abstractmethod
    def page(self, title: str, text: str) -> str:
        """A page that is no article."""

    @abstractmethod
    def trap(self, ask: Ask) -> str:
        """What lies at a trap: more of the same."""

    def extra(self, ask: Ask) -> Reply | None:
        """Feeds, sitemaps, redirects and whatever else the system answers."""
        return None

    # ---- what a request is answered with -------------------------------------------------

    @cached_property
    def _articles_at(self) -> dict[str, Article]:
        return {
            unquote(target): a for a in self.articles for target in (self.path(a), *self.also(a))
        }

    @cached_property
    def _listings_at(self) -> dict[str, tuple[Shelf, int]]:
        # Two pages beyond the last are asked for by whoever counts up.
        return {
            unquote(self.shelf_path(shelf, page)): (shelf, page)
            for shelf in self.shelves
            for page in range(self.last_page(shelf) + 2, 0, -1)
        }

    def article_at(self, ask: Ask) -> Article | None:
        """Whose page a request asks for; parameters no link of ours has are ignored."""
        query = urlsplit(ask.target).query
        exact = f"{ask.path}?{unquote(query)}" if query else ask.path
        return self._articles_at.get(exact) or self._articles_at.get(ask.path)

    def listing_at(self, ask: Ask) -> tuple[Shelf, int] | None:
        query = urlsplit(ask.target).query
        exact = f"{ask.path}?{unquote(query)}" if query else ask.path
        return self._listings_at.get(exact) or self._listings_at.get(ask.path)

    def is_trap(self, ask: Ask) -> bool:
        return any(re.search(trap, unquote(ask.target)) for trap in self.traps)

    def answer(self, ask: Ask) -> Reply:
        """The whole site as a function of the request."""
        if ask.scheme != self.scheme and not self.plain_too:
            return moved(f"{self.scheme}://{ask.host}{ask.target}")
        if ask.path == "/robots.txt":
            return Reply(self.robots(), "robots", content_type="text/plain; charset=utf-8")
        if (reply := self.extra(ask)) is not None:
            return reply
        if (found := self.article_at(ask)) is not None:
            kind: Kind = "trap" if self.is_trap(ask) else "article"
            return Reply(self.article(found, ask), kind, found.number)
        if self.is_trap(ask):
            return Reply(self.trap(ask), "trap")
        if (spot := self.listing_at(ask)) is not None:
            return self._listing(*spot)
        if ask.path == "/" or ask.path == self.home:
            return Reply(self.front(), "front")
        for path, title in self.pages:
            if path in (ask.path, unquote(ask.target)):
                return Reply(self.page(title, about(self.organisation, title)), "page")
        if re.search(r"\.(?:pdf|docx?)$", ask.path):
            return Reply(b"%PDF-1.4\n%%EOF\n", "file", content_type="application/pdf")
        if re.search(r"\.(?:jpe?g|png|gif|css|js|ico)$", ask.path):
            return Reply(b"", "file", content_type="application/octet-stream")
        return Reply(self.page("Không tìm thấy trang", "<p>404</p>"), "none", status=404)

    def _listing(self, shelf: Shelf, page: int) -> Reply:
        last = self.last_page(shelf)
        if page > last and self.beyond == "missing":
            return Reply(self.page("Không tìm thấy trang", "<p>404</p>"), "listing", status=404)
        page = min(page, last) if self.beyond == "last" else page
        return Reply(self.listing(shelf, page, self.show(shelf, page)), "listing")

    def robots(self) -> str:
        return "User-agent: *\nDisallow:\n"


def about(organisation: str, title: str) -> str:
    """The text of a page that is no article: paragraphs like everybody's."""
    return (
        f"<p>{title} của {organisation}.</p>"
        f"<p>{organisation} là nơi cung cấp thông tin chính thức, tiếp nhận ý kiến của tổ chức và "
        "công dân trên địa bàn. Trụ sở làm việc mở cửa từ thứ Hai đến thứ Sáu hằng tuần, sáng từ "
        "7 giờ 30 đến 11 giờ 30, chiều từ 13 giờ 30 đến 17 giờ.</p>"
        "<p>Mọi ý kiến đóng góp xin gửi về hộp thư điện tử của ban biên tập hoặc liên hệ theo số "
        "điện thoại ghi ở cuối trang. Xin ghi rõ nguồn khi phát hành lại thông tin.</p>"
    )


def pages_shown(page: int, last: int, around: int = 1) -> list[int]:
    """The numbers a pager prints: first, last and those around ``page``; 0 is a gap."""
    shown: list[int] = []
    for number in range(1, last + 1):
        if number in (1, last) or abs(number - page) <= around:
            shown.append(number)
        elif shown[-1]:
            shown.append(0)
    return shown


def wire(path: str) -> str:
    """A path with query as a careful system writes it into HTML: percent-encoded, ``&amp;``."""
    return quote(path, safe="/?&=;,:@()!$'*+%-._~").replace("&", "&amp;")
