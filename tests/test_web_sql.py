"""The pages for SQL: questions answered in words, tables described, CSV that opens safely."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from archive import schema
from archive.questions import questions
from archive.schema_words import TABLES
from archive.web import app
from archive.web.app import Options
from archive.web.columns import Columns
from archive.web.show import Show
from archive.web.words import WORDS
from archive.writer import DATABASE
from tests.web_archive import Reader, one, tree, web_archive

FORMULA = '=HYPERLINK("https://evil.example","bấm")'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = web_archive(tmp_path_factory.mktemp("sql"))
    with sqlite3.connect(folder / DATABASE) as db:
        db.execute("UPDATE articles SET title = ? WHERE gone_at IS NOT NULL", (FORMULA,))
    db.close()
    return folder


def sheet(response: Any) -> list[list[str]]:
    """The rows of a CSV answer, which is one that opens safely."""
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"].startswith("attachment; ")
    assert response.content.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


# -- CSV -------------------------------------------------------------------------------


def test_csv_of_tables_rows_questions_and_sql_opens_safely(
    reader: Reader, db: sqlite3.Connection
) -> None:
    n = one(db, "SELECT n FROM articles WHERE title = ?", FORMULA)
    for path in ("/archive/articles", f"/archive/articles/{n}", "/archive/bai-da-go"):
        head, *rows = sheet(reader.get(f"{path}.csv"))
        at = head.index("title")
        assert "'" + FORMULA in [row[at] for row in rows], path
    sql = "select '=1+1' as a, -1 as b, null as c, '＝1' as d"
    assert sheet(reader.get("/archive.csv", params={"sql": sql})) == [
        ["a", "b", "c", "d"],
        ["'=1+1", "-1", "", "'＝1"],
    ]
    asked = {"sql": "select id, :of as said from sites where id = :of", "of": "1"}
    assert reader.get("/archive.csv", params=asked).status_code == 400  # sites have no id


def test_the_links_of_the_pages_lead_to_that_csv(reader: Reader, db: sqlite3.Connection) -> None:
    for path in (
        "/archive/articles?site=hue&_sort=n&_next=1&_size=2",
        "/archive?sql=select+site,count(*)+from+articles+group+by+1",
        *(f"/archive/{question.name}" for question in questions()),
    ):
        page = tree(reader.get(path))
        links = page.xpath("//p[@class='take']/a[text()='CSV']/@href")
        if not page.xpath("//p[@class='empty']"):
            assert len(sheet(reader.get(links[0]))) > 1, path
    told = sheet(reader.get("/archive/articles.csv?site=hue&_sort=n&_next=1&_size=2&_labels=on"))
    assert len(told) - 1 == one(db, "SELECT count(*) FROM articles WHERE site = 'hue' AND n > 1")


def test_a_table_is_given_whole_and_an_answer_says_that_it_was_cut(
    folder: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "ROW_LIMIT", 5)
    reader = Reader(folder)
    try:
        head, *rows = sheet(reader.get("/archive/articles.csv?_sort=id"))
        assert [row[head.index("id")] for row in rows] == [
            row[0] for row in db.execute("SELECT id FROM articles ORDER BY id")
        ]
        cut = reader.get("/archive.csv?sql=select+id+from+articles")
        assert len(sheet(cut)) == 6
        assert "archive-5-dong-dau.csv" in cut.headers["content-disposition"]
    finally:
        reader.close()


def test_columns_of_one_name_are_kept_apart(reader: Reader) -> None:
    sql = "select 1 as a, 2 as a, x'00ff' as b"
    head, row = sheet(reader.get("/archive.csv", params={"sql": sql}))
    assert (head, row) == (["a", "a:1", "b"], ["1", "2", "AP8="])


def test_what_cannot_be_had_is_no_csv(reader: Reader, folder: Path) -> None:
    for path, status in (
        ("/archive.csv?sql=select+nothing", 400),
        ("/archive.csv?sql=delete+from+articles", 400),
        ("/archive/khong.csv", 404),
        ("/archive/sites/khong.csv", 404),
    ):
        response = reader.get(path)
        assert response.status_code == status, path
        assert "csv" not in response.headers["content-type"], path
    public = Reader(folder, Options(public=True))
    try:
        for path in (
            "/archive/articles.csv",
            "/archive.csv?sql=select+1",
            "/archive/articles/1.csv",
        ):
            assert public.get(path).status_code == 403, path
        assert len(sheet(public.get("/archive/bai-da-go.csv"))) == 2
    finally:
        public.close()


# -- questions -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_question_is_answered_in_words_before_its_sql(reader: Reader, lang: str) -> None:
    for question in questions():
        page = tree(reader.get(f"/archive/{question.name}?_lang={lang}"))
        about = question.about_en if lang == "en" else question.about_vi
        assert page.xpath("string(//main//p[@class='lede'])") == about
        assert page.xpath("string(//main//h1)") in (question.title_vi, question.title_en)
        (sql,) = page.xpath("//main//pre/text()")
        assert sql.strip() == question.sql
        assert page.xpath("//main//details[.//pre]")
        assert not page.xpath("//main//*[self::table or self::p[@class='empty']]/preceding::pre")
        for cell in page.xpath("//main//td"):
            said = cell.xpath("string()")
            assert said.strip(), (question.name, lang)
            assert not re.search(r"\d{4}-\d\d|^0\.\d+$", said), (question.name, said)


def test_an_answer_is_written_as_people_write(reader: Reader) -> None:
    page = tree(reader.get("/archive/ty-le-theo-tinh-va-nam"))
    head = [th.text for th in page.xpath("//th")]
    assert head == ["Bản đồ", "Tỉnh", "Năm đăng", "Số bài", "Bài đã thấy", "Tỷ lệ"]
    rows = [[td.xpath("string()") for td in tr.xpath("td")] for tr in page.xpath("//tbody/tr")]
    assert ["63", "không thuộc tỉnh nào", "2017"] in [row[:3] for row in rows]
    assert "33,3\u00a0%" in [row[5] for row in rows]
    page = tree(reader.get("/archive/ai-dang-dau-tien"))
    cells = page.xpath("//tbody/tr[1]/td")
    assert [cell.xpath("string()") for cell in cells][:5] == [
        "hagiang", "01/03/2024", "ninhbinh", "02/03/2024", "1"
    ]  # fmt: skip
    assert cells[0].xpath("a/@href") == ["/trang/hagiang"]
    english = tree(reader.get("/archive/khoang-trong?_lang=en"))
    assert [th.text for th in english.xpath("//th")][2] == "Province after"
    assert "the section lists nothing" in english.xpath("string(//tbody)")


def test_every_column_of_an_answer_is_called_something(db: sqlite3.Connection) -> None:
    columns = {name[0] for question in questions() for name in db.execute(question.sql).description}
    shown = Columns(Show("vi"))
    bare = {name for name in columns if shown.heading(name) == name.replace("_", " ").capitalize()}
    assert not bare
    assert not [name for name in columns if "." in shown.heading(name)]
    own = {key.partition(".")[2] for key in WORDS if key.startswith("answer.")}
    assert own - {"no_province", "no_rights"} <= columns  # none that no answer has


# -- tables ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_table_is_described_in_the_readers_language(
    reader: Reader, db: sqlite3.Connection, lang: str
) -> None:
    page = tree(reader.get(f"/archive?_lang={lang}"))
    listed = page.xpath("//ul[@class='tables']/li")
    names = [item.xpath("string(.//h3/a)") for item in listed]
    searched = {"articles_fts", "articles_exact"}  # hidden by Datasette, as every index of FTS5
    assert set(names) == set(schema.tables(db)) - set(app.HIDDEN) - searched
    said = [item.xpath("string(p[@class='said'])") for item in listed]
    assert said == [TABLES[name][lang == "en"] for name in names]
    table = tree(reader.get(f"/archive/captures?_lang={lang}"))
    assert TABLES["captures"][lang == "en"] in table.xpath("string(//p[@class='lede'])")
    columns = dict(zip(table.xpath("//dt/text()"), table.xpath("//dl//dd/text()"), strict=True))
    assert columns["warc_file"] == schema.words_of("captures", "warc_file")[lang == "en"]  # type: ignore[index]
    assert len(columns) == len(schema.columns(db, "captures"))
    assert "Tệp WARC." in tree(reader.get(f"/archive/captures/{one(db, 'SELECT id FROM captures')}"
                                          )).xpath("string(//main)")  # fmt: skip
