"""Gaps open and close by evidence, and each article is counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.records import Ingested
from archive.writer import Archive
from crawler import ledger
from crawler.night import Night as Night_
from tests.test_archive import BODY, CT05, OTHER, SITE, visit

LISTING = SITE.sections[0].url
A, B = "https://mau.example/a-1.html", "https://mau.example/b-2.html"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        yield opened


class Night:
    """One run of one site, opened and closed as the crawl would."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def __enter__(self) -> Night:
        self.run = self.archive.begin_run([SITE, OTHER], [CT05])
        ledger.open_site(self.archive, self.run, SITE.name)
        self.closed, self.finished = "", True
        return self

    def __exit__(self, *_: object) -> None:
        ledger.close_site(self.archive, self.run, SITE.name, self.closed, finished=self.finished)
        self.report = ledger.report(self.archive, self.run)
        self.archive.finish_run(self.report.state)

    def gaps(self) -> list[str]:
        return sorted(gap.cause for gap in self.report.gaps)


def test_each_article_is_counted_once_by_its_last_outcome(archive: Archive) -> None:
    with Night(archive) as night:
        visit(archive, A, failure="timeout: no answer in 30 s")
        visit(archive, A, BODY)
        visit(archive, B, BODY + "2", verdict="irrelevant")
    (site,) = night.report.sites
    assert site.outcomes == {"archived": 1, "irrelevant": 1}


def test_an_empty_section_stays_a_gap_while_it_comes_unchanged(archive: Archive) -> None:
    for _ in range(2):
        with Night(archive) as night:
            visit(archive, LISTING, "nothing here", role="listing")
        assert night.gaps() == ["empty-section"]


def test_a_section_that_was_not_visited_closes_no_gap(archive: Archive) -> None:
    with Night(archive):
        visit(archive, LISTING, role="listing", status=500)
    with Night(archive) as night:
        visit(archive, A, BODY)
    assert night.gaps() == ["server-error"]


def test_articles_that_were_not_asked_for_again_are_still_broken(archive: Archive) -> None:
    with Night(archive) as night:
        visit(archive, A, status=500)
    assert night.gaps() == ["articles-broken"]
    with Night(archive) as night:
        visit(archive, B, BODY)
    assert "articles-broken" in night.gaps()
    with Night(archive) as night:
        visit(archive, A, BODY + "2")
    assert night.gaps() == []


def test_a_site_left_alone_closes_no_gap_of_its_articles(archive: Archive) -> None:
    with Night(archive):
        visit(archive, A, status=500)
    with Night(archive) as night:
        night.closed = "dns: mau.example does not resolve"
    assert night.gaps() == ["articles-broken", "dns"]
    with Night(archive) as night:
        visit(archive, A, BODY)
    assert night.gaps() == []


def test_an_unfinished_night_proves_nothing(archive: Archive) -> None:
    with Night(archive):
        visit(archive, LISTING, role="listing", status=404)
    with Night(archive) as night:
        night.finished = False
        visit(archive, B, status=200, text=BODY)
    assert night.gaps() == ["section-gone"]


@pytest.mark.parametrize(
    ("outcome", "reason", "cause"),
    [
        ("broken", "body empty this time; the last good copy is kept", "unreadable"),
        ("broken", "reading: KeyError: 'x'", "unreadable"),
        ("broken", "cut short (time)", "cut-short"),
        ("broken", "blocked: 403", "blocked"),
        ("broken", "timeout: no answer in 30 s", "no-answer"),
        ("refused", "refused: robots.txt disallows /x", "robots-forbid"),
        ("refused", "refused: robots.txt answered 503", "robots-unreachable"),
    ],
)
def test_causes(outcome: str, reason: str, cause: str) -> None:
    assert ledger.cause_of(outcome, reason) == cause


def failing(outcome: str, reason: str, times: int, answered: bool) -> dict[str, str]:
    """The sites a night leaves alone after as many failures of one site in a row."""
    night = object.__new__(Night_)
    night.closed, night._failures, night._answered = {}, Counter(), set()
    if answered:
        night.outcome("mau", Ingested(A, "article", "archived", "relevant"))
    for _ in range(times):
        night.outcome("mau", Ingested(A, "article", outcome, reason))  # type: ignore[arg-type]
    return night.closed


@pytest.mark.parametrize(
    ("outcome", "reason", "from_the_start", "later"),
    [
        ("broken", "timeout: no answer in 30 s", 3, 10),
        ("broken", "HTTP 500", 10, 10),
        ("blocked", "403", 10, 10),
        ("broken", "busy: the server asks to be left alone for 86400 s", 1, 1),
        ("refused", "refused: robots.txt answered 503", 1, 1),
        ("refused", "refused: robots.txt disallows /x", 0, 0),
        ("broken", "reading: KeyError: 'x'", 0, 0),
        ("broken", "cut short (disconnect)", 0, 0),
    ],
)
def test_failures_in_a_row_close_a_site_and_our_own_do_not(
    outcome: str, reason: str, from_the_start: int, later: int
) -> None:
    for answered, times in ((False, from_the_start), (True, later)):
        assert not failing(outcome, reason, (times or 50) - (times > 0), answered)
        assert bool(failing(outcome, reason, times, answered)) == (times > 0)
