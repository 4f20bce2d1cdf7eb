"""Whole nights on the farm's five sites by files that know a front page and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive import rebuild
from archive.documents import catalogue
from crawler.replay import Replay
from crawler.sites import Sites
from pipelines.read import read, reader_version
from tests.farm.farm import Farm
from tests.farm_homes import HOMES
from tests.night import crawl, rows

pytestmark = pytest.mark.long

NAMES = list(HOMES)


@dataclass
class Nights:
    """Two nights, one after the other, and the archive they left."""

    farm: Farm
    data: Path
    reports: list[dict[str, Any]]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    data = tmp_path_factory.mktemp("homes") / "data"
    with Farm() as farm:
        reports = [crawl(data, farm, NAMES, spiders=["tests.farm_homes"])]
        farm.set_night(2)
        reports.append(crawl(data, farm, NAMES, spiders=["tests.farm_homes"]))
        yield Nights(farm, data, reports)


def truths(farm: Farm, site: str) -> set[str]:
    name = site.partition("_")[2]
    return {truth.url for truth in farm.manifest.articles if truth.site == name}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("night", [1, 2])
def test_a_front_page_alone_leads_to_every_article(nights: Nights, name: str, night: int) -> None:
    nights.farm.set_night(night)
    urls = truths(nights.farm, name)
    visited = rows(nights.data, "SELECT url FROM visits WHERE site = ? AND role = 'article'", name)
    assert urls - {url for (url,) in visited} == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_article_is_kept_twice_and_nothing_is_kept_that_is_none(
    nights: Nights, name: str
) -> None:
    kept = rows(nights.data, "SELECT url, digest FROM articles WHERE site = ?", name)
    assert len({digest for _, digest in kept}) == len(kept) > 30
    known = {url.rstrip("/") for night in (1, 2) for url in at_night(nights.farm, name, night)}
    assert {url.rstrip("/") for url, _ in kept} <= known


def at_night(farm: Farm, name: str, night: int) -> set[str]:
    farm.set_night(night)
    return truths(farm, name)


def test_it_opens_no_gap_and_the_second_night_costs_little(nights: Nights) -> None:
    first, second = nights.reports
    assert first["gaps"] == second["gaps"] == []
    assert all(site["requests"] <= 1.5 * 64 for site in first["sites"])
    assert all(site["requests"] < 20 for site in second["sites"])


def test_sections_and_feeds_are_found_under_their_names(nights: Nights) -> None:
    found = {
        (url, section)
        for url, section in rows(
            nights.data,
            "SELECT url, section FROM urls WHERE site = 'home_baoquangninh'"
            " AND proposed = 1 AND fruit_at <> '' AND first_page = '' AND role = 'listing'",
        )
    }
    campaign = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    assert found == {
        ("https://baoquangninh.vn/chinh-tri", "Chính trị"),
        ("https://baoquangninh.vn/hoc-tap-va-lam-theo-bac", campaign),
    }
    machines = rows(
        nights.data,
        "SELECT url FROM urls WHERE site = 'home_baoquangninh' AND visited_at <> ''"
        " AND role IN ('feed', 'sitemap') AND outcome <> 'gone' ORDER BY url",
    )
    assert ("https://baoquangninh.vn/sitemap.xml",) in machines


def test_a_rebuild_gives_equal_rows(nights: Nights, tmp_path: Path) -> None:
    sites = Sites(HOMES.values())
    replay = Replay(sites, read)
    rebuild.rebuild(
        nights.data,
        tmp_path / "again.db",
        sites.facts(),
        catalogue().documents,
        replay.page,
        reader_version(),
    )
    assert list(rebuild.differences(nights.data / "archive.db", tmp_path / "again.db")) == []
