"""A chart tells the truth to who looks at it: what is cut off, what it cannot show, where it
begins, and by which scale it is drawn."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html

from archive.documents import catalogue
from archive.records import Gap
from archive.web.calendar import OCCASIONS
from archive.web.charts import WIDEST, bars, lanes
from archive.web.monthly import Monthly
from archive.writer import Archive, connect_readonly
from tests.web_archive import SITES, Maker, Reader, site

NAMED = (
    site("a", "Trang Vĩnh Long", "Vĩnh Long", "Vĩnh Long"),
    site("b", "Trang Đồng Nai", "Đồng Nai", "Đồng Nai"),
    site("c", "Trang Ầm Thượng", "Điện Biên", "Điện Biên"),
    site("d", "Trang An Giang", "An Giang", "An Giang"),
    *(site(f"im{n}", f"Trang im lặng {n}", "Cà Mau", "Cà Mau") for n in range(9)),
)
VINHLONG, DONGNAI, DIENBIEN, ANGIANG = NAMED[:4]
RELEVANT = "SELECT count(*) FROM articles WHERE verdict = 'relevant'"
UNDATED = f"{RELEVANT} AND published_at IS NULL"
SEEN = "SELECT count(*) FROM urls WHERE role = 'article'"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of 22 pages, 2 on the campaign; one of 10, 8 on it; others before 2016 and without
    a day; gaps in many places."""
    folder = tmp_path_factory.mktemp("charts")
    with Archive(folder) as archive:
        archive.begin_run(NAMED, catalogue().documents)
        make = Maker(archive)
        for month, on_it, other in (("2024-03", 2, 20), ("2024-06", 8, 2)):
            for n in range(on_it):
                make.put(DONGNAI, "Làm theo Bác", f"{month}-{n + 1:02}")
            for n in range(other):
                make.other(DONGNAI, f"{month}-{n + 1:02}")
        for where in (VINHLONG, DIENBIEN):
            make.put(where, "Làm theo Bác", "2021-02-03", document="KL01")
            make.put(where, "Làm theo Bác", None, document="KL01")
        make.put(DONGNAI, "Làm theo Bác", None)
        for day in ("2007-08-05", "2007-09-05", "2014-01-05"):
            make.other(DONGNAI, day)
        for number in range(8):
            archive.gap(Gap(f"im{number}", "empty-section", "{}", "Tin", "2026-10-30", ""))
        archive.gap(Gap("a", "blocked", "{}", "Xã hội", "2026-10-30", ""))
        archive.finish_run("gaps")
    return folder


def tree(reader: Reader, path: str) -> Any:
    return html.document_fromstring(reader.get(path).text)


def one(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


def test_a_bar_above_the_scale_is_torn_and_its_number_told(reader: Reader) -> None:
    page = tree(reader, "/dong-thoi-gian")
    chart = page.xpath("//svg[@class='chart']")[0]
    cut = {
        bar.xpath("string(title)")[:7]: float(bar.get("x"))
        for bar in chart.xpath(".//rect[contains(@class, 'bar')]")
        if bar.xpath("string(title)")[:7] in ("02/2021", "06/2024")
    }
    torn = chart.xpath(".//path[@class='torn']/@d")
    assert [float(d[1:].partition(",")[0]) for d in torn] == [x - 1 for x in cut.values()]
    assert chart.xpath(".//text[@class='value']/text()") == [f"100{NBSP}%", f"80{NBSP}%"]
    key = " ".join(page.xpath("string(//li[span/@class='key torn'])").split())
    assert key.endswith("02/2021 (100,0 %: 2 trong 2 bài), 06/2024 (80,0 %: 8 trong 10 bài)")
    for path in ("/dong-thoi-gian?measure=count", "/dong-thoi-gian?by=site&name=a"):
        whole = tree(reader, path)
        assert not whole.xpath("//path[@class='torn']"), path
        assert not whole.xpath("//span[@class='key torn']"), path


def test_bars_say_which_of_them_are_cut_and_where_a_number_has_room() -> None:
    drawn = bars(
        [(str(n), share) for n, share in enumerate((0.05, 0.8, 0.9, 0.1, *[0.0] * 20, 1.0))],
        width=500, height=100, most=0.1, whole=False,
    ).bars  # fmt: skip
    assert [bar.label for bar in drawn if bar.cut] == ["1", "2", "24"]
    assert [bar.label for bar in drawn if bar.told] == ["1", "24"]
    assert not any(bar.cut for bar in bars([("a", 3), ("b", 7)], width=300, height=90).bars)


def test_a_scale_has_as_many_digits_everywhere() -> None:
    def digits(most: float) -> int:
        return bars([("a", most)], width=99, height=99, whole=False).digits

    assert [digits(most) for most in (0.1, 0.05, 0.08, 0.012, 1, 0.3)] == [0, 0, 0, 1, 0, 0]
    assert bars([("a", 0.02)], width=99, height=99, whole=False).digits == 1  # 0,5 1,0 1,5 2,0


def test_the_ticks_of_a_timeline_are_written_alike(reader: Reader) -> None:
    page = tree(reader, "/dong-thoi-gian")
    said = page.xpath("//text[@class='scale' and @text-anchor='end']/text()")
    assert said[0] == f"0{NBSP}%"
    assert said[-1] == f"10{NBSP}%"
    assert not [tick for tick in said if "," in tick]


PLACES = (
    ("/dong-thoi-gian", "", ""),
    ("/dong-thoi-gian?measure=count", "", ""),
    ("/dong-thoi-gian?name=" + quote("Vĩnh Long"), " AND site = 'a'", ""),
    ("/dong-thoi-gian?map=63&name=" + quote("Điện Biên"), " AND site = 'c'", ""),
    ("/dong-thoi-gian?by=document&name=KL01", " AND documents LIKE '%\"KL01\"%'", ""),
    ("/dong-thoi-gian?by=document&name=CT05", " AND documents LIKE '%\"CT05\"%'", ""),
    ("/dong-thoi-gian?by=site&name=b", " AND site = 'b'", ""),
    ("/trang/a", " AND site = 'a'", "year"),
    ("/", "", "year"),
)


@pytest.mark.parametrize(("path", "clause", "by"), PLACES)
def test_what_is_undated_is_told_under_each_chart(
    reader: Reader, db: sqlite3.Connection, path: str, clause: str, by: str
) -> None:
    """The sentence, the row of the table and that of the file: all as SQL counts."""
    page = tree(reader, path)
    undated = one(db, UNDATED + clause)
    assert undated > 0
    said = page.xpath("//p[contains(@class, 'undated')]")[0]
    assert number(said.text_content()) == undated
    assert "không rõ ngày đăng" in said.text_content()
    page_of, _, query = path.partition("?")
    told = reader.get(f"{page_of}.json?{query}").json()["rows"]
    column = by or "month"
    assert sum(row["articles"] for row in told) == one(db, RELEVANT + clause)
    assert [row["articles"] for row in told if row[column] == ""] == [undated]
    if not by:
        table = page.xpath("//table[@class='figures']/tbody/tr[th='không rõ ngày']/td[1]/text()")
        assert [number(cell) for cell in table] == [undated]


def test_a_chart_that_shows_all_says_nothing_of_dates(reader: Reader) -> None:
    for path in ("/dong-thoi-gian?by=site&name=d", "/trang/d"):
        assert not tree(reader, path).xpath("//p[contains(@class, 'undated')]"), path


def test_small_charts_count_what_the_map_counts(reader: Reader, db: sqlite3.Connection) -> None:
    page = tree(reader, "/dong-thoi-gian")
    shown = {
        link.xpath("string(span[@class='name'])"): link
        for link in page.xpath("//ul[@class='sparks']//a")
    }
    rows = {row["province"]: row for row in reader.get("/ban-do.json").json()["rows"]}
    assert shown
    for name, link in shown.items():
        assert number(link.xpath("string(span[@class='n']/text())")) == rows[name]["articles"]
    assert "1 bài không rõ ngày" in shown["Vĩnh Long"].xpath("string(small)")


def test_names_of_one_number_stand_as_in_a_dictionary(reader: Reader) -> None:
    for by, names in (
        ("province", ["Đồng Nai", "Điện Biên", "Vĩnh Long"]),
        ("site", ["Trang Đồng Nai", "Trang Ầm Thượng", "Trang Vĩnh Long"]),
    ):
        page = tree(reader, f"/dong-thoi-gian?by={by}")
        assert page.xpath("//ul[@class='sparks']//span[@class='name']/text()") == names


def test_each_small_chart_says_its_own_highest(reader: Reader, db: sqlite3.Connection) -> None:
    page = tree(reader, "/dong-thoi-gian?measure=count&by=site")
    assert "thang đo riêng" in page.xpath("string(//section[@aria-labelledby='parts'])")
    said = {
        link.xpath("string(span[@class='name'])"): link.xpath("string(small)")
        for link in page.xpath("//ul[@class='sparks']//a")
    }
    assert said["Trang Đồng Nai"].startswith("cao nhất 8 bài, quý 2/2024")
    assert said["Trang Vĩnh Long"].startswith("cao nhất 1 bài, quý 1/2021")
    shares = tree(reader, "/dong-thoi-gian?by=site&lang=en")
    link = shares.xpath("//ul[@class='sparks']//a[span='Trang Đồng Nai']")[0]
    assert link.xpath("string(small)").startswith("highest 9.1%, Q1 2024")


def test_parts_without_an_article_are_one_line(reader: Reader, db: sqlite3.Connection) -> None:
    page = tree(reader, "/dong-thoi-gian?by=site")
    silent = one(db, "SELECT count(*) FROM sites WHERE name NOT IN (SELECT site FROM articles"
                     " WHERE verdict = 'relevant')")  # fmt: skip
    folded = page.xpath("//section[@aria-labelledby='parts']/details")[0]
    assert number(folded.xpath("string(summary)")) == silent == 10
    names = folded.xpath("p/a/text()")
    assert len(names) == silent
    assert names[0] == "Trang An Giang"
    assert reader.get(folded.xpath("p/a/@href")[0]).status_code == 200
    assert len(page.xpath("//ul[@class='sparks']/li")) == len(NAMED) - silent


def test_a_chart_begins_with_the_campaign_and_tells_what_was_before(
    reader: Reader, db: sqlite3.Connection
) -> None:
    page = tree(reader, "/dong-thoi-gian")
    bars_ = page.xpath("//rect[contains(@class, 'bar')]/title/text()")
    assert bars_[0].startswith("01/2016")
    before = one(db, SEEN + " AND day > '' AND day < '2016'")
    told = page.xpath("string(//figcaption)")
    assert before == 3
    assert f"01/2016 đến 06/2024. {before} bài đã thấy của những tháng khác" in told
    years = page.xpath("//table[@class='figures']/tbody/tr[td]/th/text()")
    assert years[:3] == ["2007", "2014", "2016"]
    rows = reader.get("/dong-thoi-gian.json").json()["rows"]
    assert sum(row["pages_seen"] for row in rows) == one(db, SEEN)
    assert [row["pages_seen"] for row in rows[:3]] == [1, 1, 1]


def test_an_article_of_before_2016_opens_the_chart(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run(SITES, catalogue().documents)
        make = Maker(archive)
        make.put(SITES[0], "Làm theo Bác", "2012-11-05")
        make.put(SITES[0], "Làm theo Bác", "1999-01-05")  # an error of the page
        make.other(SITES[0], "2009-03-05")
        archive.finish_run("done")
    db = connect_readonly(tmp_path)
    axis = Monthly.read(db).axis()
    db.close()
    assert (axis[0], axis[-1]) == ("2012-11", "2016-01")
    opened = Reader(tmp_path)
    try:
        page = tree(opened, "/dong-thoi-gian")
        told = page.xpath("string(//figure)")
        assert "2 bài đã thấy của những tháng khác, trong đó 1 bài" in told
        assert len(page.xpath("//rect[@class='may']")) == 3  # 2013, 2014 and 2015
        rows = opened.get("/dong-thoi-gian.json").json()["rows"]
        assert sum(row["articles"] for row in rows) == 2
    finally:
        opened.close()


def test_the_calendar_is_in_order_and_its_signs_never_cover_each_other(reader: Reader) -> None:
    days = [one.day for one in OCCASIONS]
    assert days == sorted(days)
    assert {"2006-11-07", "2011-05-14", "2016-01-20", "2016-05-22", "2021-05-23", "2025-07-01",
            "2026-01-19", "2026-03-15"} <= set(days)  # fmt: skip
    page = tree(reader, "/dong-thoi-gian")
    at = [
        (float(sign.get("cx")), float(sign.get("cy")), float(sign.get("r")))
        for sign in page.xpath("//circle[@class='occasion']")
    ]
    assert len(at) == 6  # to June 2024
    for n, (x, y, r) in enumerate(at):
        assert all((x - a) ** 2 + (y - b) ** 2 >= (r + s) ** 2 for a, b, s in at[:n])
    assert page.xpath("//ol[@class='legend']//span[@class='badge']/text()") == list("123456")
    assert lanes([0, 5, 9, 30], 10) == [0, 1, 2, 0]


def test_a_document_is_called_by_its_name_and_addressed_by_its_key(reader: Reader) -> None:
    for lang in ("vi", "en"):
        page = tree(reader, f"/dong-thoi-gian?by=document&name=KL01&lang={lang}")
        assert page.xpath("string(//h1)").endswith(": Kết luận 01-KL/TW")
        assert page.xpath("string(//h1/span/@lang)") == "vi"
        assert "Kết luận 01-KL/TW" in page.xpath("string(//svg/title)")
        parts = page.xpath("//section[@aria-labelledby='parts']")[0]
        assert "Chỉ thị 05-CT/TW" in parts.text_content()
        assert not re.search(r"\b(KL01|CT05)\b", parts.text_content())
        assert parts.xpath(".//a[contains(@href, 'name=CT05')]")


@pytest.mark.parametrize("path", ["/do-phu", "/do-phu?map=63", "/do-phu?by=site"])
def test_coverage_leaves_out_no_year(reader: Reader, db: sqlite3.Connection, path: str) -> None:
    page = tree(reader, path)
    heads = page.xpath("//table[@class='heat']/thead/tr[1]/th/text()")
    assert (heads[1], heads[-2]) == ("trước 2016", "không rõ")
    rows = page.xpath("//table[@class='heat']/tbody/tr")
    columns = [[number(cell.text_content()) for cell in row.xpath("td")] for row in rows]
    total = one(db, SEEN)
    assert sum(row[0] for row in columns) == one(db, SEEN + " AND day > '' AND day < '2016'") == 3
    assert sum(row[-2] for row in columns) == one(db, SEEN + " AND day = ''") == 3
    assert sum(row[-1] for row in columns) == total
    assert all(sum(row[:-1]) == row[-1] for row in columns)
    told = reader.get(path.replace("/do-phu", "/do-phu.json")).json()["rows"]
    assert sum(row["pages_seen"] for row in told) == total
    by_year = Counter({row["year"]: 0 for row in told})
    for row in told:
        by_year[row["year"]] += row["pages_seen"]
    assert (by_year[2007], by_year[2014], by_year[None]) == (2, 1, 3)
    assert "trước 2016" in page.xpath("string(//section[@aria-labelledby='years']/p)")


def test_many_gaps_are_folded_under_their_cause(reader: Reader) -> None:
    page = tree(reader, "/do-phu")
    causes = page.xpath("//details[@class='cause']")
    assert number(page.xpath("string(//h2[@id='open']/span)")) == 9
    assert [len(cause.xpath(".//li")) for cause in causes] == [8, 1]
    assert [cause.get("open") is not None for cause in causes] == [False, True]
    assert "8 khoảng trống" in causes[0].xpath("string(summary)")
    assert causes[0].text_content().count("chuyên mục không có bài nào") == 1
    sites = tree(reader, "/do-phu?by=site")
    assert len(sites.xpath("//table[@class='heat']/tbody/tr")) == 3
    assert "10 trang chưa có gì" in sites.xpath("string(//section[@aria-labelledby='years'])")


def test_an_archive_with_nothing_to_draw_says_so(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run(SITES, catalogue().documents)
        archive.finish_run("done")
    opened = Reader(tmp_path)
    try:
        for path in ("/", "/dong-thoi-gian", "/dong-thoi-gian?measure=count"):
            page = tree(opened, path)
            assert not page.xpath("//svg[@class='chart']"), path
            assert "Chưa có bài thuộc chủ đề nào rõ ngày" in page.xpath("string(//main)"), path
    finally:
        opened.close()


def test_undated_articles_alone_are_no_empty_site(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run(SITES, catalogue().documents)
        Maker(archive).put(SITES[0], "Làm theo Bác", None)
        archive.finish_run("done")
    opened = Reader(tmp_path)
    try:
        for path in ("/", "/dong-thoi-gian", "/trang/hagiang"):
            page = tree(opened, path)
            assert not page.xpath("//svg[@class='chart']"), path
            assert page.xpath("//p[contains(@class, 'undated')]/b/text()") == ["1 bài"], path
    finally:
        opened.close()


def test_one_year_alone_is_a_bar_in_the_middle() -> None:
    drawn = bars([("2023", 1)], width=1120, height=268, left=44)
    assert drawn.bars[0].width == WIDEST
    assert drawn.bars[0].middle == pytest.approx((44 + 1114) / 2)
    many = bars([(str(n), n) for n in range(100)], width=1120, height=268)
    assert many.bars[0].width < 11


def test_a_chart_shows_its_newest_end_first_where_it_is_wider_than_the_screen(
    reader: Reader,
) -> None:
    for path in ("/", "/dong-thoi-gian", "/trang/b"):
        page = tree(reader, path)
        moved = page.xpath("//svg[@class='chart']/..")[0]
        assert moved.get("class") == "scroll newest", path
        assert moved.get("tabindex") == "0", path
        assert "Kéo ngang" in page.xpath("string(//p[@class='sideways'])"), path
