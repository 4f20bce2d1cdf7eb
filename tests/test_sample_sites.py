"""The five sample sites on the farm: a walk from their sections finds every article, each once."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from archive.records import Link, Page
from crawler.site import SiteSpider
from tests.farm.farm import Farm
from tests.farm.sites import SITES
from tests.test_sites import site

SAMPLES = [sample.name for sample in SITES]


@dataclass
class Walk:
    """What a walk over a site's listings, feeds and sitemaps found."""

    links: list[Link]
    requests: int
    pages: dict[str, int]


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm() as running:
        yield running


def walk(farm: Farm, cls: type[SiteSpider], roles: set[str]) -> Walk:
    base = next(one.base_url for one in farm.sites if one.name == cls.name)
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    found = Walk([], 0, {})
    for section in cls.sections:
        url = section.url if section.role in roles else ""
        while url:
            found.requests += 1
            assert found.requests < 200, "the walk does not end"
            parts = urlsplit(url)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", target)
            response = connection.getresponse()
            page = cls.read_links(
                Page(
                    url=url,
                    role=section.role,
                    site=cls.facts(),
                    status=response.status,
                    headers=tuple(response.getheaders()),
                    body=response.read(),
                    captured_at=datetime.now(UTC),
                )
            )
            assert response.status == 200, url
            found.links += page.links
            found.pages[section.url] = found.pages.get(section.url, 0) + 1
            url = page.next_page
    connection.close()
    return found


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("night", [1, 2])
def test_listings_alone_lead_to_every_article_and_to_each_once(
    farm: Farm, name: str, night: int
) -> None:
    farm.set_night(night)
    cls = site(name)
    found = walk(farm, cls, {"listing"})
    truths = [truth for truth in farm.manifest.articles if truth.site == name]
    urls = {link.url for link in found.links}
    assert {truth.url for truth in truths} - urls == set()
    # What else is found may only be a second address no one could tell by its looks.
    others = {cls.canonical(url) for truth in truths for url in truth.also_at}
    assert urls - {truth.url for truth in truths} <= others
    assert all(cls.role_of(url) == "article" and cls.canonical(url) == url for url in urls)
    assert min(found.pages.values()) > 1


@pytest.mark.parametrize("name", SAMPLES)
def test_a_listing_says_section_title_and_date(farm: Farm, name: str) -> None:
    farm.set_night(1)
    found = walk(farm, site(name), {"listing"})
    sections = {section.name for section in site(name).sections if section.name}
    by_url = {link.url: link for link in found.links if link.section}
    for truth in farm.manifest.articles:
        if truth.site != name:
            continue
        link = by_url[truth.url]
        assert link.section in sections
        assert link.title == truth.title
        if link.published_at and truth.published_at:
            shorter = min(len(link.published_at), len(truth.published_at), 10)
            assert link.published_at[:shorter] == truth.published_at[:shorter]
            if link.precision == "minute" == truth.precision:
                assert link.published_at == truth.published_at
    beside = [link for link in found.links if not link.section]
    assert beside, "sidebars announce articles too, for no section"


@pytest.mark.parametrize("name", ["baoquangninh", "honglinh"])
def test_feeds_and_sitemaps_name_only_articles_of_the_truth(farm: Farm, name: str) -> None:
    farm.set_night(1)
    found = walk(farm, site(name), {"feed", "sitemap"})
    truths = {truth.url: truth for truth in farm.manifest.articles if truth.site == name}
    assert found.links
    for link in found.links:
        truth = truths[link.url]
        assert link.title in ("", truth.title)
        assert link.published_at in ("", truth.published_at)
    if name == "baoquangninh":
        assert {link.url for link in found.links} == set(truths)
