"""What a night on a platform came to, by the town's own log and the archive's rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.night import rows
from tests.platforms.platform import Platform
from tests.platforms.town import Visit


@dataclass(frozen=True, slots=True)
class Score:
    """``found`` articles were served at least once; ``read`` of them the archive knows as
    what they are: kept with their title, or irrelevant, as the manifest has it. ``twice``
    articles were served under two URLs or more, which is a wasted request; ``kept_twice``
    lie in the archive twice, ``told_twice`` count twice among what is irrelevant;
    ``strays`` are pages kept as articles that are none; ``dead`` requests met no page.
    """

    name: str
    articles: int
    found: int
    read: int
    requests: int
    traps: int
    dead: int
    twice: int
    kept_twice: int
    told_twice: int
    strays: int
    missing: tuple[str, ...]
    unread: tuple[str, ...]
    trapped: tuple[str, ...]
    doubled: tuple[tuple[str, ...], ...]
    stray: tuple[str, ...]
    again: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / self.articles

    @property
    def share_read(self) -> float:
        return self.read / self.articles

    @property
    def cost(self) -> float:
        """Requests for each article found."""
        return self.requests / self.found if self.found else float("inf")


def score(platform: Platform, name: str, visits: Sequence[Visit], data: Path) -> Score:
    """How site ``name`` fared on ``platform``; ``visits`` are the platform's own."""
    truths = platform.manifest
    shown: dict[int, set[str]] = defaultdict(set)
    for visit in visits:
        if visit.number >= 0 and visit.status == 200:
            shown[visit.number].add(visit.url)
    kept = rows(data, "SELECT url, title, verdict FROM articles WHERE site = ?", name)
    outcomes = dict(rows(data, "SELECT url, outcome FROM urls WHERE site = ?", name))
    titles = Counter(title for _, title, _ in kept)
    verdicts = {title: verdict for _, title, verdict in kept}
    read = [
        verdicts.get(truth.title) == truth.verdict
        if truth.verdict != "irrelevant"
        else truth.title not in titles
        and any(outcomes.get(url) == "irrelevant" for url in shown[number])
        for number, truth in enumerate(truths)
    ]
    again = [n for n, urls in shown.items() if _times(outcomes, urls, "archived") > 1]
    told = [n for n, urls in shown.items() if _times(outcomes, urls, "irrelevant") > 1]
    known = {truth.title for truth in truths}
    stray = tuple(url for url, title, _ in kept if title not in known)
    trapped = tuple(visit.url for visit in visits if visit.kind == "trap")
    return Score(
        name=name,
        articles=len(truths),
        found=sum(bool(shown[number]) for number in range(len(truths))),
        read=sum(read),
        requests=len(visits),
        traps=len(trapped),
        dead=sum(visit.status >= 400 for visit in visits),
        twice=sum(len(urls) > 1 for urls in shown.values()),
        kept_twice=len(again),
        told_twice=len(told),
        strays=len(stray),
        missing=tuple(truth.url for n, truth in enumerate(truths) if not shown[n]),
        unread=tuple(truth.url for n, truth in enumerate(truths) if shown[n] and not read[n]),
        trapped=trapped,
        doubled=tuple(tuple(sorted(urls)) for urls in shown.values() if len(urls) > 1),
        stray=stray,
        again=tuple(truths[number].url for number in (*again, *told)),
    )


def _times(outcomes: Mapping[str, str], urls: Iterable[str], outcome: str) -> int:
    return sum(outcomes.get(url) == outcome for url in urls)


HEADING = f"{'site':<22}" + "".join(
    f"{word:>9}"
    for word in ("articles", "found", "read", "requests", "a find", "traps", "dead", "twice",
                 "kept 2x", "told 2x", "strays")
)  # fmt: skip


def line(s: Score) -> str:
    """One row under :data:`HEADING`."""
    return f"{s.name:<22}" + "".join(
        f"{value:>9}"
        for value in (s.articles, s.found, s.read, s.requests, f"{s.cost:.2f}", s.traps, s.dead,
                      s.twice, s.kept_twice, s.told_twice, s.strays)
    )  # fmt: skip
