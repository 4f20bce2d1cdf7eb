"""Where a map's names stand: beside their circles, or at the end of a line, out at sea or over
the border.

Every name has a place at the end of a line that is free whatever the circles' sizes are: kept in
``geography.toml``, and held there by a test. Where a name finds room beside its own circle it
stands there instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

from archive.web import geography

GAP = 4.0
"""Units between a circle and the name beside it, and between a line's end and its name."""
APART = 6.0
"""Units that a name beside its circle keeps from any other, which it would seem to name."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Line = tuple[float, float, float, float]
"""From x and y to x and y."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """How names are written: by which name their places are kept, how large a letter is, and the
    smallest radius a circle is drawn with, in units of the drawing."""

    kind: str
    size: float
    least: float


DESK = Lettering("desk", 13, 3.5)
PHONE = Lettering("phone", 19, 8)
"""On a screen 390 pixels wide a unit is half a pixel."""


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands; ``anchor`` as SVG has it. ``line`` leads to it from its circle's
    middle; None beside the circle."""

    x: float
    y: float
    anchor: str
    line: Line | None = None


def wide(words: str, size: float) -> float:
    """The room that words take at most, written in letters of a size."""
    return size * sum(map(_wide, words))


def _wide(letter: str) -> float:
    """By Be Vietnam's own widths, the widest of a kind."""
    if letter in " .iìíỉĩị":
        return 0.3
    if letter in "mMQ":
        return 0.85
    return 0.77 if letter.isupper() else 0.63


def box(name: str, label: Label, size: float) -> Box:
    """The room that a name takes where it stands: the marks over a capital, the tail of a g."""
    width = wide(geography.short(name), size)
    left = label.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    return (left, label.y - size * 0.95, left + width, label.y + size * 0.24)


def reserved(letters: Lettering) -> list[Box]:
    """Where no name may stand: the archipelagoes and the sea with their names, and the key."""
    boxes = [geography.KEY]
    for one in geography.islands():
        half = wide(f"Quần đảo {one.name}", letters.size) / 2 + 2
        boxes.append((one.x - half, one.y - 14, one.x + half, one.y + 37 + 1.2 * letters.size))
    x, y = geography.SEA
    half = letters.size * 4
    return [*boxes, (x - half, y - letters.size * 1.25, x + half, y + letters.size * 0.5)]


def at_the_end(name: str, scheme: str, letters: Lettering) -> Label:
    """The place of a name at the end of its line."""
    end = geography.ends(scheme, letters.kind)[name]
    x, y = geography.centre(name, scheme)
    right = end[0] > x
    return Label(
        end[0] + (GAP / 2 if right else -GAP / 2),
        end[1] + letters.size * 0.35,
        "start" if right else "end",
        (x, y, *end),
    )


@lru_cache(maxsize=64)
def labels(
    circles: tuple[tuple[str, float], ...], scheme: str, letters: Lettering
) -> Mapping[str, Label]:
    """A place for the name of each circle, given with its radius, on the map of "34" or "63";
    the first come first."""
    spots = {
        name: (*geography.centre(name, scheme), max(radius, letters.least))
        for name, radius in circles
    }
    found = {name: at_the_end(name, scheme, letters) for name in spots}
    moved = True
    while moved:  # a line that is gone leaves room to others
        moved = False
        for name in spots:
            if found[name].line and (label := _room(name, spots, found, letters)):
                found[name], moved = label, True
    return found


def _room(
    name: str,
    spots: Mapping[str, tuple[float, float, float]],
    found: Mapping[str, Label],
    letters: Lettering,
) -> Label | None:
    """A place beside a circle that nothing else has."""
    others = [spot for other, spot in spots.items() if other != name]
    standing = {other: label for other, label in found.items() if other != name}
    taken = [box(other, label, letters.size) for other, label in standing.items()]
    taken += reserved(letters)
    lines = [label.line for label in standing.values() if label.line]
    for label, wider in _beside(*spots[name], letters):
        mine = box(name, label, letters.size)
        near = (
            mine[0] + wider[0],
            mine[1] + wider[1],
            mine[2] + wider[2],
            mine[3] + wider[3],
        )
        if (
            mine[0] >= 0
            and mine[2] <= geography.WIDTH
            and not on_circle(mine, *spots[name])
            and not any(overlap(mine, other) for other in taken)
            and not any(on_circle(near, *spot) for spot in others)
            and not any(crosses(line, mine) for line in lines)
        ):
            return label
    return None


def _beside(x: float, y: float, radius: float, letters: Lettering) -> Iterable[tuple[Label, Box]]:
    """Places beside a circle, and by how much each side of the name must be free of others."""
    away, slant, low = radius + GAP, radius * 0.72 + GAP, letters.size * 0.35
    up, down = -radius - GAP - letters.size * 0.25, radius + GAP + letters.size
    above, below, left, right = -APART / 2, APART / 2, -APART, APART
    return (
        (Label(x + away, y + low, "start"), (0, above, right, below)),
        (Label(x - away, y + low, "end"), (left, above, 0, below)),
        (Label(x + slant, y + slant + low, "start"), (0, 0, right, below)),
        (Label(x + slant, y - slant + low, "start"), (0, above, right, 0)),
        (Label(x - slant, y + slant + low, "end"), (left, 0, 0, below)),
        (Label(x - slant, y - slant + low, "end"), (left, above, 0, 0)),
        (Label(x, y + down, "middle"), (left, 0, right, below)),
        (Label(x, y + up, "middle"), (left, above, right, 0)),
    )


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def on_circle(one: Box, x: float, y: float, radius: float) -> bool:
    """Whether a box touches a circle."""
    return hypot(max(one[0] - x, 0, x - one[2]), max(one[1] - y, 0, y - one[3])) < radius


def crosses(line: Line, one: Box) -> bool:
    """Whether a line runs through a box: some of it is left when all sides have cut it."""
    x, y, to_x, to_y = line
    first, last = 0.0, 1.0
    for at, step, low, high in ((x, to_x - x, one[0], one[2]), (y, to_y - y, one[1], one[3])):
        if not step:
            if not low < at < high:
                return False
            continue
        enter, leave = sorted(((low - at) / step, (high - at) / step))
        first, last = max(first, enter), min(last, leave)
    return first < last
