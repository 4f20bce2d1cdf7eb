"""What charts and maps say is what SQL says, and the two maps agree."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from lxml import html
from sqlite_utils import Database

from archive.documents import catalogue
from archive.migrations import migrate
from archive.places import province_after, provinces_after, provinces_before, provinces_within
from archive.web import geography
from archive.web.charts import bars, nice
from archive.web.denominator import SEEN
from archive.web.monthly import between
from archive.writer import Archive
from tests.web_archive import SITES, Maker, Reader

RELEVANT = "SELECT count(*) FROM articles WHERE verdict = 'relevant'"


def test_both_maps_agree_with_sql_and_with_each_other(
    reader: Reader, db: sqlite3.Connection
) -> None:
    for asked, clause in (("", ""), ("&document=KL01", " AND documents LIKE '%\"KL01\"%'")):
        counts = {
            scheme: {
                row["province"]: row["articles"]
                for row in reader.get(f"/ban-do.json?map={scheme}{asked}").json()["rows"]
            }
            for scheme in ("34", "63")
        }
        total = db.execute(RELEVANT + clause).fetchone()[0]
        assert sum(counts["34"].values()) == sum(counts["63"].values()) == total > 0
        # Báo Hà Giang and Báo Tuyên Quang are of two old provinces and one new one.
        for now in provinces_after():
            old = sum(counts["63"][name] for name in provinces_within(now))
            unknown = db.execute(
                f"{RELEVANT}{clause} AND site = 'phuong'",  # its facts tell no old province
            ).fetchone()[0]
            assert counts["34"][now] == old + (unknown if now == "Ninh Bình" else 0), now
        assert counts["34"]["Tuyên Quang"] == counts["63"]["Hà Giang"] + counts["63"]["Tuyên Quang"]
        assert counts["63"]["Huế"] == counts["34"]["Huế"] > 0
    central = db.execute(RELEVANT + " AND site = 'trunguong'").fetchone()[0]
    found = {r["province"]: r for r in reader.get("/ban-do.json?map=34").json()["rows"]}
    assert found[""]["articles"] == central


def test_a_province_has_the_same_share_on_the_map_and_on_the_timeline(
    reader: Reader, db: sqlite3.Connection
) -> None:
    """One article has no date: it is in no denominator, so in no numerator either."""
    undated = db.execute(RELEVANT + " AND published_at IS NULL AND site = 'hagiang'").fetchone()[0]
    for scheme, home in (("34", "Tuyên Quang"), ("63", "Hà Giang")):
        rows = reader.get(f"/ban-do.json?map={scheme}").json()["rows"]
        compared = [row for row in rows if row["province"] and row["sites"]]
        for row in compared:
            name = row["province"]
            told = reader.get(f"/dong-thoi-gian.json?map={scheme}&name={name}").json()["rows"]
            months = [month for month in told if month["month"]]
            articles = sum(month["articles"] for month in months)
            seen = sum(month["pages_seen"] for month in months)
            assert (row["articles_dated"], row["pages_seen"]) == (articles, seen), name
            assert row["share"] == pytest.approx(articles / seen, abs=1e-6), name
            assert row["articles"] - articles == (undated if name == home else 0), name
        assert len(compared) >= 3
    page = html.document_fromstring(reader.get("/ban-do").text)
    said = page.xpath("//figure[@class='map']//a[contains(@aria-label, 'Tuyên Quang')]/@aria-label")
    assert said == [
        "Tuyên Quang: 10 bài; 9 bài biết tháng đăng trong 25 bài đã thấy (36,0\N{NO-BREAK SPACE}%)"
    ]


@pytest.mark.parametrize("measure", ["count", "share"])
def test_the_list_beside_the_map_goes_by_the_measure_shown(reader: Reader, measure: str) -> None:
    page = html.document_fromstring(reader.get(f"/ban-do?measure={measure}").text)
    listed = page.xpath("//table[contains(@class, 'bars')]/tbody/tr/th/a/text()")
    rows = {row["province"]: row for row in reader.get("/ban-do.json").json()["rows"]}
    shown = [rows[name]["share" if measure == "share" else "articles"] for name in listed]
    assert shown == sorted(shown, reverse=True)
    assert len(set(shown)) > 1
    assert (listed[-1] == "Tuyên Quang") == (measure == "share")


def test_who_is_of_no_province_is_told_for_each_map(reader: Reader) -> None:
    """A site of a ward made in 2025 is of a province today, and of none of before."""
    central, either = "Trung ương, không thuộc tỉnh nào", "Trung ương, hoặc chưa rõ tỉnh cũ"
    for path in ("/ban-do", "/do-phu"):
        for scheme, said, other in (("34", central, either), ("63", either, central)):
            rows = html.document_fromstring(reader.get(f"{path}?map={scheme}").text).xpath(
                "//tbody/tr/th/text()"
            )
            assert said in rows, (path, scheme)
            assert other not in rows, (path, scheme)


def test_the_map_draws_every_province_and_always_names_the_islands(reader: Reader) -> None:
    for scheme, names in (("34", provinces_after()), ("63", provinces_before())):
        page = html.document_fromstring(reader.get(f"/ban-do?map={scheme}").text)
        circles = page.xpath("//*[contains(@class, 'province') and name()='circle']/title/text()")
        assert Counter(title.partition(":")[0] for title in circles) == Counter(names)
        drawn = page.xpath("string(//figure[@class='map'])")
        for said in ("Quần đảo Hoàng Sa", "(Đà Nẵng)", "Quần đảo Trường Sa", "(Khánh Hòa)"):
            assert said in drawn, said
        rows = page.xpath("//table[contains(@class, 'bars')]/tfoot//td/text()")
        listed = [
            int(row["articles"]) for row in reader.get(f"/ban-do.json?map={scheme}").json()["rows"]
        ]
        assert int(rows[0]) == sum(listed)


def test_the_drawing_lies_where_the_country_does() -> None:
    for scheme, names in (("34", provinces_after()), ("63", provinces_before())):
        at = {name: geography.centre(name, scheme) for name in names}
        assert all(0 < x < geography.WIDTH and 0 < y < geography.HEIGHT for x, y in at.values())
        assert at["Cao Bằng"][1] < at["Hà Nội"][1] < at["Huế"][1] < at["Cà Mau"][1]
        assert at["Điện Biên"][0] < at["Quảng Ninh"][0]
    islands = {place.name: place for place in geography.islands()}
    assert islands["Hoàng Sa"].x > geography.centre("Đà Nẵng", "63")[0] + 100
    assert islands["Trường Sa"].y > islands["Hoàng Sa"].y
    assert {place.province for place in islands.values()} <= set(provinces_after())
    assert geography.outline().count("M") >= 10
    with pytest.raises(KeyError):
        geography.centre("Atlantis", "34")


def test_the_timeline_says_what_sql_says(reader: Reader, db: sqlite3.Connection) -> None:
    rows = {row["month"]: row for row in reader.get("/dong-thoi-gian.json").json()["rows"]}
    counted = dict(
        db.execute(
            "SELECT substr(published_at, 1, 7), count(*) FROM articles WHERE verdict = 'relevant'"
            " AND published_at IS NOT NULL GROUP BY 1"
        ).fetchall()
    )
    seen = dict(
        db.execute(
            "SELECT substr(day, 1, 7), count(*) FROM urls WHERE role = 'article' AND day <> ''"
            " GROUP BY 1"
        ).fetchall()
    )
    undated = rows.pop("")
    assert {month: row["articles"] for month, row in rows.items() if row["articles"]} == counted
    assert {month: row["pages_seen"] for month, row in rows.items() if row["pages_seen"]} == seen
    assert undated["articles"] == 1
    assert undated["articles"] + sum(counted.values()) == db.execute(RELEVANT).fetchone()[0]
    assert rows["2017-05"]["share"] == pytest.approx(6 / 12)
    assert rows["2017-06"] == {
        "month": "2017-06", "articles": 0, "pages_seen": 6, "share": 0.0, "sites": 6,
        "sites_added": 0, "new_reader": "", "new_software": "", "new_layout": "",
    }  # fmt: skip
    assert list(rows) == between("2016-01", "2026-06")


def test_the_bars_of_a_timeline_are_its_numbers(reader: Reader) -> None:
    page = html.document_fromstring(reader.get("/dong-thoi-gian?measure=count").text)
    rows = reader.get("/dong-thoi-gian.json").json()["rows"]
    rows = [row for row in rows if row["month"]]
    heights = [float(bar.get("height")) for bar in page.xpath("//rect[contains(@class, 'bar')]")]
    assert len(heights) == len(rows)
    unit = max(heights) / max(row["articles"] for row in rows)
    for height, row in zip(heights, rows, strict=True):
        assert height == pytest.approx(row["articles"] * unit, abs=0.02), row
    listed = page.xpath("//table[@class='figures']/tbody/tr[th='2024']/td[1]/text()")
    assert listed == [str(sum(row["articles"] for row in rows if row["month"][:4] == "2024"))]


def test_a_young_archive_counts_sites_by_year_and_draws_what_it_has(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run(SITES, catalogue().documents)
        make = Maker(archive)
        for site, day in zip(SITES, ("2023-01-05", "2023-02-05", "2024-03-05"), strict=False):
            make.put(site, "Làm theo Bác", day)
        archive.finish_run("done")
    opened = Reader(tmp_path)
    try:
        page = html.document_fromstring(opened.get("/dong-thoi-gian?by=site").text)
        table = "//details[@class='numbers']//tbody/tr[th='{}']/td[last()]/text()"
        assert [page.xpath(table.format(year)) for year in (2022, 2023, 2024)] == [
            ["0"],
            ["2"],
            ["1"],
        ]
        drawn = "//ul[@class='sparks']//path[not(@class='changed')]/@class"
        assert page.xpath(drawn) == ["pale"] * 3  # no quarter has enough to take a share of
        assert "Còn ít dữ liệu" in page.xpath("string(//section[@aria-labelledby='parts'])")
        for path in page.xpath("//ul[@class='sparks']//path[@class='pale']/@d"):
            assert re.findall(r",([\d.]+) ", path).count("1.0") == 2, path  # one quarter's top
        counts = html.document_fromstring(opened.get("/dong-thoi-gian?measure=count").text)
        assert not counts.xpath(drawn)
        assert "Còn ít dữ liệu" not in counts.xpath("string(//main)")
    finally:
        opened.close()


def test_parts_of_a_timeline_add_up(reader: Reader, db: sqlite3.Connection) -> None:
    total = db.execute(RELEVANT).fetchone()[0]
    for by, names in (
        ("site", ["hagiang", "tuyenquang", "ninhbinh", "phuong", "hue", "trunguong"]),
    ):
        counts = [
            sum(
                row["articles"]
                for row in reader.get(f"/dong-thoi-gian.json?by={by}&name={name}").json()["rows"]
            )
            for name in names
        ]
        assert sum(counts) == total
        assert min(counts) > 0
    named = db.execute(
        "SELECT count(DISTINCT m.article_id) FROM mentions m JOIN articles a ON a.id = article_id"
        " WHERE document = 'KL01' AND verdict = 'relevant'"
    ).fetchone()[0]
    rows = reader.get("/dong-thoi-gian.json?by=document&name=KL01").json()["rows"]
    assert sum(row["articles"] for row in rows) == named
    old = reader.get("/dong-thoi-gian.json?by=province&map=63&name=Hà+Giang").json()["rows"]
    new = reader.get("/dong-thoi-gian.json?by=province&map=34&name=Tuyên+Quang").json()["rows"]
    assert 0 < sum(row["articles"] for row in old) < sum(row["articles"] for row in new)


def test_a_timeline_marks_what_a_reader_must_know(reader: Reader) -> None:
    page = html.document_fromstring(reader.get("/dong-thoi-gian").text)
    legend = page.xpath("string(//ol[@class='legend'])")
    for said in ("15/05/2016", "18/05/2021", "01/07/2025", "25/01/2021", "19/01/2026", "19/5"):
        assert said in legend, said
    assert len(page.xpath("//circle[@class='occasion']")) == 9
    assert len(page.xpath("//rect[@class='may']")) == 11


def test_coverage_is_what_was_seen_and_names_what_is_missing(
    reader: Reader, db: sqlite3.Connection
) -> None:
    for path in ("/do-phu", "/do-phu?map=63", "/do-phu?by=site"):
        joined = path.replace("/do-phu", "/do-phu.json")
        rows = reader.get(joined).json()["rows"]
        seen = db.execute("SELECT count(*) FROM urls WHERE role = 'article'").fetchone()[0]
        assert sum(row["pages_seen"] for row in rows) == seen, path
    page = html.document_fromstring(reader.get("/do-phu").text)
    text = page.xpath("string(//main)")
    assert "chuyên mục không có bài nào" in text
    assert "Xây dựng Đảng" in text
    assert "30/10/2026 – 31/10/2026" in text
    assert "31 tỉnh chưa có gì" in text
    never = page.xpath("//ul[@class='columns']//a/text()")
    assert "Báo Huế" in never
    assert "Báo Hà Giang" not in never


DATED = ("/tim?from=1/2024&to=2/3/2024", "/tim?q=chuyen&from=2024", "/tim?to=2024-03-01")


def test_a_facet_promises_what_its_search_gives(reader: Reader) -> None:
    for start in (
        "/tim?q=chuyen",
        "/tim?q=chuyện",
        "/tim?q=KL01&map=63",
        "/tim",
        "/tim?year=2024",
        *DATED,
    ):
        page = html.document_fromstring(reader.get(start).text)
        said = int("".join(filter(str.isdigit, page.xpath("string(//p[@class='count']/text())"))))
        assert said == len(reader.get(start.replace("/tim", "/tim.json")).json()["rows"]), start
        links = page.xpath("//aside[@class='facets']//li/a[not(@aria-current)]")
        assert links, start
        for link in links:
            promised = int(link.xpath("string(span[@class='n'])").replace(".", ""))
            found = reader.get(link.get("href").replace("/tim?", "/tim.json?")).json()["rows"]
            assert len(found) == promised, (start, link.get("href"))


def test_days_are_typed_as_people_type_them(reader: Reader) -> None:
    def titles(query: str) -> list[str]:
        return [row["title"] for row in reader.get(f"/tim.json?{query}").json()["rows"]]

    typed = titles("from=1/3/2024&to=05/03/2024")
    assert typed == titles("from=2024-03-01&to=2024-03-05")
    assert typed == ["Tấm gương ở tổ dân phố"] * 3
    assert typed == titles("from=1.3.24&to=5-3-24")
    assert titles("from=3/2024&to=3/2024") == titles("from=2024-03-01&to=2024-03-31")
    assert titles("from=2024&to=2024") == titles("from=1/1/2024&to=31/12/2024")


def test_a_day_that_cannot_be_read_is_told_and_leaves_nothing_out(reader: Reader) -> None:
    page = html.document_fromstring(reader.get("/tim?from=31/2/2024&to=x").text)
    told = [note.text_content() for note in page.cssselect("p.empty")]
    assert [("31/2/2024" in note, "“x”" in note) for note in told] == [(True, False), (False, True)]
    assert len(page.cssselect("ol.hits > li")) == 20


def test_scales_are_round_and_reach_the_highest_bar() -> None:
    for most in (0.003, 0.08, 0.5, 1, 7, 10, 49, 137, 200, 999, 1000, 4703, 123456):
        ticks = nice(most)
        assert ticks[0] == 0
        assert ticks[-1] >= most * (1 - 1e-9)
        assert len(ticks) <= 6, (most, ticks)
        assert ticks[-1] <= most * 2.6, (most, ticks)
    chart = bars([("a", 0), ("b", 5), ("c", 10)], width=300, height=100)
    heights = [bar.height for bar in chart.bars]
    assert heights == [0, heights[2] / 2, chart.base - 10]


def test_every_old_province_has_a_place_and_a_successor() -> None:
    assert len(provinces_before()) == 63
    assert len(provinces_after()) == 34
    assert all(province_after(name) in provinces_after() for name in provinces_before())


def test_an_article_kept_under_a_duplicate_address_is_in_its_own_denominator() -> None:
    """Its twin was the article, and later moved to it: no share may exceed the whole."""
    db = Database(memory=True)
    migrate(db)
    db.execute("PRAGMA foreign_keys = OFF")
    outcomes = ("archived", "irrelevant", "moved", "duplicate", "duplicate")
    for n, outcome in enumerate(outcomes):
        db.execute(
            "INSERT INTO urls(url, site, role, found_at, outcome, day)"
            " VALUES (?, 'mau', 'article', '', ?, ?)",
            (str(n), outcome, f"2024-0{n + 1}-05"),
        )
    for n in (0, 4):
        db.execute(
            "INSERT INTO articles(id, url, site, title, verdict, score, digest, first_seen_at,"
            " last_seen_at, capture_id) VALUES (?1, ?1, 'mau', '', 'relevant', 1, '', '', '', '')",
            (str(n),),
        )
    found = db.execute(SEEN).fetchall()
    assert sorted(found) == [("mau", f"2024-0{n}", 1) for n in (1, 2, 5)]
