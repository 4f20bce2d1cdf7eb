"""Nights on platforms by files of their own family that know a front page and nothing else:
a splash page, a unit's portal, pages of a section with an article's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.night import crawl, rows
from tests.platforms.every import BY_NAME
from tests.platforms.home_spiders import homed
from tests.platforms.score import Score, score
from tests.platforms.town import Town

pytestmark = pytest.mark.long

NAMES = ("hatinh", "nukeviet", "sharepoint", "slug_id_flat")


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    data = tmp_path_factory.mktemp("families") / "data"
    platforms = [BY_NAME[name] for name in NAMES]
    with Town(platforms) as town:
        names = [homed(platform).name for platform in platforms]
        report = crawl(data, town, names, spiders=["tests.platforms.home_spiders"])
        assert report["gaps"] == []
        assert_steps(data)
        return {
            p.name: score(p, name, town.visits(p.name), data)
            for p, name in zip(platforms, names, strict=True)
        }


def assert_steps(data: Path) -> None:
    """Each page that was proposed is somebody's, and a further page knows whose it is."""
    lost = "SELECT url FROM urls WHERE proposed = 1 AND first_page <> '' AND first_page NOT IN"
    assert rows(data, f"{lost} (SELECT url FROM urls WHERE role = 'listing')") == []
    assert rows(data, "SELECT count(*) FROM urls WHERE first_page <> ''")[0][0] > 5


@pytest.mark.parametrize("name", NAMES)
def test_a_family_finds_its_sections_from_a_front_page_alone(
    scores: dict[str, Score], name: str
) -> None:
    one = scores[name]
    assert (one.missing, one.unread, one.stray) == ((), (), ())
    assert one.kept_twice == 0
    assert one.cost <= 2
    assert one.traps <= 10
