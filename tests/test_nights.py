"""Whole nights against the farm and its manifest: what should be kept is, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.warc import read_at
from archive.writer import WARC_FOLDER
from tests.farm.farm import Farm
from tests.night import assert_sound, crawl, rows, story

SITES = ("baoquangninh", "bimson", "honglinh", "quevo", "tuson")


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm(night=1) as served:
        yield served


@pytest.fixture(scope="module")
def data(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after night 1; tests in this module go on from it in order."""
    folder = tmp_path_factory.mktemp("nights") / "data"
    report = crawl(folder, farm, SITES)
    assert report["state"] == "done", report["gaps"]
    return folder


def test_every_article_that_should_be_archived_is_and_nothing_else(data: Path, farm: Farm) -> None:
    should = {a.url: a.verdict for a in farm.manifest.articles if a.verdict != "irrelevant"}
    assert dict(rows(data, "SELECT url, verdict FROM articles")) == should


@pytest.mark.parametrize(
    "field", ["title", "lead", "body", "authors", "source", "section", "published_at",
              "documents"],
)  # fmt: skip
def test_each_field_is_what_the_manifest_says(data: Path, farm: Farm, field: str) -> None:
    found = dict(rows(data, f"SELECT url, {field} FROM articles"))
    wrong = {}
    for article in farm.manifest.articles:
        if article.url not in found:
            continue
        truth: Any = getattr(article, field)
        got = found[article.url]
        if field in ("authors", "documents"):
            truth, got = list(truth), json.loads(got)
        elif field == "body" and not isinstance(truth, str):
            truth = "\n\n".join(truth)
        if (truth or None) != (got or None):
            wrong[article.url] = (truth, got)
    assert not wrong, f"{len(wrong)} of {len(found)}, such as {next(iter(wrong.items()))}"


def test_the_precision_is_the_manifest_s(data: Path, farm: Farm) -> None:
    found = dict(rows(data, "SELECT url, published_precision FROM articles"))
    truth = {a.url: a.precision for a in farm.manifest.articles if a.url in found}
    assert found == truth


def test_no_furniture_line_is_left_in_any_body(data: Path, farm: Farm) -> None:
    lines = {
        (url, line)
        for url, body in rows(data, "SELECT url, body FROM articles")
        for line in body.split("\n\n")
    }
    assert not [(url, line) for url, line in lines if line in farm.manifest.furniture]


def test_one_outcome_for_every_url_visited(data: Path) -> None:
    assert rows(data, "SELECT count(*) FROM urls WHERE outcome = 'pending'") == [(0,)]
    assert (
        rows(
            data,
            "SELECT url FROM visits GROUP BY run_id, url HAVING count(*) > 1",
        )
        == []
    )


def test_reposts_share_a_cluster(data: Path, farm: Farm) -> None:
    cluster = dict(rows(data, "SELECT url, cluster_id FROM articles"))
    groups: dict[str, set[str]] = {}
    for article in farm.manifest.articles:
        if article.cluster and article.url in cluster:
            groups.setdefault(article.cluster, set()).add(article.url)
    groups = {key: urls for key, urls in groups.items() if len(urls) > 1}
    assert groups
    for urls in groups.values():
        assert len({cluster[url] for url in urls}) == 1, urls
    # And no two stories are thrown together.
    sizes = Counter(cluster.values())
    assert sum(size for size in sizes.values() if size > 1) == sum(map(len, groups.values()))


def test_each_article_reads_back_the_bytes_it_was_read_from(data: Path) -> None:
    found = rows(
        data,
        "SELECT a.url, c.warc_file, c.offset, c.digest FROM articles a"
        " JOIN captures c ON c.id = a.capture_id",
    )
    for url, name, offset, digest in found:
        stored = read_at(data / WARC_FOLDER, name, offset)
        assert (stored.url, stored.digest) == (url, digest)
        assert stored.payload


def test_requests_carry_who_asks_and_only_one_server_is_asked(data: Path, farm: Farm) -> None:
    assert all(
        dict(request.headers).get("User-Agent", "").startswith("lamtheo/") for request in farm.log
    )


def test_an_unchanged_second_night_adds_nothing(data: Path, farm: Farm) -> None:
    tables = ("articles", "revisions", "mentions", "urls")
    before = {table: rows(data, f"SELECT count(*) FROM {table}") for table in tables}
    report = crawl(data, farm, SITES)
    assert {table: rows(data, f"SELECT count(*) FROM {table}") for table in tables} == before
    # Sections, and robots.txt once a host: five sites on four hosts.
    sections = rows(
        data,
        "SELECT count(*) FROM urls WHERE section <> '' AND role <> 'article'"
        " AND url NOT LIKE '%page=%' AND url NOT LIKE '%cur=%'",
    )[0][0]
    requests = sum(site["requests"] for site in report["sites"])
    visited = rows(
        data, "SELECT role, count(*) FROM visits WHERE run_id = ? GROUP BY role", report["run"]
    )
    assert dict(visited).keys() <= {"listing", "feed", "sitemap", "robots"}
    assert requests <= sections + 5


def test_the_second_night_brings_an_edit_a_deletion_a_move_and_three_new(
    data: Path, farm: Farm
) -> None:
    before = dict(rows(data, "SELECT url, body FROM articles"))
    farm.set_night(2)
    changes = farm.manifest.changes
    report = crawl(data, farm, SITES, revisit_now=True)
    outcomes = Counter[str]()
    for site in report["sites"]:
        outcomes.update(site["outcomes"])
    assert outcomes["archived"] == 3
    assert outcomes["revised"] == 1
    assert outcomes["gone"] == 1
    (edited,) = changes.edited
    (deleted,) = changes.deleted
    ((old, new),) = changes.moved
    assert rows(
        data,
        "SELECT count(*) FROM revisions r JOIN articles a ON a.id = r.article_id WHERE a.url = ?",
        edited,
    ) == [(2,)]
    gone = rows(data, "SELECT body, gone_at IS NOT NULL FROM articles WHERE url = ?", deleted)
    assert gone == [(before[deleted], 1)]
    assert rows(data, "SELECT url, body FROM articles WHERE url IN (?, ?)", old, new) == [
        (new, before[old])
    ]
    assert rows(data, "SELECT alias, kind FROM url_aliases WHERE alias = ?", old) == [
        (old, "moved")
    ]
    assert_sound(data)


def test_each_row_was_read_by_the_reader_and_the_layout_of_its_night(data: Path) -> None:
    from pipelines.read import reader_version

    assert set(rows(data, "SELECT reader_version FROM runs")) == {(reader_version(),)}
    told = (
        "SELECT DISTINCT a.reader_version = r.reader_version || '+' || s.layout FROM articles a"
        " JOIN captures c ON c.id = a.capture_id JOIN runs r ON r.id = c.run_id"
        " JOIN site_runs s ON s.run_id = c.run_id AND s.site = a.site WHERE s.layout <> ''"
    )
    assert rows(data, told) == [(1,)]


def test_a_rebuild_from_shuffled_files_gives_the_same_rows(data: Path, tmp_path: Path) -> None:
    import random
    import shutil

    from archive.documents import catalogue
    from archive.rebuild import differences, rebuild
    from crawler.replay import Replay
    from crawler.run import project_settings
    from crawler.sites import Sites
    from pipelines.read import read, reader_version

    elsewhere = tmp_path / "copy" / WARC_FOLDER
    elsewhere.mkdir(parents=True)
    names = sorted((data / WARC_FOLDER).glob("*.warc.gz"))
    random.Random(3).shuffle(names)
    for path in names:
        shutil.copy(path, elsewhere / path.name)
    sites = Sites.from_settings(project_settings())
    target = tmp_path / "rebuilt.db"
    count = rebuild(
        tmp_path / "copy",
        target,
        sites.facts(),
        catalogue().documents,
        Replay(sites, read).page,
        reader_version(),
    )
    assert count == rows(data, "SELECT count(*) FROM captures")[0][0]
    assert list(differences(data / "archive.db", target)) == []
    assert story(data)
