"""Charts as numbers: where each bar, line and label stands. Templates draw them as SVG.

Units are those of the SVG's own box; nothing here knows colours or words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

WIDEST = 72
"""A bar is no wider: one year alone is a bar too, and not a wall."""
EDGE = 6
APART = 40
"""Units between the middles of two numbers written above bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """``cut`` says that its value is above the scale; ``told`` that there is room to write the
    value above it."""

    label: str
    value: float
    x: float
    y: float
    width: float
    height: float
    cut: bool = False
    told: bool = False

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of a scale: what it says and where it stands."""

    value: float
    at: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart in a box of ``width`` × ``height``; the plot leaves room for labels. Shares on
    its scale are written in per cent with ``digits`` after the comma, all alike."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: int
    base: float
    top: float
    left: float
    digits: int


def pitch(count: int, width: float, left: float) -> float:
    """Units from one of ``count`` bars to the next."""
    return (width - left - EDGE) / max(count, 1)


def lanes(places: Iterable[float], apart: float) -> list[int]:
    """For signs at some places from left to right the first lane, from 0, in which each is
    ``apart`` from the one before.

    >>> lanes([0, 10, 30, 31], 20)
    [0, 1, 0, 1]
    """
    last: list[float] = []
    found = []
    for place in places:
        lane = next((n for n, at in enumerate(last) if place - at >= apart), len(last))
        last[lane : lane + 1] = [place]
        found.append(lane)
    return found


def nice(most: float, *, whole: bool = False) -> list[float]:
    """At most five round numbers from 0 to just above ``most``; ``whole`` has no fractions.

    >>> nice(137), nice(0.08)
    ([0.0, 50.0, 100.0, 150.0], [0.0, 0.02, 0.04, 0.06, 0.08])
    """
    if most <= 0:
        return [0.0, 1.0]
    step = 1.0
    while step * 10 <= most:
        step *= 10
    while step > most:
        step /= 10
    step = next(
        s
        for s in (step / 5, step / 2, step, step * 2, step * 5)
        if most / s <= 4 + 1e-9 or s > most
    )
    step = max(step, 1.0) if whole else step
    count = int(most / step + 1 - 1e-9)
    return [round(step * i, 6) for i in range(count + 1)]


def bars(
    values: Sequence[tuple[str, float]],
    *,
    width: int,
    height: int,
    left: float = 44,
    bottom: float = 26,
    top: float = 10,
    gap: float = 0.25,
    most: float | None = None,
    whole: bool = True,
) -> Bars:
    """One bar for each (label, value), on a scale from 0 with round ticks; those above ``most``
    are cut off at the scale's top, and say so. ``whole`` are counts, others shares."""
    highest = most if most is not None else max((value for _, value in values), default=0)
    ticks = nice(highest, whole=whole)
    base, top_value = height - bottom, ticks[-1]
    room = pitch(len(values), width, left)
    wide = min(room * (1 - gap), WIDEST)
    drawn = []
    last = -inf
    for place, (label, value) in enumerate(values):
        tall = (base - top) * min(value / top_value, 1)
        cut = value > top_value * (1 + 1e-9)
        middle = left + room * (place + 0.5)
        if told := cut and middle - last >= APART:
            last = middle
        drawn.append(
            Bar(
                label,
                value,
                round(middle - wide / 2, 2),
                round(base - tall, 2),
                round(wide, 2),
                round(tall, 2),
                cut,
                told,
            )
        )
    return Bars(
        tuple(drawn),
        tuple(Tick(tick, round(base - (base - top) * tick / top_value, 2)) for tick in ticks),
        width,
        height,
        base,
        top,
        left,
        next(n for n in range(4) if n == 3 or all(_exact(tick, n) for tick in ticks)),
    )


def _exact(share: float, digits: int) -> bool:
    return abs(round(share * 100, digits) - share * 100) < 1e-9


def spark(values: Sequence[float], *, width: int = 220, height: int = 28) -> str:
    """A small area chart as the path of an SVG: values from left to right on one base line."""
    most = max(values, default=0) or 1
    step = width / max(len(values), 1)
    points = []
    for place, value in enumerate(values):
        y = round(height - (height - 1) * value / most, 1)
        points.append(f"{round(place * step, 1)},{y} {round((place + 1) * step, 1)},{y}")
    return f"M0,{height} L" + " ".join(points) + f" {width},{height} Z" if points else ""


def rules(places: Iterable[int], count: int, *, width: int = 220, height: int = 28) -> str:
    """Upright lines through a small chart of ``count`` values at some of them, as a path."""
    step = width / max(count, 1)
    return " ".join(f"M{round((n + 0.5) * step, 1)},0V{height}" for n in sorted(set(places)))


def every_year(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Each year from the first to the last with its count: a year without articles is a gap that
    must be seen.

    >>> every_year({"2017": 3, "2019": 1})
    [('2017', 3), ('2018', 0), ('2019', 1)]
    """
    years = sorted(int(year) for year in counts if year.isdecimal())
    return (
        [(f"{y:04}", counts.get(f"{y:04}", 0)) for y in range(years[0], years[-1] + 1)]
        if years
        else []
    )
