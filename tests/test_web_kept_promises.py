"""What lists and figures of the web promise in words: checked against SQL, in public too."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.export.records import EXCERPT
from archive.text import vietnamese
from archive.web.app import Options
from tests.web_archive import Reader, one, tree


@pytest.fixture(scope="module")
def public(folder: Path) -> Iterator[Reader]:
    opened = Reader(folder, Options(public=True))
    yield opened
    opened.close()


def test_a_document_on_the_front_page_has_as_many_articles_as_its_link_opens(
    reader: Reader, db: sqlite3.Connection
) -> None:
    page = tree(reader.get("/"))
    links = page.xpath("//a[starts-with(@href, '/tim?document=')]")
    told = {}
    for link in links:
        if found := re.search(r"([\d.]+) bài", " ".join(link.xpath("ancestor::li[1]//text()"))):
            told[link.get("href")] = int(found[1].replace(".", ""))
    assert told
    for href, number in told.items():
        key = href.rpartition("=")[2]
        assert number == one(
            db,
            "SELECT count(*) FROM articles WHERE verdict = 'relevant' AND instr(documents, ?)",
            f'"{key}"',
        )
        opened = tree(reader.get(href)).xpath("string(//p[@class='count'])")
        assert opened.split()[0] == str(number)


def test_what_bears_no_date_is_not_the_newest(reader: Reader, db: sqlite3.Connection) -> None:
    assert one(db, "SELECT count(*) FROM articles WHERE published_at IS NULL") > 0
    rows = reader.get("/tim.json?verdict=all").json()["rows"]
    days = [row["published_at"] for row in rows]
    assert days == sorted(days, reverse=True)
    assert days[0]
    assert not days[-1]
    cards = tree(reader.get("/")).xpath("//ol[@class='cards']//p[@class='kicker']")
    assert cards
    assert all("không rõ ngày" not in card.text_content() for card in cards)


def test_every_verdict_of_the_facet_opens_its_number(reader: Reader, folder: Path) -> None:
    page = tree(reader.get("/tim?verdict=all"))
    for link in page.xpath("//a[contains(@href, 'verdict=') and span[@class='n']]"):
        number = link.xpath("string(span[@class='n'])")
        if number == "×":
            continue
        opened = tree(reader.get(link.get("href"))).xpath("string(//p[@class='count'])")
        assert opened.split()[0] == number
    assert reader.get("/tim.json?verdict=irrelevant").json()["rows"] == []


def test_equal_numbers_stand_in_the_order_of_names(reader: Reader) -> None:
    page = tree(reader.get("/tim?verdict=all"))
    for title in ("Tỉnh", "Trang"):
        links = page.xpath(f"//aside//section[h2='{title}']//a[span[@class='n']]")
        found = [
            (
                -int(a.xpath("string(span[2])").replace(".", "")),
                vietnamese(a.xpath("string(span[1])")),
            )
            for a in links
        ]
        assert len(found) > 2
        assert all(a <= b for a, b in pairwise(found))


def test_a_page_beyond_the_last_leads_to_the_last(reader: Reader) -> None:
    response = reader.get("/tim?q=chuyen&verdict=all&page=50")
    assert response.status_code == 302
    page = reader.get(response.headers["location"])
    assert page.status_code == 200
    assert tree(page).xpath("//ol[@class='hits']/li")
    assert reader.get("/tim?q=khongcogi&page=50").status_code == 200


def test_days_the_wrong_way_round_are_said(reader: Reader) -> None:
    said = "“Từ” ở sau ngày “Đến”"
    assert said in reader.get("/tim?from=19/5/2024&to=1/1/2024").text
    assert said not in reader.get("/tim?from=1/1/2024&to=19/5/2024").text


@pytest.mark.parametrize("typed", ["KL01", "kl 01", "01-KL/TW", "Kết luận số 01"])
def test_a_document_to_narrow_by_is_known_in_any_form(reader: Reader, typed: str) -> None:
    path = f"document={quote(typed, safe='')}"
    found = reader.get(f"/tim.json?{path}").json()["rows"]
    assert found
    page = tree(reader.get(f"/tim?{path}"))
    chosen = page.xpath("string(//aside//a[@aria-current and span[.='Kết luận 01-KL/TW']])")
    assert "Kết luận 01-KL/TW" in chosen
    assert all("KL01" in row["documents"] for row in found)


def test_rows_name_authors_and_rights(reader: Reader, db: sqlite3.Connection) -> None:
    rows = reader.get("/tim.json?verdict=all").json()["rows"]
    assert any(row["authors"] for row in rows)
    for row in rows:
        assert row["rights"]
        assert row["full_text"] is True  # a private archive's owner reads everything
        (authors,) = db.execute(
            "SELECT authors FROM articles WHERE id = ?", (row["id"],)
        ).fetchone()
        assert row["authors"] == json.loads(authors)


def test_snippets_put_together_are_not_the_text_of_a_closed_site(
    public: Reader, db: sqlite3.Connection
) -> None:
    """Asking again for the last words of each snippet walked through the whole text."""
    ident, site, lead, body = db.execute(
        "SELECT a.id, site, lead, body FROM articles a JOIN sites s ON s.name = site"
        " WHERE rights = '' AND verdict = 'relevant' ORDER BY length(body) DESC LIMIT 1"
    ).fetchone()
    opening = " ".join((lead or body).split())[:EXCERPT]
    words = f"{lead} {body}".split()
    seen = set()
    for at in range(0, len(words) - 4, 4):
        asked = quote('"' + " ".join(words[at : at + 4]) + '"')
        for kind in ("json", ""):
            path = f"/tim.{kind}" if kind else "/tim"
            response = public.get(f"{path}?q={asked}&site={site}&verdict=all")
            if kind:
                seen |= {r["snippet"] for r in response.json()["rows"] if r["id"] == ident}
            else:
                hits = tree(response).xpath(f"//article[.//a[@href='/bai/{ident}']]")
                seen |= {hit.xpath("string(p[@class='snippet'])") for hit in hits}
    assert seen
    for snippet in seen:
        assert opening.startswith(snippet.rstrip("…").rstrip()), snippet
