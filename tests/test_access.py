"""Full text is for everybody only where a site's rights, or a recorded permission, say so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import rebuild
from archive.access import FULL_TEXT, granted, may_show_text
from archive.documents import catalogue
from archive.writer import DATABASE, connect_readonly
from crawler.replay import Replay
from crawler.run import project_settings
from crawler.sites import Sites
from pipelines.read import read, reader_version
from tests.small_archive import alone, answer, small_archive, told

PERMISSION = {"by": "UBND phường", "document": "12/CV-UBND", "date": "2026-02-01"}


@pytest.mark.parametrize(
    ("rights", "shown"),
    [
        ("", False),
        ("© Báo Mẫu", False),
        ("All rights reserved", False),
        ("Full rights reserved", False),
        ("CC BY 4.0", True),
        ("cc by-sa 3.0 vn", True),
        ("CC-BY-SA-4.0", True),
        ("CC0 1.0", True),
        ("Creative Commons Attribution 4.0", True),
        ("Creative Commons Attribution-NonCommercial 4.0", False),
        ("Creative Commons Attribution-NoDerivatives 4.0", False),
        ("Creative Commons Attribution (phi thương mại)", False),
        ("CC BY-NC-SA 4.0", False),
        ("CC BYTE", False),
        ("Public domain", True),
        ("Thuộc về công chúng", True),
        ("CC BY 4.0 Quốc tế", True),
        ("CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/deed.vi)", True),
        ("CC BY 4.0 https://creativecommons.org/licenses/by-nc/4.0/", False),
        ("CC-BY_NC", False),
        ("CC BY 4.0, không sử dụng cho mục đích thương mại", False),
        ("Creative Commons Attribution Non Commercial 4.0", False),
        ("Creative Commons Attribution No Derivatives 4.0", False),
        ("Toàn văn: «UBND phường» cho phép (12/CV, 2026-02-01). © Báo Mẫu", True),
        ("Toàn văn: UBND cho phép", False),
        ("Toàn văn: phải xin phép bằng văn bản", False),
        ("Toàn văn: không cho sao chép", False),
        ("Full text only with written permission", False),
        ("Full text: all rights reserved", False),
        ("Toàn văn: không được phép đăng lại", False),
        ("Full text not permitted", False),
        ("Ghi rõ nguồn khi phát hành lại thông tin từ website này", False),
        ("Không thuộc CC BY 4.0", False),
    ],
)
def test_rights_open_the_text_only_in_words_that_do(rights: str, *, shown: bool) -> None:
    assert may_show_text(rights) is shown


@given(st.text())
def test_no_other_words_open_it(rights: str) -> None:
    opening = ("cc", "creative", "public", "thuộc", "full", "toàn")
    assert not may_show_text(rights) or rights.strip().lower().startswith(opening)


@given(rights=st.text(), by=st.text(), document=st.text())
def test_a_permission_opens_it_whatever_the_site_says_to_others(
    rights: str, by: str, document: str
) -> None:
    said = {"by": by, "document": document, "date": "2026-02-01"}
    assert may_show_text(granted(rights, said | {FULL_TEXT: "yes"}))
    assert granted(rights, said) == rights
    assert granted(rights, None) == rights


def rights(data: Path, database: str = DATABASE) -> str:
    with closing(sqlite3.connect(data / database)) as db:
        found: str = db.execute("SELECT rights FROM sites WHERE name = 'quevo'").fetchone()[0]
    return found


def test_a_permission_is_recorded_shown_kept_and_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alone(tmp_path, monkeypatch)
    data = small_archive(tmp_path / "data")
    permit = (
        *("--data", data, "site", "permit", "quevo", "--by", PERMISSION["by"]),
        *("--document", PERMISSION["document"], "--date", PERMISSION["date"]),
    )
    assert told(capsys, *permit)[0] == 0
    assert not may_show_text(rights(data))
    code, _, err = told(capsys, *permit, "--full-text")
    assert code == 0, err
    assert may_show_text(rights(data))
    assert "UBND phường" in rights(data)
    sites = Sites.from_settings(project_settings())
    replay = Replay(sites, read)
    rebuild.rebuild(
        data, data / "again.db", sites.facts(), catalogue().documents, replay.page,
        reader_version(),
    )  # fmt: skip
    assert rights(data, "again.db") == rights(data)
    found = answer(capsys, "--data", data, "site", "list", "--json")
    said = next(one["permission"] for one in found if one["name"] == "quevo")
    assert said == PERMISSION | {FULL_TEXT: "yes"}
    assert told(capsys, *permit)[0] == 0  # the latest says nothing of the text
    assert not may_show_text(rights(data))
    with closing(connect_readonly(data)) as db:
        assert db.execute("SELECT count(*) FROM decisions").fetchone()[0] == 3
