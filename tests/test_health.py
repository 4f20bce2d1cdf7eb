"""Health is judged from rows alone: what is told on a first night, and what takes comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import EMPTY_PAGE
from crawler import health
from crawler.health import ArticleVisit, ListingVisit

URL = "https://mau.example/tin"
WELL = ListingVisit(
    URL, "Tin tức", "listing", "archived", "2 new", announced=20, known=18, prose=900, marked=300
)
PAST = (20, 21, 19, 20)


def cause(visit: ListingVisit) -> str:
    found = health.of_listing(visit)
    return found.cause if found else ""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ""),
        ({"announced": 0, "known": None}, "empty-section"),
        ({"announced": 0, "known": None, "role": "feed"}, ""),
        ({"announced": 0, "known": None, "role": "feed", "past": PAST}, "empty-section"),
        ({"announced": 9, "past": PAST}, "listing-shrunk"),
        ({"announced": 10, "past": PAST}, ""),
        ({"announced": 9, "past": PAST[:2]}, ""),
        ({"announced": 3, "past": PAST, "first": False}, ""),
        ({"known": 0, "marked": 3}, "site-replaced"),
        ({"known": 5, "marked": 3}, ""),
        ({"known": 0, "marked": 3, "prose": 20}, ""),
        ({"lost": 150, "marked": 0, "known": 0}, "wrong-charset"),
        ({"outcome": "gone", "reason": "404"}, "section-gone"),
        ({"outcome": "gone", "reason": "404", "first": False}, "paging-cut"),
        ({"outcome": "broken", "reason": "HTTP 503"}, "server-error"),
        ({"outcome": "broken", "reason": EMPTY_PAGE, "first": False}, "empty-page"),
        ({"outcome": "blocked", "reason": "login wall (200)"}, "login-wall"),
        ({"outcome": "blocked", "reason": "Imperva challenge (200)"}, "challenge"),
        ({"outcome": "blocked", "reason": "replaced (200)"}, "site-replaced"),
        ({"outcome": "blocked", "reason": "403"}, "blocked"),
    ],
)
def test_a_listing(change: dict[str, object], expected: str) -> None:
    assert cause(replace(WELL, **change)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/", "to-front-page"),
        ("https://mau.example/Default.aspx", "to-front-page"),
        ("https://moi.example/tin", "moved-host"),
        ("/chuyen-muc/tin, so 2", "section-moved"),
    ],
)
def test_where_a_section_leads(location: str, expected: str) -> None:
    reason = f"redirects to {location}, outside the site's articles"
    found = health.of_listing(replace(WELL, outcome="moved", reason=reason))
    assert found
    assert found.cause == expected
    assert found.detail.get("successor") == ("moi.example" if expected == "moved-host" else None)


@pytest.mark.parametrize(
    ("before", "expected"), [(12, "empty-page"), (11, "empty-page"), (5, ""), (0, ""), (None, "")]
)
def test_an_empty_page_that_stays_empty(before: int | None, expected: str) -> None:
    visit = replace(WELL, first=False, outcome="unchanged", announced=0, before=before, fullest=13)
    assert cause(visit) == expected


def test_paging_that_meets_no_known_ground() -> None:
    fresh = replace(WELL, known=0, past=PAST)
    second = replace(fresh, url=URL + "?page=2", first=False, past=())
    assert health.of_paging([fresh, second]).cause == "paging-cut"  # type: ignore[union-attr]
    assert health.of_paging([fresh, replace(second, known=4)]) is None
    assert health.of_paging([replace(fresh, past=())]) is None  # its first night
    assert health.of_paging([replace(fresh, known=None, same=True)]) is None


def pages(count: int, **change: object) -> list[ArticleVisit]:
    sound = ArticleVisit("", "archived", "", 2000, 300, 0, 1500, 1)
    return [
        replace(sound, url=f"https://mau.example/{n}", **change)  # type: ignore[arg-type]
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("spoilt", "expected"),
    [
        ({}, []),
        ({"prose": 90, "body": None}, ["layout-changed"]),
        ({"prose": 450}, ["layout-changed"]),  # under a quarter of what is usual
        ({"body": 0}, ["layout-changed"]),
        ({"lost": 160, "marked": 0}, ["wrong-charset"]),
        ({"marked": 4}, ["site-replaced"]),
        ({"dated": 0}, ["dates-unreadable"]),
        ({"outcome": "broken", "reason": "HTTP 500", "prose": None}, ["server-error"]),
        ({"outcome": "gone", "reason": "404", "prose": None}, ["articles-gone"]),
        ({"outcome": "broken", "reason": "cut short (time)", "prose": None}, ["too-slow"]),
        (
            {
                "outcome": "gone",
                "reason": "redirects to https://moi.example/x, which is no article",
                "prose": None,
            },
            ["moved-host"],
        ),
    ],
)
def test_articles(spoilt: dict[str, object], expected: list[str]) -> None:
    past = pages(40)

    def found(tonight: list[ArticleVisit]) -> list[str]:
        return [one.cause for one in health.of_articles(tonight, past)]

    assert found(pages(6, **spoilt)) == expected
    assert found([*pages(3, **spoilt), *pages(3)]) == expected
    assert found([*pages(2, **spoilt), *pages(4)]) == []  # some page is always odd
    # What was always so is no change.
    if spoilt.get("prose", 1) is not None and spoilt.get("prose") != 450:
        assert not health.of_articles(pages(6, **spoilt), pages(40, **spoilt))


def test_a_site_with_one_article_a_night_is_judged_with_the_nights_before() -> None:
    bad = {"prose": 90, "body": None}
    assert health.of_articles(pages(1, **bad), pages(40), pages(3)) == []
    (found,) = health.of_articles(pages(1, **bad), pages(40), [*pages(1, **bad), *pages(2)])
    assert (found.cause, found.detail["articles"], found.detail["of"]) == ("layout-changed", 2, 3)
    # And a good page tonight is not blamed for those of last week.
    assert health.of_articles(pages(1), pages(40), pages(3, **bad)) == []


def test_articles_that_are_not_there_are_told_over_nights_of_one_or_two() -> None:
    front = {"outcome": "gone", "reason": "redirects to /, which is no article", "prose": None}
    moments = [f"2027-03-{day}" for day in range(18, 10, -1)]
    visits = [replace(one, at=at) for one, at in zip(pages(8, **front), moments, strict=True)]
    (found,) = health.of_articles(visits[:1], (), visits[1:4])
    assert (found.cause, found.detail["articles"], found.detail["of"]) == ("to-front-page", 3, 3)
    # It began where the last good page ends, which may be before the pages it is told by.
    assert found.since == visits[3].at
    well = [replace(visits[3], outcome="unchanged", reason="304"), *visits[4:]]
    (found,) = health.of_articles(visits[:1], (), [*visits[1:3], *well])
    assert found.since == visits[2].at
    assert health.of_articles(visits[:1], (), [visits[1], *well]) == []
    assert health.of_articles(pages(1), (), visits[1:]) == []  # tonight's is there
    # One page that fails in three runs, three times in each, is still one.
    one = [replace(visits[n // 3], url=visits[0].url) for n in range(12)]
    assert health.of_articles(one[:1], (), [*one[1:], visits[6]]) == []
    assert health.of_articles(one[:1], (), [*one[1:], visits[6], visits[7]])


def test_a_page_that_was_never_otherwise_tells_nothing_of_tonight() -> None:
    """Articles without a date are revisited soonest, for want of one: a night may see no other."""
    past = pages(40)
    undated = pages(3, dated=0, best=replace(past[0], dated=0))
    assert health.of_articles(undated, past) == []
    (found,) = health.of_articles(pages(3, dated=0, best=past[0]), past)
    assert found.cause == "dates-unreadable"
    # Nor do they hide what others tell, tonight or on the nights before.
    lost = pages(1, dated=0, best=past[0])
    recent = [*undated, *pages(2, dated=0)]
    (found,) = health.of_articles([*undated, *lost], past, recent)
    assert (found.cause, found.detail["articles"], found.detail["of"]) == ("dates-unreadable", 3, 3)
    scrambled = pages(3, body=0, best=replace(past[0], body=0))
    assert health.of_articles(scrambled, past) == []


def days(count: int, every: int, last: str = "2026-10-31") -> list[str]:
    newest = date.fromisoformat(last)
    return [(newest - timedelta(days=every * n)).isoformat() for n in range(count)]


@pytest.mark.parametrize(
    ("every", "today", "nights", "silent"),
    [
        (1, "2026-11-06", 9, False),
        (1, "2026-11-09", 9, True),
        (1, "2026-12-31", 2, False),  # not watched long enough
        (10, "2026-11-25", 9, False),
        (10, "2026-12-05", 9, True),
    ],
)
def test_silence_is_measured_by_a_site_s_own_rhythm(
    every: int, today: str, nights: int, silent: bool
) -> None:
    known = days(40, every)
    assert bool(health.of_silence(known, known[0], today, nights)) == silent


def test_no_rhythm_can_be_told_from_a_few_days() -> None:
    assert health.of_silence(days(8, 1), "2020-01-01", "2026-11-01", 99) is None


def test_a_feed_that_stands_still() -> None:
    listed = days(60, 2)
    assert health.of_feed("Tin tức", URL, listed[:20], listed) is None
    assert health.of_feed("Tin tức", URL, listed[1:20], listed) is None  # an hour behind
    found = health.of_feed("Tin tức", URL, listed[10:30], listed)
    assert found
    assert (found.section, found.detail["later"]) == (URL, 10)


@given(st.lists(st.dates(date(2016, 1, 1), date(2026, 1, 1)), max_size=60))
def test_the_usual_silence_is_one_a_site_has_kept(dates: list[date]) -> None:
    usual = health.usual_silence(day.isoformat() for day in dates)
    distinct = sorted(set(dates))
    if usual is None:
        assert len(distinct) < 11
    else:
        assert 1 <= usual <= (distinct[-1] - distinct[0]).days
