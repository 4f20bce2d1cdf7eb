"""What every family's pages are made from, and the pieces they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.farm.ink import attr, ink
from tests.farm.sites import SampleSection, SampleSite
from tests.farm.stories import Block, Picture, Story

PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Teaser:
    """One line of a listing, sidebar or related box.

    ``thumb`` is where its picture links to: the same article, not always the same URL.
    """

    href: str
    title: str
    date: str = ""
    summary: str = ""
    image: str = ""
    thumb: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    site: SampleSite
    section: SampleSection
    story: Story
    related: tuple[Teaser, ...]
    sidebar: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class ListingPage:
    """``number`` counts from 1 to ``last``."""

    site: SampleSite
    section: SampleSection
    teasers: tuple[Teaser, ...]
    sidebar: tuple[Teaser, ...]
    number: int
    last: int
    section_path: Callable[[SampleSection, int], str]

    @property
    def neighbours(self) -> range:
        return range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)


def document(
    title: str, body: str, *, head: str = "", charset: str = "utf-8", lang: str = "vi"
) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n'
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">\n'
        f"<title>{title}</title>\n{head}"
        '<link rel="stylesheet" href="/style.css">\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def meta_charset(story: Story) -> str:
    return "windows-1252" if story.charset in ("lying-meta", "lying-both") else "utf-8"


def canonical(site: SampleSite, path: str) -> str:
    return f'<link rel="canonical" href="{site.scheme}://{site.host}{path}">\n'


def say(story: Story, text: str) -> str:
    """A text of the story in its own spelling."""
    return ink(text, story.spelling)


def opened(story: Story, text: str) -> str:
    """The text that opens the article, behind the agency's prefix where it has one."""
    return say(story, story.byline.prefix + text)


def furniture(line: str) -> str:
    return f"<p>{ink(line)}</p>"


def inline_related(block: Block) -> str:
    return f'<p><a href="{attr(block.href)}">{ink(block.text)}</a></p>'


def image(picture: Picture, cls: str = "") -> str:
    cls = f' class="{cls}"' if cls else ""
    return f'<img src="{picture.path}"{cls} alt="" width="600" height="400">'


def first_text(story: Story) -> Block | None:
    """The block the agency's prefix opens when the article has no lead."""
    if story.lead:
        return None
    return next((block for block in story.content if block.kind == "text"), None)


def paragraphs(story: Story, draw: Callable[[Block, str], str]) -> str:
    """The body container's inside: ``draw`` gets each block and its text as HTML."""
    opening = first_text(story)

    def text(block: Block) -> str:
        printed = block.text
        if "glued" in story.oddities and block.kind == "text":
            printed = glue(printed)
        return opened(story, printed) if block is opening else say(story, printed)

    return "\n".join(draw(block, text(block)) for block in story.content)


def glue(paragraph: str) -> str:
    """Spaces lost after a full stop and a comma, as careless pasting loses them.

    The truth keeps them: what was meant is plain to any reader.
    """
    return paragraph.replace(". ", ".", 1).replace(", ", ",", 1)


def sample_notice(site: SampleSite) -> str:
    return f"Trang mẫu để thử phần mềm, không phải trang của {site.organisation}."
