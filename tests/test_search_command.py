"""``lamtheo search`` takes days, provinces and documents as people type them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.days import iso
from tests.small_archive import alone, small_archive, told

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_archive(tmp_path_factory.mktemp("typed") / "data")
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("UPDATE articles SET published_at = '2023-05-19', published_precision = 'day'")
        db.commit()
    return folder


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)


def hits(capsys: Capture, data: Path, *asked: str) -> int:
    code, out, err = told(capsys, "--data", data, "search", *asked, "--verdict", "all", "--json")
    assert code == 0, err
    return len([json.loads(line) for line in out.splitlines()])


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("19/5/2023", "2023-05-19", "2023-05-19"),
        ("19-05-2023", "2023-05-19", "2023-05-19"),
        ("2023-05-19", "2023-05-19", "2023-05-19"),
        ("19.5.23", "2023-05-19", "2023-05-19"),
        ("2023-05", "2023-05-01", "2023-05-31"),
        ("2/2024", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("31/2/2023", "", ""),
        ("mai", "", ""),
        ("", "", ""),
    ],
)
def test_a_day_a_month_or_a_year(typed: str, first: str, last: str) -> None:
    assert (iso(typed), iso(typed, last=True)) == (first, last)


def test_days_narrow_a_search(data: Path, capsys: Capture) -> None:
    found = hits(capsys, data, "dao duc")
    assert found
    for typed in ("19-05-2023", "19/5/2023", "2023-05", "5/2023", "2023"):
        assert hits(capsys, data, "dao duc", "--from", typed, "--to", typed) == found, typed
    for typed in ("18-05-2023", "2023-04", "2022"):
        assert hits(capsys, data, "dao duc", "--to", typed) == 0
    for typed in ("20-05-2023", "2023-06", "2024"):
        assert hits(capsys, data, "dao duc", "--from", typed) == 0


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_what_is_no_day_is_said(data: Path, capsys: Capture, option: str) -> None:
    code, _, err = told(capsys, "--data", data, "search", "x", option, "hôm qua")
    assert code == 2
    assert "cần một ngày" in err


def test_a_province_in_any_spelling(data: Path, capsys: Capture) -> None:
    for typed in ("TP HCM", "Thủ đô Hà Nội", "Ba Ria Vung Tau", "Đắc Lắc", "Thừa Thiên Huế"):
        assert hits(capsys, data, "dao duc", "--province", typed) == 0
    assert (
        hits(capsys, data, "dao duc", "--province", "hatinh") == hits(capsys, data, "dao duc") > 0
    )
    code, _, err = told(capsys, "--data", data, "search", "x", "--province", "Qqq Zzz")
    assert code == 2
    assert "Qqq Zzz" in err
    assert "…" not in err
    assert "Hà Tĩnh" in told(capsys, "--data", data, "search", "x", "--province", "Hà Tinhh")[2]


@pytest.mark.parametrize("form", ["CT05", "05-CT/TƯ", "Directive 05", "chi thi so 05 - ct/tw"])
def test_a_document_in_any_form(data: Path, capsys: Capture, form: str) -> None:
    hits(capsys, data, "dao duc", "--document", form)
    code, _, err = told(capsys, "--data", data, "search", "x", "--document", "05-CT/TU")
    assert code == 2
    assert "CT05" in err
