"""The diff of two texts, drawn for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from archive.diffs import Line

_CONTEXT = 70


def drawn(lines: list[Line]) -> Iterator[Text]:
    """The diff for a terminal: what stayed is shortened, what changed is coloured."""
    for place, line in enumerate(lines):
        if line.kind == " ":
            beside = lines[max(0, place - 1) : place + 2]
            if any(other.kind != " " for other in beside):
                short = line.text[:_CONTEXT] + ("…" if len(line.text) > _CONTEXT else "")
                yield Text(f"  {short}", style="dim")
            continue
        colour = "red" if line.kind == "-" else "green"
        text = Text(f"{line.kind} {line.text}", style=colour)
        for start, stop in line.changed:
            text.stylize(f"bold reverse {colour}", start + 2, stop + 2)
        yield text
