"""What changed between two texts of an article: every letter of both, and no more than needs be."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import diffs
from archive.diffs import Line, compare

PARAGRAPHS = st.lists(st.text("ab đ.", min_size=1).filter(str.strip), max_size=8)


@given(PARAGRAPHS, PARAGRAPHS)
def test_it_holds_both_texts_whole_and_in_order(old: list[str], new: list[str]) -> None:
    lines = compare(old, new)
    assert [line.text for line in lines if line.kind != "-"] == new
    taken = [line.text.split() for line in lines if line.kind != "+"]
    assert taken == [text.split() for text in old]  # a paragraph whose blanks alone differ is kept
    for line in lines:
        for start, end in line.changed:
            assert line.text[start:end].strip() == line.text[start:end] != ""


def test_words_that_differ_are_marked_alone() -> None:
    old = ["Mở đầu.", "Chi bộ thôn Hạ họp ngày 19 tháng 5 bàn việc mới.", "Kết."]
    new = ["Mở đầu.", "Chi bộ thôn Hạ họp ngày 20 tháng 5 bàn việc.", "Kết."]
    kept, before, after, last = compare(old, new)
    assert (kept, last) == (Line(" ", "Mở đầu."), Line(" ", "Kết."))
    assert [before.text[start:end] for start, end in before.changed] == ["19", "việc mới."]
    assert [after.text[start:end] for start, end in after.changed] == ["20", "việc."]


def test_blanks_alone_are_no_change() -> None:
    assert compare(["một  hai"], ["một hai"]) == [Line(" ", "một hai")]


def test_another_paragraph_in_its_place_is_marked_whole() -> None:
    assert compare(["một hai ba"], ["bốn năm sáu"]) == [
        Line("-", "một hai ba"),
        Line("+", "bốn năm sáu"),
    ]


@pytest.mark.parametrize("words", [diffs.MOST + 1, 30_000])
def test_a_page_in_one_paragraph_is_compared_by_its_sentences(words: int) -> None:
    """Word by word, such a page of 30,000 words took minutes."""
    old = [f"tu{n}{'.' if n % 10 == 9 else ''}" for n in range(words)]
    new = ["khac" if n == words // 2 else word for n, word in enumerate(old)]
    before, after = compare([" ".join(old)], [" ".join(new)])
    for line in (before, after):
        ((start, end),) = line.changed
        assert len(line.text[start:end].split()) == 10


def test_thousands_of_paragraphs_that_all_differ_are_paired_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And none is compared with all others: 2,000 short ones so took a minute."""
    asked: list[int] = []

    def counting(junk: None, a: list[str], b: list[str], autojunk: bool) -> SequenceMatcher[str]:
        asked.append(max(len(a), len(b)))
        return SequenceMatcher(junk, a, b, autojunk=autojunk)

    monkeypatch.setattr(diffs, "SequenceMatcher", counting)
    old = [f"một hai {n % 7} bốn {n}" for n in range(5_000)]
    lines = compare([*old, "hết"], [*(f"{text} thêm" for text in old), "hết"])
    assert len(lines) == 10_001
    assert max(asked) <= diffs.MOST
    assert [line.text[slice(*line.changed[0])] for line in lines if line.kind == "+"] == [
        "thêm"
    ] * 5_000
