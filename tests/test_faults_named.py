"""Nights on which four of five sites fail, each in its own way: every failure is a gap under
its own name the same night, none is success, and none hides another site's night."""

from __future__ import annotations

import json
import shutil
import socket
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from crawler.causes import CAUSES
from tests.farm.farm import Farm
from tests.farm.sites import BY_NAME
from tests.night import assert_sound, crawl, rows

BEFORE = ("nameless", "inside", "closed")
SITES = ("baoquangninh", "bimson", "honglinh", "quevo", "tuson")

pytestmark = pytest.mark.long


def causes(report: dict[str, Any]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for gap in report["gaps"]:
        if gap["new"]:
            found[gap["site"]].add(gap["cause"])
    return found


def play(data: Path, faults: dict[str, str], **more: Any) -> tuple[dict[str, Any], Farm]:
    """A night of all sites, each with the fault named for it: one of the farm's, or one that
    lies before any server: no name ("nameless"), a private address ("inside"), a port at
    which nobody listens ("closed")."""
    told = [f"{fault}:{site}" for site, fault in faults.items() if fault not in ("", *BEFORE)]
    night = more.pop("night", 1)
    hosts: dict[str, list[str]] = {
        kind: [h for site, fault in faults.items() if fault == kind for h in BY_NAME[site].hosts]
        for kind in BEFORE
    }
    with Farm(night=night, faults=told) as farm, socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))  # taken, so that nobody else listens there meanwhile
        resolve = {
            name: unheard.getsockname() if name.partition(":")[0] in hosts["closed"] else where
            for name, where in farm.resolve.items()
        }
        more["resolve"] = {name: f"{host}:{port}" for name, (host, port) in resolve.items()}
        for kind in ("nameless", "inside"):
            more[kind] = hosts[kind]
        report = crawl(data, farm, SITES, timeout=1.5, **more)
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
    {
        "bimson": ("closed", {"connection-refused"}),
        "baoquangninh": ("section-moved", {"section-moved"}),
        "honglinh": ("keep-off", {"blocked"}),
        "tuson": ("bad-gzip", {"unreadable"}),
    },
    {
        "bimson": ("inside", {"refused"}),
        "baoquangninh": ("crawl-delay", {"crawl-delay"}),
    },
]


@pytest.mark.parametrize("wrong", FIRST, ids=lambda wrong: "-".join(f for f, _ in wrong.values()))
def test_on_a_first_night(tmp_path: Path, wrong: dict[str, tuple[str, set[str]]]) -> None:
    data = tmp_path / "data"
    report, farm = play(data, {site: fault for site, (fault, _) in wrong.items()})
    assert report["state"] == "gaps"
    assert causes(report) == {site: expected for site, (_, expected) in wrong.items()}
    for well in set(SITES) - wrong.keys():
        truth = [a for a in farm.manifest.articles if a.site == well and a.verdict != "irrelevant"]
        found = rows(data, "SELECT url FROM articles WHERE site = ?", well)
        assert {url for (url,) in found} == {article.url for article in truth}
    assert all(json.loads(d) for (d,) in rows(data, "SELECT detail FROM gaps"))
    assert_sound(data)


ELSEWHERE = {
    "crawl-failed": "no server can bring it about: tests/test_stop.py breaks the crawler itself",
}
"""Causes that no night here plays, each with its reason."""


def test_every_cause_has_its_night_or_a_reason() -> None:
    played = [expected for night in (*FIRST, *LATER) for _, expected in night.values()]
    assert CAUSES - set().union(*played) == ELSEWHERE.keys()
    for cause, why in ELSEWHERE.items():
        file = Path(__file__).parent.parent / why.partition(": ")[2].split()[0]
        assert f'"{cause}"' in file.read_text(encoding="utf-8")


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
