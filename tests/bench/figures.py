"""The other figures of ``make bench-reading``: speed, damage, and the labelled texts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import trafilatura

from archive.records import Page
from pipelines.gate import gate
from pipelines.judge import judge_text
from pipelines.read import read
from tests.bench.mutants import mutants
from tests.golden.truth import Golden

DATA = Path(__file__).resolve().parents[1] / "data"
ROUNDS = 3
MUTANTS = 10_000


def figures(pages: Sequence[Golden]) -> list[dict[str, Any]]:
    """Rows as in build/bench-reading.json, printed as they come."""
    found = [*_speed(pages), *_damage(pages), *_labelled()]
    for row in found:
        beside = f" against {row['peer']} {row['peer_value']}" if row["peer"] else ""
        print(f"{row['work']}: {row['value']} {row['unit']}{beside} (bar {row['bar']})")
    return found


def _row(work: str, value: float, unit: str, bar: float, met: bool, **peer: Any) -> dict[str, Any]:
    alone = {"peer": None, "peer_value": None, "ratio": None}
    return {"work": work, "value": value, "unit": unit} | alone | peer | {"bar": bar, "met": met}


def _speed(pages: Sequence[Golden]) -> list[dict[str, Any]]:
    """Ours and trafilatura's in turn on the same pages, page by page, so that a busy
    machine slows both; and the gate on the pages it turns away."""
    relevant = [one.page for one in pages if one.verdict == "relevant"]
    mine, theirs = [], []
    for _ in range(ROUNDS):
        for page in relevant:
            mine.append(_took(read, page))
            theirs.append(_took(_bare, page))
    refused = [one.page for one in pages if not _passes(one.page)]
    gated = [_took(gate, page) for _ in range(ROUNDS) for page in refused]
    ours, bare, gates = (median(times) * 1000 for times in (mine, theirs, gated))
    return [
        _row(
            f"reading speed: p50 of {len(relevant)} relevant pages",
            round(ours, 2),
            "ms",
            1.1,
            ours <= 1.1 * bare,
            peer="trafilatura",
            peer_value=round(bare, 2),
            ratio=round(ours / bare, 3),
        ),
        _row(
            f"gate speed: p50 of {len(refused)} pages turned away",
            round(gates, 3),
            "ms",
            1.0,
            gates <= 1.0,
        ),
    ]


def _damage(pages: Sequence[Golden]) -> list[dict[str, Any]]:
    slowest, raised = 0.0, 0
    for page in mutants([one.page for one in pages], MUTANTS):
        start = time.perf_counter()
        try:
            read(page)
        except Exception as error:
            raised += 1
            print(f"{page.url}: {type(error).__name__}: {error}")
        slowest = max(slowest, time.perf_counter() - start)
    return [
        _row(f"{MUTANTS} mutated pages: exceptions", raised, "pages", 0, raised == 0),
        _row(f"{MUTANTS} mutated pages: slowest", round(slowest, 3), "s", 2.0, slowest <= 2.0),
    ]


def _labelled() -> list[dict[str, Any]]:
    """Relevant against irrelevant, mentions left out; and relevant texts called irrelevant."""
    rows = [
        json.loads(line)
        for name in ("labelled.jsonl", "labelled_second.jsonl")
        for line in (DATA / name).read_text(encoding="utf-8").splitlines()
    ]
    said = [
        (row, judge_text(row.get("title") or "", "", row["text"], row.get("published_at")))
        for row in rows
    ]
    clear = [(row["verdict"], one.verdict) for row, one in said if "mention" not in
             (row["verdict"], one.verdict)]  # fmt: skip
    right = sum(truth == verdict == "relevant" for truth, verdict in clear)
    called = sum(verdict == "relevant" for _, verdict in clear)
    are = sum(truth == "relevant" for truth, _ in clear)
    missed = sum(row["verdict"] == "relevant" and one.verdict == "irrelevant" for row, one in said)
    named = sum(list(one.documents) == row["documents"] for row, one in said)
    work = f"{len(rows)} labelled texts"
    return [
        _row(f"{work}: precision", round(right / called, 4), "share", 0.99, right / called >= 0.99),
        _row(f"{work}: recall", round(right / are, 4), "share", 0.99, right / are >= 0.99),
        _row(f"{work}: relevant called irrelevant", missed, "texts", 0, missed == 0),
        _row(
            f"{work}: documents exact",
            round(named / len(rows), 4),
            "share",
            0.99,
            named / len(rows) >= 0.99,
        ),
    ]


def _bare(page: Page) -> None:
    trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)


def _passes(page: Page) -> bool:
    looked = gate(page).gate
    return looked is None or looked.passed


def _took(work: Callable[[Page], object], page: Page) -> float:
    start = time.perf_counter()
    work(page)
    return time.perf_counter() - start
