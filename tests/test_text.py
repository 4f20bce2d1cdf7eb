"""Vietnamese text made comparable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import fold, has_marks, normalise, settle_tones

VIETNAMESE = st.text(
    alphabet=st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐƯ ÐðƉ\u0300\u0301\u0303\u0309\u0323\u00a0\u200b\n.,"
    ),
    max_size=80,
)


@given(VIETNAMESE)
def test_normalising_is_idempotent_and_composed(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("Ðð\u200b\u00a0")


@given(VIETNAMESE)
def test_spelling_of_code_points_never_matters(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(VIETNAMESE)
def test_settling_tones_twice_changes_nothing_and_keeps_the_letters(text: str) -> None:
    once = settle_tones(text)
    assert settle_tones(once) == once
    assert fold(once) == fold(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà bình", "hòa bình"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("khoẻ", "khỏe"),
        ("thuỷ lợi", "thủy lợi"),
        ("quý", "quý"),
        ("quỹ", "quỹ"),
        ("hoàn toàn", "hoàn toàn"),
        ("ngoài", "ngoài"),
    ],
)
def test_tone_placement(old: str, new: str) -> None:
    assert settle_tones(old) == new


def test_folding_makes_one_of_what_marks_keep_apart() -> None:
    assert fold("Ban chỉ đạo") == fold("bán chị đào") == "ban chi dao"
    assert fold("Ðảng") == fold("Đảng") == "dang"
    assert has_marks("đao")
    assert not has_marks("Dao duc 05-CT/TW")
