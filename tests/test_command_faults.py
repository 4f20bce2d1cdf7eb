"""What the commands say when something is wrong: one line, the right exit code, nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.lock import hold
from crawler.commands.say import WORDS
from tests.small_archive import alone, small_archive, told


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_archive(tmp_path / "data")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["crawl", "bimsn"], "bimson"),
        (["crawl", "--max-pages", "0"], "--max-pages"),
        (["search"], "QUERY"),
        (["search", "x", "--lmit", "3"], "--limit"),
        (["serch"], "search"),
        (["read", "x.html"], "--url"),
        (["read"], "--capture"),
        (["--lang", "fr", "status"], "lang"),
        (["--config", "none.toml", "status"], "none.toml"),
        (["crawl"], "--trial"),
        (["crawl", "tuson"], "contact"),
        (["farm", "--faults", "earthquake"], "earthquake"),
        (["demo", "--texts", "."], ".txt"),
        (["crawl", "--farm", "lamtheo.json"], "lamtheo.json"),
    ],
)
def test_wrong_usage_is_one_line_that_helps(
    args: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("lamtheo.json").write_text('{"sites": 5}')
    code, out, err = told(capsys, *args)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [
        ("--province", "thanh ho", "Thanh Hóa"),
        ("--document", "KL 99", "KL01"),
        ("--site", "mao", "mau"),
    ],
)
def test_an_unknown_filter_suggests_near_ones(
    option: str, value: str, near: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = told(capsys, "--data", data, "search", "x", option, value)
    assert code == 2
    assert near in err


def test_a_wrong_setting_is_named_with_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("lamtheo.toml").write_text('lang = "en"\ndelay = "soon"\n')
    code, _, err = told(capsys, "status")
    assert code == 2
    assert "lamtheo.toml: delay" in err
    assert "cannot be used" in err


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_errors_speak_the_language_asked_for(
    lang: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = told(capsys, "--lang", lang, "--data", data, "show", "0000dead")
    assert code == 1
    assert WORDS[lang]["error.unknown_article"].format(given="0000dead") in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("crawl --max-pages x", "Giá trị của --max-pages không dùng được: cần một số nguyên."),
        ("crawl --max-pages 0", "ít nhất là 1."),
        ("serve --port 99999", "nhiều nhất là 65535."),
        ("crawl --since mai", "cần một ngày, viết như 2026-11-22 hoặc 22/11/2026."),
        ("search x --verdict y", "chỉ nhận 'relevant', 'mention', 'all'."),
        ("crawl --max-pages", "--max-pages cần một giá trị."),
        ("status --json=1", "--json không nhận giá trị nào."),
        ("xem", "Không có lệnh xem."),
        ("status a b", "Thừa: a b."),
    ],
)
def test_what_was_typed_wrong_is_told_in_vietnamese(
    args: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = told(capsys, *args.split())
    assert code == 2
    assert said in err


def test_the_language_of_a_configuration_named_either_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("khac.toml").write_text('lang = "en"\n')
    for option in (["--config", "khac.toml"], ["--config=khac.toml"]):
        assert "There is no command xem." in told(capsys, *option, "xem")[2]


def test_a_held_archive_is_told_so_and_can_be_read(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hold(data, "ingest"):
        code, _, err = told(capsys, "--data", data, "rebuild", "--apply")
        assert code == 4
        assert f"(nhận tệp WARC, tiến trình {os.getpid()})" in err
        _, out, _ = told(capsys, "--data", data, "doctor")
        assert f"đang được giữ: nhận tệp WARC, tiến trình {os.getpid()}" in out
        assert told(capsys, "--data", data, "search", "x")[0] == 0
        assert told(capsys, "--data", data, "rebuild", "--json")[0] == 0


def test_a_damaged_database_is_exit_code_5(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (data / "archive.db").open("r+b") as stream:
        stream.write(b"not a database at all")
    for command in (["search", "x"], ["status"], ["show", "abcdef"]):
        code, _, err = told(capsys, "--data", data, *command)
        assert code == 5
        assert "warc/" in err
        assert "Traceback" not in err


def test_a_full_disk_is_told_in_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crawler.run.run", full)
    monkeypatch.setenv("LAMTHEO_CONTACT", "to@mau.vn")
    code, _, err = told(capsys, "--data", "kho", "crawl", "quevo")
    assert code == 1
    assert "kho" in err
    assert "dung lượng" in err
    assert "Traceback" not in err


def test_a_folder_that_cannot_be_written_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("kho").write_text("a file where the folder should be")
    monkeypatch.setenv("LAMTHEO_CONTACT", "to@mau.vn")
    code, _, err = told(capsys, "--data", "kho", "demo")
    assert code == 1
    assert "kho" in err


def test_a_demo_never_touches_an_archive_of_another_kind(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (data / "archive.db").read_bytes()
    code, _, err = told(capsys, "--data", data, "demo")
    assert code == 2
    assert str(data) in err
    assert (data / "archive.db").read_bytes() == before
