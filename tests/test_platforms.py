"""The platforms themselves, and nights on them: what each family's base finds, keeps and spends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from crawler.families import FAMILIES
from tests.platforms.every import BY_NAME, PLATFORMS
from tests.platforms.nouns import Ask, Reply
from tests.platforms.platform import Platform
from tests.platforms.score import HEADING, Score, line
from tests.platforms.survey import AT_ONCE, night

MOST_TRAPPED = 50
"""Requests a site's traps may cost in a night."""
MOST_A_FIND = 3.0
LEAST_FOUND = 0.95
"""Of the articles, from a front page alone."""

TABS = {"dcs": 4}
"""Articles more than those in two sections that a base meets under two URLs: dcs.vn's
column links every article through the front page's tab."""

FAMILY_NIGHTS = [PLATFORMS[start : start + AT_ONCE] for start in range(0, len(PLATFORMS), AT_ONCE)]
DAILY = tuple(
    BY_NAME[name]
    for name in "epi joomla liferay mojoportal nukeviet sharepoint vnpt wordpress".split()
)
"""From the front page alone costs twice the time: the others are for `make test-long`."""
REST = tuple(platform for platform in PLATFORMS if platform not in DAILY)


def ask(platform: Platform, url: str) -> Reply:
    return _asked(platform.name, url)


@cache
def _asked(name: str, url: str) -> Reply:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return BY_NAME[name].answer(Ask(parts.scheme, parts.hostname or "", target))


def links(platform: Platform, url: str) -> list[str]:
    """Where a page of a platform leads within it."""
    body = ask(platform, url).body
    assert isinstance(body, str)
    base = re.search(r'<base href="([^"]+)"', body)
    found = re.findall(r"<a\b[^>]*?\bhref=[\"']([^\"']*)", body)
    urls = [urljoin(base[1] if base else url, unescape(href)).partition("#")[0] for href in found]
    return [one for one in urls if urlsplit(one).hostname in platform.hosts]


each = pytest.mark.parametrize("platform", PLATFORMS, ids=[p.name for p in PLATFORMS])


def test_every_family_has_a_platform() -> None:
    assert {platform.family for platform in PLATFORMS} == set(FAMILIES) - {"generic"}
    hosts = [host for platform in PLATFORMS for host in platform.hosts]
    assert len(set(hosts)) == len(hosts)


@each
def test_the_manifest_is_what_is_served(platform: Platform) -> None:
    assert 40 <= len(platform.manifest) <= 60
    assert len({truth.url for truth in platform.manifest}) == len(platform.manifest)
    assert len({truth.title for truth in platform.manifest}) == len(platform.manifest)
    kept = [truth for truth in platform.manifest if truth.verdict != "irrelevant"]
    assert 0.4 < len(kept) / len(platform.manifest) < 0.8
    for article, truth in zip(platform.articles, platform.manifest, strict=True):
        reply = ask(platform, truth.url)
        assert isinstance(reply.body, str)
        assert (reply.kind, reply.number, reply.status) == ("article", article.number, 200)
        assert truth.title.casefold() in unescape(reply.body).casefold()


@each
def test_duplicates_answer_with_the_article(platform: Platform) -> None:
    twins = [(a, path) for a in platform.articles for path in platform.also(a)]
    assert len(twins) >= len(platform.articles) // 2
    for article, path in twins:
        assert path != platform.path(article)
        assert ask(platform, platform.url(path)).number == article.number


@each
def test_listings_announce_all_but_the_feeds_own(platform: Platform) -> None:
    announced: set[int] = set()
    for shelf in platform.shelves:
        assert platform.on(shelf)
        for page in range(1, platform.last_page(shelf) + 1):
            url = platform.url(platform.shelf_path(shelf, page))
            assert ask(platform, url).kind == "listing"
            leading = {ask(platform, one).number for one in links(platform, url)}
            shown = {article.number for article in platform.show(shelf, page)}
            assert shown <= leading
            announced |= leading
    own = {article.number for article in platform.articles if article.place == "feed"}
    assert bool(own) == platform.has_feed
    assert announced - {-1} == {article.number for article in platform.articles} - own
    assert max(platform.last_page(shelf) for shelf in platform.shelves) >= 3


@each
def test_traps_never_end(platform: Platform) -> None:
    shelf = platform.url(platform.shelf_path(platform.shelves[0]))
    doors = [platform.url(platform.home), shelf, platform.manifest[0].url]
    todo = [one for url in doors for one in links(platform, url)]
    met: set[str] = set()
    while todo and len(met) <= MOST_TRAPPED:
        url = todo.pop()
        if unquote(url) in met or ask(platform, url).kind != "trap":
            continue
        met.add(unquote(url))
        reply = ask(platform, url)
        todo += links(platform, url) if reply.status == 200 else []
    assert len(met) > MOST_TRAPPED


@each
def test_what_is_no_article_is_none(platform: Platform) -> None:
    for path, _ in platform.pages:
        reply = ask(platform, platform.url(path))
        assert (reply.number, reply.status) == (-1, 200), path
    assert ask(platform, platform.url("/khong/co/trang/nay")).status == 404
    assert ask(platform, platform.url("/robots.txt")).kind == "robots"
    other = "http" if platform.scheme == "https" else "https"
    moved = ask(platform, f"{other}://{platform.host}/robots.txt")
    assert (moved.status == 301) == (not platform.plain_too)


def test_a_session_id_changes_nothing() -> None:
    liferay = BY_NAME["liferay"]
    path = liferay.path(liferay.articles[3])
    assert ask(liferay, liferay.url(f"{path};jsessionid=6F1C?plidlayout=3279")).number == 3


def table(scores: Sequence[Score]) -> str:
    return "\n".join(("", HEADING, *map(line, scores), *(str(s.missing[:5]) for s in scores)))


def check(scores: Sequence[Score]) -> None:
    """What holds however a site is crawled."""
    told = table(scores)
    for one in scores:
        # An irrelevant article leaves no text to know it by: `twice` counts it, not this.
        assert one.kept_twice == 0, f"{one.name} kept {one.again}{told}"
        assert one.strays == 0, f"{one.name} kept {one.stray}{told}"
        assert one.traps <= MOST_TRAPPED, told
        assert one.cost <= MOST_A_FIND, told
        assert one.read == one.found, f"{one.name} misread {one.unread}{told}"


@pytest.mark.long
@pytest.mark.parametrize("place", range(len(FAMILY_NIGHTS)))
def test_a_family_finds_all_of_its_platform(place: int, tmp_path: Path) -> None:
    platforms = FAMILY_NIGHTS[place]
    scores, _ = night(platforms, "family", tmp_path / "data")
    check(scores)
    for platform, one in zip(platforms, scores, strict=True):
        shared = sum(article.second is not None for article in platform.articles)
        assert one.twice <= shared + TABS.get(platform.name, 0), f"{one.doubled}{table(scores)}"
        assert one.missing == (), table(scores)
        assert one.traps == 0, f"{one.name} went to {one.trapped}"


def generic(platforms: Sequence[Platform], data: Path) -> None:
    scores, _ = night(platforms, "generic", data)
    check(scores)
    for one in scores:
        assert one.recall >= LEAST_FOUND, table(scores)
        assert one.share_read >= LEAST_FOUND, table(scores)


@pytest.mark.long
def test_a_front_page_is_enough(tmp_path: Path) -> None:
    generic(DAILY, tmp_path / "data")


@pytest.mark.long
@pytest.mark.parametrize("half", [0, 1])
def test_a_front_page_is_enough_for_the_rest(half: int, tmp_path: Path) -> None:
    generic(REST[half::2], tmp_path / "data")
