"""Near-duplicate signatures: permanent, found when near, empty when short."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.clusters import ROWS, bands, similarity
from archive.records import Page, Reading, Site
from pipelines.dedupe import (
    FEWEST_WORDS,
    SHINGLE,
    SLOTS,
    Dedupe,
    dedupe,
    signature,
)

TEXT = " ".join(f"chữ{i}" for i in range(120))


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def pair(rng: random.Random, length: int, edits: int) -> tuple[list[str], list[str]]:
    one = [f"{rng.randrange(10**9)}" for _ in range(length)]
    two = list(one)
    for at in rng.sample(range(length), edits):
        two[at] = f"{rng.randrange(10**9)}"
    return one, two


def test_the_values_never_change() -> None:
    # Signatures are stored: another value here is another archive.
    assert signature(TEXT)[:3] == (17783282264678548, 12596906218511210, 193283557931763880)
    assert bands(signature(TEXT))[:2] == (-2837608978583346530, 3033256981341002474)


def test_another_process_gives_the_same() -> None:
    code = (
        "from archive.clusters import bands; from pipelines.dedupe import signature;"
        "s = signature(' '.join(f'chữ{i}' for i in range(120)));"
        "print(hash((s, bands(s))))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )  # fmt: skip
    values = signature(TEXT)
    assert int(told.stdout) == hash((values, bands(values)))


def test_values_fit_a_signed_64_bit_column() -> None:
    values = signature(TEXT)
    assert len(values) == SLOTS
    assert len(bands(values)) == SLOTS // ROWS
    assert all(0 <= value < 2**63 for value in values)
    assert all(-(2**63) <= band < 2**63 for band in bands(values))


@pytest.mark.parametrize("length", [45, 150, 500])
def test_pairs_of_jaccard_eight_tenths_share_a_band(length: int) -> None:
    rng = random.Random(length)
    found = tried = 0
    error = 0.0
    while tried < 200:
        one, two = pair(rng, length, max(1, round(length * 0.034)))
        a, b = shingles(one), shingles(two)
        jaccard = len(a & b) / len(a | b)
        if jaccard < 0.8:
            continue
        tried += 1
        first, second = signature(" ".join(one)), signature(" ".join(two))
        found += bool(set(bands(first)) & set(bands(second)))
        error += similarity(first, second) - jaccard
    assert found / tried >= 0.99
    assert abs(error / tried) < 0.02


def test_different_texts_hardly_ever_meet() -> None:
    rng = random.Random(3)
    known: set[int] = set()
    met = 0
    for _ in range(200):
        one, _ = pair(rng, 200, 0)
        mine = set(bands(signature(" ".join(one))))
        met += bool(mine & known)
        known |= mine
    assert met == 0


def test_short_texts_have_no_signature() -> None:
    words = [f"w{i}" for i in range(FEWEST_WORDS)]
    assert signature(" ".join(words))
    assert signature(" ".join(words[:-1])) == ()
    assert bands(()) == ()
    assert similarity((), ()) == 0.0


@given(
    st.lists(
        st.sampled_from(["Hòa", "uỷ", "Đảng", "bộ", "xã", "thi", "đua"]), min_size=40, max_size=90
    )
)
@settings(deadline=None)
def test_case_spacing_marks_and_tones_do_not_matter(words: list[str]) -> None:
    plain = " ".join(words)
    other = "\u00a0, ".join(words).upper().replace("HÒA", "HOÀ").replace("Đ", "\u00d0")
    assert signature(plain) == signature(other)


def test_the_stop_signs_what_was_read() -> None:
    site = Site(name="x", organisation="x", level="xa", host="x.vn", family="generic")
    bare = Page(
        url="http://x.vn/1", role="article", site=site, status=200, headers=(), body=b"",
        captured_at=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    assert dedupe(bare) is bare
    reading = Reading(url=bare.url, title="T", lead="", body=TEXT)
    read = Page(**{name: getattr(bare, name) for name in Page.__slots__} | {"reading": reading})
    assert Dedupe().process_item(read).signature == signature(TEXT)
    assert Dedupe().process_item(3) == 3
