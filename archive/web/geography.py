"""The country on a sheet of paper: outline, centres of provinces, the two archipelagoes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any

from archive.places import provinces_within

WEST, EAST, SOUTH, NORTH = 100.9, 115.9, 7.6, 24.9
SCALE = 50.0
"""Units of the drawing to a degree of latitude: provinces of the Red River delta, a third of a
degree apart, stay apart."""
_SQUEEZE = cos(radians(16))
WIDTH = round((EAST - WEST) * _SQUEEZE * SCALE)
HEIGHT = round((NORTH - SOUTH) * SCALE)
SEA = (round((112.2 - WEST) * _SQUEEZE * SCALE), round((NORTH - 14.8) * SCALE))
"""Where the sea's name stands."""
KEY = (WIDTH - 180.0, 0.0, float(WIDTH), 84.0)
"""Left, top, right, bottom of the key to the circles' sizes: north-east of Viet Nam, where nothing
else is drawn."""


@dataclass(frozen=True, slots=True)
class Islands:
    """An archipelago, and the province of both maps that it belongs to."""

    name: str
    province: str
    x: float
    y: float


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point of the earth stands in the drawing, x to the right and y down: equal
    rectangles, true to scale at 16° north."""
    return (
        round((longitude - WEST) * _SQUEEZE * SCALE, 1),
        round((NORTH - latitude) * SCALE, 1),
    )


@cache
def outline() -> str:
    """The coast and the borders as the path of an SVG."""
    rings = []
    for ring in _table()["outline"]["rings"]:
        points = [place(*point) for point in ring]
        rings.append("M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z")
    return "".join(rings)


@cache
def islands() -> tuple[Islands, ...]:
    return tuple(
        Islands(name, fact["province"], *place(*fact["at"]))
        for name, fact in _table()["islands"].items()
    )


def cities() -> tuple[str, ...]:
    """The cities that the government itself governs, the capital first."""
    return tuple(_table()["cities"])


@cache
def ends(scheme: str, kind: str) -> Mapping[str, tuple[float, float]]:
    """Where the lines to provinces' names end, for the letters of a "desk" or a "phone"."""
    return {name: (x, y) for name, x, y in _table()["ends"][f"{kind}-{scheme}"]}


def short(province: str) -> str:
    """A province's name as a map has it."""
    return province.replace("Thành phố ", "TP. ")


def centre(province: str, scheme: str) -> tuple[float, float]:
    """Where a province of the map of "34" or "63" stands in the drawing.

    :raises KeyError: no such province.
    """
    centres = _table()["centres"]
    if scheme == "63":
        return place(*centres[province])
    parts = [centres[name] for name in provinces_within(province)]
    if not parts:
        raise KeyError(province)
    return place(sum(p[0] for p in parts) / len(parts), sum(p[1] for p in parts) / len(parts))


@cache
def _table() -> dict[str, Any]:
    text = files("archive.web").joinpath("geography.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
