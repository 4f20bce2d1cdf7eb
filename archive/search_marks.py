"""Found words marked in a text, in the spelling of the page, and the surroundings of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from secrets import token_hex

OPEN, CLOSE = "\ue000", "\ue001"
"""What stands around a found word: private-use characters, which no stored text needs and every
screen replaces by its own marks. Those that a text has of itself are left out of what is shown."""
_OWN = str.maketrans("", "", OPEN + CLOSE)
_AROUND = 90


def joined(text: str) -> str:
    """Words found side by side are marked as one: «đạo đức», not «đạo» «đức»."""
    return re.sub(f"{CLOSE}(\\s+){OPEN}", r"\1", text)


_SECRET = token_hex(8)
OPENS, CLOSES = f"<{_SECRET}>", f"</{_SECRET}>"
"""What FTS5 puts around a found word: nobody can have written it into a text."""


def marked_by_fts(text: str) -> str:
    """A text from FTS5 with the marks that everybody knows, and no others."""
    inside = (part.split(OPENS) for part in text.split(CLOSES))
    return joined(CLOSE.join(OPEN.join(map(unmarked, parts)) for parts in inside))


def unmarked(text: str) -> str:
    """A stored text without characters that would be taken for marks."""
    return text.translate(_OWN)


def mark(text: str, found: Sequence[re.Pattern[str]]) -> str:
    """Put the marks around everything found, overlapping places as one."""
    text = unmarked(text)
    spans = sorted(match.span() for pattern in found for match in pattern.finditer(text))
    whole: list[tuple[int, int]] = []
    for start, stop in spans:
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(stop, whole[-1][1]))
        else:
            whole.append((start, stop))
    out, end = [], 0
    for start, stop in whole:
        out += [text[end:start], OPEN, text[start:stop], CLOSE]
        end = stop
    return joined("".join((*out, text[end:])))


def extract(texts: Sequence[str], found: Sequence[re.Pattern[str]]) -> str:
    """The surroundings of the first place found, marked; the opening when there is none."""
    texts = [*map(unmarked, texts)]
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
