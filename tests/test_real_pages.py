"""Real saved pages, where they are at hand: every fact a careful reader noted must come out."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archive.records import Page, Reading, Site
from pipelines.clean import read_article
from pipelines.furniture import is_box, is_furniture

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "real-pages"
FACTS = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8")) if FOLDER.exists() else []
ARTICLES = [fact for fact in FACTS if fact["kind"] == "article"]
PROTOTYPES = [fact for fact in FACTS if fact["kind"] == "prototype"]

pytestmark = pytest.mark.skipif(not FACTS, reason="no real pages at ../shared/real-pages")


def read(fact: dict[str, Any]) -> Reading:
    url = fact.get("url", "https://mau.vn/bai-viet-1.html")
    host = urlsplit(url).hostname or ""
    return read_article(
        Page(
            url=url,
            role="article",
            site=Site(host, "", "tinh", host, "generic"),
            status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            body=gzip.decompress((FOLDER / fact["file"]).read_bytes()),
            captured_at=datetime(2026, 3, 10, tzinfo=UTC),
        )
    )


@pytest.mark.parametrize("fact", ARTICLES, ids=lambda fact: fact["file"].split(".")[0])
def test_every_fact_comes_out(fact: dict[str, Any]) -> None:
    reading = read(fact)
    if "title" in fact:
        assert reading.title == fact["title"]
    assert reading.title.startswith(fact.get("title_starts", ""))
    assert reading.published_at is not None
    assert datetime.fromisoformat(reading.published_at) == datetime.fromisoformat(
        fact["published_at"]
    )
    assert reading.published_precision == "minute"
    assert list(reading.authors) == fact["authors"]
    assert reading.source == fact["source"]
    assert reading.body.startswith(fact.get("body_starts", ""))
    assert reading.body.endswith(fact.get("body_ends", ""))
    assert not [line for line in reading.body.split("\n\n") if is_furniture(line) or is_box(line)]
    assert reading.lead
    assert reading.lead not in reading.body


def test_a_breadcrumb_in_h1_is_seen_through() -> None:
    [fact] = [fact for fact in PROTOTYPES if "baolaocai" in fact["file"]]
    reading = read(fact)
    assert reading.title.startswith("Viện Vi sinh vật biển")
    assert reading.published_at == "2021-09-17T11:16+07:00"
    assert reading.section == "Đại hội Đảng bộ tỉnh lần thứ XVI"


def test_a_header_clock_is_seen_through() -> None:
    [fact] = [fact for fact in PROTOTYPES if "tuyengiao" in fact["file"]]
    reading = read(fact)
    assert reading.published_at == "2022-04-01T15:28+07:00"
    assert reading.authors == ("Minh Thu",)
