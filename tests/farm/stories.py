"""What an article of the farm is: its truth and how its page shows it.

``Story`` is the truth plus the choices a page makes (date format, byline
place, spelling, charset). The families in ``markup/`` turn it into HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.records import Precision, Verdict
from archive.text import normalise

Kind = Literal[
    "campaign",
    "mention",
    "predecessor",
    "other-number",
    "bach-khoa",
    "menu-only",
    "news",
    "text",
]
Spelling = Literal["plain", "nfd", "eth", "entities", "entities-twice"]
Charset = Literal["utf-8", "lying-header", "lying-meta", "lying-both"]
Generation = Literal["old", "new"]
DatedBy = Literal["page", "listing", "url", "none"]
BlockKind = Literal["text", "heading", "picture", "furniture", "related", "byline", "raw"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One image: ``caption`` is the whole printed line, ``credit`` the photographer in it."""

    path: str
    caption: str
    credit: str = ""
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the body container, top to bottom. Only text and heading are body."""

    kind: BlockKind
    text: str = ""
    picture: Picture | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it and where it came from, and every place the page prints that.

    ``prefix`` opens the lead (or the first paragraph), ``under_title`` follows the
    title, ``tail`` are the last lines inside the body, the two fields are elements of
    their own outside the body.
    """

    authors: tuple[str, ...] = ()
    source: str | None = None
    prefix: str = ""
    under_title: str = ""
    tail: tuple[str, ...] = ()
    author_field: str = ""
    source_field: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One article. ``path`` is its canonical path on the site's host; ``published`` is
    aware, +07:00, or None; ``cluster`` joins the same text on several sites;
    ``date_text`` and ``section_text`` are lines served as a plain-text article gave them."""

    site: str
    number: int
    kind: Kind
    verdict: Verdict
    documents: tuple[str, ...]
    title: str
    lead: str
    content: tuple[Block, ...]
    byline: Byline
    section: str
    unit: str
    path: str
    published: datetime | None
    precision: Precision
    dated_by: DatedBy
    date_style: int
    generation: Generation = "new"
    spelling: Spelling = "plain"
    charset: Charset = "utf-8"
    oddities: tuple[str, ...] = ()
    cluster: str = ""
    date_text: str = ""
    section_text: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(b.text for b in self.content if b.kind in ("text", "heading"))

    @property
    def body(self) -> str:
        """What a careful reader takes for the text; "" where the page scrambles it."""
        if "scrambled" in self.oddities:
            return ""
        return "\n\n".join(normalise(paragraph) for paragraph in self.paragraphs)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(b.picture for b in self.content if b.picture is not None)

    @property
    def published_at(self) -> str | None:
        """As ``archive.records.Reading`` writes it."""
        if self.published is None or self.precision == "none":
            return None
        if self.precision == "minute":
            return self.published.strftime("%Y-%m-%dT%H:%M+07:00")
        return self.published.strftime("%Y-%m-%d" if self.precision == "day" else "%Y-%m")
