"""What a careful reader takes from one golden page, and the page itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from archive.records import Page, Verdict

Origin = Literal["written", "prototype", "farm", "real"]
"""Whose page it is: written here, written in a vendor prototype's markup, the farm's, or real."""


class Unsaid:
    """A field nobody noted for this page: it is not scored."""

    def __repr__(self) -> str:
        return "UNSAID"


UNSAID = Unsaid()


@dataclass(frozen=True, slots=True)
class Golden:
    """One page and its truth. ``body`` is paragraphs joined by a blank line; ``published_at``
    is as in ``archive.records.Reading``; ``furniture`` are lines no body may hold, captions
    and bylines among them. ``title_starts``, ``body_starts`` and ``body_ends`` are all that
    is known of some real pages. Pages of one ``story`` tell it in other words."""

    name: str
    layout: str
    origin: Origin
    page: Page
    title: str | Unsaid = UNSAID
    lead: str | Unsaid = UNSAID
    body: str | Unsaid = UNSAID
    published_at: str | Unsaid | None = UNSAID
    modified_at: str | Unsaid | None = UNSAID
    authors: tuple[str, ...] | Unsaid = UNSAID
    source: str | Unsaid | None = UNSAID
    section: str | Unsaid | None = UNSAID
    documents: tuple[str, ...] | Unsaid = UNSAID
    verdict: Verdict | Unsaid = UNSAID
    captions: tuple[str, ...] | Unsaid = UNSAID
    furniture: tuple[str, ...] = ()
    story: str = ""
    edges: dict[str, str] = field(default_factory=dict)
