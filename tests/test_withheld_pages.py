"""Pages of other articles that name a withheld one: shown and exported with those places black."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import naming, tombstones, warc, withhold
from archive.blackout import BAR, blacked_out
from archive.documents import catalogue
from archive.export import captures
from archive.export.records import Access
from archive.export.saving import select
from archive.naming import Signs
from archive.records import Page, Role
from archive.search import Filters
from archive.titles import Titles, mark
from archive.web.replay_captures import Gone, find
from archive.web.replay_server import running
from archive.writer import WARC_FOLDER, Archive, connect_readonly
from crawler.run import project_settings
from crawler.sites import Sites
from tests.small_archive import alone, answer, told
from tests.test_replay import Answer
from tests.test_withhold import One, differences, keep_from, release
from tests.test_withhold_command import data, rows, url_of
from tests.test_withhold_command import page as story

__all__ = ["data"]  # the fixture

TITLE = "Chị Tẩm Chín kể lại việc làm theo Bác ở tổ tiết kiệm"
SLUG = "chi-tam-chin-ke-lai-viec-lam-theo-bac-123"
HTML = "text/html; charset=utf-8"
HERE = "https://mau.example/tin/bai-khac-999.html"
BOX = (
    '<div class="others"><ul>'
    f'<li class="item"><a href="/tin/{SLUG}.html"><img src="/anh/9.jpg"></a>'
    f'<h3><a href="/tin/{SLUG}.html">{TITLE}</a></h3><p>Lời dẫn tẩmchín.</p></li>'
    '<li class="item"><a href="/tin/bai-khac-1.html">Bài khác một</a><p>Lời dẫn một.</p></li>'
    "</ul></div>"
)
OWN = "Thân bài của trang này, dài và không nhắc tới ai. " * 20


def page(inside: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head>"
        f"<body><article><h1>Bài khác</h1><p>{OWN}</p>{inside}</article></body></html>"
    )


@pytest.fixture
def signs(tmp_path: Path) -> Signs:
    """Of one withheld article whose address tells it, and one whose address does not."""
    one = One(tmp_path)
    with one.again() as archive:
        for url in (f"https://mau.example/tin/{SLUG}.html", "https://www.mau.example/xem?id=7"):
            said = withhold.detail(archive.begin(), url, "safety")
            titles = json.dumps([mark(TITLE)])
            said |= {"site": "mau", "titles": titles}
            archive.decide(withhold.WITHHOLD, url, "", said)
        found = naming.signs(archive.db, "mau")
        archive.finish_run("done")
    assert found is not None
    return found


def black(signs: Signs, source: str, url: str = HERE) -> str:
    shown = blacked_out(source.encode(), HTML, url, signs)
    assert shown is not None
    return shown.decode()


NAMING = {
    "link": f'<a href="/tin/{SLUG}.html">xem</a>',
    "query": '<a href="/xem?id=7">xem</a>',
    "query-more": '<a href="//mau.example/xem?id=7&amp;trang=2">xem</a>',
    "relative": f'<a href="{SLUG}.html?utm_source=x#y">xem</a>',
    "percent": '<a href="https%3A%2F%2Fmau.example%2Fxem%3Fid%3D7">xem</a>',
    "unquoted": f"<a href=/tin/{SLUG}.html>xem</a>",
    "title": f"<p>Đọc thêm: {TITLE}.</p>",
    "title-in-parts": f"<p>{TITLE.replace('kể lại', '<b>kể</b> <i>lại</i>')}</p>",
    "title-elsewise": f"<p>{TITLE.upper()}</p>",
    "title-without-marks": "<p>chi tam chin ke lai viec lam theo bac o to tiet kiem</p>",
    "alt": f'<img src="/1.jpg" alt="{TITLE}">',
    "json": f'<script>var a = {{"url": "https:\\/\\/mau.example\\/tin\\/{SLUG}.html"}}</script>',
    "json-title": f"<script>var a = {json.dumps(TITLE)}</script>",
    "comment": f"<!-- {TITLE} -->",
    "box": BOX,
    "in-head": "",
}


@pytest.mark.parametrize("name", NAMING)
def test_a_page_that_names_it_is_known_and_shown_without(signs: Signs, name: str) -> None:
    head = f'<link rel="next" href="/tin/{SLUG}.html"><title>{TITLE}</title>'
    source = page(NAMING[name], head if name == "in-head" else "")
    assert naming.page_names(signs, HERE, HTML, source.encode())
    shown = black(signs, source)
    assert not naming.page_names(signs, HERE, HTML, shown.encode())
    for words in (SLUG, TITLE, "id=7", "tẩmchín"):
        assert words not in shown
    assert OWN.strip() in shown
    assert "<h1>Bài khác</h1>" in shown


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="/xem?id=71">xem</a>',
        '<a href="/xem?id=8">xem</a>',
        '<a href="https://khac.example/xem?id=7">xem</a>',
        f'<a href="/tin/{SLUG}4.html">xem</a>',
        "<p>Số 7, xem tin 123.</p>",
        "<p>Chị Tẩm Chín kể lại việc khác ở tổ tiết kiệm</p>",
        '<a href="http://[">xem</a>',
    ],
)
def test_any_other_is_not(signs: Signs, inside: str) -> None:
    source = page(inside)
    assert not naming.page_names(signs, HERE, HTML, source.encode())
    assert black(signs, source) == source


def test_the_box_goes_with_picture_and_lead_and_its_neighbours_stay(signs: Signs) -> None:
    shown = black(signs, page(BOX))
    assert "9.jpg" not in shown
    assert '<a href="/tin/bai-khac-1.html">Bài khác một</a><p>Lời dẫn một.</p>' in shown
    assert shown.count(BAR) == 1


def test_a_page_made_of_links_to_it_is_done_in_seconds(signs: Signs) -> None:
    link = f'<a href="/tin/{SLUG}.html">x</a>'
    began = process_time()
    shown = black(signs, page("<div>" + link * 4_000 + '<a href="/khac">y</a></div>'))
    assert process_time() - began < 20
    assert SLUG not in shown
    assert '<a href="/khac">y</a>' in shown
    assert not naming.page_names(signs, HERE, HTML, b"<" * 500_000)
    assert not naming.page_names(signs, HERE, HTML, b'="' * 200_000)
    assert process_time() - began < 20


def test_pictures_are_not_looked_through_and_what_cannot_be_parsed_is_not_shown(
    signs: Signs,
) -> None:
    assert not naming.page_names(signs, HERE, "image/png", SLUG.encode())
    assert naming.page_names(signs, HERE, "application/json", f'"/{SLUG}.html"'.encode())
    assert blacked_out(page(BOX).encode(), "application/json", HERE, signs) is None
    assert blacked_out((page(BOX) + "<p>" * 60_000).encode(), HTML, HERE, signs) is None


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1258", "nonsense"])
def test_the_page_is_read_by_its_own_charset(signs: Signs, charset: str) -> None:
    known = "utf-8" if charset == "nonsense" else charset
    source = page(BOX.replace(TITLE, "xem") + "<p>Đ</p>").encode(known, "replace")
    kind = f"text/html; charset={charset}"
    assert naming.page_names(signs, HERE, kind, source)
    shown = blacked_out(source, kind, HERE, signs)
    assert shown is not None
    assert "<p>Đ</p>" in shown.decode()


class TestTitles:
    def test_a_mark_holds_no_word_and_knows_its_title(self) -> None:
        made = mark(TITLE)
        assert not any(word in made.lower() for word in ("tẩm", "tam", "chin"))
        assert Titles([made]).stand_in(f"a b c {TITLE} d")
        assert not Titles([made]).stand_in(TITLE[:-2])
        assert not Titles(["", "x", "7.zz", made[:-1]]).stand_in(TITLE)

    @pytest.mark.parametrize("short", ["", "Tin vắn", "Học tập Bác"])
    def test_too_short_a_title_has_none(self, short: str) -> None:
        assert mark(short) == ""

    def test_what_others_are_called_too_is_no_mark(self, tmp_path: Path) -> None:
        one = One(tmp_path)
        with one.again() as archive:
            rows = archive.begin()
            rows.execute("UPDATE revisions SET title = ?", (TITLE,))
            assert json.loads(withhold.detail(rows, one.URL, "safety")["titles"]) == [mark(TITLE)]
            rows.execute(
                "INSERT OR REPLACE INTO urls(url, site, role, found_at, section)"
                " VALUES ('https://mau.example/s', 'mau', 'listing', '', ?)",
                (TITLE.upper(),),
            )
            assert json.loads(withhold.detail(rows, one.URL, "safety")["titles"]) == []


class Named:
    """An archive of One, and a page of another article with a box that names it."""

    OTHER = "https://mau.example/9.html"

    def __init__(self, folder: Path) -> None:
        self.one = One(folder)
        self.folder = folder
        said = {
            "text": "Một bài khác hẳn về chuyện khác.", "verdict": "relevant", "day": "2023-05-20",
            "canonical": "", "signature": self.one.life.stories[1],
            "box": f'<a href="{self.one.URL}">Tên bài tẩmchín</a>',
        }  # fmt: skip
        with self.one.again() as archive:
            payload = json.dumps(said, ensure_ascii=False).replace("/", "\\/").encode()
            kind = (("Content-Type", "text/html; charset=utf-8"),)
            self.one.exchange(archive, self.OTHER, payload, headers=kind)
            archive.finish_run("done")
        ((self.capture,),) = self.one.rows(f"SELECT id FROM captures WHERE url = '{self.OTHER}'")

    def exported(self) -> list[tuple[Any, bytes]]:
        db = connect_readonly(self.folder)
        records = select(db, self.folder, "", Filters(verdicts=()), Access()).records()
        found = captures.each(db, self.folder / WARC_FOLDER, records)
        return [(place, made) for _, place, made in found]


@pytest.fixture
def named(tmp_path: Path) -> Named:
    return Named(tmp_path)


@pytest.fixture
def archive(named: Named) -> Iterator[Archive]:
    with named.one.again() as archive:
        keep_from(archive, named.one.URL)
        archive.finish_run("done")
        archive.begin_run([], [])
        yield archive


class TestDoors:
    def test_replay_shows_it_covered_until_it_is_released(
        self, named: Named, archive: Archive
    ) -> None:
        found = find(named.folder, named.capture, public=False)
        assert found is not None
        assert not isinstance(found, Gone)
        assert found.covered
        assert (found.raw, "0.html" in (found.body or b"").decode()) == (b"", False)
        with running(named.folder) as base:
            view = Answer(base, f"/view/{named.capture}")
            assert "những chỗ ấy được che đen" in view.text
            assert "/raw/" not in view.text
            shown = Answer(base, f"/{named.capture}")
            assert (shown.status, BAR in shown.text) == (200, True)
            assert "tẩmchín" not in shown.text
            assert "Một bài khác hẳn" in shown.text
            assert Answer(base, f"/raw/{named.capture}").status == 410
        release(archive, named.one.URL, "mau")
        archive.commit()
        found = find(named.folder, named.capture, public=False)
        assert found is not None
        assert not isinstance(found, Gone)
        assert not found.covered
        assert b"0.html" in found.raw

    def test_it_is_counted_with_the_lists(self, named: Named, archive: Archive) -> None:
        ((article,),) = named.one.rows("SELECT article_id FROM tombstones")
        listing = named.one.rows("SELECT id FROM captures WHERE url LIKE '%/tin%'")[0][0]
        found = naming.captures(archive.db, named.folder / WARC_FOLDER, [article])
        assert sorted(found) == sorted([listing, named.capture])

    def test_it_leaves_as_a_conversion(self, named: Named, archive: Archive) -> None:
        places = {place.url: (place, made) for place, made in named.exported()}
        assert named.one.URL not in places
        assert places[named.one.COPY][0].record_type == "response"
        place, made = places[named.OTHER]
        assert (place.record_type, place.id) == ("conversion", named.capture)
        record = next(ArchiveIterator(BytesIO(made), check_digests="raise"))
        assert record.rec_type == "conversion"
        header = record.rec_headers.get_header
        assert header("WARC-Refers-To") == f"<urn:uuid:{named.capture}>"
        assert header("WARC-Target-URI") == named.OTHER
        assert header("WARC-Block-Digest") == place.digest
        text = record.content_stream().read().decode()
        assert BAR in text
        assert "blacked out" in text
        assert "0.html" not in text
        assert named.exported() == named.exported()

    def test_what_cannot_be_covered_is_a_note(
        self, named: Named, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(captures, "blacked_out", lambda *_: None)
        ((place, made),) = [found for found in named.exported() if found[0].url == named.OTHER]
        assert place.record_type == captures.SEALED
        text = gzip.decompress(made).decode()
        assert f"lamtheo-sealed: urn:uuid:{named.capture}" in text
        assert "0.html" not in text

    def test_the_index_of_a_wacz_has_what_is_shown(
        self, named: Named, archive: Archive, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = named.folder / "x.wacz"
        at = ("--data", named.folder, "export", "wacz", "--verdict", "all", "--out", out)
        assert told(capsys, *at)[0] == 0
        with zipfile.ZipFile(out) as packed:
            index = gzip.decompress(packed.read("indexes/index.cdx.gz")).decode()
            data = packed.read("archive/data.warc.gz")
            pages = packed.read("pages/pages.jsonl").decode()
        assert named.OTHER in pages
        (line,) = [line for line in index.splitlines() if named.OTHER in line]
        said = json.loads(line.split(" ", 2)[2])
        at_, length = int(said["offset"]), int(said["length"])
        (record,) = ArchiveIterator(BytesIO(data[at_ : at_ + length]))
        assert record.rec_headers.get_header("WARC-Target-URI") == named.OTHER
        assert record.rec_headers.get_header("WARC-Block-Digest") == said["digest"]
        assert "tẩmchín" not in gzip.decompress(data).decode("utf-8", "replace").replace(
            One.TEXT, ""
        )

    def test_it_is_the_same_after_a_rebuild(self, named: Named, archive: Archive) -> None:
        archive.finish_run("done")
        assert differences(named.folder) == []


class TestSealedCaptures:
    def test_no_command_opens_one(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        at = ("--data", data)
        ((capture,),) = rows(data, f"SELECT id FROM captures WHERE url = '{url_of('quevo')}'")
        assert told(capsys, *at, "read", "--capture", capture)[0] == 0
        answer(capsys, *at, "withhold", url_of("quevo"), "--reason", "court-order", "--json")
        ((ident,),) = rows(data, "SELECT article_id FROM tombstones")
        fixture = ("site", "fixture", "quevo", "--into", data / "pairs", "--capture")
        for given in (capture, capture[:12], ident):
            for command in (("read", "--capture"), fixture):
                code, out, err = told(capsys, *at, *command, given)
                assert (code, out) == (1, ""), command
                assert "bị hạn chế truy cập từ" in err
        assert not (data / "pairs").exists()

    def test_no_fixture_is_made_of_a_page_that_names_one(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = url_of("quevo").replace("123", "456")
        quevo = next(
            one for one in Sites.from_settings(project_settings()).facts() if one.name == "quevo"
        )
        box = f'<a href="{url_of("quevo")}">xem</a>'.encode()
        kind = (("Content-Type", HTML),)
        with Archive(data) as archive:
            archive.begin_run((), catalogue().documents)
            pages: list[tuple[Role, str]] = [("article", other), ("listing", f"{other}/danh-sach")]
            for role, url in pages:
                now = datetime.now(UTC)
                exchange = warc.Exchange(url, "quevo", now, status=200, headers=kind,
                                         payload=story(8) + box)  # fmt: skip
                kept = archive.keep(exchange)
                archive.ingest(Page(url, role, quevo, 200, kind, exchange.payload, now, kept))
            archive.finish_run("done")
        at = ("--data", data)
        found = dict(rows(data, f"SELECT url, id FROM captures WHERE url LIKE '{other}%'"))
        answer(capsys, *at, "withhold", url_of("quevo"), "--reason", "court-order", "--json")
        fixture = ("site", "fixture", "quevo", "--into", data / "pairs", "--capture")
        for ident in found.values():
            code, out, err = told(capsys, *at, *fixture, ident)
            assert (code, out) == (1, "")
            assert "nhắc tới một bài đang bị hạn chế" in err
        assert not (data / "pairs").exists()
        code, out, _ = told(capsys, *at, "read", "--capture", found[other])
        assert (code, url_of("quevo") in out) == (0, False), "its own text, as show tells it"
        assert told(capsys, *at, "read", "--capture", found[f"{other}/danh-sach"])[0] == 1
        assert told(capsys, *at, "release", url_of("quevo"))[0] == 0
        assert told(capsys, *at, *fixture, found[other])[0] == 0


def test_an_older_id_of_it_is_known_too(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from archive.articles import article_id
    from tests.web_archive import Reader

    alone(tmp_path, monkeypatch)
    one = One(tmp_path / "data")
    with one.again() as archive:
        keep_from(archive, one.URL)
        archive.finish_run("done")
        older = article_id(one.ALIAS)
        assert tombstones.of_article(archive.db, older) == tombstones.of_url(archive.db, one.URL)
        assert tombstones.of_article(archive.db, article_id(one.COPY)) is None
    code, out, err = told(capsys, "--data", one.folder, "show", older)
    assert (code, out) == (1, "")
    assert "bị hạn chế truy cập" in err
    with closing(Reader(one.folder)) as reader:
        assert reader.get(f"/bai/{older}").status_code == 410
