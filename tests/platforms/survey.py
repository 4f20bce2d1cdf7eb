"""One night on the platforms, as a table: ``python -m tests.platforms.survey``.

With each family's own base, and with the generic one from the front page alone; names
of platforms limit it, ``--family`` or ``--generic`` to one of the two, ``--why`` lists
what was missed, met twice, trapped or strayed into, ``--log`` every request.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawler.families import FAMILIES
from tests.night import crawl
from tests.platforms.every import PLATFORMS
from tests.platforms.platform import Platform
from tests.platforms.score import HEADING, Score, line, score
from tests.platforms.town import Town, Visit

MODULES = {"family": "tests.platforms.spiders", "generic": "tests.platforms.generic_spiders"}

AT_ONCE = 8
"""Platforms a night: ``tests.night.crawl`` waits two minutes for one."""


def night(
    platforms: Sequence[Platform], way: str, data: Path, **more: Any
) -> tuple[list[Score], list[Visit]]:
    """One night on ``platforms`` the one way or the other; needs each one's family."""
    prefix = "generic_" if way == "generic" else ""
    with Town(platforms) as town:
        crawl(data, town, [prefix + p.name for p in platforms], spiders=[MODULES[way]], **more)
        scores = [score(p, prefix + p.name, town.visits(p.name), data) for p in platforms]
    return scores, town.log


def known(platforms: Sequence[Platform], way: str) -> list[Platform]:
    """Those whose family there is."""
    return [p for p in platforms if way == "generic" or p.family in FAMILIES]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="platforms; all unless named")
    parser.add_argument("--family", action="store_true", help="only with the families' own bases")
    parser.add_argument("--generic", action="store_true", help="only from the front page alone")
    parser.add_argument("--why", action="store_true", help="list what went wrong")
    parser.add_argument("--log", action="store_true", help="list every request")
    asked = parser.parse_args()
    chosen = [p for p in PLATFORMS if not asked.names or p.name in asked.names]
    ways = [way for way in MODULES if getattr(asked, way)] or list(MODULES)
    for way in ways:
        there = known(chosen, way)
        absent = [p.name for p in chosen if p not in there]
        scores: list[Score] = []
        log: list[Visit] = []
        began = time.monotonic()
        for start in range(0, len(there), AT_ONCE):
            with tempfile.TemporaryDirectory() as folder:
                done = night(there[start : start + AT_ONCE], way, Path(folder) / "data")
            scores += done[0]
            log += done[1]
        took = time.monotonic() - began
        print(f"\n{way}: {len(there)} platforms, {len(log)} requests, {took:.0f} s")
        print(f"no such family yet: {', '.join(absent)}\n" if absent else "", end="")
        print(HEADING)
        for one in scores:
            print(line(one))
            if asked.why:
                for word in ("missing", "unread", "doubled", "again", "trapped", "stray"):
                    for what in getattr(one, word)[:12]:
                        print(f"    {word}: {json.dumps(what, ensure_ascii=False)}")
        if asked.log:
            for visit in log:
                print(f"{visit.platform} {visit.status} {visit.kind} {visit.number} {visit.url}")


if __name__ == "__main__":
    main()
