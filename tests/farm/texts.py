"""Plain-text articles served inside the farm's markups: the file's words, the site's furniture.

The file's lines go into the body container as they are, tail lines and lone dots
included: cleaning them is the reader's work. The page adds a title where the text has
none, and never a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.text import fold
from tests.farm.ink import slug
from tests.farm.markup import epi, hatinh, liferay, sharepoint
from tests.farm.sites import BY_NAME, SITES, SampleSection, SampleSite
from tests.farm.stories import Block, Byline, Generation, Story

HEADING_MAX = 140
"""Longest first line taken for a heading, in characters; a paragraph of news is longer."""
TITLE_WORDS = 15

_DATE_LINE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}.*\[GMT\+7\]")
_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("bimson", ("Bỉm Sơn",)),
    ("baoquangninh", ("[GMT+7]", "Uông Bí", "Quảng Ninh")),
    ("honglinh", ("Hồng Lĩnh", "Đậu Liêu")),
    ("quevo", ("Quế Võ",)),
    ("tuson", ("Từ Sơn",)),
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text taken apart: ``section`` and ``date`` only where two headings and a [GMT+7]
    date line open it; ``lines`` is everything else, as it stands."""

    title: str
    lines: tuple[str, ...]
    section: str = ""
    date: str = ""


def parse(text: str) -> Plain:
    """Take the headings off a plain-text article."""
    lines = text.removeprefix("\ufeff").splitlines()
    blocks = [line for line in lines if line]
    if len(blocks) > 2 and _DATE_LINE.search(blocks[2]):
        return Plain(blocks[1].strip(), tuple(blocks[3:]), blocks[0].strip(), blocks[2].strip())
    if len(blocks) > 1 and _DATE_LINE.search(blocks[1]):
        return Plain(blocks[0].strip(), tuple(blocks[2:]), "", blocks[1].strip())
    if len(lines) > 1 and not lines[1].strip() and len(lines[0]) <= HEADING_MAX:
        return Plain(blocks[0].strip(), tuple(blocks[1:]))
    return Plain(opening(blocks[0]) if blocks else "", tuple(blocks))


def opening(paragraph: str) -> str:
    """The first clause, cut at ``TITLE_WORDS`` words: a page must have a title."""
    clause = re.split(r"(?<=\w)[.;:!?](?:\s|$)", paragraph.strip(), maxsplit=1)[0]
    words = clause.split()
    if len(words) <= TITLE_WORDS:
        return clause
    words = words[:TITLE_WORDS]
    while words[-1].isdigit():
        words.pop()
    cut = " ".join(words)
    comma = cut.rfind(",")
    return cut[:comma] if comma > len(cut) // 2 else cut


def choose(text: str, turn: int) -> SampleSite:
    """The site whose places the text names most; none named: each in turn."""
    counts = [(sum(text.count(n) for n in names), -i) for i, (_, names) in enumerate(_NAMES)]
    best, at = max(counts)
    return BY_NAME[_NAMES[-at][0]] if best else SITES[turn % len(SITES)]


def load(folder: Path) -> dict[str, tuple[Story, ...]]:
    """The stories of every ``.txt`` file of a folder, by site."""
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise FileNotFoundError(f"no .txt file in {folder}")
    return stories([(file.stem, file.read_text(encoding="utf-8")) for file in files])


def stories(texts: Sequence[tuple[str, str]]) -> dict[str, tuple[Story, ...]]:
    """(name, text) pairs as stories, by site; ``cluster`` carries the name."""
    made: dict[str, list[Story]] = {}
    for turn, (name, text) in enumerate(texts):
        site = choose(text, turn)
        made.setdefault(site.name, []).append(_story(site, parse(text), 900 + turn, name))
    return {name: tuple(of_site) for name, of_site in made.items()}


def _story(site: SampleSite, plain: Plain, number: int, name: str) -> Story:
    section = _section(site, plain)
    generation: Generation = "old" if plain.date and site.family == "epi" else "new"
    return Story(
        site=site.name,
        number=number,
        kind="text",
        verdict="irrelevant",
        documents=(),
        title=plain.title,
        lead="",
        content=tuple(Block("raw", line) for line in plain.lines),
        byline=Byline(),
        section=section.key,
        unit=section.unit,
        path=_path(site, section, plain, number, generation),
        published=None,
        precision="none",
        dated_by="none",
        date_style=0,
        generation=generation,
        cluster=name,
        date_text=plain.date,
        section_text=plain.section,
    )


def _section(site: SampleSite, plain: Plain) -> SampleSection:
    named = (s for s in site.sections if fold(s.name) == fold(plain.section))
    ward = site.sections[-1] if any("Đậu Liêu" in line for line in plain.lines) else None
    return next(named, ward if ward and ward.unit else site.sections[1])


def _path(
    site: SampleSite, section: SampleSection, plain: Plain, number: int, generation: Generation
) -> str:
    made = slug(plain.title, limit=80)
    match site.family:
        case "epi":
            day = re.search(r"\d{1,2}/(\d{1,2})/(\d{4})", plain.date)
            ym = f"{day[2]}{int(day[1]):02}" if day else ""
            return epi.article_path(section, generation, made, number, ym)
        case "sharepoint":
            return sharepoint.article_path("", made, f"{number * 1299709:x}"[:6])
        case "hatinh":
            return hatinh.article_path(section, f"{made}-{number}")
        case _:
            return liferay.article_path(site, slug(plain.title, drop_d=True), number)
