"""Found words marked in a text, in the spelling of the page, and the surroundings of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

OPEN, CLOSE = "\ue000", "\ue001"
"""What stands around a found word: private-use characters, which no stored text needs and every
screen replaces by its own marks."""
_AROUND = 90


def joined(text: str) -> str:
    """Words found side by side are marked as one: «đạo đức», not «đạo» «đức»."""
    return re.sub(f"{CLOSE}(\\s+){OPEN}", r"\1", text)


def mark(text: str, found: Sequence[re.Pattern[str]]) -> str:
    """Put the marks around everything found, overlapping places as one."""
    spans = sorted(match.span() for pattern in found for match in pattern.finditer(text))
    out, end = [], 0
    for start, stop in spans:
        if start >= end:
            out += [text[end:start], OPEN, text[start:stop], CLOSE]
            end = stop
    return joined("".join((*out, text[end:])))


def extract(texts: Sequence[str], found: Sequence[re.Pattern[str]]) -> str:
    """The surroundings of the first place found, marked; the opening when there is none."""
    for text in texts:
        places = [match.start() for pattern in found if (match := pattern.search(text))]
        if places:
            start = max(0, min(places) - _AROUND)
            return mark(_window(text, start, start + 3 * _AROUND), found)
    return _window(next(filter(None, texts), ""), 0, 2 * _AROUND)


def _window(text: str, start: int, stop: int) -> str:
    """``text[start:stop]`` widened inwards to whole words, with "…" where it was cut."""
    cut = text[start:stop]
    if stop < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return "… " + cut.partition(" ")[2] if start else cut
