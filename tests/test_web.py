"""The web: every page in both languages, and what it says."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.export.records import excerpt
from archive.web import results, safety
from archive.web.app import Options
from archive.web.words import ONE, WORDS
from tests.web_archive import Reader, one, pages, tree

LOADS = (
    "//img/@src | //script/@src | //link[@rel!='cite-as' and @rel!='alternate']/@href"
    " | //iframe/@src | //@poster | //@srcset | //form/@action"
)


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    opened = Reader(folder, Options(replay_url="http://127.0.0.1:9"))
    yield opened
    opened.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_answers_in_both_languages(
    reader: Reader, db: sqlite3.Connection, lang: str
) -> None:
    for path in pages(db):
        chosen = "_lang" if path.startswith("/archive") else "lang"
        response = reader.get(f"{path}{'&' if '?' in path else '?'}{chosen}={lang}")
        assert response.status_code == (400 if "nothing" in path else 200), path
        page = tree(response)
        assert page.get("lang") == lang, path
        assert len(page.xpath("//h1")) == 1, path
        assert len(page.xpath("//main")) == 1, path
        words = WORDS["nav.timeline"][lang == "en"]
        assert words in page.xpath("string(//header)"), path
        assert not page.xpath("//*[@style] | //style"), path
        scripts = [script.get("type") for script in page.xpath("//script[not(@src)]")]
        assert set(scripts) <= {"application/ld+json"}, path
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert "{" not in page.xpath("string(//main//h1)"), path


def test_nothing_is_asked_of_another_host(reader: Reader, db: sqlite3.Connection) -> None:
    for path in pages(db):
        for address in tree(reader.get(path)).xpath(LOADS):
            assert re.match(r"/(?!/)", address), (path, address)
    style = (Path(safety.__file__).parent / "static/lamtheo.css").read_text(encoding="utf-8")
    for address in re.findall(r"url\(\"?([^)\"]+)", style):
        assert reader.get(f"/static/{address}").status_code == 200, address
    assert "@import" not in style


def test_a_language_once_chosen_stays(reader: Reader) -> None:
    chosen = reader.get("/?lang=en")
    cookie = chosen.headers["set-cookie"]
    assert cookie.startswith("lamtheo_lang=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    later = reader.get("/trang", cookies={"lamtheo_lang": "en"})
    assert "The sites and their fate" in later.text
    assert "set-cookie" not in later.headers
    assert "tình trạng" in reader.get("/trang?lang=xx", cookies={"lamtheo_lang": "<b>"}).text


def test_the_language_is_switched_at_one_address_on_every_page(
    reader: Reader, db: sqlite3.Connection
) -> None:
    """Datasette's pages have words of their own in an address, and remember none."""
    for path in ("/archive/articles?site=hue&_sort=title", "/tim?q=đẩy+mạnh&lang=vi", *pages(db)):
        page = tree(reader.get(path))
        (link,) = page.xpath("//a[@class='lang']/@href")
        turned = reader.get(link)
        assert turned.status_code == 302, path
        assert turned.headers["set-cookie"].startswith("lamtheo_lang=en;"), path
        cookies = {"lamtheo_lang": "en"}
        back = reader.get(turned.headers["location"], cookies=cookies)
        assert "Cookie" in back.headers["vary"], path  # no browser keeps it in the other language
        there = tree(back)
        assert there.get("lang") == "en", path
        assert len(there.xpath("//main//tr")) == len(page.xpath("//main//tr")), path
        assert "lang=en" not in turned.headers["location"]


@pytest.mark.parametrize(
    "where",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "/đ",
        "x",
        "",
    ],
)
def test_the_switch_of_languages_leads_nowhere_else(reader: Reader, where: str) -> None:
    turned = reader.get("/ngon-ngu", params={"lang": "en", "ve": where})
    assert turned.headers["location"] == "/"
    assert "set-cookie" not in reader.get("/ngon-ngu", params={"lang": "<b>"}).headers


def test_every_word_is_said_in_both_languages() -> None:
    for key, (vi, en) in WORDS.items():
        assert all((vi.strip(), en.strip())), key
        assert set(re.findall(r"{\w+}", vi)) == set(re.findall(r"{\w+}", en)), key
    # Said of two or more only.
    always_many = {"rev.lede", "cluster.lede", "article.revisions_n", "time.read_by"}
    counted = {key for key, (_, en) in WORDS.items() if re.search(r"\{n\} (more )?\w+s\b", en)}
    assert counted - always_many <= ONE.keys() <= WORDS.keys()
    for key, en in ONE.items():
        assert set(re.findall(r"{\w+}", en)) <= set(re.findall(r"{\w+}", WORDS[key][1])), key
        assert not re.search(r"\{n\} (more )?\w+s\b", en), key
    used: set[str] = set()
    for path in (Path(safety.__file__).parent / "templates").glob("*.html"):
        used |= set(re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", path.read_text(encoding="utf-8")))
    assert used
    assert used <= WORDS.keys()


def test_one_thing_is_not_spoken_of_as_many(reader: Reader) -> None:
    page = tree(reader.get("/do-phu?lang=en")).xpath("string(//main)")
    assert "1 section " in page
    assert not re.search(r"\b1 (sections|gaps|articles|sites|requests)\b", page)
    assert "1 gap" in tree(reader.get("/trang?lang=en")).xpath("string(//main)")
    assert "1 gaps" not in reader.get("/trang?lang=en").text
    assert "1 bài" in reader.get("/tim?q=sap+mat").text


def test_an_article_says_where_it_is_from(reader: Reader, db: sqlite3.Connection) -> None:
    ident, url = db.execute("SELECT id, url FROM articles WHERE title LIKE 'Đẩy mạnh%'").fetchone()
    capture = db.execute(
        "SELECT c.* FROM captures c JOIN articles a ON a.capture_id = c.id WHERE a.id = ?", (ident,)
    ).fetchone()
    response = reader.get(f"/bai/{ident}")
    page = tree(response)
    text = page.xpath("string(//main)")
    marked = page.xpath("//a[@class='doc']")
    assert [(mark.text, mark.get("href")) for mark in marked] == [
        ("Chỉ thị 05-CT/TW", "/tim?document=CT05")
    ]
    for said in (capture["warc_file"], str(capture["offset"]), capture["digest"], "không rõ ngày",
                 "phường Nam Hồng", "Toàn cảnh hội nghị", "(Thanh Hà)", "2 phiên bản"):  # fmt: skip
        assert said in text, said
    assert not page.xpath("//img")
    assert f"http://127.0.0.1:9/view/{capture['id']}?lang=vi" in response.text
    assert url in page.xpath("//a/@href")
    assert capture["digest"] in page.xpath("string(//*[@id='citation'])")
    assert f"/bai/{ident}" in page.xpath("string(//*[@id='citation'])")


def test_what_everybody_reads_of_an_article_is_its_excerpt(
    folder: Path, db: sqlite3.Connection
) -> None:
    public = Reader(folder, Options(public=True))
    try:
        for title, whole in (("Đẩy mạnh%", True), ("%chuyện thứ 1", False)):
            ident, lead, body = db.execute(
                "SELECT id, lead, body FROM articles WHERE title LIKE ?", (title,)
            ).fetchone()
            (shown,) = tree(public.get(f"/bai/{ident}")).xpath("//p[@class='lead']/text()")
            assert shown == excerpt(lead or body)
            assert shown.endswith("…") is not whole
    finally:
        public.close()


def test_a_word_found_by_its_beginning_is_marked_whole(reader: Reader) -> None:
    first = tree(reader.get("/tim?q=học+t*")).xpath("//article[@class='hit']")[0]
    title, snippet = first.xpath("h2/a")[0], first.xpath("p[@class='snippet']")[0]
    assert title.xpath("mark/text()")[:2] == ["Học tập", "theo"]
    words = set(re.findall(r"\w+", snippet.xpath("string()")))
    marked = re.findall(r"\w+", " ".join(snippet.xpath("mark/text()")))
    assert {"thị", "thực", "TW"} <= set(marked) <= words


def test_the_front_page_leads_people_to_pages(reader: Reader) -> None:
    tiles = tree(reader.get("/")).xpath("//a[@class='tile']/@href")
    assert tiles == ["/tim", "/tim?verdict=mention", "/trang", "/do-phu"]


def test_sites_are_listed_as_a_dictionary_lists_them(reader: Reader) -> None:
    page = tree(reader.get("/do-phu"))
    never = page.xpath("//*[@aria-labelledby='never']//li/a/text()")
    assert never == [
        *("Báo Huế", "Báo Ninh Bình", "Báo Tuyên Quang", "Tạp chí Trung ương", "Trang phường mới")
    ]
    reach = [text.strip() for text in page.xpath("//details[@class='reach']/summary/text()")]
    assert reach[:2] == ["Báo Hà Giang", "Báo Huế"]
    assert reach[-1] == "Trang phường mới"


def test_an_article_tells_zotero_what_it_is(reader: Reader, db: sqlite3.Connection) -> None:
    row = db.execute("SELECT * FROM articles WHERE title LIKE '%chuyện thứ 1'").fetchone()
    page = tree(reader.get(f"/bai/{row['id']}"))
    said = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert said["@type"] == "NewsArticle"
    assert (said["headline"], said["url"]) == (row["title"], row["url"])
    assert said["datePublished"] == row["published_at"]
    meta = {tag.get("name"): tag.get("content") for tag in page.xpath("//meta[@name]")}
    assert meta["citation_title"] == row["title"]
    assert meta["citation_publication_date"] == "2017/05/01"
    assert meta["citation_author"] == "Lê An"


def test_a_gone_article_is_shown_as_it_was(reader: Reader, db: sqlite3.Connection) -> None:
    page = tree(reader.get("/bai/" + one(db, "SELECT id FROM articles WHERE gone_at IS NOT NULL")))
    assert "đã bị gỡ khỏi trang gốc, nhận thấy ngày 02/11/2026" in page.xpath("string(//article)")
    assert "ba trăm đảng viên" in page.xpath("string(//article)")


def test_revisions_show_what_changed_and_nothing_else(
    reader: Reader, db: sqlite3.Connection
) -> None:
    ident = one(db, "SELECT article_id FROM revisions GROUP BY 1 HAVING count(*) > 1")
    page = tree(reader.get(f"/bai/{ident}/phien-ban"))
    out = page.xpath("//del//*[@class='changed']/text()")
    into = page.xpath("//ins//*[@class='changed']/text()")
    assert (out, into) == (["cũ"], ["mới tinh"])
    assert one(db, "SELECT count(*) FROM revisions WHERE article_id = ?", ident) == 2
    rows = reader.get(f"/bai/{ident}/phien-ban.json").json()["rows"]
    assert [(row["words_added"], row["words_removed"]) for row in rows] == [(0, 0), (2, 1)]


def test_a_cluster_says_who_came_first(reader: Reader, db: sqlite3.Connection) -> None:
    cluster = one(db, "SELECT id FROM clusters WHERE size = 3")
    rows = reader.get(f"/nhom/{cluster}.json").json()["rows"]
    assert [(row["site"], row["days_after"]) for row in rows] == [
        ("hagiang", 0), ("ninhbinh", 1), ("hue", 4)
    ]  # fmt: skip
    assert "sau 4 ngày" in reader.get(f"/nhom/{cluster}").text
    arcs = reader.get("/lan-toa.json").json()["rows"]
    assert {(row["source"], row["target"], row["articles"]) for row in arcs} == {
        ("hagiang", "ninhbinh", 1), ("hagiang", "hue", 1)
    }  # fmt: skip
    assert reader.get("/lan-toa").text.count('class="arc"') == 2


def test_an_old_address_leads_to_the_article(reader: Reader, db: sqlite3.Connection) -> None:
    ident = one(db, "SELECT id FROM articles LIMIT 1")
    response = reader.get(f"/bai/{ident[:8]}")
    # Another article's id may begin so one day: not for ever.
    assert (response.status_code, response.headers["location"]) == (302, f"/bai/{ident}")
    response = reader.get(f"/bai/{ident[:8]}.json")
    assert (response.status_code, response.headers["location"]) == (302, f"/bai/{ident}.json")
    for unknown in ("/bai/ffffffffffffffff", "/nhom/c0", "/trang/khong", "/bai/x.csv", "/x"):
        response = reader.get(unknown)
        assert response.status_code == 404, unknown
    assert "Không có trang này" in response.text


def test_lists_are_taken_away_as_files(
    reader: Reader, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = reader.get("/tim.csv?q=chuyen&verdict=all")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(response.text.lstrip("\ufeff"))))
    assert len(rows) == one(db, "SELECT count(*) FROM articles WHERE title LIKE '%chuyện%'")
    assert {"id", "rights", "capture_digest", "archive_url", "organisation"} <= rows[0].keys()
    said = reader.get("/tim.json?q=chuyen&verdict=all").json()
    assert [row["id"] for row in said["rows"]] == [row["id"] for row in rows]
    assert said["more"] is False
    monkeypatch.setattr(results, "LISTED", 5)
    paged = [reader.get(f"/tim.json?q=chuyen&verdict=all&page={page}").json() for page in (1, 2, 5)]
    assert [row["id"] for part in paged[:2] for row in part["rows"]] == [
        row["id"] for row in said["rows"][:10]
    ]
    assert [part["more"] for part in paged] == [True, True, False]
    monkeypatch.setattr(results, "DEEPEST", 2)
    assert reader.get("/tim.json?q=chuyen&verdict=all&page=2").json()["more"] is True
    deeper = reader.get("/tim.json?q=chuyen&verdict=all&page=3")
    assert deeper.status_code == 404
    whole = reader.get(urlsplit(deeper.json()["whole"])._replace(scheme="", netloc="").geturl())
    assert [json.loads(line)["id"] for line in whole.text.splitlines()] == [
        row["id"] for row in said["rows"]
    ]
    for path in ("/", "/dong-thoi-gian", "/ban-do", "/do-phu", "/lan-toa", "/trang", "/trang/hue"):
        name = path.rstrip("/") if path != "/" else ""
        links = tree(reader.get(path)).xpath("//p[@class='take']/a/@href")
        assert links, path
        for link in links if name else ():
            assert reader.get(link).status_code == 200, link


def test_the_front_page_lists_its_own_numbers(reader: Reader, db: sqlite3.Connection) -> None:
    for link in tree(reader.get("/")).xpath("//p[@class='take']/a/@href"):
        assert reader.get(link).status_code == 200, link
    text = tree(reader.get("/")).xpath("string(//main)")
    assert "chuyên mục không có bài nào" not in text  # no words were given to this reader
    assert "empty-section" in text
    assert "1 / 6" in text
    relevant = one(db, "SELECT count(*) FROM articles WHERE verdict = 'relevant'")
    assert f"{relevant}bài thuộc chủ đề" in re.sub(r"\s+(?=bài)", "", text)
