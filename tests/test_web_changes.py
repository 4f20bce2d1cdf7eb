"""Every chart marks when the archive itself changed: sites added, another reader or layout."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from archive.web.changes import changes, marks, told, touching
from archive.writer import DATABASE, connect_readonly
from tests.web_archive import NEW, OLD, SITES, Reader, lived, web_archive


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lived(web_archive(tmp_path_factory.mktemp("changes")))
    db = sqlite3.connect(folder / DATABASE)
    db.execute("UPDATE articles SET reader_version = ? || '+l1'", (OLD,))
    db.execute("UPDATE articles SET reader_version = ? || '+l2' WHERE site = 'hue'", (NEW,))
    db.commit()
    db.close()
    return folder


def tree(reader: Reader, path: str) -> Any:
    return html.document_fromstring(reader.get(path).text)


def drawn(page: Any) -> dict[str, list[str]]:
    """The titles of the signs on a page's chart, by their kind."""
    kinds = ("added", "reader", "software", "layout")
    return {
        kind: found
        for kind in kinds
        if (found := page.xpath(f"//svg[@class='chart']//path[@class='{kind}']/title/text()"))
    }


def test_what_changed_and_whom_it_touches(folder: Path) -> None:
    db = connect_readonly(folder)
    found = [(one.day, one.kind, one.version, sorted(one.sites)) for one in changes(db)]
    db.close()
    assert found == [
        ("2026-03-02", "added", "", ["hagiang"]),
        ("2026-03-03", "added", "", ["hue"]),
        ("2026-06-01", "added", "", ["ninhbinh"]),
        # Added that very night, Ninh Bình never had the old reader.
        ("2026-06-01", "layout", "l2", ["hue"]),
        ("2026-06-01", "reader", NEW, ["hagiang", "hue"]),
        ("2026-08-03", "software", "lamtheo/0.2", ["hagiang", "hue", "ninhbinh"]),
        ("2026-09-03", "added", "", ["phuong"]),
        ("2026-09-03", "added", "", ["trunguong"]),
        ("2026-09-03", "added", "", ["tuyenquang"]),
        ("2026-09-03", "layout", "l1", ["hue"]),
        ("2026-09-03", "layout", "l3", ["ninhbinh"]),
    ]


def test_marks_of_a_month_and_of_a_year_count_each_site_once(folder: Path) -> None:
    db = connect_readonly(folder)
    found = changes(db)
    db.close()
    months = {(one.when, one.kind): one for one in marks(found)}
    assert months["2026-09", "added"].sites == 3
    assert months["2026-03", "added"].sites == 2
    years = {one.kind: one for one in marks(found, 4)}
    assert {one.when for one in years.values()} == {"2026"}
    assert (years["added"].sites, years["reader"].sites, years["layout"].sites) == (6, 2, 2)
    assert years["layout"].versions == ("l2", "l1", "l3")
    assert told(marks(found), "2026-06") == {
        "sites_added": 1, "new_reader": NEW, "new_software": "", "new_layout": "l2",
    }  # fmt: skip
    assert told(marks(found), "2026-07") == told([], "2026-07")
    assert [one.kind for one in touching(found, ["phuong"])] == ["added"]


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/dong-thoi-gian", {"added": 3, "reader": 1, "software": 1, "layout": 2}),
        ("/dong-thoi-gian?measure=count", {"added": 3, "reader": 1, "software": 1, "layout": 2}),
        ("/dong-thoi-gian?by=document&name=KL01", {"added": 3, "reader": 1, "software": 1,
                                                  "layout": 2}),
        ("/dong-thoi-gian?by=site&name=hue", {"added": 1, "reader": 1, "software": 1, "layout": 2}),
        ("/dong-thoi-gian?by=site&name=phuong", {"added": 1}),
        ("/dong-thoi-gian?map=63&name=Hà+Giang", {"added": 1, "reader": 1, "software": 1}),
        ("/dong-thoi-gian?map=34&name=Ninh+Bình", {"added": 2, "software": 1, "layout": 1}),
        ("/trang/hue", {"added": 1, "reader": 1, "software": 1, "layout": 1}),
        ("/", {"added": 1, "reader": 1, "software": 1, "layout": 1}),
    ],
)  # fmt: skip
def test_every_chart_has_the_marks_of_its_sites_in_both_languages(
    reader: Reader, path: str, kinds: dict[str, int]
) -> None:
    words = {
        "vi": ("vào kho", "bộ đọc đổi sang", "phần mềm đổi sang", "bố cục"),
        "en": ("added to the archive", "reader changed to", "software changed to", "layout"),
    }
    for lang, said in words.items():
        page = tree(reader, path + ("&" if "?" in path else "?") + f"lang={lang}")
        found = drawn(page)
        assert {kind: len(titles) for kind, titles in found.items()} == kinds
        for kind, phrase in zip(("added", "reader", "software", "layout"), said, strict=True):
            assert all(phrase in title for title in found.get(kind, ())), (lang, found)
        key = page.xpath("//ul[@class='legend']/li | //ol[@class='legend']/li")
        for kind in kinds:
            assert any(item.xpath(f"span[@class='key {kind}']") for item in key), kind
        if "reader" in kinds:
            assert NEW in page.xpath("string(//main)")


def test_a_mark_stands_at_its_month(reader: Reader) -> None:
    page = tree(reader, "/dong-thoi-gian?measure=count")
    told = reader.get("/dong-thoi-gian.json?measure=count").json()["rows"]
    rows = [row for row in told if row["month"]]
    assert rows[-1]["month"] == "2026-09"  # nothing is published then, but sites were added
    bars = page.xpath("//svg[@class='chart']//rect[contains(@class, 'bar')]")
    assert len(bars) == len(rows)
    for kind, column in (("added", "sites_added"), ("reader", "new_reader")):
        middles = [
            float(bar.get("x")) + float(bar.get("width")) / 2
            for bar, row in zip(bars, rows, strict=True)
            if row[column]
        ]
        at = [
            float(path.get("d")[1:].partition(",")[0])
            for path in page.xpath(f"//svg[@class='chart']//path[@class='{kind}']")
        ]
        assert at == pytest.approx(middles, abs=0.02)
        assert at


def test_coverage_marks_the_year_at_its_head_and_a_site_in_its_own_row(reader: Reader) -> None:
    for lang in ("vi", "en"):
        page = tree(reader, f"/do-phu?by=site&lang={lang}")
        years = page.xpath("//table[@class='heat']/thead/tr[1]/th/text()")
        head = page.xpath("//table[@class='heat']/thead/tr[@class='archive']/td")
        assert [years[n] for n, cell in enumerate(head, 1) if cell.xpath("span")] == ["2026"]
        assert [span.get("class").split()[1] for cell in head for span in cell.xpath("span")] == [
            "added",
            "reader",
            "software",
            "layout",
        ]
        for site, kinds in (("hue", ["added", "layout"]), ("phuong", ["added"])):
            row = page.xpath(f"//table[@class='heat']/tbody/tr[th/a/@href='/trang/{site}']")[0]
            own = row.xpath("td/span[contains(@class, 'key')]")
            assert [span.get("class").split()[1] for span in own] == kinds
            assert all(span.get("aria-label").startswith("2026: ") for span in own)
    rows = reader.get("/do-phu.json?by=province").json()["rows"]
    added = {row["name"]: row["sites_added"] for row in rows if row["sites_added"]}
    assert added == {"Tuyên Quang": 2, "Ninh Bình": 2, "Huế": 1, "": 1}


def test_small_charts_carry_a_line_where_something_changed(reader: Reader) -> None:
    page = tree(reader, "/dong-thoi-gian?by=site")
    lines = {
        link.xpath("string(span[@class='name'])"): link.xpath("count(.//path[@class='changed'])")
        for link in page.xpath("//ul[@class='sparks']//a")
    }
    assert set(lines.values()) == {1.0}
    assert len(lines) == len(SITES)
    hue = page.xpath("//ul[@class='sparks']//a[span='Báo Huế']//path[@class='changed']/@d")[0]
    assert hue.count("M") == 3  # the first, second and third quarter of 2026


def test_who_reads_the_rows_now_is_told_apart_from_who_read_that_night(reader: Reader) -> None:
    both = tree(reader, "/dong-thoi-gian").xpath("string(//figure)")
    assert "2 bộ đọc" in both
    assert OLD in both
    one = tree(reader, "/dong-thoi-gian?by=site&name=hue&lang=en").xpath("string(//figure)")
    assert f"was read by one reader: {NEW}." in one


def test_the_method_page_lists_programs_and_readers_with_their_first_day(reader: Reader) -> None:
    for lang, word in (("vi", "bộ đọc"), ("en", "reader")):
        rows = tree(reader, f"/gioi-thieu?lang={lang}").xpath("//ul[@class='rows']/li")
        said = [" ".join(row.text_content().split()) for row in rows]
        assert any(f"lamtheo/0.1 · {word} {OLD}" in row and "03/03/2026" in row for row in said)
        assert any(f"lamtheo/0.2 · {word} {NEW}" in row and "03/08/2026" in row for row in said)


def test_an_archive_that_knows_of_no_change_marks_none(tmp_path: Path) -> None:
    opened = Reader(web_archive(tmp_path))
    try:
        for path in ("/", "/dong-thoi-gian", "/do-phu", "/trang/hue"):
            page = tree(opened, path)
            assert drawn(page) == {}
            assert not page.xpath("//span[@class='key added' or @class='key reader']")
    finally:
        opened.close()
