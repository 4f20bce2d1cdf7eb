"""Every file in spiders/: facts only, all of them, and true to our own tables. And the
five sites on the farm: a walk from their sections finds every article, each once."""

from __future__ import annotations

import asyncio
import http.client
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from scrapy.http import Request

import spiders
from archive.places import province_after, provinces_after, provinces_before
from archive.records import Link, Page
from crawler.families import FAMILIES
from crawler.site import SiteSpider
from tests.farm.farm import Farm

NAMES = sorted(module.name for module in pkgutil.iter_modules(spiders.__path__))
LEVELS = {"tinh", "huyen", "xa", "trung_uong"}
STATUSES = {"unknown", "live", "redirected", "dead", "rehosted", "retired", "paused"}


def site(name: str) -> type[SiteSpider]:
    module = import_module(f"spiders.{name}")
    found = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, SiteSpider)
        and value.__module__ == module.__name__
    ]
    assert len(found) == 1, f"spiders/{name}.py must define one class, and no helpers"
    return found[0]


@pytest.mark.parametrize("name", NAMES)
def test_file_class_and_name_are_one(name: str) -> None:
    cls = site(name)
    assert cls.name == name
    assert cls.__name__ == "".join(part.capitalize() for part in name.split("_"))
    assert (import_module(f"spiders.{name}").__doc__ or "").count("\n") == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_site_states_facts_and_no_behaviour(name: str) -> None:
    cls = site(name)
    assert FAMILIES[cls.family] in cls.__mro__
    own = {key for key in vars(cls) if not key.startswith("__")}
    allowed = set(cls.facts().__dataclass_fields__) | {"web"}
    assert own <= allowed, f"spiders/{name}.py: {own - allowed}"
    assert cls.custom_settings is None


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_complete(name: str) -> None:
    facts = site(name).facts()
    assert facts.organisation
    assert facts.host == facts.host.lower()
    assert "/" not in facts.host
    assert facts.level in LEVELS
    assert facts.status in STATUSES
    assert facts.sections
    assert facts.verified == "never" or datetime.fromisoformat(facts.verified)
    if facts.level != "trung_uong":
        assert facts.province_before in provinces_before()
        assert facts.province_after in provinces_after()
        assert province_after(facts.province_before) == facts.province_after
    if facts.level == "huyen":
        assert facts.district


@pytest.mark.parametrize("name", NAMES)
def test_sections_are_written_in_their_canonical_spelling(name: str) -> None:
    cls = site(name)
    urls = [section.url for section in cls.sections]
    assert len(set(urls)) == len(urls)
    for section in cls.sections:
        assert cls.canonical(section.url) == section.url
        assert cls.role_of(section.url) == section.role
        assert section.name or section.role == "sitemap"


async def _start(name: str) -> list[Request]:
    return [request async for request in site(name)().start()]


@pytest.mark.parametrize("name", NAMES)
def test_start_asks_once_per_section(name: str) -> None:
    requests = asyncio.run(_start(name))
    assert [(r.url, r.meta["role"], r.meta["section"]) for r in requests] == [
        (section.url, section.role, section.name) for section in site(name).sections
    ]
    assert all(request.dont_filter for request in requests)


def test_a_site_never_takes_another_units_pages_on_the_same_host() -> None:
    article = "https://bacninh.gov.vn/web/{}/news/-/details/20874120/hoc-tap-bac-55100131"
    assert site("quevo").role_of(article.format("quevo")) == "article"
    assert site("quevo").role_of(article.format("tx-tu-son")) is None
    assert site("tuson").role_of(article.format("tx-tu-son")) == "article"
    assert site("tuson").role_of(article.format("quevo")) is None


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


@pytest.mark.parametrize("name", NAMES)
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


@pytest.mark.parametrize("name", NAMES)
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
