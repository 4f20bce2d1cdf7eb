"""What a page says where something is missing, unknown or written by a program."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.access import restricts
from archive.documents import catalogue
from archive.web import evidence
from archive.web.app import Options
from archive.web.words import word
from archive.writer import DATABASE
from pipelines import judge, naming, weighing
from tests.web_archive import Reader, lived, one, pages, tree, web_archive

QUOTE = "“Chỉ thị 05”"
WHYS = [ast.unparse(node.value) for node in ast.walk(ast.parse(inspect.getsource(naming._why)))
        if isinstance(node, ast.Return) and node.value]  # fmt: skip
SAID = {  # what stands in the braces of the judge's lines
    r"quote\[.*": QUOTE,
    r"article\.text\[.*": "Chỉ thị 05",
    r"_called\(.*": "Chỉ thị số 05-CT/TW",
    r"sum\(.*|count|len\(.*": "3",
    r"'/'\.join\(.*": "01/02/2011",
    r"term": "XI",
}


def _said(node: ast.AST, why: str) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr), ast.dump(node)
    said = ""
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            code = ast.unparse(part.value)
            known = {rf"{re.escape('row.why')}": why} | SAID
            said += next(value for form, value in known.items() if re.fullmatch(form, code))
        else:
            assert isinstance(part, ast.Constant)
            said += str(part.value)
    return said


def judged() -> Iterator[str]:
    """Every line of evidence the judge can write, read from its own source."""
    for node in ast.walk(ast.parse(inspect.getsource(weighing.weigh))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "evidence.append":
            yield _said(node.args[0], "")
    for node in ast.walk(ast.parse(inspect.getsource(judge._judge))):
        if isinstance(node, ast.GeneratorExp):
            line = node.elt
            if isinstance(line, ast.Call) and isinstance(line.func, ast.Attribute):
                line = line.func.value  # f"…".replace("\n", " ")
            if not isinstance(line, ast.JoinedStr):
                continue
            for why in WHYS if "row.why" in ast.unparse(line) else [""]:
                code = ast.parse(why, mode="eval").body if why else ast.Constant("")
                yield _said(line, _said(code, ""))


class TestEvidence:
    def test_the_judge_writes_nothing_the_table_does_not_know(self) -> None:
        lines = list(judged())
        assert len(lines) == 5 + len(WHYS) == 12
        used = set()
        for line in lines:
            known = [form for form, _ in evidence.LINES if form.fullmatch(line)]
            assert len(known) == 1, line
            used |= set(known)
            pieces = evidence.told(line, "en")
            own = "".join(piece.text for piece in pieces if piece.mark != evidence.QUOTED)
            assert own.isascii() or set(own) <= {*map(chr, range(128)), "×"}, line
            assert "".join(piece.text for piece in evidence.told(line, "vi")) == line
        assert used == {form for form, _ in evidence.LINES}

    def test_what_it_does_write_is_said_in_english(self) -> None:
        told = judge.judge_text(
            "Sơ kết thực hiện Chỉ thị 05-CT/TW",
            "Phường sơ kết một năm thực hiện Chỉ thị 05-CT/TW.",
            "Chi bộ học tập và làm theo Bác. Ủy ban ban hành Chỉ thị 05/CT-UBND về chợ.",
            "2026-05-19",
            catalogue(),
        )
        assert len(told.evidence) >= 4
        for line in told.evidence:
            pieces = evidence.told(line, "en")
            assert any(not piece.mark for piece in pieces), line

    def test_on_a_page_in_english_only_what_is_quoted_is_vietnamese(self, tmp_path: Path) -> None:
        folder = web_archive(tmp_path / "web")
        with closing(sqlite3.connect(folder / DATABASE)) as db, db:
            lines = [f"tiêu đề: {QUOTE}", "nhắc đến trong 3/9 câu của bài"]
            (ident,) = db.execute("SELECT id FROM articles LIMIT 1").fetchone()
            db.execute("UPDATE articles SET evidence = ? WHERE id = ?", (json.dumps(lines), ident))
        reader = Reader(folder)
        try:
            page = tree(reader.get(f"/bai/{ident}?lang=en"))
            (listed,) = page.xpath("//ul[@class='evidence']")
            assert [item.text_content() for item in listed.xpath("li")] == [
                f"title: {QUOTE}",
                "spoken of in 3 of its 9 sentences",
            ]
            assert listed.xpath(".//span[@lang='vi']/text()") == [QUOTE]
            (listed,) = tree(reader.get(f"/bai/{ident}?lang=vi")).xpath("//ul[@class='evidence']")
            assert [item.text_content() for item in listed.xpath("li")] == lines
            assert reader.get(f"/bai/{ident}.json?lang=en").json()["rows"][0]["evidence"] == lines
        finally:
            reader.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the web with sites, gaps and titles of which little is known."""
    folder = lived(web_archive(tmp_path_factory.mktemp("shown")))
    spans = [
        {"host": "cu.example", "since": "", "until": ""},
        {"host": "truoc.example", "since": "", "until": "2019-03"},
        {"host": "giua.example", "since": "2019-03", "until": "2021-05-02"},
        {"host": "nay.example", "since": "2021", "until": ""},
        {"host": "hagiang.example", "since": "", "until": ""},
    ]
    with closing(sqlite3.connect(folder / DATABASE)) as db, db:
        db.execute(
            "UPDATE sites SET host_spans = ?, aliases = ? WHERE name = 'hagiang'",
            (json.dumps(spans), json.dumps(["www.hagiang.example", "cu.example"])),
        )
        db.execute("UPDATE sites SET rights = 'CC BY-NC 4.0' WHERE name = 'ninhbinh'")
        db.execute("UPDATE sites SET rights = '© Báo Huế' WHERE name = 'hue'")
        for where in ("hagiang", "tuyenquang"):
            db.execute("UPDATE articles SET title = ' ' WHERE site = ?", (where,))
    return folder


class TestRights:
    @pytest.mark.parametrize(
        ("rights", "refuses"),
        [("", False), ("© Báo Mẫu", False), ("CC BY-NC 4.0", True), ("Cấm đăng lại", True),
         ("© Báo Mẫu; trang không ghi điều kiện sử dụng (the site states no terms of use)", False)],
    )  # fmt: skip
    def test_a_site_refuses_only_what_its_rights_say(self, rights: str, refuses: bool) -> None:
        assert restricts(rights) is refuses

    @pytest.mark.parametrize(
        ("site", "key"),
        [("hagiang", "article.not_public"), ("hue", "article.not_public"),
         ("ninhbinh", "article.restricted")],
    )  # fmt: skip
    @pytest.mark.parametrize("lang", ["vi", "en"])
    def test_what_is_not_known_is_not_said_in_the_sites_name(
        self, folder: Path, db: sqlite3.Connection, site: str, key: str, lang: Any
    ) -> None:
        ident = one(db, "SELECT id FROM articles WHERE site = ? LIMIT 1", site)
        public = Reader(folder, Options(public=True))
        try:
            page = tree(public.get(f"/bai/{ident}?lang={lang}"))
        finally:
            public.close()
        (said,) = page.xpath("//p[@class='notice' and contains(., '.')]/text()")
        assert said == word(key, lang)
        assert word("article.restricted", "vi").startswith("Trang gốc giới hạn")
        assert "Trang gốc không cho phép" not in page.text_content()


class TestUnknown:
    def test_a_host_of_no_known_days_is_a_name_alone(self, reader: Reader) -> None:
        page = tree(reader.get("/trang/hagiang"))
        facts = {
            row.xpath("dt")[0].text_content(): row.xpath("dd")[0].text_content()
            for row in page.xpath("//dl/div")
        }
        assert facts["truoc.example"] == "đến 03/2019"
        assert facts["giua.example"] == "03/2019 – 02/05/2021"
        assert facts["nay.example"] == "từ 2021"
        assert "cu.example" not in facts
        assert "hagiang.example" not in facts
        (hosts,) = page.xpath(f"//dl/div[dt = '{word('site.host', 'vi')}']/dd")
        assert [name.strip() for name in hosts.xpath("text()|a/text()") if name.strip()] == [
            "hagiang.example", "www.hagiang.example", "cu.example",
        ]  # fmt: skip
        assert "– –" not in page.text_content()

    def test_a_gap_of_no_known_days_names_none(self, tmp_path: Path) -> None:
        folder = lived(web_archive(tmp_path / "web"))
        with closing(sqlite3.connect(folder / DATABASE)) as db, db:
            ids = [row[0] for row in db.execute("SELECT rowid FROM gaps WHERE state = 'open'")]
            assert ids
            db.execute("UPDATE gaps SET window_from = '', window_to = '' WHERE state = 'open'")
            where = db.execute("SELECT site FROM gaps WHERE state = 'open'").fetchone()[0]
        reader = Reader(folder)
        try:
            for path in ("/do-phu", f"/trang/{where}"):
                said = tree(reader.get(path)).xpath("//ul[@class='gaps']/li/p[@class='small']")
                assert said
                for line in said:
                    text = " ".join(line.text_content().split())
                    assert text.startswith("mở "), path
                    assert "–" not in text
        finally:
            reader.close()


class TestTitles:
    def test_no_link_is_without_words(self, folder: Path, db: sqlite3.Connection) -> None:
        blank = one(db, "SELECT count(*) FROM articles WHERE trim(title) = ''")
        assert blank
        reader, seen = Reader(folder), 0
        try:
            for path in [*pages(db), "/trang/hagiang", "/lan-toa", "/tim?site=hagiang"]:
                for lang, said in (("vi", "(không có nhan đề)"), ("en", "(untitled)")):
                    mark = "_lang" if path.startswith("/archive") else "lang"
                    joined = "&" if "?" in path else "?"
                    answer = reader.get(f"{path}{joined}{mark}={lang}", follow_redirects=True)
                    page = tree(answer)
                    for link in page.xpath("//main//a[@href]"):
                        named = link.text_content().strip() or link.get("aria-label")
                        assert named or link.xpath(".//*[@aria-label]"), (path, link.get("href"))
                    seen += said in page.text_content()
                    for head in page.xpath("//main//h1"):
                        assert head.text_content().strip(), path
        finally:
            reader.close()
        assert seen > 8


class TestSites:
    @pytest.mark.parametrize("lang", ["vi", "en"])
    def test_a_list_of_provinces_leads_to_each(
        self, reader: Reader, db: sqlite3.Connection, lang: str
    ) -> None:
        page = tree(reader.get(f"/trang?lang={lang}"))
        (jumps,) = page.xpath("//nav[@class='jumps']")
        counts = dict(
            db.execute("SELECT province_after, count(*) FROM sites GROUP BY 1").fetchall()
        )
        assert len(jumps.xpath(".//a")) == len(counts)
        assert len({link.get("href") for link in jumps.xpath(".//a")}) == len(counts)
        for item in jumps.xpath(".//li"):
            (link,) = item.xpath("a")
            (head,) = page.xpath(f"//h2[@id='{link.get('href').removeprefix('#')}']")
            name = "" if link.text == word("map.nowhere", lang) else link.text
            listed = head.xpath("../ul/li")
            told = int(item.xpath("span")[0].text)
            assert told == len(listed) == counts[name]
        assert page.xpath("//h2[@id='tuyen-quang']")

    def test_no_two_provinces_have_one_address(self) -> None:
        from archive.places import provinces_after, provinces_before
        from archive.web.sites import _anchor

        for names in (provinces_after(), provinces_before()):
            assert len({_anchor(str(getattr(name, "name", name))) for name in names}) == len(names)


class TestLandmarks:
    def test_no_part_of_a_page_is_called_as_another_is(
        self, reader: Reader, db: sqlite3.Connection
    ) -> None:
        for path in [*pages(db), "/trang/hagiang"]:
            page = tree(reader.get(path, follow_redirects=True))
            found = page.xpath("//section|//nav|//aside|//*[@role='region' or @role='search']")
            names = []
            for part in found:
                by = part.get("aria-labelledby")
                head = page.xpath(f"//*[@id='{by}']") if by else []
                name = part.get("aria-label") or (head[0].text_content() if head else "")
                if name.strip():
                    role = {"section": "region", "aside": "complementary"}.get(part.tag, part.tag)
                    names.append((part.get("role") or role, " ".join(name.split())))
            assert len(names) == len(set(names)), (path, names)


def test_a_diff_counts_what_it_says_it_counts(reader: Reader, db: sqlite3.Connection) -> None:
    """Vietnamese parts syllables by spaces, and those are counted: they are no words."""
    edited = one(db, "SELECT article_id FROM revisions GROUP BY 1 HAVING count(*) > 1")
    page = tree(reader.get(f"/bai/{edited}/phien-ban")).text_content()
    rows = reader.get(f"/bai/{edited}/phien-ban.json").json()["rows"]
    for row in rows[1:]:
        assert f"+{row['words_added']} tiếng" in page
    assert not re.search(r"[+−]\d+ từ\b", page)
    english = tree(reader.get(f"/bai/{edited}/phien-ban?lang=en")).text_content()
    assert re.search(r"\+\d+ syllables?", english)
