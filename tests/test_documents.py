"""documents.toml: what it must say, and that a new document is one new row."""

from __future__ import annotations

import pytest

from archive.documents import TOML, catalogue, parse
from pipelines.naming import find

NAMESAKE = """
[[document]]
key = "CT05-XIV"
number = "05-CT/TW"
kind = "Chỉ thị"
title = "Về an ninh nguồn nước"
issued_on = 2026-02-10
issuer = "Bộ Chính trị"
term = "XIV"
role = "neighbour"
cues = ["an ninh nguồn nước"]
"""


@pytest.mark.parametrize(
    ("key", "number", "kind", "issued_on", "term", "role"),
    [
        ("CT05", "05-CT/TW", "Chỉ thị", "2016-05-15", "XII", "campaign"),
        ("KL01", "01-KL/TW", "Kết luận", "2021-05-18", "XIII", "campaign"),
        ("CT03", "03-CT/TW", "Chỉ thị", "2011-05-14", "XI", "predecessor"),
        ("CT06", "06-CT/TW", "Chỉ thị", "2006-11-07", "X", "predecessor"),
    ],
)
def test_the_documents_are_dated_data(
    key: str, number: str, kind: str, issued_on: str, term: str, role: str
) -> None:
    row = catalogue().document(key)
    assert (row.number, row.kind, row.issued_on, row.term, row.role) == (
        number, kind, issued_on, term, role,
    )  # fmt: skip
    assert row.issuer == "Bộ Chính trị"
    assert "Hồ Chí Minh" in row.title


def test_every_document_falls_in_its_term() -> None:
    book = catalogue()
    starts = list(book.terms.items())
    for row in book.documents:
        current = [term for term, start in starts if start <= row.issued_on][-1]
        assert current == row.term, row.key


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        catalogue().document("CT99")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('term = "XIII"\nrole', 'term = "XV"\nrole', "unknown term"),
        ('kind = "Kết luận"', 'kind = "Công văn"', "unknown kind"),
        ('key = "CT03"', 'key = "CT05"', "used twice"),
    ],
)
def test_a_slip_in_the_file_is_named(old: str, new: str, message: str) -> None:
    text = TOML.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ValueError, match=message):
        parse(text.replace(old, new))


def test_a_namesake_of_a_later_congress_is_one_new_row() -> None:
    book = parse(TOML.read_text(encoding="utf-8") + NAMESAKE)
    text = (
        "Hội nghị quán triệt Chỉ thị số 05-CT/TW ngày 10/02/2026 về an ninh nguồn nước. "
        "Trước đó, xã sơ kết Chỉ thị số 05-CT/TW ngày 15/5/2016 về học tập và làm theo Bác."
    )
    assert [name.document for name in find(text, "2026-03-01", book)] == ["CT05-XIV", "CT05"]
    assert [name.document for name in find(text, "2026-03-01")] == ["CT05"]


def test_namesakes_without_a_word_of_evidence_go_to_the_newest_in_force() -> None:
    book = parse(TOML.read_text(encoding="utf-8") + NAMESAKE)
    text = "Xã triển khai Chỉ thị số 05-CT/TW trong quý này."
    assert [name.document for name in find(text, "2026-06-01", book)] == ["CT05-XIV"]
    assert [name.document for name in find(text, "2019-06-01", book)] == ["CT05"]
    topical = text + " Cán bộ học tập và làm theo Bác."
    assert [name.document for name in find(topical, "2026-06-01", book)] == ["CT05"]
