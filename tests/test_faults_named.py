"""Nights on which four of five sites fail, each in its own way: every failure is a gap under
its own name the same night, none is success, and none hides another site's night."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.farm.farm import Farm
from tests.farm.sites import BY_NAME
from tests.night import assert_sound, crawl, rows

SITES = ("baoquangninh", "bimson", "honglinh", "quevo", "tuson")

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("faults")]


def causes(report: dict[str, Any]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for gap in report["gaps"]:
        if gap["new"]:
            found[gap["site"]].add(gap["cause"])
    return found


def play(data: Path, faults: dict[str, str], **more: Any) -> tuple[dict[str, Any], Farm]:
    """A night of all sites, each with the fault named for it ("nameless": no DNS)."""
    told = [f"{fault}:{site}" for site, fault in faults.items() if fault not in ("", "nameless")]
    night = more.pop("night", 1)
    nameless = [
        host
        for site, fault in faults.items()
        if fault == "nameless"
        for host in BY_NAME[site].hosts
    ]
    with Farm(night=night, faults=told) as farm:
        report = crawl(data, farm, SITES, timeout=1.5, nameless=nameless, **more)
    return report, farm


FIRST: list[dict[str, tuple[str, set[str]]]] = [
    {
        "bimson": ("silent", {"no-answer"}),
        "baoquangninh": ("refuse", {"connection-dropped"}),
        "honglinh": ("error500", {"server-error"}),
        "quevo": ("empty-listing", {"empty-section"}),
    },
    {
        "bimson": ("expired", {"certificate"}),
        "baoquangninh": ("nameless", {"dns"}),
        "honglinh": ("error503", {"server-error"}),
        "quevo": ("empty-page", {"empty-page"}),
    },
    {
        "bimson": ("robots500", {"robots-unreachable"}),
        "baoquangninh": ("robots-forbid", {"robots-forbid"}),
        "honglinh": ("challenge", {"challenge"}),
        "tuson": ("paging404", {"paging-cut"}),
    },
    {
        "bimson": ("front-page", {"to-front-page"}),
        "honglinh": ("login-wall", {"login-wall"}),
        "quevo": ("casino", {"site-replaced"}),
        "tuson": ("slow-drip", {"too-slow"}),
    },
    {
        "bimson": ("moved-host", {"moved-host"}),
        "baoquangninh": ("parked", {"site-replaced"}),
        "quevo": ("truncated", {"cut-short"}),
        "tuson": ("listing404", {"section-gone"}),
    },
    {
        "bimson": ("letters-lost", {"wrong-charset"}),
        "honglinh": ("frozen-feed", {"feed-frozen"}),
        "quevo": ("undated", {"dates-unreadable"}),
        "tuson": ("by-script", {"layout-changed"}),
    },
]


@pytest.mark.parametrize("wrong", FIRST, ids=lambda wrong: "-".join(f for f, _ in wrong.values()))
def test_on_a_first_night(tmp_path: Path, wrong: dict[str, tuple[str, set[str]]]) -> None:
    data = tmp_path / "data"
    report, farm = play(data, {site: fault for site, (fault, _) in wrong.items()})
    assert report["state"] == "gaps"
    assert causes(report) == {site: expected for site, (_, expected) in wrong.items()}
    (well,) = set(SITES) - wrong.keys()
    should = {a.url for a in farm.manifest.articles if a.site == well and a.verdict != "irrelevant"}
    assert {u for (u,) in rows(data, "SELECT url FROM articles WHERE site = ?", well)} == should
    assert all(json.loads(d) for (d,) in rows(data, "SELECT detail FROM gaps"))
    assert_sound(data)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after four good nights: enough to compare with."""
    data = tmp_path_factory.mktemp("known") / "data"
    with Farm() as farm:
        for _ in range(4):
            assert crawl(data, farm, SITES)["gaps"] == []
    return data


LATER: list[dict[str, tuple[str, set[str]]]] = [
    {
        "baoquangninh": ("half-listing", {"listing-shrunk"}),
        "bimson": ("by-script", {"layout-changed"}),
        "honglinh": ("articles404", {"articles-gone"}),
        "quevo": ("letters-lost", {"wrong-charset"}),
    },
    {
        "baoquangninh": ("robots-forbid", {"robots-forbid"}),
        "bimson": ("foreign", {"site-replaced"}),
        "honglinh": ("login-redirect", {"login-wall"}),
        "tuson": ("articles-front", {"to-front-page"}),
    },
]


@pytest.mark.parametrize("wrong", LATER, ids=lambda wrong: "-".join(f for f, _ in wrong.values()))
def test_after_good_nights(
    known: Path, tmp_path: Path, wrong: dict[str, tuple[str, set[str]]]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(known, data)
    before = dict(rows(data, "SELECT url, body FROM articles"))
    faults = {site: fault for site, (fault, _) in wrong.items()}
    report, _ = play(data, faults, night=2, revisit_now=True)
    assert causes(report) == {site: expected for site, (_, expected) in wrong.items()}
    # What was kept is kept, whatever answered tonight.
    after = dict(rows(data, "SELECT url, body FROM articles"))
    edited = Farm(night=2).manifest.changes
    touched = {*edited.edited, *(old for old, _ in edited.moved)}
    assert {u: b for u, b in before.items() if u not in touched}.items() <= after.items()
    assert_sound(data)
