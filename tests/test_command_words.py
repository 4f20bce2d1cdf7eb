"""The words of the commands: complete in both languages; days, names, diffs as people read them."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from archive.diffs import compare, unified
from archive.text import vietnamese
from crawler.causes import FAILING, UNREACHED
from crawler.commands.say import WORDS, Say, day, size
from tests.small_archive import told

HOUSE = Path(__file__).resolve().parent.parent


def test_both_languages_say_the_same_things() -> None:
    def slots(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert WORDS["vi"].keys() == WORDS["en"].keys()
    for key, text in WORDS["vi"].items():
        assert slots(text) == slots(WORDS["en"][key]), key


def test_every_message_asked_for_is_written() -> None:
    asked = set()
    for path in (HOUSE / "crawler" / "commands").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = ast.unparse(node.func).rpartition(".")[2]
                if name in ("say", "Failure"):
                    asked.add(node.args[0].value)
            if isinstance(node, ast.keyword) and node.arg == "help":
                asked |= {node.value.value} if isinstance(node.value, ast.Constant) else set()
    assert len(asked) > 100
    assert asked <= WORDS["vi"].keys()


def test_every_cause_and_outcome_has_its_word() -> None:
    from typing import get_args

    from archive.records import Outcome, Verdict

    rooms = [HOUSE / "crawler" / f"{name}.py" for name in ("causes", "gaps", "health")]
    said = "".join(path.read_text(encoding="utf-8") for path in rooms)
    assert {f"outcome.{name}" for name in get_args(Outcome)} <= WORDS["vi"].keys()
    assert {f"verdict.{name}" for name in get_args(Verdict)} <= WORDS["vi"].keys()
    for cause in (key.partition(".")[2] for key in WORDS["vi"] if key.startswith("cause.")):
        stem = cause.removeprefix("articles-")
        assert f'"{cause}"' in said or stem in get_args(Outcome), cause
    told = set(re.findall(r'Found\(\s*(?:\w+ if \w+ else )?"([a-z-]+)"', said))
    told |= set(re.findall(r', "([a-z-]+)"\),$', said, re.MULTILINE)) | UNREACHED | FAILING
    assert len(told) > 15
    assert {f"cause.{cause}" for cause in told} <= WORDS["vi"].keys()


def test_what_a_gap_counts_has_its_word() -> None:
    rooms = ("health", "gaps", "discovered", "silence", "commands/check")
    counted = {
        key.value
        for name in rooms
        for node in ast.walk(ast.parse((HOUSE / f"crawler/{name}.py").read_text("utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    words = {key.partition(".")[2] for key in WORDS["vi"] if key.startswith("detail.")}
    assert words - counted <= {"successor"}  # put in by its own line
    said = '{"url": "https://a.vn/", "announced": 3, "usual": 12.0, "newest": "2026-11-20"}'
    plain = "https://a.vn/ · số bài nêu: 3 · thường lệ: 12 · mới nhất: 20/11/2026"
    assert Say("vi").detail(said) == plain
    assert (
        Say("vi").detail({"usual": 0.25, "fields": ["a", "b"]}) == "thường lệ: 0,25 · trường: a, b"
    )
    assert Say("en").detail("HTTP 503") == "HTTP 503"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("connect: Connection refused", "máy chủ từ chối kết nối"),
        ("blocked: challenge: Cloudflare", "trang đòi xác minh không phải máy tự động"),
        ("robots.txt unreachable: HTTP 503", "máy chủ báo lỗi"),
        ("quiet hours", "đang giờ không thu thập"),
        ("max_pages: 5", "đã tải đủ số bài của max_pages"),
    ],
)
def test_why_a_site_was_left_alone_is_told_in_words(reason: str, said: str) -> None:
    assert Say("vi").left_alone("quevo", reason) == (
        f"quevo: tạm ngừng thu thập trong lượt này: {said}"
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_help_is_in_the_language_asked_for(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["crawl"], ["site"], ["site", "list"]):
        code, out, _ = told(capsys, "--lang", lang, *command, "--help")
        assert code == 0
        assert WORDS[lang]["help.help"] in out
        assert "help." not in out


def test_days_and_sizes_are_written_as_people_read_them() -> None:
    assert day("2020-12-19T16:25+07:00") == "19/12/2020 16:25"
    assert day("2026-11-01T18:30:00+00:00") == "02/11/2026 01:30"
    assert day("2020-12-19") == "19/12/2020"
    assert day("2020-12") == "12/2020"
    assert day(None) == "–"
    assert (size(999), size(3_400_000)) == ("999 B", "3,4 MB")


def test_names_sort_as_vietnamese_dictionaries_do() -> None:
    words = ["Ân", "Anh", "Ăn", "Đông", "Dung", "Ơn", "Ổn", "On", "Hòa", "Hoa", "Họa", "Hoan"]
    assert sorted(words, key=vietnamese) == [
        *("Anh", "Ăn", "Ân", "Dung", "Đông", "Hoa", "Hòa", "Họa", "Hoan", "On", "Ổn", "Ơn"),
    ]


def test_a_diff_pairs_edited_paragraphs_and_keeps_the_rest() -> None:
    old = ["Tiêu đề", "Một hai ba bốn năm.", "Cũ hẳn."]
    new = ["Tiêu đề", "Một hai ba sáu năm.", "Thêm vào.", "Và nữa đây."]
    lines = compare(old, new)
    assert [line.kind for line in lines] == [" ", "-", "+", "-", "+", "+"]
    assert [old[1][a:b] for a, b in lines[1].changed] == ["bốn"]
    assert [new[1][a:b] for a, b in lines[2].changed] == ["sáu"]
    assert unified(compare(old, old)) == []
