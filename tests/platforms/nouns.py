"""The nouns of a platform: its sections, its articles, a request and an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from archive.records import Verdict
from tests.golden.story import Story

Kind = Literal["robots", "article", "listing", "feed", "front", "page", "trap", "file", "none"]
Place = Literal["listing", "feed"]
"""Where an article is announced: on listings (and in feeds), or in feeds and sitemaps alone."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section that announces articles. ``share`` of them in hundredths; ``id`` is the system's
    number of it, ``old`` keeps the oldest ones, as "Tin năm 2018" does."""

    key: str
    name: str
    share: int
    id: int = 0
    old: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``shelf`` is its home, ``second`` another that shows it too ("" mostly)."""

    number: int
    id: int
    slug: str
    when: datetime
    story: Story
    shelf: Shelf
    second: Shelf | None
    place: Place

    @property
    def title(self) -> str:
        return self.story.title

    @property
    def lead(self) -> str:
        return self.story.lead


@dataclass(frozen=True, slots=True)
class Truth:
    """What a careful reader knows of one article; ``day`` is ISO, ``body`` its first words."""

    url: str
    title: str
    day: str
    section: str
    verdict: Verdict
    body: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A request. ``path`` is unquoted and without a session id, ``target`` as it came."""

    scheme: str
    host: str
    target: str

    @property
    def path(self) -> str:
        return unquote(re.sub(r";jsessionid=[^/?]*", "", urlsplit(self.target).path)) or "/"

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; ``kind`` is what was asked for, ``number`` the article shown, if one is."""

    body: str | bytes
    kind: Kind
    number: int = -1
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


def moved(location: str, status: int = 301) -> Reply:
    return Reply("", "none", status=status, headers=(("Location", location),))
