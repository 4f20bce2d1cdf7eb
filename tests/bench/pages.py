"""``make bench-pages``: every page of the web over 200,000 articles, each time by a thread that has
counted nothing yet; a page may take 0.3 s more than its query does in plain sqlite3."""

from __future__ import annotations

import asyncio
import base64
import gc
import json
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from archive.query import parse
from archive.questions import questions
from archive.web.app import Options
from archive.web.app import build as build_web
from archive.writer import connect_readonly
from tests.bench.many import build
from tests.bench.search import ARCHIVE, ARTICLES, BUILD, plain

ROUNDS = 20
BAR = 300.0
"""Milliseconds at p95, beyond the query's own."""
NOWHERE = "/khong-co"


@dataclass(frozen=True, slots=True)
class Work:
    """A page, and what it cannot be faster than: the SQL of its query in plain sqlite3."""

    path: str
    query: tuple[tuple[str, tuple[str, ...]], ...] = ()


def main() -> int:
    path = build(ARCHIVE, ARTICLES)
    rows: list[dict[str, object]] = []
    for public in (False, True):
        db = connect_readonly(path.parent)
        works = list(_works(db, public=public))
        db.close()
        rows += [asyncio.run(_measure(path, work, public=public)) for work in works]
    BUILD.joinpath("bench-pages.json").write_text(
        json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return 0 if all(row["met"] for row in rows) else 1


def _works(db: sqlite3.Connection, *, public: bool) -> Iterator[Work]:
    one = db.execute("SELECT id FROM articles WHERE n = 777").fetchone()[0]
    group = db.execute("SELECT id FROM clusters ORDER BY size DESC LIMIT 1").fetchone()[0]
    site = db.execute(
        "SELECT site FROM article_tally GROUP BY 1 ORDER BY sum(number) DESC LIMIT 1"
    ).fetchone()[0]
    yield from map(Work, ("/", "/gioi-thieu", NOWHERE, "/tim", "/tim?page=50", "/feed.atom"))
    for text in ("dao duc", "đạo đức", "hồ chí minh", "học t*", "CT05", "nghĩa tình đồng đội"):
        yield _search(f"/tim?q={quote(text)}", text)
    for more in ("/tim?page=50&q=", "/tim.json?q=", "/feed.atom?q="):
        yield _search(more + quote("dao duc"), "dao duc")
    yield _search(f"/tim?verdict=all&site={site}&q={quote('học tập')}", "học tập")
    yield from map(Work, ("/tim?province=Hu%E1%BA%BF&year=2024", "/tim?about=Hu%E1%BA%BF"))
    pages = ("", ".json", ".ris", ".bib", ".csl.json", "/phien-ban")
    yield from (Work(f"/bai/{one}{page}") for page in pages)
    yield Work(f"/nhom/{group}")
    for by in ("", "?by=site", "?by=document&measure=count", f"?by=site&name={site}", ".csv"):
        yield Work(f"/dong-thoi-gian{by}" if by != ".csv" else "/dong-thoi-gian.csv")
    for asked in ("", "?map=63", "?map=63&document=KL01&measure=share", "?by=subject", ".csv"):
        yield Work(f"/ban-do{asked}")
    yield from map(Work, ("/do-phu", "/do-phu?by=site", "/do-phu.csv", "/lan-toa", "/lan-toa.csv"))
    yield from map(Work, ("/trang", "/trang.csv", f"/trang/{site}", f"/trang/{site}.json"))
    verbs = ("Identify", "ListSets", "ListMetadataFormats", f"GetRecord&identifier=lamtheo:{one}"
             "&metadataPrefix=oai_dc")  # fmt: skip
    yield from (Work(f"/oai?verb={verb}") for verb in verbs)
    for asked in ("", "&from=2026-11-21", "&from=2099-01-01", "&until=2000-01-01",
                  "&set=verdict:mention", "&set=document:KL01", "&set=province:hue"):  # fmt: skip
        yield Work(f"/oai?verb=ListRecords&metadataPrefix=oai_dc{asked}")
    yield Work(f"/oai?verb=ListRecords&resumptionToken={_deep(db)}")
    yield Work("/archive")
    for question in questions():
        yield Work(
            f"/archive/{question.name}", ((f"SELECT * FROM ({question.sql}) LIMIT 2001", ()),)
        )
    if not public:
        yield from map(Work, ("/archive/articles", "/archive/urls", "/archive/mentions"))
        yield Work(
            "/archive/articles?_sort_desc=published_at",
            (("SELECT * FROM articles ORDER BY published_at DESC LIMIT 101", ()),),
        )


def _search(path: str, text: str) -> Work:
    return Work(path, tuple(plain(text, exact=parse(text).exact)))


def _deep(db: sqlite3.Connection) -> str:
    """The token of a harvest that has come far."""
    far = db.execute("SELECT id FROM articles ORDER BY id LIMIT 1 OFFSET ?", (ARTICLES - 500,))
    said = ["", "", "", far.fetchone()[0], ARTICLES - 500]
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode()


async def _measure(path: Path, work: Work, *, public: bool) -> dict[str, object]:
    took, used, alone = [], [], []
    for _ in range(ROUNDS):
        web = build_web(path.parent, Options(public=public))
        await web.client.get(NOWHERE)  # what a server has done before its first reader comes
        gc.collect()  # of the webs before this one, of which a server has none
        wall, cpu = await _took(lambda web=web: web.client.get(work.path))  # type: ignore[misc]
        took.append(wall)
        used.append(cpu)
        web.executor.shutdown()
    for _ in range(ROUNDS if work.query else 0):
        db = connect_readonly(path.parent)
        start = time.perf_counter()
        for sql, values in work.query:
            db.execute(sql, values).fetchall()
        alone.append((time.perf_counter() - start) * 1000)
        db.close()
    query = median(alone) if alone else 0.0
    late = sorted(took)[-(-ROUNDS * 95 // 100) - 1]
    row: dict[str, object] = {
        "page": work.path, "public": public, "p95": round(late), "median": round(median(took)),
        "cpu": round(median(used)), "query": round(query), "beyond": round(late - query),
        "bar": BAR, "met": late - query <= BAR,
    }  # fmt: skip
    print(
        f"{late:7.0f} ms p95 {median(took):7.0f} median {median(used):7.0f} cpu {query:7.0f} query"
        f"  {'' if row['met'] else 'MISSED '}{'public ' * public}{work.path}",
        flush=True,
    )
    return row


async def _took(ask: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    start, used = time.perf_counter(), time.process_time()
    await ask()
    return (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000


if __name__ == "__main__":
    sys.exit(main())
