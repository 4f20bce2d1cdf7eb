"""Every file in spiders/: facts only, all of them, and true to our own tables."""

from __future__ import annotations

import ast
import asyncio
import csv
import inspect
import pkgutil
import re
from collections import defaultdict
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import get_args
from urllib.parse import urlsplit

import pytest
from scrapy.http import Request

import spiders
from archive.places import province_after, province_name, provinces_after, provinces_before
from archive.records import Status
from archive.text import fold
from crawler.families import FAMILIES
from crawler.run import project_settings
from crawler.site import SiteSpider
from crawler.sites import Sites
from tests.golden.pages import written

NAMES = sorted(module.name for module in pkgutil.iter_modules(spiders.__path__))
LEVELS = {"tinh", "huyen", "xa", "trung_uong"}
STATUSES = set(get_args(Status))
PLATFORM_FACTS = {"web", "articles", "pager"}
"""What a file may say beside the archive's facts: the site's name on its platform; how the URLs of
its articles and of a listing's pages look, where no family knows."""
KNOWN_SITES = Path(__file__).resolve().parents[2] / "shared" / "domain" / "sites.csv"
NO_ARTICLE = {
    "dienbien.dcs.vn": "a standing page",
    "bandantoc.ninhthuan.gov.vn": "a print view",
    "thiduakhenthuong.langson.gov.vn": "a page of no known kind",
    "tuyengiaotiengiang.vnpttiengiang.vn": "a tag's list",
    "thuanthanh.bacninh.gov.vn": "the front page of a unit, tuson",
}
"""Domains of which the only page ever seen is neither article nor section, and what it is."""


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


@cache
def sites() -> Sites:
    return Sites.from_settings(project_settings())


def source(name: str) -> str:
    return Path(spiders.__path__[0], f"{name}.py").read_text(encoding="utf-8")


def known() -> list[dict[str, str]]:
    """The rows of sites seen in public crawls; the test is skipped where the list is absent."""
    if not KNOWN_SITES.exists():
        pytest.skip("no list of sites beside this checkout")
    with KNOWN_SITES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


# -- one file, one class ------------------------------------------------------------


def test_scrapy_finds_every_file() -> None:
    assert list(sites().by_name) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_file_class_and_name_are_one(name: str) -> None:
    cls = site(name)
    assert cls.name == name
    assert re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", name)
    assert cls.__name__ == "".join(part.capitalize() for part in name.split("_"))
    assert (import_module(f"spiders.{name}").__doc__ or "").count("\n") == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_beginning_of_the_hosts_or_the_place_of_a_unit(name: str) -> None:
    """As many of the host's labels as tell whose it is: "baohagiang", "chauthanh_angiang". A unit
    of a host that others share is named by its place: "tuson" on bacninh.gov.vn."""
    cls = site(name)
    host = re.sub(r"^(?:www|m)\.", "", cls.host)
    if urlsplit(cls.home).path == "/":
        labels, wanted = re.split(r"[.-]", host), name.split("_")
        assert labels[: len(wanted)] == wanted
    else:
        assert name in (letters(place) for place in cls.places)


@pytest.mark.parametrize("name", NAMES)
def test_a_site_states_facts_and_no_behaviour(name: str) -> None:
    cls = site(name)
    assert cls.__bases__ == (FAMILIES[cls.family],)
    own = {key for key in vars(cls) if not key.startswith("__")}
    allowed = set(cls.facts().__dataclass_fields__) - {"family"} | PLATFORM_FACTS
    assert own <= allowed, f"spiders/{name}.py: {own - allowed}"
    tree = ast.parse(source(name))
    taken = {
        alias.name if isinstance(node, ast.Import) else f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    nouns = {"Section", "HostSpan", "TlsException"}
    helpers = {"re", "archive.records.Layout", "crawler.paging.PathPager"}
    helpers |= {f"crawler.site.{noun}" for noun in nouns}
    assert taken - helpers == {f"crawler.families.{FAMILIES[cls.family].__name__}"}
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert calls <= {"re.compile", "Layout", "PathPager", *nouns}


def test_a_file_is_short() -> None:
    lengths = {name: len(source(name).splitlines()) for name in NAMES}
    assert median(lengths.values()) <= 20
    assert max(lengths.values()) <= 45, max(lengths, key=lengths.__getitem__)


# -- its facts ----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_complete(name: str) -> None:
    facts = site(name).facts()
    assert facts.organisation
    assert facts.level in LEVELS
    assert facts.status in STATUSES
    assert facts.verified == "never" or date.fromisoformat(facts.verified)
    for host in (facts.host, *facts.aliases, *(span.host for span in facts.host_spans)):
        assert re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", host)
    assert len({facts.host, *facts.aliases}) == 1 + len(facts.aliases)
    assert {span.host for span in facts.host_spans} <= {facts.host, *facts.aliases}
    assert facts.successor not in (facts.host, *facts.aliases)
    if facts.level == "trung_uong":
        assert (facts.province_before, facts.province_after) == ("", "")
    else:
        assert facts.province_before in provinces_before()
        assert facts.province_after in provinces_after()
        assert province_after(facts.province_before) == facts.province_after
    below = facts.level in ("huyen", "xa")
    assert bool(facts.district) == below
    assert bool(facts.places) == below


@pytest.mark.parametrize("name", NAMES)
def test_home_is_where_the_site_begins(name: str) -> None:
    cls = site(name)
    home = urlsplit(cls.home)
    assert home.netloc == cls.host
    assert cls.canonical(cls.home) == cls.home
    assert {urlsplit(section.url).scheme for section in cls.sections} <= {home.scheme}


@pytest.mark.parametrize("name", NAMES)
def test_sections_are_written_in_their_canonical_spelling(name: str) -> None:
    cls = site(name)
    urls = [section.url for section in cls.sections]
    assert len(set(urls)) == len(urls)
    for section in cls.sections:
        assert urlsplit(section.url).netloc == cls.host
        assert cls.canonical(section.url) == section.url
        assert cls.role_of(section.url) == section.role
        assert section.name or section.role == "sitemap"


@pytest.mark.parametrize("name", [name for name in NAMES if site(name).evidence])
def test_the_evidence_is_a_page_of_this_site(name: str) -> None:
    cls = site(name)
    found = sites().of(cls.evidence)
    assert found is not None
    assert found[0].name == name
    assert found[1] in ("article", "listing")
    once = cls.canonical(cls.evidence)
    assert cls.canonical(once) == once
    assert cls.role_of(once) == found[1]


async def _start(name: str) -> list[Request]:
    return [request async for request in site(name)().start()]


@pytest.mark.parametrize("name", NAMES)
def test_start_asks_once_for_every_entrance(name: str) -> None:
    cls = site(name)
    requests = asyncio.run(_start(name))
    sections = [(section.url, section.role, section.name) for section in cls.sections]
    front = [(cls.home, "listing", "")] if cls.more_sections or not sections else []
    asked = [(request.url, request.meta["role"], request.meta["section"]) for request in requests]
    assert asked[: len(front + sections)] == front + sections
    assert {role for _, role, _ in asked[len(front + sections) :]} <= {"feed", "sitemap"}
    assert len({url for url, _, _ in asked}) == len(asked)
    assert all(request.dont_filter for request in requests)


# -- all of them together -------------------------------------------------------------


def test_a_host_has_one_site_or_units_with_paths_of_their_own() -> None:
    on_host: dict[str, set[str]] = defaultdict(set)
    for facts in sites().facts():
        for host in (facts.host, *facts.aliases):
            on_host[host].add(facts.name)
    shared = {host: names for host, names in on_host.items() if len(names) > 1}
    for names in shared.values():
        homes = [urlsplit(site(name).home).path for name in names]
        assert len(set(homes)) == len(homes)
        assert "/" not in homes
    assert shared["bacninh.gov.vn"] == {"quevo", "thicau", "tuson"}


def test_a_site_never_takes_another_units_pages_on_the_same_host() -> None:
    article = "https://bacninh.gov.vn/web/{}/news/-/details/20874120/hoc-tap-bac-55100131"
    for unit, name in (("quevo", "quevo"), ("tx-tu-son", "tuson"), ("phuongthicau", "thicau")):
        found = sites().of(article.format(unit))
        assert found is not None
        assert (found[0].name, found[1]) == (name, "article")
        others = {"quevo", "tuson", "thicau"} - {name}
        assert {site(other).role_of(article.format(unit)) for other in others} == {None}
    assert sites().of(article.format("phuong-khong-co")) is None


@pytest.mark.parametrize(
    ("unit", "article", "other"),
    [
        ("longthanh", "/longthanh/chitiet/hoi-nghi-quan-triet-31893", ("/longthanh/", "/bienhoa/")),
        (
            "culaodung",
            "/huyenculaodung/1310/33463/62097/397648/tin-thoi-su/dai-hoi-chi-bo.aspx",
            ("/huyenculaodung/", "/huyenmyxuyen/"),
        ),
        (
            "culaodung",
            "/Default.aspx?sname=huyenculaodung&sid=1310&pageid=33463&catid=62097&id=397648",
            ("=huyenculaodung", "=huyenmyxuyen"),
        ),
        (
            "caolanh",
            "/web/hcl/chi-tiet-bai-viet/-/asset_publisher/1mOzUrGkrdAE/content/id/1410279",
            ("/web/hcl/", "/web/htm/"),
        ),
    ],
)
def test_a_unit_takes_no_other_units_pages(unit: str, article: str, other: tuple[str, str]) -> None:
    url = f"https://{site(unit).host}{article}"
    assert sites().of(url) == (site(unit), "article")
    assert sites().of(url.replace(*other)) is None


def test_every_province_of_today_is_here_and_nearly_every_one_before() -> None:
    facts = sites().facts()
    assert {one.province_after for one in facts} - {""} == set(provinces_after())
    seen = {one.province_before for one in facts if one.host_confirmed} - {""}
    assert set(provinces_before()) - seen == {"Bắc Giang", "Bình Định", "Bạc Liêu"}
    assert sum(bool(one.evidence) for one in facts) >= 94


def test_every_site_of_the_list_is_here_and_says_what_the_list_says() -> None:
    for row in known():
        owner = sites().owner_of(row["domain"])
        assert owner is not None, row["domain"]
        if owner.level == row["level"]:  # not where one host is a province's and its districts'
            assert province_after(row["province_before"]) == owner.province_after
        found = sites().of(row["example_url"])
        if row["domain"] in NO_ARTICLE:
            assert found is None, row["domain"]
        else:
            assert found is not None, row["domain"]
            assert found[1] in ("article", "listing")
            assert found[0].province_before == province_name(row["province_before"])


def test_a_host_that_is_not_on_the_list_is_not_confirmed() -> None:
    listed = {row["domain"] for row in known()}
    listed |= {urlsplit(row["example_url"]).hostname or "" for row in known()}
    for facts in sites().facts():
        assert facts.host_confirmed == (facts.host in listed), facts.name


def test_golden_pages_in_a_sites_markup_are_complete() -> None:
    held = set()
    for golden in written():
        owner = sites().owner_of(urlsplit(golden.page.url).netloc)
        if owner is None:
            continue
        held.add(owner.name)
        assert golden.title
        assert golden.body or golden.layout == "infographic"  # a picture tells it all
        assert golden.published_at
        assert golden.verdict in ("relevant", "mention", "irrelevant")
    assert len(held) >= 35
