"""Nights of one site that behaves oddly: what is asked, kept and told."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import rebuild as rebuilding
from archive.documents import catalogue
from archive.records import VIETNAM
from archive.warc import scan
from archive.writer import WARC_FOLDER
from crawler.replay import Replay
from crawler.sites import Sites
from pipelines.read import read, reader_version
from tests.night import ROOT, assert_sound, crawl, order, rows
from tests.one_site import HOST, Answer, Chuyen, OneSite, path, well

NAMES, SPIDERS = ["chuyen"], ["tests.one_site"]


def night(data: Path, site: OneSite, **more: Any) -> dict[str, Any]:
    site.log.clear()
    return crawl(data, site, NAMES, spiders=SPIDERS, **more)


def causes(report: dict[str, Any]) -> list[str]:
    return [gap["cause"] for gap in report["gaps"]]


def at_www(host: str, asked: str) -> Answer:
    """The whole site answers under www. alone, robots.txt too."""
    if not host.startswith("www."):
        return 301, {"Location": f"http://www.{host}{asked}"}, ""
    return well(host, asked)


def test_a_site_under_another_spelling_is_followed_there_and_stays_one(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with OneSite(at_www) as site:
        report = night(data, site)
        # Of each host its robots.txt; the two that are in the air at the beginning are redirected,
        # then all is asked for where that led.
        bare = [asked for asked in site.log if not asked.startswith("www.")]
        assert bare[0] == f"{HOST}/robots.txt"
        assert 2 <= len(bare) <= 3
        assert (report["state"], causes(report)) == ("done", [])
        assert report["sites"][0]["outcomes"] == {"archived": 6}
        again = night(data, site, revisit_now=True)
        assert (again["state"], again["sites"][0]["outcomes"]) == ("done", {"unchanged": 6})
    urls = {url for (url,) in rows(data, "SELECT url FROM articles")}
    assert urls == {f"http://{HOST}{path(n)}" for n in range(6)}
    assert rows(data, "SELECT count(*) FROM articles WHERE gone_at IS NOT NULL") == [(0,)]
    asked = rows(
        data,
        "SELECT captures.url, asked FROM captures JOIN visits ON id = capture_id"
        " WHERE visits.role = 'article'",
    )
    assert asked == [(url, url.replace("//", "//www.")) for url, _ in asked]
    # Each visit has one outcome; the redirect is a capture of the page it led to.
    hops = "SELECT DISTINCT status FROM captures WHERE id NOT IN (SELECT capture_id FROM visits)"
    assert rows(data, hops) == [(301,)]
    records = [one for file in (data / WARC_FOLDER).iterdir() for one in scan(file)]
    kept = {one.id: one for one in records}
    for ident, url, asked_url in rows(data, "SELECT id, url, asked FROM captures"):
        assert (kept[ident].url, kept[ident].asked) == (url, asked_url)
    assert f"WARC-Target-URI: http://www.{HOST}/hoc-tap/".encode() in _raw(data)
    assert_equal_after_rebuild(data)
    assert_sound(data)


def _raw(data: Path) -> bytes:
    return b"".join(gzip.decompress(file.read_bytes()) for file in (data / WARC_FOLDER).iterdir())


def assert_equal_after_rebuild(data: Path) -> None:
    sites, target = Sites([Chuyen]), data.parent / "rebuilt.db"
    page_of = Replay(sites, read).page
    rebuilding.rebuild(
        data, target, sites.facts(), catalogue().documents, page_of, reader_version()
    )
    assert list(rebuilding.differences(data / "archive.db", target)) == []


@pytest.mark.long
def test_redirects_in_a_circle_are_a_failure_and_no_loss(tmp_path: Path) -> None:
    data = tmp_path / "data"

    def circle(host: str, asked: str) -> Answer:
        if asked == path(0):
            other = HOST if host.startswith("www.") else f"www.{HOST}"
            return 302, {"Location": f"http://{other}{asked}"}, ""
        return well(host, asked)

    with OneSite(well) as site:
        night(data, site)
        site.answer = circle
        report = night(data, site, revisit_now=True, tries=1)
    assert report["sites"][0]["outcomes"] == {"broken": 1, "unchanged": 5}
    assert site.log.count(HOST + path(0)) == 1
    assert rows(data, "SELECT count(*) FROM articles WHERE gone_at IS NOT NULL") == [(0,)]


@pytest.mark.long
def test_dead_articles_do_not_hide_the_rest_of_a_site(tmp_path: Path) -> None:
    data = tmp_path / "data"

    def dead(host: str, asked: str) -> Answer:
        if asked in {path(n) for n in range(4)}:
            return 500, {}, "lỗi"
        return well(host, asked)

    def emptied(host: str, asked: str) -> Answer:
        if asked == "/lam-theo/":
            return 200, {}, "<html><body><ul></ul></body></html>"
        return dead(host, asked)

    with OneSite(well) as site:
        night(data, site)
        site.answer = dead
        report = night(data, site, revisit_now=True)
        assert report["sites"][0]["reason"] == ""
        assert {HOST + path(4), HOST + path(5)} <= set(site.log)
        site.answer = emptied
        report = night(data, site)
        assert report["sites"][0]["reason"] == ""
        assert {"articles-broken", "empty-section"} <= set(causes(report))
        night(data, site)  # failed on two nights: not asked for on the one after
        assert not any(HOST + path(n) in site.log for n in range(4))
        assert report["sites"][0]["outcomes"] == {"broken": 4}


@pytest.mark.long
def test_what_robots_txt_forbids_is_a_gap_told_each_night_and_kept_once(tmp_path: Path) -> None:
    data = tmp_path / "data"

    def rules(text: str) -> Any:
        def forbids(host: str, asked: str) -> Answer:
            return (200, {}, text) if asked == "/robots.txt" else well(host, asked)

        return forbids

    count = "SELECT count(*) FROM visits WHERE outcome = 'refused'"
    with OneSite(rules("User-agent: *\nDisallow: /*.html")) as site:
        for _ in range(3):
            report = night(data, site)
            assert report["sites"][0]["outcomes"] == {"refused": 6}
            assert (report["state"], causes(report)) == ("gaps", ["robots-forbid"])
        assert rows(data, count) == [(6,)]
        site.answer = rules("# new\nUser-agent: *\nDisallow: /*.html")
        assert night(data, site)["sites"][0]["outcomes"] == {"refused": 6}
        assert rows(data, count) == [(12,)]
        site.answer = rules("User-agent: *\nDisallow: /*10000.html")
        report = night(data, site)
        assert report["sites"][0]["outcomes"] == {"archived": 5, "refused": 1}
        assert causes(report) == ["articles-refused"]
        site.answer = well
        assert causes(night(data, site)) == []


def test_what_a_server_asked_for_holds_beyond_the_run(tmp_path: Path) -> None:
    data = tmp_path / "data"

    def busy(host: str, asked: str) -> Answer:
        if asked == "/hoc-tap/":
            return 503, {"Retry-After": "86400"}, ""
        return well(host, asked)

    with OneSite(busy) as site:
        night(data, site)
        assert site.log[-1] == f"{HOST}/hoc-tap/"
        report = night(data, site)
        assert site.log == []
        assert causes(report) == ["blocked"]
    assert rows(data, "SELECT count(*) FROM holds") == [(1,)]


QUIET = """
from crawler.config import Config
Config.mapped = lambda self, host: False  # as a real site
from tests.child import main
main()
"""


def test_a_night_within_quiet_hours_has_not_been(tmp_path: Path) -> None:
    data = tmp_path / "data"
    now = datetime.now(VIETNAM)
    about = [f"{now + timedelta(hours=h):%H:%M}" for h in (-1, 2, 3)]
    with OneSite(well) as site:
        child = subprocess.run(
            [sys.executable, "-c", QUIET, order(data, site, NAMES, spiders=SPIDERS)],
            cwd=ROOT,
            env=os.environ
            | {
                "PYTHONPATH": str(ROOT),
                "LAMTHEO_CONTACT": "https://example.org/",
                "LAMTHEO_QUIET_HOURS": json.dumps([f"{about[0]}-{about[1]}"]),
                "LAMTHEO_NIGHT_AT": about[2],
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert child.returncode == 0, child.stderr[-2000:]
        assert site.log == []
        report = json.loads(child.stdout)
        assert report["state"] == "interrupted"
        (gap,) = report["gaps"]
        assert (gap["cause"], json.loads(gap["detail"])["reason"]) == ("not-reached", "quiet hours")
        assert causes(night(data, site)) == []  # closed by a night that was
