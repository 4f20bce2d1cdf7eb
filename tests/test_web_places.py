"""The map by what articles speak of: its circles, list, files and links say what SQL says."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from lxml import html

from archive.documents import catalogue
from archive.places import province_after, provinces_after, provinces_before
from archive.records import PlaceName
from archive.web.asked import Asked
from archive.web.charts import rules
from archive.writer import Archive
from tests.web_archive import SITES, Maker, Reader, web_archive

ABOUT = (
    # site, document, old provinces of the places named; None where the province is unknown
    ("hagiang", "CT05", ("Hà Giang", "Tuyên Quang")),
    ("hagiang", "KL01", ("Hà Giang", "Hà Giang", "Tuyên Quang")),
    ("hagiang", "CT05", ("Hà Giang",)),
    ("tuyenquang", "KL01", ("Hà Giang", "Huế", "Nam Định")),
    ("trunguong", "KL01", ("Nam Định", "Ninh Bình", "Hà Nam")),
    ("trunguong", "CT05", ("Quảng Trị",)),
    ("hue", "CT05", ()),
    ("hue", "KL01", (None,)),
)
NAMED = (
    "SELECT count(DISTINCT a.id) FROM articles a JOIN article_places ON article_id = a.id"
    " JOIN places p ON p.id = place WHERE a.verdict = 'relevant' AND role = 'subject'"
)


def about(*provinces: str | None) -> tuple[PlaceName, ...]:
    return tuple(
        PlaceName(f"phường Số {n}", "subject", old or "", province_after(old or ""), "title")
        for n, old in enumerate(provinces)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    site = {one.name: one for one in SITES}
    with Archive(folder) as archive:
        archive.begin_run(SITES, catalogue().documents)
        make = Maker(archive)
        for n, (name, document, provinces) in enumerate(ABOUT):
            # Its publisher's own place is told too, and counts for nothing here.
            home = PlaceName("Cà Mau", "publisher", "Cà Mau", "Cà Mau", "")
            places = (home, *about(*provinces))
            make.put(site[name], f"Bài {n}", "2024-05-19", document=document, places=places)
        said = about("Huế", "Điện Biên")
        make.put(site["hue"], "Bài nhắc qua", "2024-05-19", verdict="mention", places=said)
        archive.finish_run("done")
    return folder


def counts(reader: Reader, scheme: str, more: str = "") -> dict[str, int]:
    rows = reader.get(f"/ban-do.json?by=subject&map={scheme}{more}").json()["rows"]
    return {row["province"]: row["articles"] for row in rows}


@pytest.mark.parametrize("document", ["", "KL01", "CT05"])
def test_every_province_has_the_articles_that_sql_finds(
    reader: Reader, db: sqlite3.Connection, document: str
) -> None:
    more = f"&document={document}" if document else ""
    clause = f" AND a.documents LIKE '%\"{document}\"%'" if document else ""
    total = db.execute(
        f"SELECT count(*) FROM articles a WHERE a.verdict = 'relevant'{clause}"
    ).fetchone()[0]
    for scheme, told, names in (
        ("34", "after", provinces_after()),
        ("63", "before", provinces_before()),
    ):
        found = counts(reader, scheme, more)
        placed = db.execute(f"{NAMED} AND province_{told} <> ''{clause}").fetchone()[0]
        for name in names:
            expected = db.execute(f"{NAMED} AND province_{told} = ?{clause}", (name,)).fetchone()[0]
            assert found[name] == expected, (scheme, name)
        assert found.get("", 0) == total - placed
    assert total > 0


def test_the_sums_of_both_maps_are_told_and_the_articles_are_the_same(reader: Reader) -> None:
    old, new = counts(reader, "63"), counts(reader, "34")
    # Two articles name places of both old provinces of one new, one of three.
    assert sum(old.values()) == sum(new.values()) + 2 + 2
    assert (old["Hà Giang"], old["Tuyên Quang"], new["Tuyên Quang"]) == (4, 2, 4)
    assert (old["Nam Định"], old["Hà Nam"], old["Ninh Bình"], new["Ninh Bình"]) == (2, 1, 1, 2)
    for scheme in ("34", "63"):
        page = html.document_fromstring(reader.get(f"/ban-do?by=subject&map={scheme}").text)
        said = page.xpath("string(//main)")
        assert f"{len(ABOUT)} bài thành {sum(new.values())} lượt" in said
        assert f"{sum(old.values())} lượt trên bản đồ 63 tỉnh" in said
        foot = page.xpath("//table[contains(@class, 'bars')]/tfoot//td[1]/text()")
        assert foot == [str(sum((new if scheme == "34" else old).values())), str(len(ABOUT))]


@pytest.mark.parametrize("typed", ["Hà Giang", "tỉnh Hà Giang", "ha giang", "Hà Giang&map=34"])
def test_a_province_that_only_one_map_has_is_found_on_it(reader: Reader, typed: str) -> None:
    for name in ("province", "about"):
        found = reader.get(f"/tim.json?{name}={typed}").json()["rows"]
        right = reader.get(f"/tim.json?{name}=Hà Giang&map=63").json()["rows"]
        assert found == right
        assert found
        page = html.document_fromstring(reader.get(f"/tim?{name}={typed}").text)
        facet = page.xpath("//a[@aria-current and contains(., 'Hà Giang')]")
        assert facet
        lines = reader.get(f"/tim.jsonl?{name}={typed}").text.splitlines()
        assert len(lines) == len(found)


def test_where_no_article_names_two_provinces_both_maps_add_up_to_the_articles(
    tmp_path: Path,
) -> None:
    opened = Reader(web_archive(tmp_path))
    try:
        for scheme in ("34", "63"):
            found = counts(opened, scheme)
            assert (found["Hà Tĩnh"], sum(found.values())) == (1, 29)
            page = opened.get(f"/ban-do?by=subject&map={scheme}&lang=en").text
            assert "both maps add up to 29." in page
    finally:
        opened.close()


@pytest.mark.parametrize("scheme", ["34", "63"])
@pytest.mark.parametrize("by", ["publisher", "subject"])
@pytest.mark.parametrize("document", ["", "KL01"])
def test_circles_list_files_and_links_agree(
    reader: Reader, scheme: str, by: str, document: str
) -> None:
    query = f"by={by}&map={scheme}" + (f"&document={document}" if document else "")
    rows = reader.get(f"/ban-do.json?{query}").json()["rows"]
    sheet = list(csv.DictReader(io.StringIO(reader.get(f"/ban-do.csv?{query}").text[1:])))
    assert [(row["province"], int(row["articles"])) for row in sheet] == [
        (row["province"], row["articles"]) for row in rows
    ]
    page = html.document_fromstring(reader.get(f"/ban-do?{query}").text)
    circles = dict(_links(page.xpath("//figure[@class='map']//a")))
    listed = page.xpath("//table[contains(@class, 'bars')]/tbody/tr[th/a]")
    in_list = {row.xpath("string(th/a)"): int(row.xpath("string(td[1])")) for row in listed}
    promised = {row["province"]: row["articles"] for row in rows if row["province"]}
    assert {name: n for name, n in promised.items() if n} == {
        name: n for name, (n, _) in circles.items()
    }
    assert {name: n for name, n in in_list.items() if n} == {
        name: n for name, n in promised.items() if n
    }
    assert circles
    links = {row.xpath("string(th/a)"): row.xpath("th/a/@href")[0] for row in listed}
    for name, (number, link) in circles.items():
        assert links[name] == link
        found = reader.get(link.replace("/tim?", "/tim.json?")).json()["rows"]
        assert len(found) == number, (name, link)
        told = html.document_fromstring(reader.get(link).text)
        assert told.xpath("string(//p[@class='count'])").split()[0] == str(number)
        streamed = reader.get(link.replace("/tim?", "/tim.jsonl?")).text
        assert len([line for line in streamed.splitlines() if '"url"' in line]) == number


def _links(anchors: list[Any]) -> Iterator[tuple[str, tuple[int, str]]]:
    for anchor in anchors:
        name, _, said = anchor.get("aria-label").partition(": ")
        number = re.match(r"[\d.]+", said)
        assert number
        yield name, (int(number[0].replace(".", "")), anchor.get("href"))


def test_a_search_by_place_shows_its_filter_and_its_facets_keep_it(
    reader: Reader, db: sqlite3.Connection
) -> None:
    page = html.document_fromstring(reader.get("/tim?about=Hà+Giang&map=63").text)
    chosen = page.xpath("//aside[@class='facets']//a[@class='chosen']")
    drop = next(link for link in chosen if "Hà Giang" in link.text_content())
    assert "about" not in drop.get("href")
    kept = page.xpath("//form//input[@name='about']/@value")
    assert kept == ["Hà Giang"] * 2  # in the search box's form and in that of the days
    links = page.xpath("//aside[@class='facets']//li/a[not(@aria-current)]")
    assert links
    for link in links:
        assert "about=" in link.get("href")
        promised = int(link.xpath("string(span[@class='n'])"))
        rows = reader.get(link.get("href").replace("/tim?", "/tim.json?")).json()["rows"]
        assert len(rows) == promised, link.get("href")
    # With words to look for, too; and "all" counts what only mentions the campaign.
    told = reader.get("/tim.json?q=bài&about=Hà+Giang&map=63").json()["rows"]
    assert Counter(row["site"] for row in told) == {"hagiang": 3, "tuyenquang": 1}
    for verdict, number in (("relevant", 1), ("all", 2), ("mention", 1)):
        rows = reader.get(f"/tim.json?about=Huế&verdict={verdict}").json()["rows"]
        assert len(rows) == number
    assert reader.get("/tim.json?about=Atlantis").json()["rows"] == []
    assert reader.get("/tim.json?about=%22").json()["rows"] == []


def test_what_is_chosen_is_taken_along_to_the_other_map(reader: Reader) -> None:
    """Hà Giang is no province of today: the map of 34 asks for the one that holds it."""
    for key in ("province", "about"):
        start = f"/tim?map=63&{key}=Hà+Giang&page=1"
        page = html.document_fromstring(reader.get(start).text)
        here, there = (_switch(page, scheme) for scheme in ("63", "34"))
        assert parse_qs(there) == {"map": ["34"], key: ["Tuyên Quang"]}
        assert parse_qs(here) == {"map": ["63"], key: ["Hà Giang"]}
        sites = {row["site"] for row in reader.get(f"/tim.json?{there}").json()["rows"]}
        assert sites >= {"hagiang", "tuyenquang"}


def _switch(page: Any, scheme: str) -> str:
    links = page.xpath("//aside[@class='facets']//div[@class='switch']/a")
    (link,) = [a.get("href") for a in links if a.text == scheme]
    return str(urlsplit(link).query)


def test_every_province_is_found_on_the_other_map() -> None:
    for old in provinces_before():
        asked = Asked("/tim", (("map", "63"), ("province", old)))
        assert parse_qs(urlsplit(asked.on_map("34")).query)["province"] == [province_after(old)]
    for new in provinces_after():
        asked = Asked("/tim", (("about", new),))
        for scheme in ("34", "63"):
            assert parse_qs(urlsplit(asked.on_map(scheme)).query)["about"] == [new]
    lost = Asked("/tim", (("q", "x"), ("about", "Atlantis"), ("province", "Atlantis")))
    assert lost.on_map("34") == "/tim?q=x&map=34"


@pytest.mark.parametrize(
    "said", ["<script>alert(1)</script>", '"><img src=x onerror=a()>', "' OR 1"]
)
def test_a_province_that_is_none_is_text_and_finds_nothing(reader: Reader, said: str) -> None:
    asked = {"about": said, "by": said, "map": said}
    for path, more, status in (
        ("/tim", {"document": said}, 200),
        ("/ban-do", {}, 200),
        ("/ban-do", {"document": said}, 404),
    ):
        answer = reader.get(f"{path}?{urlencode(asked | more)}")
        assert answer.status_code == status
        assert said.partition(" ")[0] not in answer.text or "<" not in said
    assert reader.get(f"/tim.json?{urlencode({'about': said})}").json()["rows"] == []


@pytest.mark.parametrize("ending", ["", ".csv", ".json"])
def test_the_map_of_an_unknown_document_is_none(reader: Reader, ending: str) -> None:
    """Not that of all of them."""
    for by in ("publisher", "subject"):
        assert reader.get(f"/ban-do{ending}?by={by}&document=ZZZ").status_code == 404
        assert reader.get(f"/ban-do{ending}?by={by}&document=kl01").status_code == 200


@pytest.mark.parametrize(
    ("lang", "publisher", "subject"),
    [
        ("vi", "trong mọi bài, thuộc mọi chủ đề", "trong 4 bài thuộc chủ đề được đếm ở đây"),
        ("en", "of all pages on any subject", "of the 4 articles on the campaign counted here"),
    ],
)
def test_the_map_says_what_a_share_is_of(
    reader: Reader, db: sqlite3.Connection, lang: str, publisher: str, subject: str
) -> None:
    of = "SELECT count(*) FROM articles WHERE verdict = 'relevant' AND documents LIKE '%\"KL01\"%'"
    assert db.execute(of).fetchone()[0] == 4
    for by, said, other in (("publisher", publisher, subject), ("subject", subject, publisher)):
        page = html.document_fromstring(
            reader.get(f"/ban-do?by={by}&document=KL01&lang={lang}").text
        )
        note = page.xpath("string(//div[@class='ranking'])")
        assert said in note
        assert other not in note
    rows = reader.get("/ban-do.json?by=subject&document=KL01").json()["rows"]
    assert {row["articles_of_all"] for row in rows} == {4}
    assert all(row["share"] == round(row["articles"] / 4, 6) for row in rows)


def test_the_new_provinces_of_an_article_hold_its_old_ones(db: sqlite3.Connection) -> None:
    rows = db.execute("SELECT about_before, about_after FROM articles").fetchall()
    for before, after in rows:
        old = db.execute("SELECT value FROM json_each(?)", (before,)).fetchall()
        new = {row[0] for row in db.execute("SELECT value FROM json_each(?)", (after,))}
        assert {province_after(name) for (name,) in old} == new
    assert any(before.count(",") > after.count(",") for before, after in rows)


def test_upright_lines_stand_once_in_the_middle_of_their_value() -> None:
    assert rules([3, 0, 3], 4, width=40, height=9) == "M5.0,0V9 M35.0,0V9"
    assert rules([], 0) == ""
