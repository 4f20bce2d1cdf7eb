"""Marks in the cells of the coverage page can be seen: by the colours of the style sheet itself."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("archive.web").joinpath("static/lamtheo.css").read_text(encoding="utf-8")
LEAST = 3.0
"""WCAG 2.1, 1.4.11: of what is no text."""


def colours(scheme: str) -> dict[str, str]:
    """The named colours of a scheme; in the dark, what is not said anew is as in the light."""
    light, dark = re.findall(r":root \{(.*?)\n?\}", CSS, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return found | (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark)) if scheme == "dark" else {}
    )


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def declared(selector: str) -> dict[str, str]:
    """What the style sheet first says of a selector that stands alone before its braces."""
    body, *_ = re.findall(rf"(?:^|\}} ?){re.escape(selector)} \{{([^}}]*)\}}", CSS, re.MULTILINE)
    pairs = (line.partition(":") for line in body.split(";") if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def named(value: str) -> str:
    (name,) = re.findall(r"var\(--([\w-]+)\)", value)
    return str(name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["added", "reader", "software", "layout"])
def test_a_mark_in_a_cell_is_seen_on_every_shade(scheme: str, kind: str) -> None:
    """It stands on a ground of its own, so that no shade of a cell touches it."""
    ground = declared(".heat td .key")
    assert ground["clip-path"] == ground["transform"] == "none"  # the ground is not cut to its sign
    sign = declared(f".heat td .{kind}::before")
    colour = named(sign.get("border") or sign["background"])
    told = colours(scheme)
    assert contrast(told[colour], told[named(ground["background"])]) >= LEAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_are_read_rightly(scheme: str) -> None:
    told = colours(scheme)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast(told["ink"], told["paper"]) > 12
    # What was wrong: the sign itself on the darkest shades.
    assert min(contrast(told["green"], told[shade]) for shade in ("q3", "q4", "q5")) < LEAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_circles_and_lines_of_the_map_are_seen(scheme: str) -> None:
    told = colours(scheme)
    for selector in (".map .labels path", ".map .labels circle", ".map .labels .of-none"):
        said = declared(selector)
        colour = named(said.get("stroke", said["fill"]) if "path" in selector else said["fill"])
        for ground in ("paper", "land"):
            assert contrast(told[colour], told[ground]) >= LEAST, (selector, ground)
