"""The farm over months: a day's edition grows out of the day before.

Every site publishes at its own pace on top of night 1; some articles are corrected, withdrawn
or moved later on. Equal first day and seed give equal days, whatever days were asked for
before. ``lives`` is the truth: what became of each article, and when.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tests.farm.compose import compose
from tests.farm.nights import Changes, Edition, aimed, editions, url_of
from tests.farm.orders import CAMPAIGN_DOCUMENTS, VN, Order
from tests.farm.sites import BY_NAME, SITES
from tests.farm.stories import Kind, Story

PACE = {"baoquangninh": 0.7, "bimson": 0.25, "honglinh": 0.4, "quevo": 0.3, "tuson": 0.3}
"""Articles a day: a provincial paper's campaign section, and those of four towns."""

_KINDS: tuple[Kind, ...] = ("campaign", "campaign", "campaign", "mention", "mention", "news")
_NUMBERS = 1000
"""The first number of a year's articles: night 1 and 2 end below 200."""


@dataclass
class Life:
    """One article: its URL and text from each of its days on, until ``withdrawn``."""

    site: str
    announced: date
    states: list[tuple[date, str, Story]]
    withdrawn: date | None = None

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(url for _, url, _ in self.states))

    def on(self, day: date) -> tuple[str, Story] | None:
        """URL and text on a day; None before it was announced and once it was withdrawn."""
        if self.withdrawn and day >= self.withdrawn:
            return None
        return next(((u, s) for since, u, s in reversed(self.states) if since <= day), None)


@dataclass
class Calendar:
    """Editions from ``first`` on. ``silent``: (site, first day, last day) without anything new."""

    first: date
    seed: int = 5
    silent: Collection[tuple[str, date, date]] = ()
    lives: list[Life] = field(default_factory=list)
    _day: date = field(init=False)
    _dice: dict[str, random.Random] = field(init=False)
    _counts: dict[str, int] = field(default_factory=dict)
    _fates: dict[date, list[tuple[str, Life]]] = field(default_factory=dict)
    _redirects: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._day = self.first - timedelta(days=1)
        self._dice = {site.name: random.Random(f"{self.seed}:{site.name}") for site in SITES}
        for name, stories in editions(self.seed)[1].stories.items():
            for story in stories:
                self._announce(name, story, self._day)

    def edition(self, day: date) -> Edition:
        """What is served on ``day``; days are asked for in order."""
        if day < self._day:
            raise ValueError(f"{day} is over: the calendar is at {self._day}")
        while self._day < day:
            self._day += timedelta(days=1)
            self._pass()
        stories = {site.name: tuple(self._listed(site.name)) for site in SITES}
        number = 10 + (day - self.first).days
        return Edition(number, stories, dict(self._redirects), frozenset(), Changes())

    def _pass(self) -> None:
        for site in SITES:
            dice = self._dice[site.name]
            due = dice.random() < PACE[site.name]
            if self._is_silent(site.name):
                continue
            for _ in range(due + (due and dice.random() < 0.2)):
                self._publish(site.name, dice)
        for fate, life in self._fates.pop(self._day, []):
            self._befall(fate, life)

    def _is_silent(self, name: str) -> bool:
        return any(s == name and a <= self._day <= b for s, a, b in self.silent)

    def _publish(self, name: str, dice: random.Random) -> None:
        count = self._counts[name] = self._counts.get(name, 0) + 1
        kind = dice.choice(_KINDS)
        document = CAMPAIGN_DOCUMENTS[count % len(CAMPAIGN_DOCUMENTS)]
        if kind != "campaign":
            document = ("CT05", "KL01", "")[count % 3] if kind == "mention" else ""
        minutes = timedelta(minutes=dice.randrange(7 * 60, 22 * 60))
        # The day before: a night begins at 01:30, and sees what the day brought.
        when = datetime.combine(self._day - timedelta(days=1), datetime.min.time(), VN) + minutes
        order = Order(kind, count, document, when)
        story = compose(BY_NAME[name], order, _NUMBERS + count, dice)
        oldest = min(self._listed(name), key=lambda one: one.number)
        life = self._announce(name, aimed(story, oldest.path), self._day)
        for fate, share, soonest, latest in (
            ("corrected", 0.25, 1, 40),
            ("withdrawn", 0.08, 2, 120),
            ("moved", 0.06, 2, 120),
        ):
            if dice.random() < share:
                when_so = self._day + timedelta(days=dice.randint(soonest, latest))
                self._fates.setdefault(when_so, []).append((fate, life))

    def _announce(self, name: str, story: Story, day: date) -> Life:
        life = Life(name, day, [(day, url_of(BY_NAME[name], story.path), story)])
        self.lives.append(life)
        return life

    def _befall(self, fate: str, life: Life) -> None:
        site = BY_NAME[life.site]
        if (now := life.on(self._day)) is None:
            return
        _, story = now
        if fate == "withdrawn":
            life.withdrawn = self._day
            return
        known = story.verdict != "irrelevant" and len(life.states) == 1
        if fate == "corrected":
            story = _corrected(story, self._day)
        elif self._is_silent(site.name) and not known:
            return  # moved, what nobody keeps or has seen as it stands now looks like news
        else:
            # A title grows; what a system knows its page by, at the path's end, stays.
            path = re.sub(r"((?:-\d+)?(?:\.\w+|/)?)$", r"-cap-nhat\1", story.path, count=1)
            self._redirects[site.name, story.path] = path
            story = replace(story, path=path)
        life.states.append((self._day, url_of(site, story.path), story))

    def _listed(self, name: str) -> list[Story]:
        """A site's stories of today, newest first, as night 1 has them and on top the year's."""
        shown = [now[1] for life in self._of(name) if (now := life.on(self._day))]
        year = [story for story in shown if story.number >= _NUMBERS]
        return [*reversed(year), *(story for story in shown if story.number < _NUMBERS)]

    def _of(self, name: str) -> Iterable[Life]:
        return (life for life in self.lives if life.site == name)


def _corrected(story: Story, day: date) -> Story:
    """One more sentence at the end of the last paragraph."""
    at = max(i for i, block in enumerate(story.content) if block.kind == "text")
    said = f"Số liệu trong bài được tòa soạn cập nhật ngày {day.day}/{day.month}."
    blocks = list(story.content)
    blocks[at] = replace(blocks[at], text=f"{blocks[at].text} {said}")
    return replace(story, content=tuple(blocks))
