"""A run told to stop, and a request that goes wrong in a way nobody foresaw: neither hangs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.farm.farm import Farm
from tests.night import ROOT, assert_sound, crawl, order, rows, start

SITE = "quevo"


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_run_told_to_stop_ends_at_once_and_is_gone_on_with(
    tmp_path: Path, told: signal.Signals
) -> None:
    data = tmp_path / "data"
    with Farm() as farm:
        child = start(data, farm, [SITE], delay=45.0)
        while not farm.log:  # robots.txt; the next turn comes in 45 s
            assert child.poll() is None
            time.sleep(0.05)
        time.sleep(0.5)
        asked = time.monotonic()
        child.send_signal(told)
        out, err = child.communicate(timeout=60)
        assert time.monotonic() - asked < 8, err[-2000:]
        assert json.loads(out)["state"] == "interrupted"
        assert rows(data, "SELECT state FROM runs") == [("interrupted",)]
        assert rows(data, "SELECT count(*) FROM visits") == [(len(farm.log),)]
        assert json.loads(out)["gaps"] == []
        report = crawl(data, farm, [SITE])
        should = sum(a.site == SITE and a.verdict != "irrelevant" for a in farm.manifest.articles)
    assert report["state"] == "done"
    assert rows(data, "SELECT count(*) FROM articles") == [(should,)]
    assert_sound(data)


BROKEN = """
from crawler import wire
real = wire.Wire.fetch
times = 0
async def fetch(self, url, *rest):
    global times
    if "details" in url:
        times += 1
        if times % 5 == 0:
            raise RuntimeError("nobody foresaw this")
    return await real(self, url, *rest)
wire.Wire.fetch = fetch
from tests.child import main
main()
"""


def test_a_request_that_fails_unforeseen_leaves_its_visit_owed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Farm() as farm:
        child = subprocess.run(
            [sys.executable, "-c", BROKEN, order(data, farm, [SITE])],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert "nobody foresaw this" in child.stderr
        report = json.loads(child.stdout)
        assert [gap["cause"] for gap in report["gaps"]] == ["not-reached"]
        left = rows(data, "SELECT count(*) FROM urls WHERE owed IS NOT NULL")[0][0]
        assert left == report["sites"][0]["outcomes"]["pending"] > 5
        assert crawl(data, farm, [SITE])["state"] == "done"
    assert rows(data, "SELECT count(*) FROM urls WHERE owed IS NOT NULL") == [(0,)]


BADLY = {
    "the spider": """
from spiders.bimson import Bimson
def fails(cls, crawler, *args, **kwargs):
    raise KeyError("one site is broken")
Bimson.from_crawler = classmethod(fails)
""",
    "the engine": """
from scrapy.core import engine
real = engine.Scraper.__init__
def fails(self, crawler):
    if crawler.spidercls.name == "bimson":
        raise KeyError("one site is broken")
    real(self, crawler)
engine.Scraper.__init__ = fails
""",
    "the frontier": """
from crawler.frontier import Frontier
real = Frontier.open
def fails(self, spider):
    if spider.name == "bimson":
        raise KeyError("one site is broken")
    return real(self, spider)
Frontier.open = fails
""",
}


@pytest.mark.long
@pytest.mark.parametrize("what", BADLY)
def test_a_site_whose_crawl_cannot_begin_is_a_gap_of_its_own(tmp_path: Path, what: str) -> None:
    data = tmp_path / "data"
    code = BADLY[what] + "from tests.child import main\nmain()\n"
    with Farm() as farm:
        # Long enough for several groups to be committed beside the site that failed.
        said = order(data, farm, ["bimson", SITE], max_pages=12, delay=0.15)
        child = subprocess.run(
            [sys.executable, "-c", code, said],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    report = json.loads(child.stdout)
    assert report["state"] == "gaps"
    assert [(gap["site"], gap["cause"]) for gap in report["gaps"]] == [
        ("bimson", "crawl-failed"),
        (SITE, "not-reached"),  # for max_pages, and not for what befell the other
    ]
    failed, other = report["sites"]
    assert failed["reason"] == "crawl failed: 'one site is broken'"
    assert other["reason"] == "max_pages: 12"
    assert sum(n for outcome, n in other["outcomes"].items() if outcome != "pending") == 12
