"""``make bench-reading``: our reader and its peers on the golden set, in one run.

Prints tables, every disagreement with ``--wrong``, the lines of floors.toml with ``--floors``;
writes build/bench-reading.json, a list of {work, value, unit, peer, peer_value, ratio, bar, met}.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from archive.records import Page
from tests.bench.figures import figures
from tests.golden.ours import said as ours
from tests.golden.pages import golden
from tests.golden.score import (
    COUNTS,
    EXACT,
    SOFT,
    Measured,
    Scores,
    furniture_left,
    measured,
    scored,
)
from tests.golden.truth import Golden

ROOT = Path(__file__).resolve().parents[2]
PEERS = ("trafilatura", "newspaper4k", "news-please")
SHOWN = (*SOFT[:3], *EXACT, *SOFT[3:], *COUNTS)
# From the issue: what the measure must show.
BARS = {
    "minute": 0.99, "title": 0.99, "source": 0.99, "authors": 0.97, "body F1": 0.985,
    "furniture": 0.0,
}  # fmt: skip
Said = Mapping[str, Any]
# The farm grew up with the reader and vouches for nothing alone; the written pages did not.
SETS = {
    "reading": ("written", "prototype", "farm", "real"),
    "reading, written apart": ("written", "prototype"),
}


def decoded(page: Page) -> str:
    """The page as a browser would decode it: header, then meta, then UTF-8."""
    declared = re.search(r"charset=([\w-]+)", page.header("Content-Type"), re.IGNORECASE)
    meta = re.search(rb"charset=[\"']?([\w-]+)", page.body[:4096], re.IGNORECASE)
    charset = declared.group(1) if declared else meta.group(1).decode() if meta else "utf-8"
    try:
        return page.body.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return page.body.decode("utf-8", errors="replace")


def heard(peer: str, pages: Iterable[Golden]) -> tuple[dict[str, Said], list[float], list[str]]:
    """What a peer, in a process of its own, says of the pages; seconds a page; failures."""
    asked = "\n".join(
        json.dumps({"name": page.name, "url": page.page.url, "html": decoded(page.page)})
        for page in pages
    )
    done = subprocess.run(
        [ROOT / "build/peers/bin/python", Path(__file__).with_name("peers.py"), peer],
        input=asked, capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"name"')]
    failures = [f"{row['name']}: {row['failure']}" for row in rows if row["failure"]]
    return {row["name"]: row["said"] for row in rows}, [row["s"] for row in rows], failures


def means(pages: Iterable[Golden], scores: Mapping[str, Scores]) -> dict[str, Measured]:
    """Every score over ``pages``. Errors of documents and verdicts follow the story, all
    others the layout: those are what is resampled."""
    wanted = [(page, scores[page.name]) for page in pages]
    found: dict[str, Measured] = {}
    for name in SHOWN:
        by_story = name in ("documents", "verdict")
        has = [(page, row[name]) for page, row in wanted if name in row]
        clusters = [(page.story or page.name) if by_story else page.layout for page, _ in has]
        found[name] = measured(name, [value for _, value in has], clusters)
    return found


def shown(name: str, value: Measured) -> str:
    if not value.pages:
        return "–"
    if name in COUNTS:
        return f"{value.value:.0f}"
    return f"{value.value:.3f} [{value.low:.3f}–{value.high:.3f}] n={value.pages}"


def overall(console: Console, title: str, by_reader: Mapping[str, Mapping[str, Measured]]) -> None:
    table = Table("score", *by_reader, title=f"{title} (95 % intervals)")
    for name in SHOWN:
        table.add_row(name, *(shown(name, results[name]) for results in by_reader.values()))
    console.print(table)


def by_layout(console: Console, pages: list[Golden], scores: Mapping[str, Scores]) -> None:
    names = ("title", "lead", "body F1", "minute", "authors", "source", "documents", "verdict")
    table = Table("layout", "pages", *names, "furniture", title="lamtheo, by layout")
    for layout in dict.fromkeys(page.layout for page in pages):
        mine = [page for page in pages if page.layout == layout]
        found = means(mine, scores)
        table.add_row(
            layout,
            str(len(mine)),
            *(
                f"{found[name].value:.3f} ≥{found[name].low:.2f}" if found[name].pages else "–"
                for name in names
            ),
            f"{found['furniture'].value:.0f}" if found["furniture"].pages else "–",
        )
    console.print(table)


def rows(work: str, by_reader: Mapping[str, Mapping[str, Measured]]) -> list[dict[str, Any]]:
    """The public rows: every score against its bar, then against each peer that gives it."""
    mine = by_reader["lamtheo"]
    out: list[dict[str, Any]] = []
    for name in SHOWN:
        value, bar = mine[name].value, BARS.get(name)
        if not mine[name].pages:
            continue
        base = {"work": f"{work}: {name}", "value": round(value, 4)}
        base["unit"] = "lines" if name in COUNTS else "share"
        met = None if bar is None else value <= bar if name in COUNTS else value >= bar
        alone = {"peer": None, "peer_value": None, "ratio": None}
        out.append(base | alone | {"bar": bar, "met": met})
        for peer in PEERS:
            theirs = by_reader[peer][name]
            if not theirs.pages:
                continue
            apart = name == "body F1"
            out.append(
                base
                | {
                    "peer": peer,
                    "peer_value": round(theirs.value, 4),
                    "ratio": round(value / theirs.value, 3) if theirs.value else None,
                    "bar": "95 % intervals apart" if apart else None,
                    "met": mine[name].low > theirs.high if apart else None,
                }
            )
    return out


def floors(pages: Iterable[Golden], scores: Mapping[str, Scores]) -> str:
    """The lines of floors.toml as of now: what is everywhere, rounded down."""
    found = means((page for page in pages if page.origin != "real"), scores)
    return "\n".join(
        f'"{name}" = {one.value:.0f}' if name in COUNTS else f'"{name}" = {floor(one.value, 3)}'
        for name, one in found.items()
        if one.pages
    )


def floor(value: float, places: int) -> float:
    return math.floor(value * 10.0**places) / 10.0**places


def disagreements(
    pages: Iterable[Golden], said: Mapping[str, Said], scores: Mapping[str, Scores]
) -> None:
    fields = {"minute": "published_at", "modified": "modified_at"}
    for page in pages:
        mine, reading = scores[page.name], said[page.name]
        for name, value in mine.items():
            if name == "furniture" and value:
                print(f"{page.name} furniture: {furniture_left(reading['body'], page)}")
            elif name in EXACT and value < 1 and name not in ("day", "edges"):
                field = fields.get(name, name)
                print(f"{page.name} {name}: {getattr(page, field)!r} ← {reading[field]!r}")
            elif name in ("body F1", "captions", "edges") and value < 1:
                print(f"{page.name} {name}: {value:.3f}")


def main() -> int:
    pages = list(golden())
    said: dict[str, dict[str, Said]] = {"lamtheo": {}}
    spent: dict[str, list[float]] = {"lamtheo": []}
    for page in pages:
        start = time.perf_counter()
        said["lamtheo"][page.name] = ours(page)
        spent["lamtheo"].append(time.perf_counter() - start)
    with ThreadPoolExecutor() as pool:
        for peer, (theirs, seconds, failures) in zip(
            PEERS, pool.map(lambda peer: heard(peer, pages), PEERS), strict=True
        ):
            said[peer], spent[peer] = theirs, seconds
            if failures:
                print(
                    f"{peer} failed on {len(failures)} pages, first: {failures[0]}", file=sys.stderr
                )
    scores = {
        reader: {page.name: scored(readings[page.name], page) for page in pages}
        for reader, readings in said.items()
    }
    console = Console(width=200)
    by_layout(console, pages, scores["lamtheo"])
    found: list[dict[str, Any]] = []
    for title, origins in SETS.items():
        chosen = [page for page in pages if page.origin in origins]
        by_reader = {reader: means(chosen, theirs) for reader, theirs in scores.items()}
        overall(console, f"{title}: {len(chosen)} pages", by_reader)
        found += rows(title, by_reader)
    found += figures(pages)
    for reader, seconds in spent.items():
        print(f"{reader}: p50 {median(seconds) * 1000:.1f} ms a page")
    if "--floors" in sys.argv:
        print(floors(pages, scores["lamtheo"]))
    if "--wrong" in sys.argv:
        disagreements(pages, said["lamtheo"], scores["lamtheo"])
    out = ROOT / "build" / "bench-reading.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    missed = [row for row in found if row["met"] is False]
    for row in missed:
        print(
            f"below the bar: {row['work']} {row['value']} (bar {row['bar']}, {row['peer'] or ''})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
