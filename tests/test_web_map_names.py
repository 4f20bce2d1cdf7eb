"""Names on the map: all are there, none over another, whatever the numbers of the provinces are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from random import Random

import pytest

from archive.places import provinces_after, provinces_before
from archive.web import geography
from archive.web.labels import (
    DESK,
    PHONE,
    Box,
    Label,
    Lettering,
    at_the_end,
    box,
    crosses,
    on_circle,
    overlap,
    reserved,
    wide,
)
from archive.web.provinces import LARGEST, Circle, Province, circles, key
from tests.web_archive import Reader, tree

SCREENS = ((DESK, "label"), (PHONE, "large"))


def names(scheme: str) -> tuple[str, ...]:
    return provinces_after() if scheme == "34" else provinces_before()


def alike(_random: Random, _name: str) -> int:
    return 400


def even(random: Random, _name: str) -> int:
    return random.randint(0, 9000)


def few_large(random: Random, _name: str) -> int:
    return int(random.paretovariate(0.8) * 10)


def some_silent(random: Random, _name: str) -> int:
    return max(0, int(random.gauss(20, 60)))


def none(_random: Random, _name: str) -> int:
    return 0


def delta_large(random: Random, name: str) -> int:
    _, y = geography.centre(name, "63" if name in provinces_before() else "34")
    return random.randint(3000, 9000) if y < 260 else random.randint(1, 300)


HANDS = (alike, even, few_large, some_silent, none, delta_large)


def drawn(scheme: str, hand: Callable[[Random, str], int], seed: int) -> list[Circle]:
    random = Random(seed)
    numbers = {name: hand(random, name) for name in names(scheme)}
    found = [Province(name, 1, n, n, n) for name, n in numbers.items()]
    return circles(found, scheme, "count", dict.fromkeys(numbers, "/"))


def named(drawing: list[Circle], which: str) -> dict[str, Label]:
    return {circle.province.name: getattr(circle, which) for circle in drawing}


@pytest.mark.parametrize("scheme", ["34", "63"])
@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("seed", range(3))
def test_every_name_stands_free(scheme: str, hand: Callable[[Random, str], int], seed: int) -> None:
    drawing = drawn(scheme, hand, seed)
    for letters, which in SCREENS:
        found = named(drawing, which)
        assert found.keys() == set(names(scheme))
        stand_free(found, drawing, letters)


def stand_free(found: Mapping[str, Label], drawing: list[Circle], letters: Lettering) -> None:
    boxes = {name: box(name, label, letters.size) for name, label in found.items()}
    for one, other in combinations(boxes, 2):
        assert not overlap(boxes[one], boxes[other]), (one, other)
    for name, taken in boxes.items():
        assert taken[0] >= 0, name
        assert taken[1] >= 0, name
        assert taken[2] <= geography.WIDTH, name
        assert taken[3] <= geography.HEIGHT, name
        for circle in drawing:
            radius = max(circle.radius, letters.least)
            assert not on_circle(taken, circle.x, circle.y, radius), (name, circle.province.name)
        for other, label in found.items():
            if label.line and other != name:
                assert not crosses(label.line, taken), (name, other)
        assert not any(overlap(taken, room) for room in reserved(letters)), name


@pytest.mark.parametrize("scheme", ["34", "63"])
@pytest.mark.parametrize("letters", [DESK, PHONE])
def test_the_end_of_a_line_is_free_whatever_the_circles_are(
    scheme: str, letters: Lettering
) -> None:
    """The largest circles everywhere: a name has its place before any stands beside its own."""
    found = {name: at_the_end(name, scheme, letters) for name in names(scheme)}
    boxes = {name: box(name, label, letters.size) for name, label in found.items()}
    for name, label in found.items():
        assert label.line
        for other in names(scheme):
            x, y = geography.centre(other, scheme)
            assert not on_circle(boxes[name], x, y, LARGEST[scheme]), (name, other)
            if other != name:
                near = (x - 2.8, y - 2.8, x + 2.8, y + 2.8)
                assert not crosses(label.line, near), f"the line of {name} passes {other}"
            if other != name:
                assert not overlap(boxes[name], boxes[other]), (name, other)
                assert not crosses(label.line, boxes[other]), (name, other)
        assert not any(crosses(label.line, room) for room in reserved(letters)), name


def test_what_is_written_on_the_sea_has_room() -> None:
    """Hoàng Sa and Trường Sa, their provinces, and Biển Đông: no name comes near them."""
    for letters in (DESK, PHONE):
        rooms = reserved(letters)
        for one in geography.islands():
            assert any(_holds(room, one.x, one.y) for room in rooms)
            assert any(_holds(room, one.x, one.y + 46) for room in rooms)
        assert any(_holds(room, *geography.SEA) for room in rooms)
        # The two archipelagoes, the sea and the key stand apart from each other too.
        assert len(rooms) == 4
        assert not any(overlap(one, other) for one, other in combinations(rooms, 2))


def _holds(room: Box, x: float, y: float) -> bool:
    return room[0] < x < room[2] and room[1] < y < room[3]


def test_a_line_through_a_box_crosses_it() -> None:
    here = (10.0, 10.0, 20.0, 20.0)
    for line in ((0.0, 15.0, 30.0, 15.0), (15.0, 0.0, 15.0, 12.0), (12.0, 12.0, 14.0, 13.0)):
        assert crosses(line, here)
    for line in ((0.0, 5.0, 30.0, 5.0), (0.0, 15.0, 9.0, 15.0), (0.0, 12.0, 12.0, 0.0)):
        assert not crosses(line, here)
    assert on_circle(here, 5, 15, 6)
    assert not on_circle(here, 5, 5, 6)
    assert wide("Quảng Nam", 10) > wide("Bến Tre", 10)


def test_the_key_shows_round_numbers_as_large_as_the_map_draws_them() -> None:
    assert [size.value for size in key(7106, "34", "count")] == [5000, 1000, 200]
    assert [size.value for size in key(0.079, "34", "share")] == [0.05, 0.01, 0.002]
    assert [size.value for size in key(1, "63", "count")] == [1]
    assert key(0, "34", "count") == []
    drawing = drawn("34", even, 1)
    most = max(circle.province.articles for circle in drawing)
    for size in key(most, "34", "count"):
        near = min(drawing, key=lambda c: abs(c.province.articles - size.value))
        area = (size.radius / near.radius) ** 2
        assert area == pytest.approx(size.value / near.province.articles, rel=0.05)


def test_the_page_draws_the_key_and_every_name(reader: Reader) -> None:
    for query, said in (("", "bài"), ("&lang=en", "articles"), ("&measure=share", "%")):
        for scheme in ("34", "63"):
            page = tree(reader.get(f"/ban-do?map={scheme}{query}"))
            texts = page.xpath("//g[@class='sizes']/text/text()")
            assert 1 <= len(texts) <= 3
            assert said in texts[0]
            for group in page.xpath("//g[contains(@class, 'labels')]"):
                written = [text.text for text in group.xpath("text")]
                assert sorted(written) == sorted(map(geography.short, names(scheme)))
