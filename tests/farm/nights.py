"""What the farm holds on each night.

Night 1 is made from the seed. Night 2 is night 1 with one article edited, one deleted, one
moved and three new; nothing else changes, sidebars and related boxes included.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from tests.farm.bylines import repost_byline
from tests.farm.compose import compose, path_of
from tests.farm.orders import VN, Order, orders
from tests.farm.sites import BY_NAME, SITES, SampleSite
from tests.farm.stories import Block, Kind, Picture, Story


@dataclass(frozen=True, slots=True)
class Changes:
    """Night 2 against night 1, as URLs: ``moved`` is (old, new)."""

    edited: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One night: each site's stories, newest first, and the paths that now lead elsewhere."""

    night: int
    stories: Mapping[str, tuple[Story, ...]]
    redirects: Mapping[tuple[str, str], str]
    gone: frozenset[tuple[str, str]]
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Repost:
    origin: str
    origin_of: tuple[Kind, int]
    site: str
    takes: tuple[Kind, int]
    source: str
    form: str


_PAPER = "Báo Quảng Ninh"
_REPOSTS = (
    _Repost("baoquangninh", ("campaign", 23), "bimson", ("campaign", 26), _PAPER, "Theo {}"),
    _Repost("baoquangninh", ("campaign", 23), "honglinh", ("campaign", 27), _PAPER, "Nguồn: {}"),
    _Repost("quevo", ("campaign", 25), "tuson", ("campaign", 26), "Thị ủy Quế Võ", "Nguồn tin: {}"),
    _Repost("baoquangninh", ("mention", 7), "quevo", ("mention", 8), _PAPER, "Theo {}"),
    _Repost("baoquangninh", ("campaign", 26), "tuson", ("campaign", 27), _PAPER, "Theo {}"),
)

Spot = tuple[str, tuple[Kind, int]]
"""A site and one of its orders."""

_EDITED: Spot = ("baoquangninh", ("campaign", 0))
_DELETED: Spot = ("bimson", ("campaign", 1))
_MOVED: Spot = ("honglinh", ("campaign", 2))
_BEFORE = "Tổng vốn huy động đến nay là 4,2 tỷ đồng với 118 hộ tham gia."
_AFTER = "Tổng vốn huy động đến nay là 4,6 tỷ đồng với 126 hộ tham gia."
_ADDED = "Tòa soạn bổ sung số liệu sau khi đơn vị rà soát lại danh sách."

Made = dict[tuple[Kind, int], tuple[Order, Story]]


@lru_cache(maxsize=4)
def editions(seed: int) -> Mapping[int, Edition]:
    """Both nights of a seed."""
    made = {site.name: _site(site, seed) for site in SITES}
    for number, repost in enumerate(_REPOSTS):
        _copy(made, repost, number, seed)
    edited_site, edited_key = _EDITED
    order, story = made[edited_site][edited_key]
    made[edited_site][edited_key] = (order, _append(story, _BEFORE))
    first = {name: _linked(_sorted(stories)) for name, stories in made.items()}
    night_one = Edition(1, first, {}, frozenset(), Changes())
    return {1: night_one, 2: _second(night_one, made, seed)}


def _site(site: SampleSite, seed: int) -> Made:
    rng = random.Random(f"{seed}:{site.name}")
    asked = orders(site, rng)
    made: Made = {}
    for place, order in enumerate(reversed(asked), start=1):
        own = random.Random(f"{seed}:{site.name}:{order.kind}:{order.index}")
        made[(order.kind, order.index)] = (order, compose(site, order, place, own))
    return made


def _sorted(stories: Made) -> tuple[Story, ...]:
    newest = sorted(stories.values(), key=lambda pair: pair[0].when, reverse=True)
    return tuple(story for _, story in newest)


def _linked(stories: tuple[Story, ...]) -> tuple[Story, ...]:
    """Related links inside a body lead to articles that are there."""

    return tuple(
        aimed(story, stories[(story.number * 7 + 11) % len(stories)].path) for story in stories
    )


def aimed(story: Story, target: str) -> Story:
    """A story whose related links lead to the path ``target``."""
    blocks = tuple(replace(b, href=target) if b.kind == "related" else b for b in story.content)
    return replace(story, content=blocks)


def _copy(made: dict[str, Made], repost: _Repost, number: int, seed: int) -> None:
    origin_order, origin = made[repost.origin][repost.origin_of]
    cluster = f"{repost.origin}-{repost.origin_of[0]}-{repost.origin_of[1]}"
    made[repost.origin][repost.origin_of] = (origin_order, replace(origin, cluster=cluster))
    site = BY_NAME[repost.site]
    order, replaced = made[repost.site][repost.takes]
    when = origin_order.when + timedelta(days=1, minutes=97)
    line = repost_byline(origin.byline, repost.source, repost.form)
    picture = Picture(f"/anh/{site.name}/{replaced.number}-1.jpg", "Ảnh minh họa.")
    texts = [b for b in origin.content if b.kind in ("text", "heading")]
    if number % 2 and not re.search("hỉ thị|ết luận", texts[-1].text):
        texts.pop()
    copy = replace(
        replaced,
        verdict=origin.verdict,
        documents=origin.documents,
        title=origin.title,
        lead=origin.lead,
        content=(
            *_edited_copy(texts[:1], number),
            Block("picture", picture=picture),
            *_edited_copy(texts[1:], number),
            *(Block("byline", text) for text in line.tail),
        ),
        byline=line,
        published=when,
        precision="minute",
        dated_by="page",
        spelling="plain",
        charset="utf-8",
        oddities=tuple(o for o in replaced.oddities if o == "null-title"),
        cluster=cluster,
    )
    rng = random.Random(f"{seed}:repost:{number}")
    copy = replace(copy, path=path_of(site, copy, rng))
    made[repost.site][repost.takes] = (replace(order, when=when), copy)


def _edited_copy(blocks: list[Block], turn: int) -> list[Block]:
    """The small edits a second newsroom makes: one word per paragraph, not all the same one."""

    def edited(text: str) -> str:
        first, last = text.split(" và ", 1), text.rsplit(" và ", 1)
        return " cùng ".join(last if turn % 2 else first)

    return [replace(block, text=edited(block.text)) for block in blocks]


def _append(story: Story, sentence: str) -> Story:
    at = max(i for i, block in enumerate(story.content) if block.kind == "text")
    blocks = list(story.content)
    blocks[at] = replace(blocks[at], text=f"{blocks[at].text} {sentence}")
    return replace(story, content=tuple(blocks))


def _correct(story: Story) -> Story:
    blocks = tuple(
        replace(b, text=b.text.replace(_BEFORE, f"{_AFTER} {_ADDED}")) for b in story.content
    )
    return replace(story, content=blocks)


def _second(one: Edition, made: dict[str, Made], seed: int) -> Edition:
    stories = {name: list(of_site) for name, of_site in one.stories.items()}

    def find(spot: Spot) -> tuple[SampleSite, int]:
        name, key = spot
        number = made[name][key][1].number
        at = next(i for i, story in enumerate(stories[name]) if story.number == number)
        return BY_NAME[name], at

    site, at = find(_EDITED)
    stories[site.name][at] = _correct(stories[site.name][at])
    edited = url_of(site, stories[site.name][at].path)

    site, at = find(_DELETED)
    dead = stories[site.name].pop(at)
    deleted = url_of(site, dead.path)

    site, at = find(_MOVED)
    old = stories[site.name][at]
    new = replace(old, path=old.path.replace(".html", "-cap-nhat.html"))
    stories[site.name][at] = new
    moved = (url_of(site, old.path), url_of(site, new.path))

    fresh = []
    for count, name in enumerate(("quevo", "tuson", "baoquangninh")):
        when = datetime(2026, 11, 1, 9 + 3 * count, 7 * count + 5, tzinfo=VN)
        rng = random.Random(f"{seed}:{name}:night2")
        order = Order("campaign", 30 + count, "KL01", when)
        story = compose(BY_NAME[name], order, len(stories[name]) + 30, rng)
        stories[name].insert(0, aimed(story, stories[name][-1].path))
        fresh.append(url_of(BY_NAME[name], story.path))
    return Edition(
        2,
        {name: tuple(of_site) for name, of_site in stories.items()},
        {("honglinh", old.path): new.path},
        frozenset({("bimson", dead.path)}),
        Changes((edited,), (deleted,), (moved,), tuple(fresh)),
    )


def url_of(site: SampleSite, path: str) -> str:
    return f"{site.scheme}://{site.host}{path}"
