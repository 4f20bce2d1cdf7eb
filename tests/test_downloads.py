"""What readers take away from the web: lists, citations, a feed; to everybody only what may be."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import json
import re
from collections.abc import Iterator

import feedparser
import httpx
import pytest
import rispy
from lxml import etree

from archive.articles import article_id
from archive.web.downloads import Download
from tests import take_archive as made
from tests.take_web import MORE, WITHHELD, Web, both_ways


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with both_ways(tmp_path_factory.mktemp("down") / "data") as found:
        yield found


# -- to everybody ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "bodies"),
    [
        ("/feed.atom?site=kin", 2),
        ("/oai?verb=ListRecords&metadataPrefix=oai_dc&until=2026-11-30", 0),
        ("/tim.csv", 5),
        ("/tim.jsonl", 5),
        ("/tim.ris", 0),
        ("/tim.bib", 0),
        ("/tim.csl.json", 0),
    ],
)
def test_full_text_is_given_to_everybody_only_where_rights_allow(
    web: Web, path: str, bodies: int
) -> None:
    """``bodies`` are the texts of closed sites that only the owner is given; everybody has their
    opening, which is the whole of a text this short."""
    private, public = (httpx.get(base + path) for base in (web.private, web.public))
    assert private.status_code == public.status_code == 200
    assert public.headers["x-robots-tag"].startswith("noindex")
    assert made.SHUT.organisation.split()[0] in public.text
    closed = [(made.COPY, "Ai cũng nhớ."), (made.EDITED, "góp 4,6 tỷ"), (made.MONTH, "-Hết"),
              (made.MOVED, "rất ngắn."), (made.GONE, "còn lưu.")]  # fmt: skip
    fewer = [private.text.count(words) - public.text.count(words) for _, words in closed]
    assert sum(fewer) == bodies
    assert "Thân bài 7." not in private.text + public.text
    assert WITHHELD not in private.text + public.text


# -- feed, citations, lists ------------------------------------------------------------


def test_the_feed_tells_what_came_last(web: Web) -> None:
    answer = httpx.get(f"{web.private}/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert len(found.entries) == 50
    assert found.entries[0].title == f"Bài số {MORE - 1}"
    assert found.entries[0].link == f"{web.private}/bai/{found.entries[0].id.partition(':')[2]}"
    assert "published" not in found.entries[0]  # it knows a day, and a day is no moment
    stamps = [entry.updated for entry in found.entries]
    assert stamps == sorted(stamps, reverse=True)
    narrow = feedparser.parse(
        httpx.get(f"{web.private}/feed.atom", params={"q": "Làm theo Bác", "site": "mo"}).content
    )
    (entry,) = narrow.entries
    assert entry.title == made.FIRST.title
    assert [author.name for author in entry.authors] == list(made.FIRST.authors)
    assert entry.published == "2021-06-01T07:05:00+07:00"
    assert {tag.term for tag in entry.tags} == {"KL01", "CT05"}
    assert "q=L%C3%A0m+theo+B%C3%A1c" in narrow.feed.id
    hostile = httpx.get(f"{web.private}/feed.atom", params={"province": "Hà Tĩnh"}).content
    titles = [entry.title_detail.value for entry in feedparser.parse(hostile).entries]
    assert len(titles) == 3
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert made.HOSTILE in etree.fromstring(hostile).xpath("//a:title/text()", namespaces=atom)


def test_a_feed_of_nothing_is_still_a_feed(web: Web) -> None:
    found = feedparser.parse(
        httpx.get(f"{web.private}/feed.atom", params={"q": "khôngcóđâu", "province": "x"}).content
    )
    assert not found.bozo
    assert found.entries == []


@pytest.mark.parametrize(("ending", "begins"), [("ris", "TY"), ("bib", "@"), ("csl.json", "[")])
def test_an_article_is_cited_by_its_ending(web: Web, ending: str, begins: str) -> None:
    ident = web.id(made.FIRST.url)
    answer = httpx.get(f"{web.private}/bai/{ident}.{ending}")
    assert answer.status_code == 200
    assert answer.text.startswith(begins)
    assert made.FIRST.title in answer.text
    assert f"{web.private}/bai/{ident}" in answer.text
    assert "attachment" in answer.headers["content-disposition"]
    page = httpx.get(f"{web.private}/bai/{ident}").text
    assert f'href="/bai/{ident}.{ending}"' in page
    assert httpx.get(f"{web.private}/bai/0000000000000000.{ending}").status_code == 404


def test_an_article_that_moved_is_cited_under_its_old_id(web: Web) -> None:
    answer = httpx.get(f"{web.private}/bai/{article_id(made.MOVED.url)}.ris")
    (entry,) = rispy.loads(answer.text)
    assert entry["urls"] == [made.NEW_PLACE]


def test_a_list_is_taken_away_whole(web: Web) -> None:
    """The page shows twenty; its file has all that its address finds."""
    answer = httpx.get(f"{web.private}/tim.csv", params={"q": "bài số", "verdict": "relevant"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len(found) == MORE - 1
    page = httpx.get(f"{web.private}/tim", params={"q": "bài số", "page": "2"}).text
    for ending in ("csv", "jsonl", "parquet", "ris", "bib", "csl.json"):
        (address,) = re.findall(rf'href="(/tim\.{ending}[^"]*)"', page)
        assert "page=" not in address
        taken = httpx.get(web.private + html.unescape(address))
        assert taken.status_code == 200
        assert len(taken.content) > 50_000, ending
    assert 'type="application/atom+xml" href="/feed.atom"' in page
    lines = httpx.get(
        f"{web.private}/tim.jsonl", params={"document": "KL01", "province": "Hà Tĩnh", "map": "63"}
    ).text.splitlines()
    (line,) = map(json.loads, lines)
    assert line["url"] == made.MONTH.url
    assert line["export"]["filters"]["document"] == "KL01"
    nothing = httpx.get(f"{web.private}/tim.csv", params={"province": "Không đâu"})
    assert nothing.text.strip().endswith("reader_version")
    assert nothing.headers["content-disposition"].endswith('.csv"')


@pytest.mark.parametrize("how", ["send fails", "server says so"])
def test_nothing_is_written_for_a_reader_who_left(how: str) -> None:
    told = []

    def endless() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 70_000
        finally:
            told.append("closed")

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.body" and how == "send fails":
            raise ConnectionResetError

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.05 if how == "server says so" else 60)
        return {"type": "http.disconnect"}

    download = Download(endless(), "text/plain", "x", receive)
    if how == "send fails":
        with pytest.raises(ConnectionResetError):
            asyncio.run(download.asgi_send(send))
    else:
        asyncio.run(asyncio.wait_for(download.asgi_send(send), 10))
    assert told == ["closed"]
