"""One site's exchanges, captured and ingested as the crawl would, without the crawl."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive import warc
from archive.records import (
    Document,
    Gate,
    Ingested,
    Judgement,
    Link,
    Mention,
    Page,
    Precision,
    Reading,
    Section,
    Site,
)
from archive.writer import Archive

START = datetime.now(UTC).replace(microsecond=0) - timedelta(days=21)
"""Visits happen before now, whatever day the tests run on: what the ledger reads of the real
clock (a gap's window ends now) must come after them."""
SITE = Site(
    "mau",
    "Trang mẫu",
    "huyen",
    "mau.example",
    "generic",
    sections=(Section("https://mau.example/tin", "Tin tức"),),
)
OTHER = replace(SITE, name="khac", host="khac.example", sections=())
CT05 = Document("CT05", "05-CT/TW", "Chỉ thị", "…", "2016-05-15", "Bộ Chính trị", "XII", "campaign")
BODY = "Chi bộ thôn họp bàn việc làm theo Bác. " * 20


class Clock:
    """Set back to START before each test (conftest): what one moved must not reach another."""

    def __init__(self) -> None:
        self.now = START

    def tick(self) -> datetime:
        self.now += timedelta(seconds=5)
        return self.now


clock = Clock()


PRECISIONS: dict[int, Precision] = {0: "none", 7: "month", 10: "day"}
PUBLISHED = "2023-05-19T08:00+07:00"


def as_read(
    page: Page, text: str, verdict: str = "relevant", published_at: str | None = PUBLISHED
) -> Page:
    precision: Precision = PRECISIONS.get(len(published_at or ""), "minute")
    reading = Reading(
        page.url,
        text[:20],
        "",
        text,
        published_at=published_at,
        published_precision=precision,
    )
    mention = Mention("CT05", "body", 0, 5, text[:5])
    judged = Judgement(verdict, ("CT05",), (mention,), ("…",), 0.9, "…")  # type: ignore[arg-type]
    return replace(page, gate=Gate(True, ""), reading=reading, judgement=judged)


def visit(
    archive: Archive,
    url: str,
    text: str | None = None,
    *,
    status: int = 200,
    site: Site = SITE,
    headers: tuple[tuple[str, str], ...] = (),
    links: tuple[Link, ...] = (),
    role: str = "article",
    signature: tuple[int, ...] = (),
    next_page: str = "",
    verdict: str = "relevant",
    failure: str = "",
    clock_text: str = "",
    published_at: str | None = PUBLISHED,
) -> Ingested:
    """Capture and ingest one exchange as the crawl would."""
    payload = gzip.compress(((text or "") + clock_text).encode(), mtime=0)
    exchange = warc.Exchange(
        url=url,
        site=site.name,
        fetched_at=clock.tick(),
        request_headers=(("Host", site.host),),
        status=0 if failure else status,
        reason="OK",
        headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), *headers),
        payload=payload,
        failure=failure,
    )
    capture = archive.keep(exchange)
    page = Page(
        url,
        role,  # type: ignore[arg-type]
        site,
        exchange.status,
        exchange.headers,
        (text or "").encode(),
        exchange.fetched_at,
        capture,
        links=links,
        next_page=next_page,
        signature=signature,
    )
    if text is not None and role == "article":
        page = as_read(page, text, verdict, published_at)
    return archive.ingest(page)
