"""Gaps open and close by evidence, and each article is counted once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import frontier, gaps
from archive.records import Link
from archive.writer import Archive
from crawler import ledger
from tests.visits import BODY, CT05, OTHER, SITE, visit

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
        self.closed, self.limited, self.finished = "", "", True
        return self

    def __exit__(self, *_: object) -> None:
        ledger.close_site(
            self.archive,
            self.run,
            SITE.name,
            self.closed,
            finished=self.finished,
            limited=self.limited,
        )
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


def test_a_site_left_alone_still_tells_what_else_is_wrong(archive: Archive) -> None:
    with Night(archive) as night:
        visit(archive, LISTING, "nothing here", role="listing")
        night.closed = "HTTP 500"
    assert night.gaps() == ["empty-section", "server-error"]


def test_articles_that_failed_before_are_no_failure_of_the_night(archive: Archive) -> None:
    urls = [f"https://mau.example/a-{n}.html" for n in range(8)]
    with Night(archive) as night:
        for n, url in enumerate(urls):
            visit(archive, url, BODY + url, status=500 if n < 3 else 200)
    assert night.gaps() == ["articles-broken"]
    with Night(archive) as night:  # one without news or revisits
        for url in urls[:3]:
            visit(archive, url, status=500)
    assert night.gaps() == ["articles-broken"]
    with Night(archive) as night:
        for url in urls[3:]:
            visit(archive, url, status=500)
    assert "server-error" in night.gaps()


@pytest.mark.parametrize(("due", "state"), [(True, "gaps"), (False, "done")])
def test_a_limit_of_our_own_is_a_gap_unless_all_was_done(
    archive: Archive, due: bool, state: str
) -> None:
    with Night(archive) as night:
        if due:
            frontier.owe_section(archive.begin(), SITE.name, SITE.sections[0], datetime.now(UTC))
        night.limited = "max_pages: 5"
    assert night.report.state == state
    assert night.gaps() == ["not-reached"] * due
    assert night.report.sites[0].reason == "max_pages: 5" * due


def test_an_unfinished_night_proves_nothing(archive: Archive) -> None:
    with Night(archive):
        visit(archive, LISTING, role="listing", status=404)
    with Night(archive) as night:
        night.finished = False
        visit(archive, B, status=200, text=BODY)
    assert night.gaps() == ["section-gone"]


def page(n: int) -> str:
    return LISTING if n == 1 else f"{LISTING}?page={n}"


def announce(archive: Archive, n: int, *articles: int) -> list[str]:
    """Visit page ``n`` of the section as it announces articles; the further pages owed."""
    links = tuple(
        Link(f"https://mau.example/a-{number}.html", "article", "Tin tức", f"Bài {number}")
        for number in articles
    )
    visit(archive, page(n), f"{articles}", role="listing", links=links, next_page=page(n + 1))
    for link in links:
        archive.begin().execute("UPDATE urls SET owed = NULL WHERE url = ?", (link.url,))
    found = archive.db.execute("SELECT url FROM urls WHERE owed IS NOT NULL ORDER BY url")
    return [row[0] for row in found]


def known_section(archive: Archive) -> None:
    """A first night: three pages of six articles each."""
    with Night(archive):
        for n in (1, 2, 3):
            announce(archive, n, *range(30 - 6 * n, 36 - 6 * n))
        visit(archive, page(4), role="listing", status=404)
    archive.begin().execute("UPDATE gaps SET state = 'closed'")


def test_paging_stops_where_five_in_a_row_are_known(archive: Archive) -> None:
    known_section(archive)
    with Night(archive):
        assert announce(archive, 1, *range(24, 30)) == []  # nothing new
    with Night(archive):
        assert announce(archive, 1, 31, 24, 25, 26, 27, 28) == []
    with Night(archive):
        # One pinned on top, one published late: too few known below to be sure.
        assert announce(archive, 1, 24, 33, 31, 32, 25, 26) == [page(2)]
        assert announce(archive, 2, 27, 28, 29, 18, 19, 20) == []


def test_a_gap_leads_paging_past_known_ground_and_back_to_before_it(archive: Archive) -> None:
    known_section(archive)
    with Night(archive) as night:  # what a sidebar told is known, but the section failed
        visit(archive, LISTING, role="listing", status=500)
        url = "https://mau.example/a-40.html"
        visit(archive, B, "x", links=(Link(url, "article", "Tin tức"),))
    assert "server-error" in night.gaps()
    with Night(archive) as night:
        assert announce(archive, 1, 40, 29, 28, 27, 26, 25) == [page(2)]
        # All of this page was known before the gap opened.
        assert announce(archive, 2, 24, 23, 22, 21, 20, 19) == []
    assert "server-error" not in night.gaps()
    assert archive.db.execute(
        "SELECT window_from < window_to, state FROM gaps WHERE cause = 'server-error'"
    ).fetchall() == [(1, "closed")]


def test_a_gap_stays_open_while_its_backfill_is_owed(archive: Archive) -> None:
    known_section(archive)
    with Night(archive):
        visit(archive, LISTING, role="listing", status=500)
        visit(archive, B, "x", links=(Link(B + "x", "article", "Tin tức"),))
    with Night(archive) as night:
        assert page(2) in announce(archive, 1, *range(41, 47))  # and it was not asked for
    assert "server-error" in night.gaps()


def test_an_empty_further_page_is_asked_for_once_more(archive: Archive) -> None:
    known_section(archive)
    with Night(archive) as night:
        first = visit(archive, page(3), "", role="listing")
        second = visit(archive, page(3), " ", role="listing")
    assert (first.outcome, first.reason) == ("broken", "empty page")
    assert (second.outcome, second.reason) == ("unchanged", "empty page twice")
    assert "empty-page" in night.gaps()


def test_a_night_without_a_single_request_is_no_success(archive: Archive) -> None:
    with Night(archive) as night:
        frontier.owe_section(archive.begin(), SITE.name, SITE.sections[0], datetime.now(UTC))
    assert night.gaps() == ["not-reached"]


def test_a_site_silent_beyond_its_rhythm(archive: Archive) -> None:
    for _ in range(3):
        with Night(archive) as night:
            announce(archive, 1, *range(24, 30))
        assert night.gaps() == []
    db = archive.begin()
    last = datetime.now(UTC).date() - timedelta(days=150)
    db.execute("UPDATE urls SET found_at = ? WHERE role = 'article'", (last.isoformat(),))
    db.executemany(
        "INSERT INTO urls(url, site, role, found_at, day) VALUES (?, 'mau', 'article', ?, ?)",
        [
            (f"{A}?{n}", last.isoformat(), (last - timedelta(days=n)).isoformat())
            for n in range(1, 30)
        ],
    )
    with Night(archive) as night:
        announce(archive, 1, *range(24, 30))
    assert night.gaps() == ["site-silent"]
    with Night(archive) as night:
        announce(archive, 1, 50, *range(24, 29))
        db.execute(
            "UPDATE urls SET found_at = ? WHERE url LIKE '%a-50%'", (str(datetime.now(UTC)),)
        )
    assert night.gaps() == []


def test_a_listing_that_stays_short_does_not_become_usual(archive: Archive) -> None:
    for _ in range(3):
        with Night(archive) as night:
            announce(archive, 1, *range(10, 30))
    for _ in range(9):  # more nights than the listing is compared with
        with Night(archive) as night:
            announce(archive, 1, *range(22, 30))
            archive.begin().execute("UPDATE urls SET owed = NULL")  # the pages behind, read too
        assert night.gaps() == ["listing-shrunk"]
    with Night(archive) as night:
        announce(archive, 1, *range(11, 31))
        archive.begin().execute("UPDATE urls SET owed = NULL")
    assert night.gaps() == []


def test_a_night_that_read_no_article_does_not_bring_back_what_vanished(archive: Archive) -> None:
    urls = [f"https://mau.example/a-{n}.html" for n in range(4)]
    with Night(archive) as night:
        for url in urls:
            visit(archive, url, status=404)
    assert night.gaps() == ["articles-gone"]
    for seen in (LISTING, urls[0]):
        with Night(archive) as night:
            if seen == LISTING:
                visit(archive, seen, "1", role="listing", links=(Link(urls[0], "article"),))
            else:
                visit(archive, seen, status=404)
        assert night.gaps() == ["articles-gone"]
    with Night(archive) as night:
        frontier.open_run(archive.begin(), SITE.name, datetime.now(UTC))
        gaps.owe_probes(archive.begin(), SITE.name)
        asked = archive.db.execute("SELECT url FROM urls WHERE owed = 'retry'").fetchall()
        assert len(asked) == gaps.PROBES
        for (url,) in asked:
            visit(archive, url, BODY + url)
    assert night.gaps() == []
    # It closed by evidence, and what else vanished with it is asked for again.
    owed = archive.db.execute("SELECT url FROM urls WHERE owed = 'retry'").fetchall()
    assert {*asked, *owed} == {(url,) for url in urls}


def test_what_vanished_a_page_a_night_is_told_and_owed_from_the_first_on(archive: Archive) -> None:
    urls = [f"https://mau.example/a-{n}.html" for n in range(4)]
    for n, url in enumerate(urls):
        with Night(archive) as night:
            visit(archive, url, BODY, status=404 if n else 200)
        assert night.gaps() == (["articles-gone"] if n == 3 else [])
        # A night ends when its visits do, whose clock is the test's.
        archive.begin().execute(
            "UPDATE site_runs SET finished_at = (SELECT max(visited_at) FROM visits"
            " WHERE visits.run_id = site_runs.run_id)"
        )
    ((since, well),) = archive.db.execute(
        "SELECT window_from, (SELECT min(finished_at) FROM site_runs) FROM gaps"
    )
    assert since == well
    with Night(archive) as night:
        visit(archive, urls[0], BODY + "0")
    assert night.gaps() == []
    owed = archive.db.execute("SELECT url FROM urls WHERE owed = 'retry'").fetchall()
    assert {url for (url,) in owed} == {*urls[1:]}


def test_dates_are_back_when_one_is_read(archive: Archive) -> None:
    with Night(archive):
        visit(archive, A, BODY)
    archive.begin().execute(
        "INSERT INTO gaps(id, site, section, cause, detail, window_from, window_to, opened_run,"
        " opened_at, seen_at) SELECT 'mau/-/dates-unreadable', 'mau', '', 'dates-unreadable',"
        " '{}', '', '', id, started_at, started_at FROM runs"
    )
    with Night(archive) as night:
        visit(archive, B, "x", verdict="irrelevant")
        archive.begin().execute("UPDATE visits SET dated = NULL WHERE url = ?", (B,))
    assert night.gaps() == ["dates-unreadable"]
    undated = "UPDATE visits SET dated = 0 WHERE url = ?"
    with Night(archive) as night:  # dated by its listing, among pages that are not
        for n in (7, 8):
            visit(archive, f"https://mau.example/a-{n}.html", BODY + f"{n}")
            archive.begin().execute(undated, (f"https://mau.example/a-{n}.html",))
        visit(archive, A, BODY)
    assert night.gaps() == ["dates-unreadable"]
    with Night(archive) as night:
        visit(archive, A, BODY + "2")
        visit(archive, "https://mau.example/a-9.html", BODY + "9")
    assert night.gaps() == []


def test_what_a_run_that_died_had_fetched_is_counted_too(tmp_path: Path) -> None:
    with Archive(tmp_path) as dying:
        run = dying.begin_run([SITE, OTHER], [CT05])
        ledger.open_site(dying, run, SITE.name)
        visit(dying, A, BODY)
        dying.commit()
        visit(dying, "https://khac.example/a-1.html", site=OTHER, status=404)
        dying.commit()
    with Archive(tmp_path) as archive:
        archive.begin_run([SITE, OTHER], [CT05])
        ledger.recount(archive)
        archive.commit()
        counted = archive.db.execute(
            "SELECT site, requests, outcomes, finished_at FROM site_runs WHERE run_id = ?", (run,)
        ).fetchall()
    assert sorted(counted) == [
        ("khac", 1, '{"gone": 1}', None),
        ("mau", 1, '{"archived": 1}', None),
    ]
