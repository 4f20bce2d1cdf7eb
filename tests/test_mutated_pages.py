"""No damage to a page makes the reader raise or stall. ``make bench-reading`` tries 10,000."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from pipelines.read import read
from tests.bench.mutants import mutants
from tests.golden.pages import golden


def test_damaged_pages_are_read_or_refused_in_time() -> None:
    pages = [one.page for one in golden() if one.origin != "real"]
    slowest = 0.0
    for page in mutants(pages, 800):
        start = time.process_time()
        read(page)  # raising is the failure
        slowest = max(slowest, time.process_time() - start)
    assert slowest < 2.0


@pytest.mark.parametrize(
    "words",
    ["Chỉ thị 05-CT/TW ", "Chỉ thị 05 ", "học tập và làm theo Bác. ", "05-CT/TU ", "Bác Hồ, "],
)
def test_a_page_that_says_one_thing_without_end_is_judged_in_time(words: str) -> None:
    page = next(one.page for one in golden() if one.verdict == "relevant")
    body = f"<html><body><h1>Tin</h1><div><p>{words * 60_000}</p></div></body></html>"
    start = time.process_time()
    read(replace(page, body=body.encode()))
    assert time.process_time() - start < 6.0  # of the processor: a second here
