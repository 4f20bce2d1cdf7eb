"""A text in pieces, some of them marked: what templates print, escaping each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text; ``mark`` says what marks it, "" nothing."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """``[start, end)`` of a text, and what marks it."""

    start: int
    end: int
    mark: str


def marked(text: str, opens: str, closes: str) -> list[Piece]:
    """The pieces of a text in which marks stand around some; stray marks vanish."""
    pieces = []
    for part in re.split(f"({opens}[^{opens}{closes}]*{closes})", text):
        inside = part.startswith(opens) and part.endswith(closes)
        plain = part.replace(opens, "").replace(closes, "")
        if plain:
            pieces.append(Piece(plain, "found" if inside else ""))
    return pieces


def cut(text: str, spans: Iterable[Span]) -> list[Piece]:
    """A text cut at its spans; of those that overlap the first stays."""
    pieces, at = [], 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < at or span.end > len(text) or span.end <= span.start:
            continue
        if span.start > at:
            pieces.append(Piece(text[at : span.start]))
        pieces.append(Piece(text[span.start : span.end], span.mark))
        at = span.end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def paragraphs(text: str, spans: Iterable[Span]) -> list[list[Piece]]:
    """A text's paragraphs, each cut at the spans that lie within it."""
    found, at, spans = [], 0, list(spans)
    for part in text.split("\n\n"):
        end = at + len(part)
        within = [
            Span(span.start - at, span.end - at, span.mark)
            for span in spans
            if at <= span.start and span.end <= end
        ]
        if part.strip():
            found.append(cut(part, within))
        at = end + 2
    return found
