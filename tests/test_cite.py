"""Citations read back by those who will read them: rispy, pybtex, citeproc."""

from __future__ import annotations

import codecs
import json
import warnings
from dataclasses import replace
from pathlib import Path

import latexcodec  # noqa: F401 - registers the codec that reads TeX
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from archive.export import bibtex, citation, csl_json, ris
from archive.export.origin import Origin
from archive.export.records import Record
from archive.search import Filters
from tests import take_archive as made
from tests.small_archive import alone, answer, told
from tests.test_export import by_url, folder, records, some_record  # noqa: F401 - fixtures

TOLD = Origin("a", "r", "m", "lamtheo/x", "v", "{bác} @x", Filters(), "2026-12-01T00:00:00+00:00")
UNSPELT = {
    r"\$": "$",
    r"{\textbraceleft }": "{",
    r"{\textbraceright }": "}",
    r"{\textasciicircum }": "^",
    r"{\textasciitilde }": "~",
    r"{\textbackslash }": "\\",
}


def untex(text: str) -> str:
    """TeX as it is set. latexcodec leaves four of its names as they are."""
    marks = {name: chr(0xE000 + n) for n, name in enumerate(UNSPELT)}
    for name, mark in marks.items():
        text = text.replace(name, mark)
    text = str(codecs.decode(text, "ulatex")).replace("{", "").replace("}", "")
    for name, mark in marks.items():
        text = text.replace(mark, UNSPELT[name])
    return text


def parsed(some: list[Record]) -> BibliographyData:
    return parse_string(b"".join(bibtex.write(some, TOLD)).decode(), "bibtex")


def test_ris_reads_back(records: list[Record]) -> None:  # noqa: F811
    found = rispy.loads(b"".join(ris.write(records, TOLD)).decode())
    assert len(found) == len(records) == 7
    for entry, record in zip(found, records, strict=True):
        assert entry["type_of_reference"] == "NEWS"
        assert entry["title"] == citation.line(record.title)
        assert entry.get("authors", []) == list(record.authors)
        assert entry["urls"] == [record.url]
        day = citation.date_parts(record.published_at)
        assert entry.get("date", "") == "/".join(f"{part:02d}" for part in day)
        assert entry.get("year", "") == (str(day[0]) if day else "")
        note = " ".join(entry["notes"])
        for proof in (record.capture_id, record.capture_digest, record.text_digest, record.id):
            assert proof in note
        assert f"{record.warc_file}:{record.warc_offset}" in note
        assert f"revision {record.revision} of {record.revisions}" in note


def test_bibtex_reads_back(records: list[Record]) -> None:  # noqa: F811
    found = parsed(records)
    assert len(found.entries) == 7
    for record in records:
        entry = found.entries[bibtex.key(record)]
        assert entry.type == "misc"
        assert untex(entry.fields["title"]) == citation.line(record.title)
        names = [untex(" ".join(person.last_names)) for person in entry.persons.get("author", [])]
        assert names == list(record.authors)
        assert entry.fields["url"] == record.url
        day = citation.date_parts(record.published_at)
        assert entry.fields.get("date", "") == "-".join(f"{part:02d}" for part in day)
        note = untex(entry.fields["note"])
        assert record.capture_digest in note
        assert record.text_digest in note


def test_csl_json_reads_back_through_citeproc(records: list[Record]) -> None:  # noqa: F811
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    items = json.loads(b"".join(csl_json.write(records, TOLD)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON([{k: v for k, v in item.items() if k != "custom"} for item in items])
    assert len(source) == 7
    for item, record in zip(items, records, strict=True):
        assert item["title"] == record.title
        assert [name["literal"] for name in item.get("author", [])] == list(record.authors)
        assert item["URL"] == record.url
        assert item.get("issued", {"date-parts": [[]]})["date-parts"][0] == citation.date_parts(
            record.published_at
        )
        assert item["custom"]["capture_digest"] == record.capture_digest
        reference = source[item["id"]]
        assert str(reference["title"]) == record.title
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    shelf = CitationStylesBibliography(style, source, formatter.plain)
    first = by_url(records, made.FIRST)
    shelf.register(Citation([CitationItem(f"lamtheo:{first.id}")]))
    (printed,) = [str(entry) for entry in shelf.bibliography()]
    assert "Nguyễn Văn An" in printed
    assert first.title in printed
    assert "2021" in printed


texts = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("\0\n\r\t\"'{}\\&%$#_^~@,;=\u2028\x85\u202e\u05d0\U0001f600")
)


@given(st.lists(texts, min_size=1, max_size=4), texts)
def test_no_text_breaks_a_citation(titles: list[str], name: str) -> None:
    some = [
        some_record(id=str(n), title=title, authors=(name,), site="s", rights=title, lead=title)
        for n, title in enumerate(titles)
    ]
    found = rispy.loads(b"".join(ris.write(some, TOLD)).decode())
    assert [entry.get("title", "") for entry in found] == [citation.line(t) for t in titles]
    entries = parsed(some).entries
    assert len(entries) == len(titles)
    for record in some:
        title = entries[bibtex.key(record)].fields["title"]
        assert title.count("{") == title.count("}")
    items = json.loads(b"".join(csl_json.write(some, TOLD)))
    assert [item.get("title", "") for item in items] == titles


@given(texts)
def test_no_address_closes_its_field(url: str) -> None:
    spelt = citation.web_url(url)
    assert not any(char in spelt for char in "{}\\ \n\r\t")
    (entry,) = parsed([some_record(url="http://x/" + url)]).entries.values()
    assert entry.fields["url"] == "http://x/" + spelt


def test_cite_says_which_revision_and_capture(
    folder: Path,  # noqa: F811
    records: list[Record],  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone(tmp_path, monkeypatch)
    edited = by_url(records, made.EDITED)
    code, out, _ = told(capsys, "--data", folder, "cite", edited.id, "--style", "ris")
    assert code == 0
    (entry,) = rispy.loads(out)
    assert "revision 2 of 2" in entry["notes"][0]
    code, out, _ = told(capsys, "--data", folder, "cite", made.EDITED.url, "--revision", "1")
    assert code == 0
    assert "Chi bộ sinh hoạt" in out
    assert "Phiên bản 1/2" in out
    assert edited.text_digest not in out
    assert edited.capture_digest not in out
    (item,) = answer(capsys, "--data", folder, "cite", edited.id[:8], "--style", "csl-json")
    assert item["custom"]["warc_offset"] == edited.warc_offset
    code, out, _ = told(capsys, "--data", folder, "cite", edited.id, "--style", "bibtex")
    assert untex(next(iter(parse_string(out, "bibtex").entries.values())).fields["title"]) == (
        edited.title
    )
    code, _, err = told(capsys, "--data", folder, "cite", edited.id, "--revision", "3")
    assert code == 2
    assert "2 phiên bản" in err
    code, _, err = told(capsys, "--data", folder, "cite", "khôngcó")
    assert code == 1


def test_bibtex_is_read_by_citeproc(records: list[Record], tmp_path: Path) -> None:  # noqa: F811
    """It knows the types of BibTeX alone, and no brace within a text."""
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.bibtex import BibTeX

    some = [by_url(records, story) for story in (made.FIRST, made.EDITED, made.GONE)]
    some.append(replace(some[0], id="b", title="Quỹ 50% & ~2^3\\4 #1_a $5", authors=("Lê & An",)))
    (tmp_path / "a.bib").write_bytes(b"".join(bibtex.write(some, TOLD)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields it has no use for: urldate, langid
        source = BibTeX(str(tmp_path / "a.bib"), encoding="utf-8")
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    shelf = CitationStylesBibliography(style, source, formatter.plain)
    shelf.register(Citation([CitationItem(bibtex.key(record)) for record in some]))
    printed = [str(entry).replace("\xa0", "~") for entry in shelf.bibliography()]
    assert len(printed) == 4
    for record in some:
        (entry,) = [line for line in printed if record.title in line]
        assert record.organisation in entry
        assert all(name in entry for name in record.authors)


def test_the_address_of_the_archives_web_stands_in_a_citation(
    folder: Path,  # noqa: F811
    records: list[Record],  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone(tmp_path, monkeypatch)
    ident = by_url(records, made.FIRST).id
    asked = ("--data", folder, "cite", ident, "--url", "https://kho.example/")
    for style in ("ris", "bibtex", "csl-json", "text"):
        code, out, _ = told(capsys, *asked, "--style", style)
        assert code == 0
        assert f"https://kho.example/bai/{ident}" in out
        assert "lamtheo:" not in out.replace(f'"id": "lamtheo:{ident}"', "")
    code, _, err = told(capsys, "--data", folder, "cite", ident, "--url", "https://kho.example/a")
    assert code == 2
    assert "--url" in err
