"""``crawl --plan``: what the next night comes to, told before it, with nothing fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive import warc
from archive.records import Page
from archive.writer import Archive, connect_readonly
from crawler import robots
from crawler.config import Config
from crawler.forecast import FEWEST, MOST, forecast
from crawler.night import Night
from crawler.run import project_settings
from crawler.sites import Sites
from tests.farm.farm import Farm
from tests.night import crawl
from tests.small_archive import alone, answer, told

NAMES = ("baoquangninh", "bimson", "quevo", "tuson")


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm(night=1) as served:
        yield served


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)


def by_site(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["site"]: one for one in said["sites"]}


def test_of_sites_that_had_no_night_a_range_is_said_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, "crawl", "--plan", *NAMES, "--json")
    assert not (tmp_path / "data").exists()
    bimson = by_site(said)["bimson"]
    assert bimson["known"] is False
    sections = 2
    fixed = 1 + sections  # robots.txt and what the file names
    assert bimson["requests"]["low"] == fixed + sections * FEWEST[1]
    assert bimson["requests"]["high"] == fixed + sections * (MOST[0] - FEWEST[0] + MOST[1])
    # One machine, one queue: the two sites of bacninh.gov.vn, which share its robots.txt.
    shared = said["servers"]["bacninh.gov.vn"]
    both = [by_site(said)[name] for name in ("quevo", "tuson")]
    assert shared["low"] == pytest.approx(sum(one["hours"]["low"] for one in both), abs=0.002)
    assert [one["parts"]["robots"] for one in both] == [1, 0]
    longest = max(span["high"] for span in said["servers"].values())
    assert said["total"]["hours"]["high"] == pytest.approx(longest, abs=0.001)
    assert said["total"]["requests"]["low"] == sum(one["requests"]["low"] for one in said["sites"])
    # 5 s of rest and an exchange's own time, for each request.
    assert bimson["hours"]["low"] == pytest.approx(bimson["requests"]["low"] * 6.5 / 3600, abs=1e-3)
    code, out, _ = told(capsys, "crawl", "--plan", *NAMES)
    assert (code, "đêm đầu" in out, "–" in out) == (0, True, True)


@pytest.mark.long
def test_what_is_foretold_of_a_known_site_is_what_its_night_asks(
    farm: Farm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    crawl(data, farm, NAMES, max_pages=12)  # the first night ends early: the rest is owed
    (tmp_path / "farm.json").write_text(json.dumps(farm.announce()), encoding="utf-8")
    plan = ("crawl", "--plan", *NAMES, "--farm", tmp_path / "farm.json", "--json")
    with_rest = by_site(answer(capsys, *plan))
    assert all(one["parts"]["articles"] > 10 for one in with_rest.values())
    crawl(data, farm, NAMES)
    farm.log.clear()
    said = by_site(answer(capsys, *plan))
    assert farm.log == []
    assert all(one["known"] for one in said.values())
    report = crawl(data, farm, NAMES)
    for site in report["sites"]:
        assert said[site["site"]]["requests"]["low"] == site["requests"], site["site"]
    size = {site["site"]: site["bytes"] for site in report["sites"]}
    for name, one in said.items():
        assert one["gb"]["high"] * 1e9 >= size[name] / 4  # mostly revisit records by now


def test_what_is_owed_is_asked(farm: Farm, tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl(data, farm, ("honglinh",), max_pages=12)
    sites = Sites.from_settings(project_settings())
    ca = tmp_path / "farm-ca.pem"
    resolve = {name: f"{host}:{port}" for name, (host, port) in farm.resolve.items()}
    config = Config.model_validate(
        {"data": data, "delay": 0, "farm": {"resolve": resolve, "ca": ca}}
    )
    with closing(connect_readonly(data)) as db:
        [before] = forecast(db, data, [sites.by_name["honglinh"]], config).sites
    report = crawl(data, farm, ("honglinh",))
    [after] = report["sites"]
    # A listing's further pages may name more than was known; never less was owed.
    assert before.requests.low <= after["requests"] <= before.requests.low * 1.5


def test_a_server_s_own_delay_and_address_are_taken_from_its_last_robots_txt(
    tmp_path: Path,
) -> None:
    sites = Sites.from_settings(project_settings())
    site = sites.facts_of("baoquangninh")
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    with Archive(tmp_path) as archive:
        archive.begin_run([site], [])
        exchange = warc.Exchange(
            "https://baoquangninh.vn/robots.txt", site.name, moment, status=200, ip="203.0.113.9",
            payload=b"User-agent: *\nCrawl-delay: 20\n",
        )  # fmt: skip
        capture = archive.keep(exchange)
        page = Page(exchange.url, "robots", site, 200, (), exchange.payload, moment, capture)
        archive.ingest(robots.read_links(page))
        archive.finish_run("done")
    with closing(connect_readonly(tmp_path)) as db:
        config = Config(data=tmp_path)
        [one] = forecast(db, tmp_path, [sites.by_name["baoquangninh"]], config).sites
    assert (one.delay, one.server) == (20.0, "203.0.113.9")
    assert one.hours.low == pytest.approx(one.requests.low * 21.5 / 3600)
    assert Night.current is None


def test_a_farm_makes_haste_with_its_own_sites_alone(
    farm: Farm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = farm.announce()
    hosts = said["resolve"]
    said["resolve"] = {host: hosts[host] for host in hosts if host.startswith("baoquangninh.vn")}
    (tmp_path / "farm.json").write_text(json.dumps(said))
    names = ("baoquangninh", "quevo")
    plan = answer(capsys, "crawl", *names, "--plan", "--json", "--farm", tmp_path / "farm.json")
    delays = {site["site"]: site["delay"] for site in plan["sites"]}
    assert delays == {"baoquangninh": 0.0, "quevo": 5.0}
