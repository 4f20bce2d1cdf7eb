"""Tables that leave the archive: every row whole, formulas dead, memory bounded."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.export import bibtex, csl_json, csv_file, jsonl, parquet, ris
from archive.export.columns import CELLS, WORDS
from archive.export.origin import Origin, origin
from archive.export.records import COLUMNS, Access, Record, at_revision
from archive.export.saving import save, select
from archive.records import PlaceName
from archive.search import Filters, numbers, search
from archive.writer import connect_readonly
from tests import take_archive as made

EVERY = Filters(verdicts=())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.build(tmp_path_factory.mktemp("take") / "data")


@pytest.fixture(scope="module")
def told(folder: Path) -> Origin:
    db = connect_readonly(folder)
    return origin(db, "2026-12-01T00:00:00+00:00", "bác", EVERY)


@pytest.fixture(scope="module")
def records(folder: Path) -> list[Record]:
    return list(select(connect_readonly(folder), folder, "", EVERY, Access()).records())


def some_record(**changes: object) -> Record:
    plain: dict[str, object] = {
        name: {bool: True, int: 1, float: 0.5, str: "x"}.get(kind, ()) for name, kind in
        COLUMNS.items()
    }  # fmt: skip
    for name in ("source", "section", "published_at", "published_day", "modified_at", "gone_at"):
        plain[name] = None
    times = dict.fromkeys(("first_seen_at", "last_seen_at", "captured_at"), "2026-11-01T00:00Z")
    return Record(**plain | times | changes)  # type: ignore[arg-type]


def by_url(records: list[Record], story: made.Story) -> Record:
    return next(record for record in records if record.url == story.url)


# -- records ----------------------------------------------------------------------


def test_a_record_says_what_the_archive_knows(records: list[Record]) -> None:
    assert len(records) == 7
    first, copy = by_url(records, made.FIRST), by_url(records, made.COPY)
    assert (first.title, first.body) == (made.FIRST.title, made.SHARED)
    assert first.authors == ("Nguyễn Văn An", "Lê Thị Bình")
    assert first.documents == ("KL01", "CT05")
    assert first.document_numbers == ("01-KL/TW", "05-CT/TW")
    assert (first.organisation, first.province_before) == ("Báo Mở", "Bắc Giang")
    assert first.cluster_id == copy.cluster_id
    assert (copy.cluster_size, copy.cluster_first) == (2, first.id)
    edited = by_url(records, made.EDITED)
    assert (edited.revision, edited.revisions) == (2, 2)
    assert edited.places == (PlaceName("Kín", "subject", "Bắc Ninh", "Bắc Ninh", "Kín"),)
    assert by_url(records, made.GONE).gone_at is not None


def test_an_older_revision_is_cited_with_its_own_text_and_capture(
    folder: Path, records: list[Record]
) -> None:
    db = connect_readonly(folder)
    edited = by_url(records, made.EDITED)
    old = at_revision(db, edited, 1)
    assert old is not None
    assert (old.body, edited.body) == ("Chi bộ góp 4,2 tỷ.", "Chi bộ góp 4,6 tỷ.")
    assert old.revision == 1
    assert old.capture_id != edited.capture_id
    assert old.text_digest != edited.text_digest
    assert at_revision(db, edited, 3) is None


def test_an_export_finds_what_a_search_finds(folder: Path) -> None:
    db = connect_readonly(folder)
    ids = dict(db.execute("SELECT n, id FROM articles").fetchall())
    queries = ("", "bac", "Bác", "KL 01", "kl01 làm theo", '"gương Bác"', "chi NEAR bo", "*", "…")
    for query in queries:
        for filters in (Filters(), EVERY, Filters(province="Bắc Ninh"), Filters(document="KL01")):
            hits = [hit.id for hit in search(db, query, filters, 1000).hits]
            assert [ids[n] for n in numbers(db, query, filters)] == hits, query
    assert len(list(numbers(db, "kl01"))) == 3


def test_the_public_gets_full_text_only_where_rights_allow(folder: Path) -> None:
    db = connect_readonly(folder)
    chosen = select(db, folder, "", EVERY, Access(public=True, base="https://kho.example"))
    found = {record.url: record for record in chosen.records()}
    assert found[made.FIRST.url].body == made.SHARED
    for record in found.values():
        open_text = record.site == made.OPEN.name
        assert record.full_text is open_text
        assert bool(record.body) is open_text
        assert record.excerpt
        assert all(not place.evidence for place in record.places) or open_text
        assert record.archive_url == f"https://kho.example/bai/{record.id}"


def test_nothing_beyond_the_excerpt_leaves_in_any_format(folder: Path, tmp_path: Path) -> None:
    """A word that stands only after the excerpt of a site without open rights."""
    import shutil
    import sqlite3

    shutil.copytree(folder, tmp_path / "data")
    writing = sqlite3.connect(tmp_path / "data" / "archive.db")
    writing.execute(
        "UPDATE articles SET lead = ?, body = 'bímậtcuốibài' WHERE url = ?",
        ("mở đầu " * 60 + "bímậtcuốibài", made.COPY.url),
    )
    writing.commit()
    db = connect_readonly(tmp_path / "data")
    told = origin(db, "2026-12-01T00:00:00+00:00", public=True)
    for public in (True, False):
        records = list(select(db, folder, "", EVERY, Access(public)).records())
        for form in (csv_file, jsonl, ris, bibtex, csl_json):
            data = b"".join(form.write(records, told)).decode()
            assert "mở đầu mở đầu" in data
            assert ("bímậtcuốibài" in data) is not public, form
        data = b"".join(parquet.write(records, told))
        assert ("bímậtcuốibài" in str(pq.read_table(io.BytesIO(data)).to_pylist())) is not public


# -- CSV --------------------------------------------------------------------------


def table(chunks: Iterator[bytes]) -> list[dict[str, str]]:
    data = b"".join(chunks)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_reads_back(records: list[Record], told: Origin) -> None:
    rows = table(csv_file.write(records, told))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["id"] for row in rows] == [record.id for record in records]
    first = next(row for row in rows if row["url"] == made.FIRST.url)
    assert first["body"] == made.SHARED
    assert first["authors"] == "Nguyễn Văn An; Lê Thị Bình"
    edited = next(row for row in rows if row["url"] == made.EDITED.url)
    assert edited["places"] == "subject: Kín, Bắc Ninh"
    assert (edited["full_text"], edited["gone_at"]) == ("true", "")


HOSTILE = (
    *("=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")", "=IMPORTXML(\"http://x\")"),
    *("=WEBSERVICE(\"http://x\")", "=DDE(\"cmd\";\"/C calc\";\"x\")", "+1+1", "+cmd|'/C x'!A0"),
    *("+841234567", "-1+1", "-cmd|'/C x'!A0", "- gạch đầu dòng", "-", "@SUM(1+1)", "@cmd", "@"),
    *("\t=1+1", "\tx", "\r=1+1", "\r\n=1", "\n=1+1", "\n-x", "＝1+1", "＋1", "－1", "＠SUM(1)"),
    *(" =1+1", "\xa0\u3000=1", "\ufeff=1", "\u200b-1", "\x00@x", "  ＝1"),
    *("=\"\"", "=\u202e1+1", "=\x001", "==", "=A1\r\n=A2", "+\U0001f600", "-\"", "=';--"),
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str, told: Origin) -> None:
    hostile = some_record(
        title=text, body=text, authors=(text,), source=text, organisation=text,
        places=(PlaceName(text, "subject"),),
    )  # fmt: skip
    (row,) = table(csv_file.write([hostile], told))
    for name in ("title", "body", "authors", "source", "organisation"):
        assert row[name] == "'" + text
    assert not any(cell.startswith(csv_file.FORMULA) for cell in row.values())


def test_the_table_of_hostile_cells_is_long_enough() -> None:
    assert len(set(HOSTILE)) >= 30


# What an archived text may hold: anything but what UTF-8 cannot.
texts = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("\0\n\r\t\"',;=+-@\u2028\x85{}\\&%\u202e\u05d0\U0001f600")
)


@given(st.lists(texts, min_size=1, max_size=5))
def test_any_text_survives_every_table(values: list[str]) -> None:
    told = Origin("a", "r", "m", "s", "v", values[0], Filters(), "2026-12-01T00:00:00+00:00")
    some = [some_record(id=str(n), title=text, body=text) for n, text in enumerate(values)]
    rows = table(csv_file.write(some, told))
    for row, text in zip(rows, values, strict=True):
        assert row["title"] == ("'" + text if csv_file.is_formula(text) else text)
    lines = b"".join(jsonl.write(some, told)).decode()
    assert lines.count("\n") == len(lines.splitlines()) == len(values)
    assert [json.loads(line)["body"] for line in lines.splitlines()] == values
    data = b"".join(parquet.write(some, told))
    assert pq.read_table(io.BytesIO(data)).column("title").to_pylist() == values


# -- JSON Lines, Parquet -----------------------------------------------------------


def test_jsonl_has_a_line_an_article_and_its_origin_in_each(
    records: list[Record], told: Origin
) -> None:
    lines = b"".join(jsonl.write(records, told)).decode().splitlines()
    assert len(lines) == len(records)
    for line, record in zip(lines, records, strict=True):
        said = json.loads(line)
        assert said.pop("export") == json.loads(json.dumps(told.document()))
        assert said == record.document()
    assert told.newest_run
    assert told.archive == told.newest_run
    assert told.schema.startswith("m0")
    assert told.software == "lamtheo/test"
    assert json.loads(lines[0])["export"]["query"] == "bác"


def test_parquet_reads_back_equal_and_typed(records: list[Record], told: Origin) -> None:
    found = pq.read_table(io.BytesIO(b"".join(parquet.write(records, told))))
    assert json.loads(found.schema.metadata[b"lamtheo"])["newest_run"] == told.newest_run
    types = {field.name: str(field.type) for field in found.schema}
    assert types["captured_at"] == "timestamp[us, tz=UTC]"
    assert types["published_day"] == "date32[day]"
    assert types["warc_offset"] == "int64"
    assert types["full_text"] == "bool"
    for row, record in zip(found.to_pylist(), records, strict=True):
        for name in ("captured_at", "first_seen_at", "last_seen_at", "gone_at"):
            row[name] = row[name] and row[name].isoformat(timespec="microseconds")
        row["published_day"] = row["published_day"] and row["published_day"].isoformat()
        assert row == record.document()


@pytest.mark.parametrize(
    ("form", "day"),
    [(ris, "Y2  - 2026/11/02"), (bibtex, "urldate = {2026-11-02}"), (csl_json, None)],
)
def test_the_day_of_access_is_that_in_viet_nam(form: Any, day: str | None, told: Origin) -> None:
    night = some_record(captured_at="2026-11-01T18:01:00+00:00")
    written = b"".join(form.write([night], told)).decode()
    if day is None:
        assert json.loads(written)[0]["accessed"] == {"date-parts": [[2026, 11, 2]]}
    else:
        assert day in written


def test_every_column_is_told_in_both_languages() -> None:
    assert set(COLUMNS) <= set(WORDS)
    assert all(vi and en and vi != en for vi, en in WORDS.values())
    assert [field.name for field in fields(Record)] == list(COLUMNS)


# -- memory, and the file itself -----------------------------------------------------


@pytest.fixture(scope="module")
def many(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 articles of some 4 kB each: 40 MB of text."""
    import shutil
    import sqlite3

    copy = tmp_path_factory.mktemp("many")
    for path in folder.glob("archive.db*"):
        shutil.copy(path, copy)
    db = sqlite3.connect(copy / "archive.db")
    db.execute(
        "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 10000)"
        " INSERT INTO articles(id, url, site, title, body, published_at, published_precision,"
        " verdict, score, digest, first_seen_at, last_seen_at, capture_id)"
        " SELECT 'n' || k.n, 'https://mo.example/' || k.n, a.site, a.title,"
        " replace(hex(zeroblob(700)), '00', 'lúa chín '),"
        " a.published_at, 'minute', 'relevant', 1.0, a.digest, a.first_seen_at, a.last_seen_at,"
        " a.capture_id FROM k, articles a WHERE a.url = ?",
        (made.FIRST.url,),
    )
    db.commit()
    db.close()
    return copy


@pytest.mark.parametrize("form", [csv_file, jsonl, parquet, ris, bibtex, csl_json])
def test_a_format_reads_no_further_than_it_has_written(form: Any, told: Origin) -> None:
    read_so_far = 0

    def endless() -> Iterator[Record]:
        nonlocal read_so_far
        while True:
            read_so_far += 1
            yield some_record(id=str(read_so_far))

    chunks = form.write(endless(), told)
    for _ in range(20):
        next(chunks)
    assert read_so_far <= (20 * parquet.GROUP if form is parquet else 20)


@pytest.mark.long
@pytest.mark.parametrize("form", ["csv", "parquet", "datapackage"])
def test_ten_thousand_articles_pass_through_little_memory(
    form: str, many: Path, told: Origin, tmp_path: Path
) -> None:
    """90 MB of text, and 20 MB of it in memory at most: a row group of Parquet is the largest
    thing held."""
    chosen = select(connect_readonly(many), many, "", Filters(), Access())
    warm = list(islice(chosen.records(), 1000))
    save(form, replace(chosen, numbers=chosen.numbers[: len(warm)]), told, tmp_path / "warm.zip")
    before, most = resident(), 0.0

    def watched(records: Iterable[Record]) -> Iterator[Record]:
        nonlocal most
        for n, record in enumerate(records):
            if n % 100 == 0:
                most = max(most, resident() - before)
            yield record

    save(form, chosen, told, tmp_path / "out.csv", watch=watched)
    assert len(chosen.numbers) == 10_000 + made.RELEVANT
    assert most < 20, f"{most:.1f} MB"


def resident() -> float:
    """Megabytes of memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Stops(Exception):
    pass


def test_a_file_is_whole_or_not_there(folder: Path, told: Origin, tmp_path: Path) -> None:
    db = connect_readonly(folder)
    chosen = select(db, folder, "", EVERY, Access())

    def dies(records: Iterator[Record]) -> Iterator[Record]:
        yield next(iter(records))
        raise Stops

    for form in ("csv", "datapackage", "wacz", "bag"):
        with pytest.raises(Stops):
            save(form, chosen, told, tmp_path / form, watch=dies)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    made_files = save("csv", chosen, told, tmp_path / "a.csv")
    assert [path.name for path in made_files] == ["a.csv", "a.csv.meta.json"]
    said = json.loads((tmp_path / "a.csv.meta.json").read_text(encoding="utf-8"))
    assert said.pop("cells") == CELLS
    assert said == json.loads(json.dumps(told.document()))
    before = (tmp_path / "a.csv").read_bytes()
    with pytest.raises(FileExistsError):
        save("csv", chosen, told, tmp_path / "a.csv")
    with pytest.raises(Stops):
        save("csv", chosen, told, tmp_path / "a.csv", force=True, watch=dies)  # type: ignore[arg-type]
    assert (tmp_path / "a.csv").read_bytes() == before
    save("csv", chosen, replace(told, query="khác"), tmp_path / "a.csv", force=True)
    assert "khác" in (tmp_path / "a.csv.meta.json").read_text(encoding="utf-8")


def test_force_replaces_no_folder_but_an_exports_own(
    folder: Path, told: Origin, tmp_path: Path
) -> None:
    chosen = select(connect_readonly(folder), folder, "", EVERY, Access())
    own = tmp_path / "own"
    own.mkdir()
    (own / "luan-van.docx").write_text("x")
    with pytest.raises(FileExistsError):
        save("datapackage", chosen, told, own, force=True)
    assert (own / "luan-van.docx").exists()
    save("datapackage", chosen, told, tmp_path / "dp")
    save("bag", chosen, told, tmp_path / "dp", force=True)
    assert (tmp_path / "dp" / "bagit.txt").exists()
    save("csv", chosen, told, tmp_path / "a")
    save("datapackage", chosen, told, tmp_path / "a", force=True)
    assert (tmp_path / "a" / "articles.csv").exists()
    save("csv", chosen, told, tmp_path / "a", force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "a.meta.json", "dp", "own"]
    assert not (tmp_path / "dp" / "datapackage.json").exists()
