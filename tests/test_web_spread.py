"""Who carried the same text: articles on the campaign alone, at both ends, as SQL counts them."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from archive.documents import catalogue
from archive.writer import Archive
from tests.web_archive import Maker, Reader, body_of, one, site, tree

LONG = "Trang thông tin điện tử của Đảng ủy phường Một và các chi bộ trực thuộc, cơ quan cấp trên"
SITES = (
    site("a", "Báo Ước", "Huế", "Huế"),
    site("b", "Báo Đá", "Huế", "Huế"),
    site("c", "Báo Dài", "Huế", "Huế"),
    site("d", LONG, "Huế", "Huế"),
    *(site(f"x{n:02}", f"Báo {n:02}", "Huế", "Huế") for n in range(30)),
)
TEXTS: tuple[tuple[tuple[str, str | None, str], ...], ...] = (
    # site, when, verdict
    (("a", "2024-03-01T08:00+07:00", "relevant"), ("b", "2024-03-01T10:00+07:00", "relevant"),
     ("c", "2024-03-02T10:00+07:00", "mention"), ("d", None, "relevant")),
    (("a", "2024-04-01", "relevant"), ("c", "2024-04-02", "relevant"), ("c", "2024-04-03",
     "relevant")),
    (("a", "2024-05-01", "mention"), ("b", "2024-05-02", "relevant"), ("d", "2024-05-03",
     "relevant")),  # the first only mentions it
    *([(("a", "2024-06-01", "mention"), ("d", "2024-06-02", "mention"))] * 2),
    (("b", "2024-07-01", "relevant"), ("a", "2024-07-02", "mention")),
    (("c", "2024-08-01", "relevant"), ("c", "2024-08-02", "relevant")),  # one site
    (("b", "2024-09-01", "relevant"), ("d", "2024-09-01T08:00+07:00", "relevant")),  # in doubt
    (("d", "2024-10-01", "relevant"), *((f"x{n:02}", "2024-10-02", "relevant")
     for n in range(30))),
    (("a", "2024-11-01", "relevant"), ("d", "2024-11-02", "relevant")),
    (("d", "2024-12-01", "relevant"), ("a", "2024-12-02", "relevant")),
)  # fmt: skip
PAIRS = """
    SELECT f.site AS source, a.site AS target, count(*) AS articles, count(DISTINCT c.id) AS texts
    FROM clusters c, articles f, articles a
    WHERE f.id = c.first_article AND a.cluster_id = c.id AND c.first_certain
      AND f.verdict = 'relevant' AND a.verdict = 'relevant'
      AND a.site <> f.site AND a.published_at > f.published_at
    GROUP BY 1, 2
"""
WIDEST = """
    SELECT cluster_id AS id, count(*) AS size, count(DISTINCT site) AS sites FROM articles
    WHERE verdict = 'relevant' AND cluster_id <> '' GROUP BY 1 HAVING count(DISTINCT site) > 1
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spread")
    named = {one.name: one for one in SITES}
    with Archive(folder) as archive:
        archive.begin_run(SITES, catalogue().documents)
        make = Maker(archive)
        for n, copies in enumerate(TEXTS):
            body = body_of("KL01", 500 + n)
            for m, (name, when, verdict) in enumerate(copies):
                # A site's own second copy is another article for what it adds.
                again = f"\n\nTin thêm {m}." if name in {one[0] for one in copies[:m]} else ""
                make.put(named[name], f"Bài {n}", when, document="KL01", body=body + again,
                         verdict=verdict)  # type: ignore[arg-type]  # fmt: skip
        archive.finish_run("done")
    return folder


def rows(reader: Reader, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reader.get(f"{path}.json").json()["rows"]
    sheet = csv.DictReader(io.StringIO(reader.get(f"{path}.csv").text[1:]))
    assert [list(row.values()) for row in sheet] == [
        ["" if value is None else str(value) for value in row.values()] for row in found
    ]
    return found


def asked(db: sqlite3.Connection, sql: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in db.execute(sql)}


def test_pairs_are_of_articles_on_the_campaign_alone(
    reader: Reader, db: sqlite3.Connection
) -> None:
    found = rows(reader, "/lan-toa")
    told = {(row["source"], row["target"], row["articles"], row["texts"]) for row in found}
    assert told == asked(db, PAIRS)
    assert {("a", "b", 1, 1), ("a", "c", 2, 1), ("a", "d", 1, 1)} <= told
    # Carried two hours later on the same day, and it is counted: the caption may not say days.
    page = tree(reader.get("/lan-toa"))
    caption = page.xpath("string(//figcaption)")
    assert "hai thời điểm khác nhau" in caption
    assert "Chỉ tính bài thuộc chủ đề" in caption
    assert "ngày khác nhau" not in page.text_content()
    captions = page.xpath("//table/caption/text()")
    assert captions
    assert set(captions) == {"Cùng đăng: ai trước, ai sau"}


def test_the_widest_texts_are_counted_as_their_files_say(
    reader: Reader, db: sqlite3.Connection
) -> None:
    found = rows(reader, "/lan-toa/nhom")
    assert {(row["id"], row["size"], row["sites"]) for row in found} == asked(db, WIDEST)
    assert [row["size"] for row in found] == sorted((row["size"] for row in found), reverse=True)
    assert all(
        one(db, "SELECT verdict FROM articles WHERE cluster_id = ? AND site = ? AND title = ?",
            row["id"], row["site"], row["title"]) == "relevant"
        for row in found if row["site"] != "c"
    )  # fmt: skip
    by_title = {row["title"]: row for row in found}
    assert {"Bài 3", "Bài 4", "Bài 5", "Bài 6"}.isdisjoint(by_title)
    assert (by_title["Bài 2"]["site"], by_title["Bài 2"]["size"]) == ("b", 2)
    page = tree(reader.get("/lan-toa"))
    shown = page.xpath("//section[@aria-labelledby='widest']//li")
    assert [(li.xpath("string(h3)"), f"{row['size']} bản" in li.text_content())
            for li, row in zip(shown, found, strict=False)] == [
        (row["title"], True) for row in found[:12]
    ]  # fmt: skip
    assert f"{len(found)} bài thuộc chủ đề" in page.xpath("string(//p[@class='lede'])")


def test_equal_numbers_stand_in_the_order_of_the_names(reader: Reader) -> None:
    """As Vietnamese dictionaries have them: D before Đ before Ư."""
    found = rows(reader, "/lan-toa")
    assert [row["articles"] for row in found] == sorted(
        (row["articles"] for row in found), reverse=True
    )
    once = [(row["source_name"], row["target_name"]) for row in found if row["articles"] == 1]
    ours = [pair for pair in once if not pair[1].startswith("Báo 0") and "Báo" in pair[1]]
    assert ours.index((LONG, "Báo Ước")) > ours.index(("Báo Ước", "Báo Đá"))
    assert [row["target_name"] for row in found if row["source"] == "d"] == [
        *(f"Báo {n:02}" for n in range(30)), "Báo Ước"
    ]  # fmt: skip
    page = tree(reader.get("/lan-toa"))
    names = [title.text for title in page.xpath("//svg[@class='arcs']/a/title")]
    carriers = [name for name in names if name.startswith("Báo ") and name[4:].isdigit()]
    assert carriers == [f"Báo {n:02}" for n in range(len(carriers))]


def test_the_drawing_says_what_it_leaves_out(reader: Reader) -> None:
    pairs = rows(reader, "/lan-toa")
    sites = {row[end] for row in pairs for end in ("source", "target")}
    page = tree(reader.get("/lan-toa"))
    nodes = page.xpath("//svg[@class='arcs']/a")
    arcs = page.xpath("//svg[@class='arcs']/path[@class='arc']")
    assert len(nodes) == 24 < len(sites)
    said = page.xpath("string(//figcaption)")
    assert f"{len(nodes)} trong {len(sites)} trang" in said
    assert f"{len(arcs)} trong {len(pairs)} cặp" in said
    english = tree(reader.get("/lan-toa?lang=en")).xpath("string(//figcaption)")
    assert f"{len(nodes)} of {len(sites)} sites" in english
    assert f"{len(arcs)} of {len(pairs)} pairs" in english


def test_every_name_in_the_drawing_leads_to_its_site_and_can_be_read(reader: Reader) -> None:
    page = tree(reader.get("/lan-toa"))
    names = {s.name: s.organisation for s in SITES}
    for anchor in page.xpath("//svg[@class='arcs']/a"):
        name = names[anchor.get("href").removeprefix("/trang/")]
        assert anchor.xpath("string(title)") == name
        lines = anchor.xpath("text/tspan")
        written = " ".join(line.text_content().strip() for line in lines)
        assert written == name or (written.endswith("…") and name.startswith(written[:-1]))
        assert all(len(line.text_content()) <= 35 for line in lines)
        assert reader.get(anchor.get("href")).status_code == 200
    (long,) = page.xpath("//svg[@class='arcs']/a[@href='/trang/d']")
    assert len(long.xpath("text/tspan")) == 2


def test_where_all_is_drawn_nothing_is_said_to_be_left_out(tmp_path: Path) -> None:
    from tests.web_archive import web_archive

    opened = Reader(web_archive(tmp_path))
    try:
        page = html.document_fromstring(opened.get("/lan-toa").text)
        assert "Hình vẽ" not in page.xpath("string(//figcaption)")
    finally:
        opened.close()
