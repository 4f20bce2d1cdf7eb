"""``make bench-search``: search beside the same FTS5 query in plain sqlite3, 200,000 articles."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from archive.query import parse
from archive.search import EXACT, FOLDED, WEIGHTS, Filters, search
from archive.writer import connect_readonly
from tests.bench.many import build

BUILD = Path(__file__).resolve().parents[2] / "build"
ARTICLES = 200_000
ARCHIVE = BUILD / f"crawled-{ARTICLES}"
ROUNDS = 5
BAR = 1.5
SLACK = 2.0
"""Milliseconds that no reader notices: understanding the query, and asking of documents named."""
QUERIES = (
    "hồ chí minh", "ho chi minh", "đạo đức", "dao duc", "học tập và làm theo", "day manh",
    "ban chỉ đạo", "Đảng ủy phường", "đảng uỷ", "khu dân cư văn hóa", "nuôi heo đất", "heo dat",
    '"tư tưởng, đạo đức, phong cách"', "sinh hoạt chi bộ", "chi bo", "cựu chiến binh", "thanh niên",
    "tiết kiệm điện", "người cao tuổi", "học t*", "hoc th*", "nghi*",
    "nêu gương NEAR/5 cán bộ", "CT05", "KL 01",
    "Chỉ thị 05 phường", "quỹ", "bán chị đào",
)  # fmt: skip


def main() -> int:
    path = build(ARCHIVE, ARTICLES)
    db = connect_readonly(path.parent)
    rows = [_measure(db, text) for text in QUERIES]
    BUILD.joinpath("bench-search.json").write_text(
        json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return 0 if all(row["met"] for row in rows) else 1


def _measure(db: sqlite3.Connection, text: str) -> dict[str, Any]:
    """In turn, so that a busy machine slows both."""
    asked = plain(text, exact=parse(text).exact)
    few = len(search(db, text, Filters(), 20).hits) < 20
    if few and parse(text).exact:  # where folded hits are shown as well, plain asks twice too
        asked = [*asked, *plain(text, exact=False)]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_took(lambda: search(db, text, Filters(), 20)))
        theirs.append(_took(lambda: [db.execute(*one).fetchall() for one in asked]))
    mine, bare = median(ours), median(theirs)
    row = {
        "work": f"search {text!r} in {ARTICLES:,} articles",
        "value": round(mine, 2), "unit": "ms", "peer": "the same FTS5 query in plain sqlite3",
        "peer_value": round(bare, 2), "ratio": round(mine / bare, 3), "bar": BAR,
        "met": mine <= BAR * bare + SLACK,
    }  # fmt: skip
    print(f"{mine:8.2f} ms  {bare:8.2f} ms plain  {mine / bare:6.2f}  {text}", flush=True)
    return row


def plain(text: str, *, exact: bool) -> list[tuple[str, tuple[str]]]:
    """What a reader of the FTS5 manual writes: the twenty best by bm25, with title and snippet."""
    index = EXACT if exact else FOLDED
    match = " AND ".join(term.fts(exact=exact) for term in parse(text).terms)
    sql = (
        f"SELECT a.id, highlight({index}, 0, '<', '>'), snippet({index}, -1, '<', '>', '…', 32)"
        f" FROM {index} JOIN articles a ON a.n = {index}.rowid WHERE {index} MATCH ?"
        f" AND a.verdict = 'relevant' ORDER BY bm25({index}, {WEIGHTS}) LIMIT 20"
    )
    return [(sql, (match,))]


def _took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
