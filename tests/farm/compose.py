"""From an order to a story: title, lead, paragraphs and what lies between them."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from datetime import datetime

from archive.records import Verdict
from archive.text import fold
from tests.farm import local_news, sentences
from tests.farm.bylines import STYLES, byline
from tests.farm.ink import slug
from tests.farm.local_news import SUBJECTS
from tests.farm.markup import epi, hatinh, liferay, sharepoint
from tests.farm.orders import VN, Order
from tests.farm.sites import SampleSection, SampleSite
from tests.farm.stories import Block, Generation, Picture, Story
from tests.farm.words import Writer

EPI_CHANGED = datetime(2021, 3, 1, tzinfo=VN)
"""From this day Báo Quảng Ninh's pages here are of the new generation."""

VERDICTS: dict[str, Verdict] = {"campaign": "relevant", "mention": "mention"}


def compose(site: SampleSite, order: Order, number: int, rng: random.Random) -> Story:
    """The story of an order; ``number`` is its id on the site."""
    writer = Writer(rng, site, order.when)
    title, lead, paragraphs = _text(writer, order)
    if "upper-title" in order.oddities:
        title = title.upper()
    generation: Generation = "new"
    if site.family == "epi" and order.when < EPI_CHANGED and order.dated_by != "none":
        generation = "old"
    has_lead = (
        site.family == "epi"
        or number % 5 < 3
        or bool({"scrambled", "lead-twice"} & {*order.oddities})
    )
    if not has_lead:
        paragraphs, lead = [lead, *paragraphs], ""
    family = f"epi-{generation}" if site.family == "epi" else site.family
    styles = STYLES[family]
    # A scrambled body hides its last lines too, the byline with them.
    style = "none" if "scrambled" in order.oddities else styles[number % len(styles)]
    oddities = order.oddities
    if family == "epi-new" and number % 3 == 0:
        oddities = (*oddities, "breadcrumb-h1")
    section = _section(site, order)
    story = Story(
        site=site.name,
        number=number,
        kind=order.kind,
        verdict=VERDICTS.get(order.kind, "irrelevant"),
        documents=tuple(writer.documents),
        title=title,
        lead=lead,
        content=_content(site, writer, paragraphs, number, oddities),
        byline=byline(style, rng, site),
        section=section.key,
        unit=section.unit,
        path="",
        published=None if order.dated_by == "none" else order.when,
        precision=order.precision,
        dated_by=order.dated_by,
        date_style=rng.randrange(12),
        generation=generation,
        spelling=order.spelling,
        charset=order.charset,
        oddities=oddities,
    )
    return replace(_with_tail(story), path=path_of(site, story, rng))


def path_of(site: SampleSite, story: Story, rng: random.Random) -> str:
    """The canonical path. A story without a date must not be dated by its URL."""
    section = section_of(site, story)
    broken = "broken-slug" in story.oddities
    match site.family:
        case "epi":
            ym = f"{story.published:%Y%m}" if story.published else ""
            return epi.article_path(
                section, story.generation, slug(story.title, broken=broken), story.number, ym
            )
        case "sharepoint":
            when = story.published
            day = f"{when.year}-{when.month}-{when.day}" if when else ""
            if story.dated_by == "listing":
                day = ""
            tail = "".join(rng.choices(string.ascii_lowercase + string.digits, k=6))
            return sharepoint.article_path(day, slug(story.title, broken=broken, limit=80), tail)
        case "hatinh":
            made = slug(story.title, broken=broken, limit=80)
            return hatinh.article_path(section, f"{made}-{story.number}")
        case _:
            return liferay.article_path(
                site, slug(story.title, drop_d=True, broken=broken), story.number
            )


def section_of(site: SampleSite, story: Story) -> SampleSection:
    return next(s for s in site.sections if (s.key, s.unit) == (story.section, story.unit))


def _section(site: SampleSite, order: Order) -> SampleSection:
    if site.family == "hatinh" and order.index % 5 == 2:
        return site.sections[2]
    if order.kind in ("campaign", "predecessor") and order.index % 3:
        return site.sections[1]
    return site.sections[1 if order.index % 7 == 6 else 0]


def _text(writer: Writer, order: Order) -> tuple[str, str, list[str]]:
    match order.kind:
        case "campaign":
            return _campaign(writer, order)
        case "mention":
            return _mention(writer, order)
        case "predecessor":
            return _predecessor(writer, order)
        case "other-number":
            return _neighbour(writer, order)
        case "bach-khoa":
            return _plain(writer, sentences.BACH_KHOA_TITLES, sentences.BACH_KHOA)
        case _:
            subject = writer.rng.choice([*SUBJECTS])
            return _plain(writer, *SUBJECTS[subject])


def _campaign(writer: Writer, order: Order) -> tuple[str, str, list[str]]:
    keys = order.document.split("+")
    doc = "{" + keys[0] + "}" if keys[0] else "chuyên đề học tập và làm theo Bác"
    title = writer.write(writer.rng.choice(sentences.CAMPAIGN_TITLES[keys[0]]), title=True)
    lead = writer.write(writer.rng.choice(sentences.CAMPAIGN_LEADS).replace("{doc}", doc))
    pool = [t.replace("{doc}", doc) for t in sentences.CAMPAIGN]
    extra = []
    if "KL01" in keys and "CT05" in keys:
        extra = [writer.rng.choice(sentences.CAMPAIGN_PAIR)]
    if "CT03" in keys:
        extra = [sentences.CAMPAIGN_HERITAGE[0]]
    return title, lead, _paragraphs(writer, pool, writer.rng.randint(4, 7), extra)


def _mention(writer: Writer, order: Order) -> tuple[str, str, list[str]]:
    title = writer.write(writer.rng.choice(local_news.MENTION_TITLES), title=True)
    lead = writer.write(writer.rng.choice(local_news.LEADS))
    pool = [t for _, texts in SUBJECTS.values() for t in texts]
    clause = writer.rng.choice(local_news.MENTION_CLAUSES[order.document])
    return title, lead, _paragraphs(writer, pool, writer.rng.randint(7, 9), [clause])


def _predecessor(writer: Writer, order: Order) -> tuple[str, str, list[str]]:
    doc = "{" + order.document + "}"
    titles = sentences.PREDECESSOR_TITLES[order.document]
    title = writer.write(titles[order.index % 2], title=True)
    lead = writer.write(writer.rng.choice(local_news.LEADS))
    pool = [t.replace("{doc}", doc) for t in sentences.PREDECESSOR]
    opening = "{unit} [triển khai|thực hiện] " + doc + " từ đầu năm {last}."
    return title, lead, _paragraphs(writer, pool, 4, [opening])


def _neighbour(writer: Writer, order: Order) -> tuple[str, str, list[str]]:
    title, law, about = sentences.NEIGHBOURS[order.index]
    pool = [t.replace("{law}", law).replace("{about}", about) for t in sentences.NEIGHBOUR_BODY]
    news = SUBJECTS["hành chính"][1] + SUBJECTS["kinh tế"][1] + SUBJECTS["an ninh"][1]
    lead = writer.write(pool[0])
    body = _paragraphs(writer, [*pool[1:3], *pool[4:], *news], 5, [pool[3]])
    return writer.write(title, title=True), lead, body


def _plain(
    writer: Writer, titles: tuple[str, ...], texts: tuple[str, ...]
) -> tuple[str, str, list[str]]:
    title = writer.write(writer.rng.choice(titles), title=True)
    lead = writer.write(writer.rng.choice(local_news.LEADS))
    rest = [t for _, more in SUBJECTS.values() for t in more if t not in texts]
    pool = [*texts, *writer.rng.sample(rest, 10)]
    return title, lead, _paragraphs(writer, pool, writer.rng.randint(3, 5), [])


def _paragraphs(writer: Writer, pool: list[str], count: int, extra: list[str]) -> list[str]:
    """``count`` paragraphs of two or three sentences; no template twice while the pool lasts."""
    rng = writer.rng
    chosen = rng.sample(pool, min(len(pool), count * 3))
    sizes = [rng.choice((2, 3)) for _ in range(count)]
    groups: list[list[str]] = []
    for size in sizes:
        groups.append(chosen[:size])
        chosen = chosen[size:]
    groups = [group for group in groups if group]
    for sentence in extra:
        groups[rng.randrange(1, len(groups))].append(sentence)
    return [" ".join(writer.write(sentence) for sentence in group) for group in groups]


def _content(
    site: SampleSite, writer: Writer, paragraphs: list[str], number: int, oddities: tuple[str, ...]
) -> tuple[Block, ...]:
    rng = writer.rng
    blocks = [Block("text", text) for text in paragraphs]
    if number % 6 == 2 and len(blocks) > 4:
        blocks.insert(3, Block("heading", rng.choice(sentences.HEADINGS)))
    if number % 4 != 3:
        blocks.insert(1, Block("picture", picture=_picture(writer, number, 1)))
    if number % 5 == 0:
        blocks.insert(len(blocks) - 1, Block("picture", picture=_picture(writer, number, 2)))
    if "related-inline" in oddities or number % 7 == 3:
        title = writer.site.sections[-1].name
        text = fold(f"{title}: tiep tuc thuc hien Chi thi so 05-CT/TW o {writer.site.units[0]}")
        blocks.insert(2, Block("related", text, href=f"/tin-cu-{number}"))
    if number % 8 == 5:
        blocks[2:2] = [
            Block("furniture", "Tin liên quan"),
            Block("related", f"{writer.site.units[1]} ra quân đầu xuân", href=f"/tin-cu-{number}"),
        ]
    top, tail = local_news.TOP_LINES[site.family], local_news.TAIL_LINES[site.family]
    if number % 3 == 1:
        blocks.insert(0, Block("furniture", top[number % len(top)]))
    if number % 3 == 2:
        blocks.append(Block("furniture", tail[number % len(tail)]))
    return tuple(blocks)


def _picture(writer: Writer, number: int, place: int) -> Picture:
    caption = writer.write(writer.rng.choice(local_news.CAPTIONS))
    credit = ""
    if place == 1 and number % 2:
        credit = writer.rng.choice(("Việt Bách", "K.Phụng", "Vân Anh", "TTXVN"))
        caption = caption.rstrip(".") + writer.rng.choice((f". Ảnh: {credit}", f" (Ảnh: {credit})"))
    path = f"/anh/{writer.site.name}/{number}-{place}.jpg"
    return Picture(path, caption, credit, doubled=number % 3 == 0)


def _with_tail(story: Story) -> Story:
    """The byline's last lines go after the text, before any furniture that ends the body."""
    blocks = list(story.content)
    at = len(blocks)
    while at and blocks[at - 1].kind in ("furniture", "related"):
        at -= 1
    blocks[at:at] = [Block("byline", line) for line in story.byline.tail]
    return replace(story, content=tuple(blocks))
