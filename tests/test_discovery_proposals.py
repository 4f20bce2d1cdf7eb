"""What pages propose: kept as rows, tried within bounds, visited while they announce anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive import frontier, proposals
from archive.ingest import ingest
from archive.records import Link, Page, Section, Site
from archive.writer import Archive
from crawler import ledger
from tests.visits import BODY, CT05, SITE, START, clock, visit

SITE = replace(SITE, sections=(), home="https://mau.example/")
HOME = SITE.home
NEWS, EMPTY = f"{HOME}tin", f"{HOME}gioi-thieu"
A, B = Link(f"{HOME}a", "article", "Tin", "Bài một"), Link(f"{HOME}b", "article", "Tin", "Bài hai")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        yield opened


class Night:
    """One run of a site that only knows its front page."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def __enter__(self) -> Night:
        self.run = self.archive.begin_run([SITE], [CT05])
        ledger.open_site(self.archive, self.run, SITE.name)
        return self

    def __exit__(self, *_: object) -> None:
        for (url,) in self.archive.db.execute(
            "SELECT url FROM urls WHERE role = 'article' AND owed = 'new'"
        ).fetchall():
            visit(self.archive, url, f"{url} {BODY}", site=SITE)
        ledger.close_site(self.archive, self.run, SITE.name, "", finished=True)
        self.gaps = sorted(
            (gap.cause, gap.section) for gap in ledger.report(self.archive, self.run).gaps
        )
        self.archive.finish_run("done")

    def listing(self, url: str, *links: Link, text: str = "", **more: object) -> None:
        text = text or f"{clock.now}"  # never the same bytes: those would be a revisit
        visit(self.archive, url, text, site=SITE, role="listing", links=links, **more)  # type: ignore[arg-type]


def section(name: str) -> Link:
    return Link(f"{HOME}{name}", "listing", name)


def owed(archive: Archive, days: float = 1) -> set[str]:
    """What a night so many days later would visit, of what was proposed."""
    db = archive.begin()
    proposals.owe(db, SITE.name, clock.now + timedelta(days=days))
    rows = db.execute("SELECT url FROM urls WHERE owed = 'section'").fetchall()
    db.execute("UPDATE urls SET owed = NULL WHERE owed = 'section'")
    return {row[0].removeprefix(HOME) for row in rows}


def row(archive: Archive, url: str, column: str) -> object:
    found = archive.db.execute(f"SELECT {column} FROM urls WHERE url = ?", (url,)).fetchone()
    return found[0] if found else None


def test_what_announces_is_visited_every_night_and_what_does_not_once_a_month(
    archive: Archive,
) -> None:
    with Night(archive) as night:
        night.listing(HOME, section("tin"), section("gioi-thieu"), A)
        night.listing(NEWS, A, B)
        night.listing(EMPTY, A)  # its sidebar, which the front page has too
    assert owed(archive, 1) == {"tin"}
    assert owed(archive, 29) == {"tin"}
    assert owed(archive, 31) == {"tin", "gioi-thieu"}
    assert night.gaps == []


def test_a_section_that_falls_silent_is_a_gap_and_one_that_never_spoke_is_none(
    archive: Archive,
) -> None:
    with Night(archive) as night:
        night.listing(HOME, section("tin"), section("gioi-thieu"), A)
        night.listing(NEWS, A, B)
        night.listing(EMPTY)
    assert night.gaps == []
    with Night(archive) as night:
        night.listing(NEWS, text="nothing")
        night.listing(EMPTY, text="nothing at all")
    assert night.gaps == [("empty-section", "tin")]
    with Night(archive) as night:
        night.listing(NEWS, A, B, text="again")
        night.listing(EMPTY, status=404)
    assert night.gaps == []
    with Night(archive) as night:
        night.listing(NEWS, status=404)
    assert night.gaps == [("section-gone", "tin")]


def test_a_front_page_may_be_a_picture_as_long_as_it_leads_somewhere(archive: Archive) -> None:
    with Night(archive) as night:
        night.listing(HOME, section("tin"))
        night.listing(NEWS, A)
    assert night.gaps == []
    with Night(archive) as night:
        night.listing(HOME, status=500)
    assert night.gaps == [("server-error", HOME)]


def test_a_site_of_which_nothing_is_found_is_a_gap(archive: Archive) -> None:
    with Night(archive) as night:
        night.listing(HOME, section("tin"))
        night.listing(NEWS)
    assert night.gaps == [("nothing-discovered", "")]
    with Night(archive) as night:
        night.listing(NEWS, A)
    assert night.gaps == []


def test_a_guess_that_is_not_there_is_no_gap_and_is_not_made_again(archive: Archive) -> None:
    feed = Section(f"{HOME}feed", role="feed")
    for _ in range(2):
        with Night(archive) as night:
            frontier.owe_once(archive.begin(), SITE.name, feed, clock.now)
            night.listing(HOME, A, text=str(clock.now))
            if row(archive, feed.url, "owed"):
                visit(archive, feed.url, status=404, site=SITE, role="feed")
        assert night.gaps == []
        assert row(archive, feed.url, "owed") is None
    assert owed(archive, 400) == set()
    asked = archive.db.execute("SELECT count(*) FROM visits WHERE url = ?", (feed.url,)).fetchone()
    assert asked == (1,)


def test_a_sitemap_is_visited_while_it_names_anything_new(archive: Archive) -> None:
    with Night(archive) as night:
        night.listing(HOME, Link(f"{HOME}2020.xml", "sitemap"), Link(f"{HOME}x.xml", "sitemap"))
        visit(archive, f"{HOME}2020.xml", "<urlset>", site=SITE, role="sitemap", links=(A, B))
        visit(archive, f"{HOME}x.xml", "<urlset/>", site=SITE, role="sitemap")
    assert owed(archive, 1) == {"2020.xml"}
    assert owed(archive, 31) == {"2020.xml", "x.xml"}
    clock.now += timedelta(days=61)
    with Night(archive) as night:
        visit(archive, f"{HOME}2020.xml", "<urlset>", site=SITE, role="sitemap", links=(A, B))
    assert owed(archive, 1) == {"x.xml"}
    # Names of what the listings showed first still make it worth its kind's visits.
    with Night(archive) as night:
        visit(archive, f"{HOME}y.xml", "<urlset>", site=SITE, role="sitemap", links=(A,))
    known = {url.removeprefix(HOME): fruit for url, _, fruit in proposals.known(archive.db, "mau")}
    assert known == {"2020.xml": True, "x.xml": False, "y.xml": True}


def test_proposals_end_two_steps_from_the_front_page_and_at_a_number(archive: Archive) -> None:
    with Night(archive) as night:
        night.listing(HOME, Link(f"{HOME}vao", "listing"), status=302)
        night.listing(f"{HOME}vao", section("mot"))  # a redirect is no step
        night.listing(f"{HOME}mot", section("hai"), A, next_page=f"{HOME}mot?page=2")
        night.listing(f"{HOME}mot?page=2", section("hai-nua"), B)  # nor is a further page
        night.listing(f"{HOME}hai", section("ba"), A)
    proposed = {url.removeprefix(HOME) for url, *_ in proposals.known(archive.db, "mau")}
    assert proposed == {"vao", "mot", "hai", "hai-nua"}
    with Night(archive) as night:
        night.listing(HOME, *(section(f"x{n}") for n in range(300)), text="a calendar")
    assert len(proposals.known(archive.db, "mau")) == proposals.MOST
    assert night.gaps == [("crawl-trap", "")]
    with Night(archive) as night:
        night.listing(HOME, A, text="told once")
    assert night.gaps == []


def test_a_walk_through_a_proposed_listing_ends_sooner_than_through_a_declared_one(
    archive: Archive,
) -> None:
    def pages(first: str, site_s: Site) -> int:
        url, n = first, 0
        while True:
            n += 1
            following = f"{first}?page={n + 1}"
            visit(
                archive, url, str(n), site=site_s, role="listing", links=(A,), next_page=following
            )
            if row(archive, following, "owed") is None:
                return n
            url = following

    declared = replace(SITE, sections=(Section(f"{HOME}khai", "Khai"),))
    with Night(archive) as night:
        night.listing(HOME, section("tin"), A)
        assert pages(NEWS, SITE) <= proposals.ENDLESS + 1
        assert pages(f"{HOME}khai", declared) > 20
    assert row(archive, f"{NEWS}?page=2", "first_page") == NEWS
    assert row(archive, f"{NEWS}?page=3", "first_page") == NEWS


def test_fruit_of_a_further_page_is_its_sections(archive: Archive) -> None:
    with Night(archive) as night:
        night.listing(HOME, section("tin"), A)
        night.listing(NEWS, A, next_page=f"{NEWS}?page=2")
        assert row(archive, NEWS, "fruit_at") == ""
        night.listing(f"{NEWS}?page=2", B)
    assert row(archive, NEWS, "fruit_at") > START.isoformat()  # type: ignore[operator]
    assert owed(archive, 1) == {"tin"}


def test_a_page_keeps_the_role_that_it_turned_out_to_have(archive: Archive) -> None:
    with Night(archive) as night:
        night.listing(HOME, section("bai"), Link(f"{HOME}muc", "article"))
        visit(archive, f"{HOME}bai", BODY, site=SITE, role="article")
        night.listing(f"{HOME}muc", A, B)
        night.listing(HOME, section("bai"), Link(f"{HOME}muc", "article"), text="said again")
    assert row(archive, f"{HOME}bai", "role") == "article"
    assert row(archive, f"{HOME}muc", "role") == "listing"
    assert owed(archive, 1) == {"muc"}
    assert owed(archive, 99) == {"muc"}


def test_a_page_of_ours_that_is_none_of_ours_is_told_once_under_its_two_urls(
    archive: Archive,
) -> None:
    node, slug = f"{HOME}node/7", f"{HOME}hoi-thi"
    same = (Link(slug, "article"),)
    with Night(archive):
        for first, second in ((node, slug), (f"{node}0", f"{slug}-0")):
            links = {node: same, f"{node}0": (Link(f"{slug}-0", "article"),)}
            for url in (first, second) if first == node else (second, first):
                visit(archive, url, BODY, site=SITE, links=links.get(url, ()), verdict="irrelevant")
    told = dict(archive.db.execute("SELECT url, outcome FROM urls WHERE role = 'article'"))
    assert sorted(told.values()) == ["duplicate", "duplicate", "irrelevant", "irrelevant"]
    assert told[slug] == "duplicate"
    assert told[f"{node}0"] == "duplicate"


def test_a_guess_that_a_page_names_before_it_was_asked_for_was_found_there(
    archive: Archive,
) -> None:
    feed = Section(f"{HOME}feed", role="feed")
    with Night(archive) as night:
        frontier.owe_once(archive.begin(), SITE.name, feed, clock.now)
        night.listing(HOME, Link(feed.url, "feed"), A)
    assert row(archive, feed.url, "found_in") is not None


def test_ingest_is_idempotent_for_proposals(archive: Archive) -> None:
    with Night(archive) as night:
        night.listing(HOME, section("tin"), A)
    before = archive.db.execute("SELECT * FROM urls ORDER BY url").fetchall()
    capture = archive.db.execute("SELECT id FROM captures").fetchone()[0]
    db = archive.begin()
    with pytest.raises(ValueError, match="without its capture"):
        ingest(db, Page(HOME, "listing", SITE, 200, (), b"", clock.now))
    assert capture
    assert archive.db.execute("SELECT * FROM urls ORDER BY url").fetchall() == before
