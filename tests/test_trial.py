"""A trial on a live site: at most twenty requests, what passes enrols, what fails says why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive import rebuild
from archive.decisions import ENROL, Standing
from archive.documents import catalogue
from archive.records import Page, Site
from archive.writer import DATABASE
from crawler import rest
from crawler.commands.live import BUDGET
from crawler.replay import Replay
from crawler.run import choose, project_settings
from crawler.sites import Sites
from pipelines.read import read, reader_version
from spiders.bimson import Bimson
from tests.farm.farm import Farm
from tests.night import crawl, rows, story
from tests.small_archive import alone, answer, told


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm(night=1) as served:
        yield served


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)
    monkeypatch.setenv("LAMTHEO_TIMEOUT", "1")


@pytest.fixture
def served(farm: Farm, tmp_path: Path) -> Iterator[list[object]]:
    """How a command is told of the farm; without faults, and with an empty log."""
    (tmp_path / "farm.json").write_text(json.dumps(farm.announce()), encoding="utf-8")
    farm.log.clear()
    yield ["--farm", tmp_path / "farm.json"]
    farm._faults.put(())


def asked(farm: Farm, host: str) -> int:
    return sum(request.host.partition(":")[0] == host for request in farm.log)


def sites_said(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in answer(capsys, "site", "list", "--json")}


def test_a_site_that_passes_is_enrolled_and_the_archive_keeps_the_evidence(
    farm: Farm, served: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sites_said(capsys)["bimson"]["enrolled"] is False
    said = answer(capsys, "crawl", "--trial", "bimson", *served, "--json")["sites"]
    [trial] = said
    assert (trial["passed"], trial["why"], trial["names_itself"]) == (
        True, [], "Thị ủy - UBND thị xã Bỉm Sơn",
    )  # fmt: skip
    assert trial["requests"] == asked(farm, trial["host"]) <= BUDGET == 20
    assert trial["fields"]["title"] == {"found": trial["articles"], "of": trial["articles"],
                                        "wanted": 0.9}  # fmt: skip
    assert trial["articles"] >= 10
    assert trial["verdicts"]["relevant"] >= 3
    data = tmp_path / "data"
    assert rows(data, "SELECT count(*) FROM captures WHERE record_type <> 'metadata'") == [
        (trial["requests"],)
    ]
    assert rows(data, "SELECT kind, state FROM runs") == [("trial", "done")]
    assert rows(data, "SELECT kind, target FROM decisions") == [(ENROL, "bimson")]
    now = sites_said(capsys)["bimson"]
    assert (now["enrolled"], now["enrolled_by"], now["host_status"]) == (
        True, "trial", "unconfirmed",
    )  # fmt: skip
    assert now["enrolled_since"]
    sites = Sites.from_settings(project_settings())
    assert choose(sites, None, rest.standings(data), "vi") == ["bimson"]
    target = tmp_path / "again.db"
    page_of = Replay(sites, read).page
    rebuild.rebuild(data, target, sites.facts(), catalogue().documents, page_of, reader_version())
    assert list(rebuild.differences(data / DATABASE, target)) == []


@pytest.mark.long
def test_the_night_after_a_trial_fetches_what_the_trial_did_not(
    farm: Farm, served: list[object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(capsys, "crawl", "--trial", "bimson", *served, "--json")
    report = crawl(tmp_path / "data", farm, ["bimson"])
    assert report["state"] == "done", report["gaps"]
    crawl(tmp_path / "alone", farm, ["bimson"])
    for tried, untried in zip(story(tmp_path / "data"), story(tmp_path / "alone"), strict=True):
        assert tried == untried


@pytest.mark.parametrize(
    ("fault", "why", "cause"),
    [
        ("undated:quevo", "date-missing", "dates-unreadable"),
        ("empty-listing", "no-listing", "empty-section"),
        ("by-script", "body-missing", "layout-changed"),
        ("articles404", "few-articles", "articles-gone"),
        ("casino", "host-unproven", "site-replaced"),
        ("robots-forbid", "no-listing", "robots-forbid"),
        ("challenge", "no-listing", "challenge"),
        ("silent", "closed-early", "no-answer"),
        ("moved-host", "no-listing", "moved-host"),
    ],
)
def test_a_site_that_fails_says_why_and_is_not_enrolled(
    farm: Farm,
    served: list[object],
    capsys: pytest.CaptureFixture[str],
    fault: str,
    why: str,
    cause: str,
) -> None:
    name = fault.partition(":")[2] or "bimson"
    farm._faults.put([fault if ":" in fault else f"{fault}:bimson"])
    code, out, err = told(capsys, "crawl", "--trial", name, *served, "--json")
    assert code == 1, err
    [trial] = json.loads(out)["sites"]
    assert trial["passed"] is False
    assert why in trial["why"]
    assert cause in {one["cause"] for one in trial["causes"]}
    assert asked(farm, trial["host"]) <= BUDGET
    assert sites_said(capsys)[name]["enrolled"] is False
    assert rows(Path("data"), "SELECT count(*) FROM gaps") == [(0,)]


def test_some_that_pass_and_some_that_do_not_is_done_with_gaps(
    farm: Farm, served: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    farm._faults.put(["empty-listing:bimson"])
    code, out, _ = told(capsys, "crawl", "--trial", "bimson", "honglinh", *served)
    assert code == 3
    assert "honglinh được ghi danh" in out
    assert "không danh mục nào nêu được ba bài" in out
    farm._faults.put(())
    # Without names: those that are not enrolled yet; on this farm only it answers.
    assert told(capsys, "crawl", "--trial", "bimson", *served)[0] == 0


def test_a_page_that_our_rules_fail_on_ends_no_trial_but_its_own_reading(
    served: list[object],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    sound = Bimson.read_links.__func__  # type: ignore[attr-defined]

    def failing(cls: type[Bimson], page: Page) -> Any:
        if page.role == "article":
            raise RecursionError("a page that this rule fails on")
        return sound(cls, page)

    monkeypatch.setattr(Bimson, "read_links", classmethod(failing))
    code, out, err = told(capsys, "crawl", "--trial", "bimson", "honglinh", *served, "--json")
    assert code == 3, err
    tried = {one["site"]: one for one in json.loads(out)["sites"]}
    assert tried["honglinh"]["passed"]
    assert not tried["bimson"]["passed"]
    assert "few-articles" in tried["bimson"]["why"]
    said = rows(tmp_path / "data", "SELECT DISTINCT outcome, reason FROM visits"
                " WHERE site = 'bimson' AND role = 'article'")  # fmt: skip
    assert said == [("broken", "reading: RecursionError: a page that this rule fails on")]


def test_a_site_at_rest_is_not_tried(
    served: list[object], farm: Farm, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "site", "pause", "bimson", "--reason", "dời máy chủ")
    code, _, err = told(capsys, "crawl", "--trial", "bimson", *served)
    assert (code, "site resume bimson" in err) == (2, True)
    assert farm.log == []


def test_without_an_enrolled_site_a_night_says_how_to_enrol_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = told(capsys, "crawl")
    assert (code, out) == (2, "")
    assert "crawl --trial" in err
    assert told(capsys, "crawl", "--trial", "--plan", "bimson")[0] == 2


def test_a_trial_speaks_for_the_host_it_met_alone() -> None:
    site = Site("mau", "Báo Mẫu", "tinh", "baomau.vn", "generic")
    tried = Standing("active", trial="2026-11-22T01:00:00+00:00", trial_host="baomau.vn")
    assert tried.visits(site)
    assert not tried.visits(replace(site, host="baomau.com.vn"))
    assert not tried.visits(replace(site, status="rehosted"))
    assert not replace(tried, state="paused").visits(site)
    assert not Standing("active").visits(site)
    assert not Standing("active").visits(replace(site, host_confirmed=True))
    assert not Standing("active").visits(replace(site, verified="2026-11-22"))
    assert Standing("active").visits(replace(site, host_confirmed=True, verified="2026-11-22"))
