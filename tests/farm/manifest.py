"""The truth of a night: what a careful reader takes from every article the farm serves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from archive.records import Outcome, Precision, Verdict
from archive.text import normalise
from tests.farm.compose import section_of
from tests.farm.local_news import TAIL_LINES, TOP_LINES
from tests.farm.nights import Changes, Edition, url_of
from tests.farm.sites import SITES, SampleSite
from tests.farm.stories import Kind, Picture, Story


@dataclass(frozen=True, slots=True)
class Truth:
    """One article. Texts are normalised as ``archive.text.normalise`` does; ``body`` is
    paragraphs joined by a blank line. ``expected`` is the outcome of its first visit;
    ``also_at`` are further URLs of it, each a "duplicate"."""

    site: str
    url: str
    kind: Kind
    title: str
    lead: str
    body: str
    authors: tuple[str, ...]
    source: str | None
    section: str
    published_at: str | None
    precision: Precision
    documents: tuple[str, ...]
    verdict: Verdict
    expected: Outcome
    cluster: str
    images: tuple[Picture, ...]
    oddities: tuple[str, ...]
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """A night's truth. ``furniture`` are lines no body may hold; ``listings`` are the first
    pages of each site's sections, ``feeds`` and ``sitemaps`` the others that announce."""

    night: int
    articles: tuple[Truth, ...]
    changes: Changes
    furniture: tuple[str, ...]
    listings: Mapping[str, tuple[str, ...]]
    feeds: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]

    @property
    def by_url(self) -> dict[str, Truth]:
        return {truth.url: truth for truth in self.articles}

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def truth(site: SampleSite, story: Story, also_at: tuple[str, ...] = ()) -> Truth:
    oddities = [*story.oddities]
    oddities += [story.spelling] if story.spelling != "plain" else []
    oddities += [story.charset] if story.charset != "utf-8" else []
    return Truth(
        site=site.name,
        url=url_of(site, story.path),
        kind=story.kind,
        title=normalise(story.title),
        lead=normalise(story.lead),
        body=story.body,
        authors=story.byline.authors,
        source=story.byline.source,
        section=section_of(site, story).name,
        published_at=story.published_at,
        precision=story.precision,
        documents=_named(story),
        verdict=story.verdict,
        expected="irrelevant" if story.verdict == "irrelevant" else "archived",
        cluster=story.cluster,
        images=() if "scrambled" in story.oddities else story.pictures,
        oddities=tuple(oddities),
        also_at=also_at,
    )


def _named(story: Story) -> tuple[str, ...]:
    """A scrambled body names nothing to a reader: only title and lead do."""
    if "scrambled" not in story.oddities:
        return story.documents
    return story.documents[:1]


def manifest(
    edition: Edition,
    *,
    listings: Mapping[str, tuple[str, ...]],
    feeds: Mapping[str, tuple[str, ...]],
    also_at: Mapping[str, tuple[str, ...]],
    texts: Mapping[str, str],
) -> Manifest:
    articles = tuple(
        truth(site, story, also_at.get(url_of(site, story.path), ()))
        for site in SITES
        for story in edition.stories[site.name]
        if story.kind != "text"
    )
    placed = (*TOP_LINES.values(), *TAIL_LINES.values())
    lines = {line for of_family in placed for line in of_family}
    lines |= {"Tin liên quan", "Các tin khác", "Mới nhất", "Phản hồi", "Liên kết website", "."}
    lines |= {"File đính kèm |", "Tin khác", "Tin cùng chuyên mục", "Bình luận (0)"}
    return Manifest(
        night=edition.night,
        articles=articles,
        changes=edition.changes,
        furniture=tuple(sorted(lines)),
        listings=listings,
        feeds=feeds,
        texts=texts,
    )
