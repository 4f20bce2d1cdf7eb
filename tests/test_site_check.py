"""``site check`` and ``site fixture``: a site against its golden pages, and against itself."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.records import Page
from archive.writer import DATABASE
from crawler.commands import check, fixtures
from crawler.commands.check import drift, likely, usual_fields
from crawler.commands.live import BUDGET
from crawler.commands.trial import FIELDS, Trial
from crawler.run import project_settings
from crawler.site import SiteSpider
from crawler.sites import Sites
from tests.farm.farm import Farm
from tests.farm_client import get
from tests.night import crawl, rows
from tests.small_archive import alone, answer, told

SITES = Sites.from_settings(project_settings())
KEPT = sorted(path.name for path in fixtures.ROOT.glob("*") if any(path.glob("*.html.gz")))


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm(night=1) as served:
        yield served


@pytest.fixture(scope="module")
def kept(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("check") / "data"
    for _ in range(3):  # nights, from which on it is told what is usual
        crawl(data, farm, ("bimson", "quevo"))
    return data


@pytest.fixture
def archived(kept: Path, tmp_path: Path) -> Path:
    """An archive of the test's own that holds bimson and quevo as they were when they were well."""
    copied: Path = shutil.copytree(kept, tmp_path / "archived")
    return copied


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)


@pytest.mark.parametrize("name", KEPT)
def test_the_golden_pages_of_a_site_are_read_as_they_should_be(name: str) -> None:
    for path in fixtures.of_site(name):
        assert list(fixtures.check(path, SITES.by_name[name])) == []


# -- golden pairs ------------------------------------------------------------------------------


def of_farm(farm: Farm, name: str, *, listing: bool = False) -> tuple[type[SiteSpider], Page]:
    """A page of a sample site as it would be captured."""
    cls = SITES.by_name[name]
    truth = next(
        t
        for t in farm.manifest.articles
        if t.site == name and t.verdict == "relevant" and t.authors
    )
    url = cls.sections[0].url if listing else truth.url
    _, _, body = get(farm, url)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    page = Page(url, "listing" if listing else "article", cls.facts(), 200, headers, body,
                datetime(2026, 11, 22, tzinfo=UTC))  # fmt: skip
    return cls, fixtures.read_again(cls, page)


def reviewed(path: Path) -> None:
    """As a maintainer leaves it: what the page does not have is said to be empty."""
    beside = fixtures.expectation_of(path)
    said = json.loads(beside.read_text(encoding="utf-8"))
    said["empty"] = [key for key in fixtures.WANTED[said["role"]] if not said.get(key)]
    beside.write_text(json.dumps(said), encoding="utf-8")


@pytest.mark.parametrize("name", ["baoquangninh", "bimson", "honglinh", "quevo"])
def test_a_golden_pair_is_written_without_its_words_and_checked(
    farm: Farm, tmp_path: Path, name: str
) -> None:
    cls, page = of_farm(farm, name)
    path, otherwise = fixtures.write(tmp_path / name, "article-1", cls, page)
    assert otherwise == []
    assert page.reading is not None
    source = gzip.decompress(path.read_bytes()).decode()
    assert page.reading.title not in source
    assert page.reading.body.split("\n\n")[0][:60] not in source
    reviewed(path)
    assert list(fixtures.check(path, cls)) == []
    cls, listing = of_farm(farm, name, listing=True)
    path, otherwise = fixtures.write(tmp_path / name, "listing-1", cls, listing)
    assert otherwise == []
    assert list(fixtures.check(path, cls)) == []
    said = json.loads(fixtures.expectation_of(path).read_text(encoding="utf-8"))
    assert len(said["announced"]) > 5


def test_an_empty_field_is_a_mismatch_until_it_is_said_to_be_empty(
    farm: Farm, tmp_path: Path
) -> None:
    cls, page = of_farm(farm, "bimson")
    assert page.reading is not None
    unsigned = replace(page, body=page.body.replace(page.reading.authors[0].encode(), b""))
    path, _ = fixtures.write(tmp_path, "article-1", cls, fixtures.read_again(cls, unsigned))
    assert "authors (empty)" in {one.field for one in fixtures.check(path, cls)}
    reviewed(path)
    assert list(fixtures.check(path, cls)) == []


def test_check_says_which_field_is_read_otherwise(
    farm: Farm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cls, page = of_farm(farm, "bimson")
    path, _ = fixtures.write(tmp_path / "bimson", "article-1", cls, page)
    reviewed(path)
    command = ("site", "check", "bimson", "--fixtures", tmp_path)
    assert told(capsys, *command)[0] == 0
    beside = fixtures.expectation_of(path)
    said = json.loads(beside.read_text(encoding="utf-8"))
    beside.write_text(json.dumps(said | {"section": "Tin khác"}), encoding="utf-8")
    code, out, _ = told(capsys, *command, "--json")
    assert code == 1
    [wrong] = json.loads(out)["mismatches"]
    assert (wrong["field"], wrong["wanted"], wrong["found"]) == (
        "section", "Tin khác", said["section"],
    )  # fmt: skip
    beside.unlink()
    assert told(capsys, *command)[0] == 1  # written now, and nobody has looked at it
    assert beside.exists()
    code, out, _ = told(capsys, "site", "check", "quevo", "--fixtures", tmp_path)
    assert (code, out) == (1, "")


def test_a_golden_pair_is_made_from_a_capture_without_a_request(
    farm: Farm, archived: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    farm.log.clear()
    [(ident, url)] = rows(
        archived,
        "SELECT capture_id, url FROM articles WHERE site = 'bimson' AND verdict = 'relevant'"
        " ORDER BY url LIMIT 1",
    )
    command = ("--data", archived, "site", "fixture", "bimson", "--capture", ident, "--into",
               tmp_path, "--as", "bai")  # fmt: skip
    said = answer(capsys, *command, "--json")
    assert (Path(said["page"]).name, said["otherwise"]) == ("bai.html.gz", [])
    golden = json.loads(Path(said["expectation"]).read_text(encoding="utf-8"))
    assert golden["url"] == url
    assert golden["published_at"]
    assert farm.log == []
    code, _, err = told(capsys, *command)
    assert (code, "--force" in err) == (2, True)
    assert told(capsys, *command, "--force")[0] == 0
    code, _, err = told(capsys, "--data", archived, "site", "fixture", "quevo", "--capture", ident,
                        "--into", tmp_path)  # fmt: skip
    assert (code, "bimson" in err) == (2, True)


# -- live --------------------------------------------------------------------------------------


def live(
    farm: Farm, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> tuple[int, dict[str, Any]]:
    (tmp_path / "farm.json").write_text(json.dumps(farm.announce()), encoding="utf-8")
    farm.log.clear()
    code, out, err = told(capsys, "--data", data, "site", "check", name, "--live", "--farm",
                          tmp_path / "farm.json", "--json")  # fmt: skip
    assert out, err
    assert len([r for r in farm.log if r.site == name]) <= BUDGET
    return code, json.loads(out)


def test_a_site_as_it_was_is_well(
    farm: Farm, archived: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = live(farm, archived, tmp_path, capsys, "quevo")
    assert (code, said["causes"], said["drifted"], said["passed"]) == (0, [], [], True)
    assert said["earlier"] > 20
    assert said["usual"]["title"] == 1.0
    assert said["articles"] >= 10


@pytest.mark.parametrize(
    ("fault", "code", "cause"),
    [
        ("by-script", 3, "layout-changed"),
        ("half-listing", 3, "listing-shrunk"),
        ("letters-lost", 3, "wrong-charset"),
        ("empty-listing", 1, "empty-section"),
        ("challenge", 1, "challenge"),
        ("moved-host", 1, "moved-host"),
        ("listing404", 1, "section-gone"),
        ("casino", 1, "site-replaced"),
    ],
)
def test_what_drifted_is_told_with_its_likely_cause(
    farm: Farm,
    archived: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    fault: str,
    code: int,
    cause: str,
) -> None:
    farm._faults.put([f"{fault}:quevo"])
    try:
        found, said = live(farm, archived, tmp_path, capsys, "quevo")
    finally:
        farm._faults.put(())
    causes = {one["cause"] for one in said["causes"]}
    assert cause in causes, said
    assert found == code
    assert rows(archived, "SELECT count(*) FROM decisions") == [(0,)]


def test_what_is_usual_is_told_from_the_last_good_visits(archived: Path) -> None:
    """A site whose old pages bore no author, and whose pages of today do."""
    with closing(sqlite3.connect(archived / DATABASE)) as db:
        urls = [
            row[0]
            for row in db.execute(
                "SELECT u.url FROM urls u JOIN articles a ON a.url = u.url WHERE u.site = 'bimson'"
                " AND u.outcome IN ('archived', 'unchanged', 'revised')"
            )
        ]
        assert len(urls) > 4
        db.executemany(
            "UPDATE urls SET visited_at = ? WHERE url = ?",
            [(f"2026-11-20T00:00:{place:02}+00:00", url) for place, url in enumerate(urls)],
        )
        db.execute("UPDATE articles SET authors = '[]' WHERE site = 'bimson'")
        db.executemany(
            "UPDATE articles SET authors = '[\"Lê An\"]' WHERE url = ?", [(u,) for u in urls[-4:]]
        )
        known, usual = usual_fields(db, "bimson")
        assert (known, usual["authors"]) == (len(urls), 4 / len(urls))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(check, "RECENT", 4)
            known, usual = usual_fields(db, "bimson")
        assert (known, usual["authors"]) == (4, 1.0)


def test_a_field_that_was_usual_and_is_rare_has_drifted() -> None:
    found = Trial("mau", "baomau.vn", 12, "", "", (), 20, 10, dict.fromkeys(FIELDS, 10), {}, {},
                  (), ())  # fmt: skip
    usual = dict.fromkeys(FIELDS, 0.9) | {"source": 0.3}
    assert drift(found, usual) == {}
    lost = replace(found, fields=found.fields | {"date": 1, "authors": 4, "source": 0})
    assert drift(lost, usual) == {"date": (0.9, 0.1), "authors": (0.9, 0.4)}
    causes = {one.cause: one.detail for one in likely(lost, drift(lost, usual))}
    assert causes == {
        "layout-changed": {"fields": ["authors"]},
        "dates-unreadable": {"articles": 9, "of": 10},
    }
    assert drift(replace(lost, articles=2), usual) == {}
