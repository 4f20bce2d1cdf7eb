"""The golden set: what it holds, and the floors under the reader's scores on it."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

from archive.text import normalise
from tests.bench.reading import means
from tests.golden.ours import said
from tests.golden.pages import golden
from tests.golden.score import COUNTS, Measured, bag_f1, furniture_left, rouge_l, scored
from tests.golden.truth import Unsaid

FLOORS = Path(__file__).parent / "golden" / "floors.toml"
# How far a score may run ahead of its floor before the floor must follow.
SLACK = 0.01
WRITTEN = [page for page in golden() if page.origin != "real"]


def floors(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in tomllib.loads(text)["overall"].items()}


@pytest.fixture(scope="module")
def measure() -> dict[str, Measured]:
    """Our scores on what is everywhere: the real pages are not."""
    return means(WRITTEN, {page.name: scored(said(page), page) for page in WRITTEN})


def test_the_set_is_large_and_says_what_it_is() -> None:
    assert len(WRITTEN) >= 200
    assert len({page.layout for page in WRITTEN}) >= 20
    assert {page.origin for page in WRITTEN} == {"written", "prototype", "farm"}
    assert {page.verdict for page in WRITTEN} == {"relevant", "mention", "irrelevant"}
    assert len({page.name for page in WRITTEN}) == len(WRITTEN)
    readme = FLOORS.with_name("README.md").read_text(encoding="utf-8")
    for page in WRITTEN:
        assert page.origin == "farm" or f"`{page.layout}`" in readme, page.layout


def test_every_written_truth_is_on_its_page() -> None:
    """A truth nobody could read off the page would measure nothing."""
    for page in WRITTEN:
        if page.origin == "farm" or page.layout in ("thanhdoan", "brtext", "wordpaste"):
            continue  # these hide their text in entities, charsets and split spans
        html = normalise(page.page.body.decode())
        assert not isinstance(page.authors, Unsaid)
        assert not isinstance(page.captions, Unsaid)
        for text in (str(page.title), str(page.lead), *page.captions, *page.authors):
            assert text in html, (page.name, text)


def test_scores_are_what_they_say() -> None:
    assert bag_f1("hai ba bốn", "hai ba bốn") == rouge_l("hai ba bốn", "hai ba bốn") == 1
    assert bag_f1("ba hai", "hai ba") == 1
    assert rouge_l("ba hai", "hai ba") == 0.5
    assert bag_f1("hai ba", "") == rouge_l("", "hai ba") == 0
    assert rouge_l("một x hai ba", "một hai ba bốn") == 0.75
    page = next(page for page in WRITTEN if page.layout == "cand")
    assert furniture_left(str(page.body), page) == []
    assert furniture_left(f"{page.body}\n\n{page.furniture[-1]}", page) == [page.furniture[-1]]


@pytest.mark.parametrize("score", floors(FLOORS.read_text()))
def test_no_score_is_below_its_floor(score: str, measure: dict[str, Measured]) -> None:
    value, floor = measure[score].value, floors(FLOORS.read_text())[score]
    if score in COUNTS:
        assert value <= floor
        assert value == floor, f"lower the ceiling of {score!r} in {FLOORS.name} to {value:.0f}"
        return
    assert value >= floor
    assert value < floor + SLACK, f"raise the floor of {score!r} in {FLOORS.name} to {value:.4f}"


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=FLOORS.parent, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else ""


def test_a_floor_only_rises() -> None:
    """No floor is lower than any committed one, and none has been taken away."""
    now = floors(FLOORS.read_text())
    for commit in _git("log", "--format=%H", "--", FLOORS.name).split():
        for name, floor in floors(_git("show", f"{commit}:./{FLOORS.name}")).items():
            assert name in now, name
            assert now[name] <= floor if name in COUNTS else now[name] >= floor, (name, commit)
