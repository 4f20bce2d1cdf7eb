"""Search that is right for Vietnamese: exact with marks, folded without, never a syntax error."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import warc
from archive.documents import catalogue
from archive.places import provinces_after, provinces_before
from archive.query import parse
from archive.query_names import document_of
from archive.records import Gate, Judgement, Mention, Page, PlaceName, Reading, Site, Verdict
from archive.search import CLOSE, OPEN, Filters, Found, province_of, search
from archive.search_marks import mark
from archive.text import fold
from archive.writer import Archive, connect_readonly

THANH = Site(
    *("thanh", "Trang Thanh", "huyen", "thanh.example", "generic"),
    province_before="Thanh Hóa",
    province_after="Thanh Hóa",
)
BINH = Site(
    *("binh", "Trang Bình", "huyen", "binh.example", "generic"),
    province_before="Hòa Bình",
    province_after="Phú Thọ",
)
ids = count()


def put(
    archive: Archive,
    title: str,
    body: str = "",
    *,
    lead: str = "",
    site: Site = THANH,
    when: str | None = "2023-05-19T08:00+07:00",
    named: str = "",
    text: str = "",
    verdict: Verdict = "relevant",
    places: tuple[PlaceName, ...] = (),
) -> None:
    """An article as a crawl would keep it; ``text`` is how the body names the document
    ``named``: "a|b" the first and the second of two."""
    number = next(ids)
    url = f"https://{site.host}/bai-{number}.html"
    at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=number)
    exchange = warc.Exchange(url, site.name, at, status=200, payload=f"{number}".encode())
    forms = text.split("|")
    body = " ".join((body, *forms)).strip() or f"Nội dung {number}."
    precision = {None: "none", 7: "month", 10: "day"}.get(when and len(when), "minute")
    keys = tuple(named.split())
    mentions = tuple(
        Mention(key, "body", body.find(form), body.find(form) + len(form), form)
        for key, form in zip(keys, forms, strict=False)
    )
    page = Page(
        *(url, "article", site, 200, (), b"x", at, archive.keep(exchange)),
        gate=Gate(True, ""),
        reading=Reading(
            *(url, title, lead, body),
            published_at=when,
            published_precision=precision,  # type: ignore[arg-type]
            places=places,
        ),
        judgement=Judgement(verdict, keys, mentions, (), 0.9, ""),
    )
    came = archive.ingest(page)
    assert (came.outcome, came.reason) == ("archived", verdict)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder: Path = tmp_path_factory.mktemp("search")
    with Archive(folder) as archive:
        archive.begin_run([THANH, BINH], catalogue().documents)
        put(archive, "Tấm gương đạo đức", "Đẩy mạnh việc học tập. Thị uỷ họp.", lead="Mở đầu.")
        put(archive, "Ban chỉ đạo họp", "Bàn việc của Đảng ủy phường.", when="2020-12")
        put(archive, "Quê tôi", "Bà con bán chị đào những cành đẹp.", when="2021-03-04")
        put(archive, "Hòa giải ở cơ sở", "Hoà thuận trong thôn.", site=BINH, when=None)
        put(archive, "Làm theo Bác", "Việc nhỏ.", named="KL01", text="Kết luận số 01-KL/TW")
        put(archive, "Thanh niên", "Đoàn viên.", named="CT05", text="Chỉ thị 05", site=BINH)
        put(archive, "Nhắc qua", "Việc khác.", verdict="mention", named="CT05", text="Chỉ thị 05")
        put(archive, "Đạo đức nói nhiều", "việc việc", when="2024-01-01")
        put(archive, "Không nói ở tiêu đề", "Bàn về đạo đức.", when="2024-02-01")
        archive.finish_run("done")
    opened = connect_readonly(folder)
    yield opened
    opened.close()


def titles(found: Found) -> list[str]:
    return [plain(hit.title) for hit in found.hits]


def plain(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("tam guong", "Tấm gương đạo đức"),
        ("day manh", "Tấm gương đạo đức"),
        ("Đẩy mạnh", "Tấm gương đạo đức"),
        ("Ðẩy mạnh", "Tấm gương đạo đức"),  # Eth
        (normalize("NFD", "Đẩy mạnh"), "Tấm gương đạo đức"),
        ("dang uy", "Ban chỉ đạo họp"),
        ("thị ủy", "Tấm gương đạo đức"),  # the page writes uỷ
        ("đảng uỷ", "Ban chỉ đạo họp"),  # the page writes ủy
        ("hoà giải", "Hòa giải ở cơ sở"),
        ("hòa thuận", "Hòa giải ở cơ sở"),
        ("ban chỉ đạo", "Ban chỉ đạo họp"),
        ("bán chị đào", "Quê tôi"),
        ('"chị đào"', "Quê tôi"),
        ("“chị đào”", "Quê tôi"),
        ("KL 01", "Làm theo Bác"),
        ("kl01", "Làm theo Bác"),
        ("01-KL/TW", "Làm theo Bác"),
        ("05-CT/TW", "Thanh niên"),
        ("Chỉ thị số 05", "Thanh niên"),
        ("Chỉ thị 05 đoàn viên", "Thanh niên"),
        ("quê t*", "Quê tôi"),
        ("THANH NIÊN", "Thanh niên"),
    ],
)
def test_a_query_finds_its_article_alone(db: sqlite3.Connection, query: str, title: str) -> None:
    assert titles(search(db, query)) == [title]


@pytest.mark.parametrize("query", ['"đào chị"', "bàn chi đáo", "đạo đưc", "xyz", "Chỉ thị 05 xyz"])
def test_a_query_typed_otherwise_finds_nothing(db: sqlite3.Connection, query: str) -> None:
    assert search(db, query).hits == ()


def test_what_only_folding_finds_stands_apart(db: sqlite3.Connection) -> None:
    found = search(db, "bàn chỉ đao")
    assert found.hits == ()
    assert {plain(hit.title) for hit in found.near} == {"Ban chỉ đạo họp", "Quê tôi"}


def test_what_is_found_by_its_document_is_not_offered_again(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([THANH], catalogue().documents)
        spelt = "Xã viết ket luan 01-KL/TW lên bảng."
        put(archive, "Một bài", spelt, named="KL01", text="KL số 01 của Bộ Chính trị")
        put(archive, "Bài khác", spelt)
        archive.finish_run("done")
    with connect_readonly(tmp_path) as db:
        found = search(db, "Kết luận 01-KL/TW")
    assert titles(found) == ["Một bài"]
    assert [plain(hit.title) for hit in found.near] == ["Bài khác"]


def test_a_bare_query_has_nothing_to_mean_otherwise(db: sqlite3.Connection) -> None:
    found = search(db, "ban chi dao")
    assert set(titles(found)) == {"Ban chỉ đạo họp", "Quê tôi"}
    assert found.near == ()


def test_found_words_are_marked_in_the_spelling_of_the_page(db: sqlite3.Connection) -> None:
    for query in ("dao duc", "đạo đức"):
        hits = search(db, query).hits
        assert f"{OPEN}đạo đức{CLOSE}" in hits[0].title.lower(), query
        assert {plain(hit.title) for hit in hits} == {
            "Tấm gương đạo đức",
            "Đạo đức nói nhiều",
            "Không nói ở tiêu đề",
        }


def test_a_title_outweighs_a_body(db: sqlite3.Connection) -> None:
    assert titles(search(db, "dao duc"))[-1] == "Không nói ở tiêu đề"


def test_a_document_named_in_another_form_is_marked(db: sqlite3.Connection) -> None:
    (hit,) = search(db, "KL 01").hits
    assert f"{OPEN}Kết luận số 01-KL/TW{CLOSE}" in hit.snippet


def test_what_overlaps_is_marked_as_one(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([THANH], catalogue().documents)
        forms = "Kết luận số 01|Kết luận số 01-KL/TW"
        put(archive, "Một bài", named="KL01 CT05", text=forms)
        archive.finish_run("done")
    with connect_readonly(tmp_path) as db:
        (hit,) = search(db, "KL 01 CT05").hits
    assert hit.snippet == f"{OPEN}Kết luận số 01 Kết luận số 01-KL/TW{CLOSE}"
    found = [re.compile("số 01"), re.compile("luận số"), re.compile("TW")]
    assert mark("Kết luận số 01-KL/TW", found) == (
        f"Kết {OPEN}luận số 01{CLOSE}-KL/{OPEN}TW{CLOSE}"
    )


@pytest.mark.parametrize("query", ["dat", "đất", "da*", "đấ*", "", "KL01", "-xyz"])
def test_no_text_forges_a_mark(tmp_path: Path, query: str) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([THANH], catalogue().documents)
        forged = f"{OPEN}Giả{CLOSE} đất {CLOSE}{OPEN}"
        put(archive, forged, f"x {forged}", lead=forged, named="KL01", text="KL 01")
        archive.finish_run("done")
    with connect_readonly(tmp_path) as db:
        (hit,) = search(db, query).hits
    for text in (hit.title, hit.snippet):
        assert f"{OPEN}Giả{CLOSE}" not in text
        assert text.count(OPEN) == text.count(CLOSE) <= 2
        assert f"{CLOSE}{OPEN}" not in text
    assert (f"{OPEN}đất{CLOSE}" in hit.title) == (query[:1] in ("d", "đ"))


def test_articles_that_name_every_document_come_first(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.begin_run([THANH], catalogue().documents)
        put(archive, "Chỉ viết chữ", "KL01 CT05")
        put(archive, "Một văn bản", named="KL01", text="KL 01")
        put(archive, "Cả hai", named="KL01 CT05", text="Kết luận 01|Chỉ thị 05")
        archive.finish_run("done")
    with connect_readonly(tmp_path) as db:
        assert titles(search(db, "KL01 CT05")) == ["Cả hai", "Chỉ viết chữ"]
        assert titles(search(db, "KL01 -cả")) == ["Một văn bản", "Chỉ viết chữ"]
        assert {*titles(search(db, "-chữ"))} == {"Cả hai", "Một văn bản"}


def test_mentions_are_outside_the_default(db: sqlite3.Connection) -> None:
    both = search(db, "", Filters(document="CT05", verdicts=("relevant", "mention")))
    assert titles(search(db, "", Filters(document="CT05"))) == ["Thanh niên"]
    assert set(titles(both)) == {"Thanh niên", "Nhắc qua"}


def test_filters(db: sqlite3.Connection) -> None:
    # newest first; what bears no date comes last
    assert titles(search(db, "", Filters(sites=("binh",)))) == ["Thanh niên", "Hòa giải ở cơ sở"]
    assert titles(search(db, "", Filters(province="Phú Thọ"))) == ["Thanh niên", "Hòa giải ở cơ sở"]
    assert titles(search(db, "hoa", Filters(province="Hòa Bình"))) == ["Hòa giải ở cơ sở"]
    month = Filters(since="2020-12-15", until="2020-12-20")
    assert titles(search(db, "", month)) == ["Ban chỉ đạo họp"]
    assert titles(search(db, "", Filters(since="2021-03-04", until="2021-03-04"))) == ["Quê tôi"]
    assert search(db, "", Filters(until="2019-01-01")).hits == ()


def test_a_limit_says_that_there_is_more(db: sqlite3.Connection) -> None:
    assert search(db, "dao duc", limit=2).more
    assert not search(db, "dao duc", limit=3).more


def test_newest_first_where_more_match_than_are_ranked(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.search_numbers.RANKED", 2)
    assert titles(search(db, "dao duc"))[0] == "Không nói ở tiêu đề"


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("CT05", "CT05"),
        ("ct 5", "CT05"),
        ("05-CT/TW", "CT05"),
        ("Chỉ thị số 05-CT/TW", "CT05"),
        ("chi thi 05", "CT05"),
        ("KL 01", "KL01"),
        ("Kết luận 01", "KL01"),
        ("06-CT/TW", "CT06"),
        ("05-CT/TU", ""),
        ("01-KL/TU", ""),
        ("105", ""),
        ("", ""),
    ],
)
def test_a_document_goes_by_any_of_its_forms(form: str, key: str) -> None:
    assert document_of(form) == key


@pytest.mark.parametrize(
    ("typed", "province"),
    [
        ("thanh hoa", "Thanh Hóa"),
        ("Tỉnh Thanh Hoá", "Thanh Hóa"),
        ("hoa binh", "Hòa Bình"),
        ("PHÚ THỌ", "Phú Thọ"),
        ("dak lak", "Đắk Lắk"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("daklak", "Đắk Lắk"),
        ("Thừa Thiên Huế", "Huế"),
        ("thua thien - hue", "Huế"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("TPHCM", "Thành phố Hồ Chí Minh"),
        ("tp hcm", "Thành phố Hồ Chí Minh"),
        ("thanh pho ho chi minh", "Thành phố Hồ Chí Minh"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Ba Ria Vung Tau", "Bà Rịa - Vũng Tàu"),
        ("Thủ đô Hà Nội", "Hà Nội"),
        ("TP. Đà Nẵng", "Đà Nẵng"),
        ("Atlantis", ""),
        ("tp", ""),
        ("", ""),
    ],
)
def test_a_province_goes_by_either_map_and_any_spelling(typed: str, province: str) -> None:
    assert province_of(typed) == province


def test_every_province_is_found_without_marks_and_spaces() -> None:
    for name in (*provinces_before(), *provinces_after()):
        assert province_of(name) == province_of(fold(name).replace(" ", "")) == name


@given(st.text(max_size=60))
def test_no_query_is_a_syntax_error(db: sqlite3.Connection, query: str) -> None:
    search(db, query)


@given(st.text(alphabet="\"*()^:-+{}AND OR NOT NEAR\0'đạo ủy.,;", max_size=40))
def test_operators_are_words(db: sqlite3.Connection, query: str) -> None:
    search(db, query)


@given(st.text(alphabet="hoàuỷạđ ", min_size=1, max_size=20))
def test_tone_placement_makes_no_difference(text: str) -> None:
    from archive.text import settle_tones

    assert parse(text).terms == parse(settle_tones(text)).terms
