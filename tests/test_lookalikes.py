"""Strangers take over domains of papers, or copy their pages path for path; two such hosts were
seen in public crawls. Only hosts that a site's file names are ever asked for anything."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import warc
from archive.documents import catalogue
from archive.records import Page, Role
from archive.writer import Archive
from crawler.site import SiteSpider
from tests.test_sites import NAMES, site, sites

PATH = "/chinh-tri/202107/nhung-dien-hinh-hoc-tap-va-lam-theo-bac-779010/"
PAPER = "baoquangninh"
STRANGERS = [
    f"https://xsdinh.com{PATH}",
    f"http://88tysobongda.com{PATH}",
    f"https://baoquangninh.vn.xsdinh.com{PATH}",
    f"https://xsdinh.com/baoquangninh.vn{PATH}",
    f"https://baoquangninh.vn@xsdinh.com{PATH}",
    f"https://baoquangninh.vn:8443{PATH}",
    f"https://baoquangninh-vn.com{PATH}",
    f"https://xbaoquangninh.vn{PATH}",
    f"https://baoquangninh.vn.{PATH}",
    f"https://bаoquangninh.vn{PATH}",  # a Cyrillic а
]


@pytest.mark.parametrize("url", STRANGERS)
def test_a_stranger_is_no_site_of_ours(url: str) -> None:
    assert sites().of(url) is None
    assert site(PAPER).role_of(url) is None
    assert sites().of(f"https://baoquangninh.vn{PATH}") == (site(PAPER), "article")


@pytest.mark.parametrize("name", [name for name in NAMES if site(name).evidence])
def test_a_copy_of_the_evidence_is_nobodys(name: str) -> None:
    cls = site(name)
    rest = cls.evidence.split("/", 3)[3]
    for host in ("xsdinh.com", "88tysobongda.com"):
        assert sites().of(f"https://{host}/{rest}") is None
        assert cls.role_of(f"https://{host}/{rest}") is None


def seen(
    archive: Archive, cls: type[SiteSpider], url: str, role: Role, html: str = "", to: str = ""
) -> None:
    """One answer of a site, kept and ingested as in a night."""
    now = datetime.now(UTC)
    status, headers = (301, (("Location", to),)) if to else (200, (("Content-Type", "text/html"),))
    facts = cls.facts()
    exchange = warc.Exchange(
        url, facts.name, now, status=status, headers=headers, payload=html.encode()
    )
    capture = archive.keep(exchange)
    page = Page(url, role, facts, status, headers, html.encode(), now, capture=capture)
    archive.ingest(cls.read_links(page))


def urls(db: sqlite3.Connection) -> set[str]:
    return {url for (url,) in db.execute("SELECT url FROM urls")}


def test_neither_links_nor_redirects_lead_to_a_stranger(tmp_path: Path) -> None:
    cls = site(PAPER)
    section = next(section for section in cls.sections if section.role == "listing")
    feed = next(section for section in cls.sections if section.role == "feed")
    own = f"https://baoquangninh.vn{PATH}"
    old = own.replace("779010", "779011")
    links = "".join(
        f'<li><h3><a href="{url}">Những điển hình học tập và làm theo Bác</a></h3></li>'
        for url in (own, *STRANGERS)
    )
    items = "".join(f"<item><title>Bài</title><link>{url}</link></item>" for url in STRANGERS)
    with Archive(tmp_path) as archive:
        archive.begin_run([cls.facts()], catalogue().documents)
        seen(archive, cls, section.url, "listing", f"<ul>{links}</ul>")
        seen(archive, cls, feed.url, "feed", f"<rss><channel>{items}</channel></rss>")
        for to in STRANGERS:
            seen(archive, cls, section.url, "listing", to=to)
            seen(archive, cls, old, "article", to=to)
        archive.commit()
        assert urls(archive.db) == {section.url, feed.url, own, old}
        outcomes = set(
            archive.db.execute(
                "SELECT outcome, reason FROM visits WHERE url = ?", (old,)
            ).fetchall()
        )
        assert {outcome for outcome, _ in outcomes} == {"moved"}
        assert {reason for _, reason in outcomes} == {
            f"redirects to {to}, outside the site's articles" for to in STRANGERS
        }
