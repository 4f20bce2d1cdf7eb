"""What becomes of a gap: the next night goes back for what is missing by itself, closes the
gap by what it finds, and the nights after cost what an unchanged site costs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.gaps import VANISHED
from tests.farm.farm import Farm
from tests.night import assert_sound, crawl, rows

pytestmark = pytest.mark.long


def should(farm: Farm, site: str) -> int:
    return sum(a.site == site and a.verdict != "irrelevant" for a in farm.manifest.articles)


@pytest.mark.parametrize(
    ("site", "fault", "cause"),
    [
        ("quevo", "empty-page", "empty-page"),
        ("tuson", "paging404", "paging-cut"),
        ("tuson", "by-script", "layout-changed"),
        ("quevo", "articles404", "articles-gone"),
        ("honglinh", "articles-front", "to-front-page"),
    ],
)
def test_the_night_after_goes_back_by_itself(
    tmp_path: Path, site: str, fault: str, cause: str
) -> None:
    data = tmp_path / "data"
    with Farm(faults=[f"{fault}:{site}"]) as farm:
        assert {gap["cause"] for gap in crawl(data, farm, [site])["gaps"]} == {cause}
        missing = should(farm, site) - rows(data, "SELECT count(*) FROM articles")[0][0]
        assert missing > 10
        # While the fault lasts so does the gap, and it is one row.
        count = rows(data, "SELECT count(*) FROM gaps")
        assert crawl(data, farm, [site])["state"] == "gaps"
        assert rows(data, "SELECT count(*) FROM gaps") == count
    with Farm() as farm:
        report = crawl(data, farm, [site])
        if cause in ("layout-changed", *VANISHED):
            # As many misread articles a night as revisits; three vanished ones, then all.
            report = crawl(data, farm, [site])
        assert report["gaps"] == []
        assert rows(data, "SELECT count(*) FROM articles") == [(should(farm, site),)]
        assert set(rows(data, "SELECT state, closed_by <> '' FROM gaps")) == {("closed", 1)}
        last = crawl(data, farm, [site])
    first = sum(len(urls[site]) for urls in (farm.manifest.listings, farm.manifest.feeds))
    assert last["sites"][0]["requests"] <= first + 1  # its sections, feeds and robots.txt
    assert_sound(data)


def test_what_a_killed_night_left_of_a_section_keeps_no_gap_open(tmp_path: Path) -> None:
    """A further page still owed is asked for before its section's first, which then owes it
    again; it was read tonight, and the night after owes it no more."""
    data, section = tmp_path / "data", "Tin tức phường Đậu Liêu"
    with Farm() as farm:
        crawl(data, farm, ["honglinh"])
        with closing(sqlite3.connect(data / "archive.db")) as db, db:
            db.execute(
                "INSERT INTO gaps(id, site, section, cause, detail, window_from, window_to,"
                " opened_run, opened_at, seen_at) SELECT 'left', 'honglinh', ?, 'site-replaced',"
                " '{}', '2000', '2001', id, started_at, started_at FROM runs",
                (section,),
            )
            left = db.execute(
                "UPDATE urls SET owed = 'paging' WHERE url LIKE '%/daulieu/%/tin-tuc/2.html'"
            )
            assert left.rowcount == 1
        assert crawl(data, farm, ["honglinh"])["gaps"] == []
    assert rows(data, "SELECT count(*) FROM urls WHERE owed IS NOT NULL") == [(0,)]


def test_a_night_costs_its_sections_and_each_new_article_one(tmp_path: Path) -> None:
    sites = ["baoquangninh", "bimson", "honglinh", "quevo", "tuson"]
    data = tmp_path / "data"
    with Farm() as farm:
        crawl(data, farm, sites)
        first = dict(
            rows(data, "SELECT site, count(*) FROM urls WHERE role <> 'article' AND"
                 " found_in IN (SELECT id FROM captures WHERE captures.url = urls.url)"
                 " GROUP BY site")
        )  # fmt: skip
        farm.log.clear()
        crawl(data, farm, sites)
        unchanged = {site: sum(r.site == site for r in farm.log) for site in sites}
        farm.set_night(2)
        farm.log.clear()
        crawl(data, farm, sites)
        changed = {site: sum(r.site == site for r in farm.log) for site in sites}
        changes = farm.manifest.changes
        new = dict.fromkeys(sites, 0)
        for url in (*changes.new, *(to for _, to in changes.moved)):
            new[farm.manifest.by_url[url].site] += 1
    assert all(unchanged[site] <= first[site] for site in sites), (unchanged, first)
    assert {site: changed[site] - unchanged[site] for site in sites} == new
