"""The reader: what one article page says, from its bytes to a :class:`Reading`.

``read_article`` is pure: no clock, no network. It asks the modules beside it
one question each and puts their answers together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import trafilatura

from archive.records import VIETNAM, Attachment, Page, Reading
from archive.text import normalise
from pipelines.body import Written, is_lead, is_sentence, write
from pipelines.bylines import byline
from pipelines.captions import cover
from pipelines.compare import folded
from pipelines.credits import signed
from pipelines.dates import DateLine, date_line, machine_stamp
from pipelines.decode import decode
from pipelines.frame import Frame, frame
from pipelines.furniture import is_furniture, unglue
from pipelines.head import read_head
from pipelines.lines import FILES, Block, blocks
from pipelines.markup import Element, absolute, base_of, parse, select, text_of
from pipelines.places import places_of
from pipelines.published import ABOVE, BELOW, BESIDE, LAYOUT, Evidence, choose
from pipelines.sections import section_name

_SCRIPTED = re.compile(r"[A-Za-z0-9+/=]{400,}")
_CLOCK = re.compile(r"[|\-–,\s]*\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?'?(?:\s?\(?GMT\s?\+\s?7\)?)?$")
# Below this many characters the text was probably missed, and trafilatura is asked.
_THIN = 120
# Characters of a page that trafilatura is not troubled with: it takes seconds over a megabyte.
_HEAVY = 300_000
# A text that is all "lead" and longer than this is a text.
_LONGEST_LEAD = 700


def clean(page: Page) -> Page:
    """The page with its reading, for article pages that were answered 200; others unchanged."""
    if page.role != "article" or page.status != 200:
        return page
    if page.gate is not None and not page.gate.passed:
        return page
    return replace(page, reading=read_article(page))


class Clean:
    """The ``clean`` stop as Scrapy's item pipeline calls it."""

    def process_item(self, item: Any) -> Any:
        return clean(item) if isinstance(item, Page) else item


def read_article(page: Page) -> Reading:
    """What ``page`` says. Never raises on bytes of any kind."""
    source = decode(page.body, page.header("content-type"))
    tree = parse(source)
    base = base_of(tree, page.url)
    lines = blocks(tree, base)
    head = read_head(tree)
    day = page.captured_at.astimezone(VIETNAM).date().isoformat()
    found = frame(tree, lines, head, page.site, page.witnesses, day)
    title = unglue(found.title)
    section = section_name(tree, found, head, lines)
    found.between, covers = cover(found.between, title)
    lead_blocks = _lead_blocks(tree, found)
    lead = "\n\n".join(dict.fromkeys(block.text for block in lead_blocks))
    text = [block for block in found.text if block not in lead_blocks]
    written = write(text, title, lead, head.description, section or "")
    paragraphs = written.paragraphs
    if sum(map(len, paragraphs)) < _THIN and not written.scrambled and len(source) < _HEAVY:
        paragraphs = _second_opinion(source, paragraphs, written, title)
    body = "\n\n".join(paragraphs)
    if not body and not written.scrambled and _hides_text(tree):
        written.scrambled = True
    dated = choose(
        _printed_dates(tree, found, written), head, page.url, page.witnesses, page.captured_at
    )
    own = {page.site.host, *page.site.aliases, urlsplit(page.url).hostname or ""}
    authors, source_name = signed(tree, found, written, head, own)
    if source_name is None and written.prefix and not _names_itself(written.prefix, own):
        source_name = written.prefix
    return Reading(
        # What a page calls its own URL was found, in its canonical spelling, with its links.
        url=next((link.url for link in page.links if link.role == "article"), page.url),
        title=title,
        lead=written.lead,
        body=body,
        authors=authors,
        source=source_name,
        section=section,
        published_at=dated.published_at,
        published_precision=dated.precision,
        published_reason=dated.reason,
        modified_at=dated.modified_at,
        images=tuple({image.url: image for image in [*covers, *written.images]}.values()),
        attachments=_attachments(found, base),
        places=places_of(page.site, title, written.lead, body, (dated.published_at or day)[:10]),
        body_state="ok" if body else "scrambled" if written.scrambled else "empty",
    )


def _lead_blocks(tree: Element, found: Frame) -> list[Block]:
    """The lines a layout or their markup calls the lead, between title and text or atop it."""
    candidates = [block for block in [*found.between, *found.text[:12]] if not block.image]
    if found.layout is not None and found.layout.lead:
        inside = {id(e) for match in select(tree, found.layout.lead) for e in match.iter()}
        chosen = [block for block in candidates if id(block.element) in inside]
        if chosen:
            return [block for block in chosen if not is_furniture(block.text)]
    marked: list[Block] = []
    for block in candidates:
        if is_lead(block) and not date_line(block.text):
            marked.append(block)
        elif block.is_prose and len(block.text) >= 80:
            break  # the text has begun
    if sum(len(block.text) for block in marked) < 30 or len(marked) > 5:
        return [block for block in found.between if is_sentence(block) and not block.image][:2]
    rest = sum(len(block.text) for block in found.text if block not in marked)
    if not rest and sum(len(block.text) for block in marked) > _LONGEST_LEAD:
        return []
    return [block for block in marked if not is_furniture(block.text)]


def _second_opinion(source: str, own: list[str], written: Written, title: str) -> list[str]:
    """trafilatura's paragraphs where ours are next to none and it finds clearly more."""
    try:
        text = trafilatura.extract(
            source, include_comments=False, include_tables=True, favor_recall=True
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return own
    found = [unglue(normalise(line)) for line in (text or "").split("\n")]
    said = {folded(title), folded(written.lead)}
    kept = [line for line in found if line and not is_furniture(line) and folded(line) not in said]
    prose = sum(len(line) for line in kept if len(line) > 60)
    return kept if prose > 2 * sum(map(len, own)) + _THIN else own


def _hides_text(tree: Element) -> bool:
    """Whether a script carries a long run of base64 where a text should be."""
    return any(
        len(script.text or "") > 400 and _SCRIPTED.search(script.text)
        for script in tree.iter("script")
    )


def _printed_dates(tree: Element, found: Frame, written: Written) -> list[Evidence]:
    """Every date the page prints for people, with where it stands."""
    evidence: list[Evidence] = []
    css = found.layout.date if found.layout is not None else ""
    for element in select(tree, css):
        evidence += _evidence(date_line(text_of(element)), LAYOUT)
    zones = ((found.between, BESIDE), (found.above, ABOVE), (found.below, BELOW))
    for lines, place in zones:
        following = [block.text for block in lines[1:]] + [""]
        pairs = list(zip(lines, following, strict=False))
        for block, next_text in reversed(pairs) if place == ABOVE else pairs:
            if block.image or block.is_link:
                continue
            moment = block.element.get("datetime") if block.tag == "time" else None
            if moment and (stamp := machine_stamp(moment)):
                evidence.append(Evidence(stamp, place))
                continue
            # "24/08/2021" and "16:51", each in an element of its own.
            clock = f" {next_text}" if _CLOCK.match(next_text) else ""
            line = date_line(block.text + clock)
            # Away from the title a date with words beside it is some other article's.
            if line and (place == BESIDE or not line.rest or byline(line.rest)):
                evidence += _evidence(line, place)
    for dates, place in ((written.dates_above, BESIDE), (written.dates_below, BELOW)):
        for line in dates:
            evidence += _evidence(line, place)
    return evidence


def _evidence(line: DateLine | None, place: int) -> list[Evidence]:
    if line is None:
        return []
    found = [Evidence(line.stamp, place, line.label)]
    return [*found, Evidence(line.second, place, "modified")] if line.second else found


def _attachments(found: Frame, base: str) -> tuple[Attachment, ...]:
    """The documents linked from the text and just below it."""
    places = dict.fromkeys(block.element for block in [*found.text, *found.below])
    files: dict[str, str] = {}
    for place in places:
        for link in place.iter("a"):
            href = link.get("href") or ""
            if FILES.search(href) and (url := absolute(base, href)):
                name = text_of(link) or unquote(urlsplit(url).path.rsplit("/", 1)[-1])
                files.setdefault(url, name)
    return tuple(Attachment(url, name) for url, name in files.items())


def _names_itself(prefix: str, hosts: set[str]) -> bool:
    """Whether a dispatch's prefix is this site's own address: "(Baonghean.vn)" there."""
    said = folded(prefix).replace(" ", "")
    return "." in said and any(said.split(".")[0] in host for host in hosts)
