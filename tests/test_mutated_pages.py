"""No damage to a page makes the reader raise or stall. ``make bench-reading`` tries 10,000."""

from __future__ import annotations

import time

from pipelines.read import read
from tests.bench.mutants import mutants
from tests.golden.pages import golden


def test_damaged_pages_are_read_or_refused_in_time() -> None:
    pages = [one.page for one in golden() if one.origin != "real"]
    slowest = 0.0
    for page in mutants(pages, 800):
        start = time.perf_counter()
        read(page)  # raising is the failure
        slowest = max(slowest, time.perf_counter() - start)
    assert slowest < 2.0
