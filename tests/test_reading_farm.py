"""Every article of the sample sites, both nights, read right in every field of the truth."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.records import Page, Reading, Section, Site, Witness
from pipelines.clean import read_article
from tests.farm.farm import Farm
from tests.farm.ink import CLOCK, COUNT, clock_line
from tests.farm.manifest import Truth
from tests.farm.sites import BY_NAME, SampleSite
from tests.farm.stories import Story
from tests.farm.web import Web

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=7)))


def facts(site: SampleSite) -> Site:
    sections = tuple(
        Section(f"{site.scheme}://{site.host}/{section.key}", section.name)
        for section in site.sections
    )
    return Site(site.name, site.organisation, "huyen", site.host, site.family, sections)


def visited(web: Web, truth: Truth, stories: dict[tuple[str, str], Story]) -> Page:
    """The page as a crawl would hand it on; a listing speaks where only it has the date."""
    site = BY_NAME[truth.site]
    path = urlsplit(truth.url).path
    answer = web.answer(site, path)
    body = answer.body.replace(CLOCK.encode(), clock_line(NOW).encode())
    story = stories[truth.site, path]
    heard: tuple[Witness, ...] = ()
    if story.dated_by == "listing" and truth.published_at:
        heard = (Witness(truth.url, "listing", "", truth.published_at, truth.precision),)
    return Page(
        url=truth.url,
        role="article",
        site=facts(site),
        status=answer.status,
        headers=(("Content-Type", answer.content_type),),
        body=body.replace(COUNT.encode(), b"512"),
        captured_at=NOW,
        witnesses=heard,
    )


@pytest.mark.parametrize("night", [1, 2])
def test_every_field_of_every_article(night: int) -> None:
    with Farm(night=night) as farm:
        web, manifest = farm._web, farm.manifest
    stories = {
        (layout.site.name, story.path): story
        for layout in web.layouts.values()
        for story in layout.stories
    }
    wrong: list[tuple[str, str, object, object]] = []
    for truth in manifest.articles:
        path = urlsplit(truth.url).path
        if (truth.site, path) not in stories:
            continue
        reading = read_article(visited(web, truth, stories))
        # A scrambled text hides its signature too.
        hidden = ("authors", "source") if "scrambled" in truth.oddities else ()
        for field in ("title", "lead", "body", "authors", "source", "section", "published_at"):
            said, true = getattr(reading, field), getattr(truth, field)
            if said != true and field not in hidden:
                wrong.append((truth.url, field, true, said))
        left = set(manifest.furniture) & set(reading.body.split("\n\n"))
        wrong += [(truth.url, "furniture", "", line) for line in left]
    assert len(manifest.articles) >= 300
    assert wrong == []


TEXTS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
TAILS = ("File đính kèm", "Phản hồi", "Các tin khác", "Mới nhất", "Liên kết website")


@pytest.mark.skipif(not TEXTS.exists(), reason="no plain-text articles at ../shared/seeds")
def test_plain_texts_in_the_same_markups() -> None:
    with Farm(texts=TEXTS) as farm:
        web, urls = farm._web, farm.manifest.texts
    read: dict[str, Reading] = {}
    for name, url in urls.items():
        parts = urlsplit(url)
        site = web.site_at(parts.hostname or "", parts.path)
        assert site is not None
        answer = web.answer(site, parts.path)
        body = answer.body.replace(CLOCK.encode(), clock_line(NOW).encode())
        page = Page(url, "article", facts(site), 200, (), body, NOW)
        read[name[:3]] = read_article(page)
    assert [reading.authors for _, reading in sorted(read.items())] == [
        ("Đỗ Thắm",),
        ("Thu Chung",),
        (),
        (),
        (),
    ]
    assert read["000"].source == "Thị ủy Bỉm Sơn"
    assert read["001"].published_at == "2020-12-19T16:25+07:00"
    assert read["001"].title == "Sức lan tỏa ở Uông Bí"
    assert read["001"].section is not None
    assert read["001"].section.startswith("Học tập và làm theo tư tưởng")
    assert {read[name].published_at for name in ("000", "002", "003", "004")} == {None}
    for reading in read.values():
        lines = reading.body.split("\n\n")
        assert len(lines) == len(set(lines))
        assert not [line for line in lines if line.strip(". ") in ("", *TAILS, "Tin liên quan")]
        assert "Vân Anh" not in reading.body
