"""A simulated year; in every test run, the nights round its New Year. See :mod:`tests.year`."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import year
from tests.farm.calendar import Calendar
from tests.night import rows
from tests.year_checks import KNOWN
from tests.year_faults import FAULTS, Stretch


def test_what_the_calendar_moves_stays_its_systems_article() -> None:
    """A moved page whose URL its site does not know for an article would be lost by right."""
    calendar = Calendar(year.FIRST)
    calendar.edition(year.FIRST + timedelta(days=180))
    urls = {(life.site, url) for life in calendar.lives for url in life.urls}
    assert {site for site, url in urls if "-cap-nhat" in url} == {*year.NAMES}
    for name, url in urls:
        site = KNOWN.by_name[name]
        assert (site.role_of(url), site.canonical(url)) == ("article", url)


@pytest.mark.long
def test_twelve_nights_round_new_year(tmp_path: Path) -> None:
    """Two sites, each failing once; a kill that costs a night, and one that does not."""
    plan = [
        Stretch(
            "empty-listing",
            "honglinh",
            date(2026, 12, 28),
            date(2026, 12, 29),
            frozenset({"empty-section"}),
        ),
        Stretch(
            "error500", "tuson", date(2027, 1, 1), date(2027, 1, 2), frozenset({"server-error"})
        ),
    ]
    lived = year.run(
        12,
        19,
        tmp_path,
        first=date(2026, 12, 27),
        names=("honglinh", "tuson"),
        plan=plan,
        kill_share=0.15,
    )
    assert lived.kills
    assert lived.off
    dates_are_vietnamese(lived.data, date(2027, 1, 1))


@pytest.mark.long
def test_a_night_killed_once_it_was_over_is_over(tmp_path: Path) -> None:
    lived = year.run(
        *(8, 2, tmp_path), names=("honglinh",), plan=[], kill_share=0.5, points=("finish-after",)
    )
    assert lived.kills >= 2
    assert not lived.off


@pytest.mark.year
@pytest.mark.parametrize("seed", [int(word) for word in os.environ.get("SEEDS", "1").split()])
def test_a_year_and_its_two_new_years(tmp_path: Path, seed: int) -> None:
    lived = year.run(390, seed, tmp_path)
    assert len(lived.crawled) + len(lived.off) == 390
    assert lived.kills >= 10
    assert {stretch.fault for stretch in lived.stretches} == {fault for fault, *_ in FAULTS}
    for new_year in (date(2027, 1, 1), date(2028, 1, 1)):
        dates_are_vietnamese(lived.data, new_year)


def dates_are_vietnamese(data: Path, new_year: date) -> None:
    """The run of New Year's night began on 31/12 in UTC; an article of New Year's Eve is of
    the old year, by the day that its page says."""
    ((started, missed),) = rows(
        data,
        "SELECT started_at, missed FROM runs WHERE due_for = ? AND state IN ('done', 'gaps')",
        new_year.isoformat(),
    )
    assert started.startswith(f"{new_year.year - 1}-12-31T") or json.loads(missed)
    days = rows(
        data,
        "SELECT published_day, published_at FROM articles WHERE published_day BETWEEN ? AND ?",
        f"{new_year.year - 1}-12-28",
        f"{new_year.year}-01-04",
    )
    assert {day[:4] for day, _ in days} == {str(new_year.year - 1), str(new_year.year)}
    assert all(at.startswith(day) for day, at in days)
