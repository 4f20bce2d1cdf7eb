"""Two texts of one article, paragraph by paragraph and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.4
"""Likeness from which two paragraphs are one, edited, and their words are compared."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: kept, taken out or put in. ``changed`` are the spans that differ from
    its counterpart, the whole paragraph when it has none."""

    kind: Literal[" ", "-", "+"]
    text: str
    changed: tuple[tuple[int, int], ...] = ()


def compare(old: list[str], new: list[str]) -> list[Line]:
    """The paragraphs of both in order, as a unified diff without cuts."""
    lines: list[Line] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [Line(" ", text) for text in old[i:j]]
        else:
            lines += _changed(old[i:j], new[k:m])
    return lines


def paragraphs(title: str, lead: str, body: str) -> list[str]:
    """An article as the paragraphs that are compared."""
    return [part for part in (title, lead, *body.split("\n\n")) if part]


def unified(lines: list[Line]) -> list[str]:
    """The changed lines as plain text: "- …" and "+ …"."""
    return [f"{line.kind} {line.text}" for line in lines if line.kind != " "]


def _changed(old: list[str], new: list[str]) -> Iterator[Line]:
    pairs = min(len(old), len(new))
    for before, after in zip(old[:pairs], new[:pairs], strict=True):
        yield from _pair(before, after)
    yield from (Line("-", text) for text in old[pairs:])
    yield from (Line("+", text) for text in new[pairs:])


def _pair(before: str, after: str) -> Iterator[Line]:
    a, b = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield from (Line("-", before), Line("+", after))
        return
    out: list[tuple[int, int]] = []
    into: list[tuple[int, int]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            out += _span(a, i, j)
            into += _span(b, k, m)
    yield Line("-", before, tuple(out))
    yield Line("+", after, tuple(into))


def _span(words: list[str], start: int, stop: int) -> list[tuple[int, int]]:
    if start == stop:
        return []
    begin = len("".join(words[:start]))
    return [(begin, begin + len("".join(words[start:stop])))]
