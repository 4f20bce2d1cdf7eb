"""A real WordPress with fifty of our posts, old and new, found and read from its front page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.text import normalise
from tests.farm.nights import editions
from tests.farm.stories import Story
from tests.night import assert_sound, crawl, rows
from tests.system.wordpress import Post, WordPress
from tests.system.wordpress_sites import HOST

pytestmark = pytest.mark.system
POSTS = 50
CATEGORIES = ("Tin tức - Sự kiện", "Xây dựng Đảng", "Học tập và làm theo Bác")


def stories() -> list[Story]:
    """Fifty of the farm's, each under its own title, over the years of the campaign."""
    every = chain.from_iterable(editions(5)[1].stories.values())
    fit = [
        story
        for story in every
        if story.published and story.kind == "campaign" and story.spelling == "plain"
        and len(story.paragraphs) >= 3
    ]  # fmt: skip
    unique = {story.title: story for story in fit}.values()
    chosen = sorted(unique, key=lambda story: str(story.published))
    return chosen[:: max(1, len(chosen) // POSTS)][:POSTS]


def post(number: int, story: Story) -> Post:
    paragraphs = "\n\n".join(
        f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in story.paragraphs
    )
    category = CATEGORIES[number % len(CATEGORIES)]
    return Post(story.title, paragraphs, story.lead, category, f"{story.published:%F %T}")


@pytest.fixture(scope="module")
def site() -> Iterator[WordPress]:
    with WordPress(HOST, [post(n, story) for n, story in enumerate(stories())]) as served:
        yield served


# WordPress prints typographers' dashes and quotes for what the editor typed.
TYPED = str.maketrans({"–": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})


def typed(text: str) -> str:
    return normalise(text).translate(TYPED)


class Served:
    """What ``tests.night`` asks of a farm: where the host is, and no TLS."""

    ca_pem = ""

    def __init__(self, address: tuple[str, int]) -> None:
        self.resolve = {f"{HOST}:80": address}


@pytest.mark.parametrize("name", ["real_wordpress", "real_generic"])
def test_fifty_posts_are_found_and_read(site: WordPress, tmp_path: Path, name: str) -> None:
    told = stories()
    assert len(told) == POSTS == len(site.permalinks)
    assert len({f"{story.published:%Y}" for story in told}) >= 5
    data = tmp_path / "data"
    served = Served(site.address)
    report = crawl(data, served, [name], spiders=["tests.system.wordpress_sites"])  # type: ignore[arg-type]
    kept = {
        urlsplit(url).path: (title, at, body)
        for url, title, at, body in rows(
            data, "SELECT url, title, published_at, body FROM articles WHERE verdict = 'relevant'"
        )
    }
    for story, link in zip(told, site.permalinks, strict=True):
        title, at, body = kept[urlsplit(link).path]
        assert typed(title) == typed(story.title)
        assert at == f"{story.published:%FT%H:%M}+07:00"
        assert typed(body) == typed("\n\n".join(story.paragraphs))
    assert len(kept) == POSTS
    (told_of,) = report["sites"]
    assert told_of["requests"] <= 3 * POSTS
    assert_sound(data)
