"""``site new``: a site from its address, at most twenty requests, nothing written over."""

from __future__ import annotations

import ast
import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archive.records import Page, Site
from crawler.commands import fixtures
from crawler.commands.detect import families, of_family, whose
from crawler.commands.fixture import empty_fields
from crawler.commands.live import BUDGET
from crawler.commands.new import name_of
from crawler.families import FAMILIES
from tests.platforms.every import BY_NAME, PLATFORMS
from tests.platforms.nouns import Ask
from tests.platforms.platform import Platform
from tests.platforms.town import Town
from tests.small_archive import alone, answer, told

NUKEVIET = BY_NAME["nukeviet"]
ALIKE = {"epi_new": {"slug_id", "generic"}}
"""Platforms whose addresses and marks another family's fit as well."""


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with Town([NUKEVIET, BY_NAME["vnpt"]]) as served:
        yield served


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)


def farm_file(town: Town, folder: Path) -> Path:
    (folder / "ca.pem").write_text(town.ca_pem, encoding="ascii")
    said = {
        "resolve": {name: list(where) for name, where in town.resolve.items()},
        "ca_file": str(folder / "ca.pem"),
        "sites": [],
    }
    (folder / "farm.json").write_text(json.dumps(said), encoding="utf-8")
    return folder / "farm.json"


def address(platform: Platform) -> str:
    return f"{platform.scheme}://{platform.host}{platform.home}"


@pytest.mark.parametrize("name", ["nukeviet", pytest.param("vnpt", marks=pytest.mark.long)])
def test_a_site_is_proposed_with_its_file_its_pages_and_what_is_unsure(
    name: str, town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    platform = BY_NAME[name]
    town.log.clear()
    command = ("site", "new", address(platform), "--farm", farm_file(town, tmp_path),
               "--into", tmp_path / "house")  # fmt: skip
    said = answer(capsys, *command, "--json")
    assert (said["family"], said["families"][0]["signs"] != []) == (platform.family, True)
    assert said["requests"] == len(town.visits(name)) <= BUDGET
    file = tmp_path / "house" / "spiders" / f"{said['name']}.py"
    source = file.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 20
    made = proposed(source)
    facts = made.facts()
    assert (facts.name, facts.host) == (said["name"], platform.host)
    assert facts.verified == "never"
    assert made.family == platform.family
    assert facts.organisation == platform.organisation
    shelves = {shelf.name for shelf in platform.shelves}
    assert facts.sections
    assert {section.name for section in facts.sections} & shelves
    assert {"level", "host"} <= set(said["unsure"])  # loopback is no evidence of a host
    assert facts.host_confirmed is False
    # The originals stay where no repository looks; what is kept has other words.
    originals = Path(said["originals"])
    assert (tmp_path / "data").resolve() in originals.resolve().parents
    titles = [one.title for one in platform.articles]
    whole = "".join(path.read_text(encoding="utf-8", errors="replace")
                    for path in originals.glob("*.html"))  # fmt: skip
    assert sum(title in whole for title in titles) > 10
    kept = [gzip.decompress(Path(path).read_bytes()).decode() for path in said["fixtures"]]
    assert len(kept) == 3
    assert not [title for title in titles if any(title in page for page in kept)]
    for path in map(Path, said["fixtures"]):
        unreviewed = {f"{key} (empty)" for key in empty_fields(path)}
        assert {one.field for one in fixtures.check(path, made)} == unreviewed
    # Nothing is asked twice, and nothing written over.
    town.log.clear()
    before = {path: path.read_bytes() for path in (tmp_path / "house").rglob("*.*")}
    file.write_text("# by hand\n", encoding="utf-8")
    code, out, err = told(capsys, *command)
    assert (code, out, "--force" in err) == (2, "", True)
    assert file.read_text(encoding="utf-8") == "# by hand\n"
    assert town.log == []
    assert told(capsys, *command, "--force")[0] == 0
    assert file.read_bytes() == before[file]


def proposed(source: str) -> Any:
    """The site a proposed file states; facts only."""
    tree = ast.parse(source)
    [body] = [node.body for node in tree.body if isinstance(node, ast.ClassDef)]
    assert all(isinstance(node, ast.Assign) for node in body)
    space: dict[str, Any] = {"__name__": "spiders.proposed"}
    exec(compile(tree, "proposed", "exec"), space)
    return next(
        value for value in space.values() if getattr(value, "__module__", "") == "spiders.proposed"
    )


def test_a_saved_page_is_enough_and_no_request_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    platform = BY_NAME["wordpress"]
    path = platform.path(platform.articles[0])
    reply = platform.answer(Ask(platform.scheme, platform.host, path))
    assert isinstance(reply.body, str)
    (tmp_path / "page.html").write_text(reply.body, encoding="utf-8")
    url = f"{platform.scheme}://{platform.host}{path}"
    said = answer(capsys, "site", "new", url, "--page", tmp_path / "page.html", "--into",
                  tmp_path / "house", "--json")  # fmt: skip
    assert (said["family"], said["requests"]) == ("wordpress", 0)
    assert {"host", "sections"} <= set(said["unsure"])
    assert [Path(path).name for path in said["fixtures"]] == ["article-1.html.gz"]
    assert not (tmp_path / "data" / "samples" / said["name"] / "warc").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["https://baoquangninh.vn/"], "baoquangninh"),
        (["baomau.vn"], "baomau.vn"),
        (["https://baomau.vn/", "--name", "Bao-Mau"], "Bao-Mau"),
    ],
)
def test_what_cannot_be_a_new_site_is_said(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, "site", "new", *words, "--into", tmp_path / "house")
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "house").exists()


def test_without_a_contact_no_request_leaves_the_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = told(capsys, "site", "new", "https://baomau.vn/", "--into", tmp_path / "house")
    assert (code, "contact" in err) == (2, True)


@cache
def seen(name: str) -> tuple[Page, ...]:
    """A platform's front page, two sections and two articles, as they are served."""
    platform = BY_NAME[name]
    at = f"{platform.scheme}://{platform.host}"
    site = Site(name, "", "tinh", platform.host, "generic")
    shelves = platform.shelves[:2]
    paths = [(platform.home, "listing")]
    paths += [(platform.shelf_path(shelf), "listing") for shelf in shelves]
    paths += [(platform.path(article), "article") for article in platform.articles[:2]]
    pages = []
    for path, role in paths:
        reply = platform.answer(Ask(platform.scheme, platform.host, path))
        body = reply.body if isinstance(reply.body, bytes) else reply.body.encode()
        if reply.status == 200:
            pages.append(Page(f"{at}{path}", role, site, 200,  # type: ignore[arg-type]
                              (("Content-Type", reply.content_type),), body,
                              datetime(2026, 11, 22, tzinfo=UTC)))  # fmt: skip
    return tuple(pages)


@pytest.mark.parametrize("name", [one.name for one in PLATFORMS if one.family in FAMILIES])
def test_a_family_is_told_by_its_marks_and_its_addresses(name: str) -> None:
    platform = BY_NAME[name]
    guesses = families(seen(name), address(platform))
    best, second = guesses[:2]
    assert best.family in ALIKE.get(name, {platform.family}), guesses[:3]
    if best.signs:
        assert best.score > second.score + 0.1
    assert 0 <= guesses[-1].score <= best.score <= 1


def test_a_page_of_no_known_system_is_generic() -> None:
    links = "".join(
        f'<li><a href="/bai/{n}">Chuyện kể thứ {n} về người tốt việc tốt ở xã</a></li>'
        for n in range(9)
    )
    site = Site("mau", "", "tinh", "baomau.vn", "generic")
    page = Page("https://baomau.vn/", "listing", site, 200, (), f"<ul>{links}</ul>".encode(),
                datetime(2026, 11, 22, tzinfo=UTC))  # fmt: skip
    assert families([page], page.url)[0].family == "generic"


@pytest.mark.parametrize(
    ("title", "host", "organisation", "province", "level", "district"),
    [
        ("Trang chủ - Báo Hà Tĩnh", "baohatinh.vn", "Báo Hà Tĩnh", "Hà Tĩnh", "tinh", ""),
        ("Huyện ủy Phú Ninh | Trang chủ", "phuninh.quangnam.gov.vn", "Huyện ủy Phú Ninh",
         "Quảng Nam", "huyen", "Huyện Phú Ninh"),
        ("UBND phường Đậu Liêu", "daulieu.hatinh.gov.vn", "UBND phường Đậu Liêu", "Hà Tĩnh", "xa",
         "Phường Đậu Liêu"),
        ("Home", "abc.vn", "abc.vn", "", "tinh", ""),
    ],
)  # fmt: skip
def test_whose_a_site_is(
    title: str, host: str, organisation: str, province: str, level: str, district: str
) -> None:
    site = Site("mau", "", "tinh", host, "generic")
    source = f"<html><head><title>{title}</title></head><body><p>x</p></body></html>"
    page = Page(f"https://{host}/", "listing", site, 200, (), source.encode(),
                datetime(2026, 11, 22, tzinfo=UTC))  # fmt: skip
    found = whose(page, host)
    assert (found.organisation, found.province_before, found.level, found.district) == (
        organisation, province, level, district,
    )  # fmt: skip
    assert ("province" in found.unsure) == (host != "baohatinh.vn")


def test_a_page_is_of_the_day_it_was_fetched_on_in_viet_nam() -> None:
    """Nights begin at 01:30 there, when it is still the day before in UTC."""
    site = of_family(FAMILIES["generic"], "mau", host="mau.vn")
    night = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    page = Page("https://mau.vn/", "listing", site.facts(), 200, (), b"<p>x</p>", night)
    assert fixtures.said_of(page)["captured_on"] == "2026-11-22"


def test_a_name_comes_from_the_host() -> None:
    assert name_of("honglinh.hatinh.gov.vn") == "honglinh"
    assert name_of("www.bao-mau.vn") == "baomau"
    assert of_family(FAMILIES["generic"], "mau", host="mau.vn").facts().host == "mau.vn"
    assert urlsplit(address(NUKEVIET)).hostname == NUKEVIET.host
