"""One request at a time to a server, and what robots.txt and addresses allow."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from archive.records import Capture, Page, Site
from crawler import robots
from crawler.addresses import ForbiddenAddress, Resolver, guarded_socket, is_public
from crawler.politeness import Politeness, retry_after

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SITE = Site("mau", "Mẫu", "huyen", "mau.example", "generic")


class FakeTime:
    """A clock that only moves when somebody sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        real = asyncio.sleep

        async def sleep(seconds: float) -> None:
            self.now += seconds
            await real(0)

        monkeypatch.setattr("crawler.politeness.asyncio.sleep", sleep)

    def __call__(self) -> float:
        return self.now


def test_requests_to_one_server_start_a_delay_apart_whoever_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = FakeTime(monkeypatch)
    politeness = Politeness(clock)
    starts: list[float] = []
    flying = 0

    async def ask() -> None:
        nonlocal flying
        async with politeness.turn("203.0.113.7", 5.0):
            flying += 1
            assert flying == 1
            starts.append(clock())
            await asyncio.sleep(0)
            flying -= 1

    async def night() -> None:
        await asyncio.gather(*(ask() for _ in range(12)))

    asyncio.run(night())
    assert [b - a for a, b in pairwise(starts)] == [5.0] * 11


def test_a_held_server_is_asked_nothing_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeTime(monkeypatch)
    politeness = Politeness(clock)
    politeness.hold("a", 90.0)

    async def ask() -> float:
        async with politeness.turn("a", 5.0):
            return clock()

    assert asyncio.run(ask()) == 90.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Nov 2026 00:01:00 GMT", 60.0),
        ("Sun, 01 Nov 2026 00:00:00 GMT", 0.0),
        ("Sat, 31 Oct 2026 23:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_in_both_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def answered(status: int, text: str = "", failure: str = "") -> Page:
    capture = Capture(
        "x",
        "u",
        "f",
        0,
        1,
        "metadata" if failure else "response",
        status,
        "",
        NOW,
        "r",
        "mau",
        failure=failure,
    )
    return Page(
        "https://mau.example/robots.txt", "robots", SITE, status, (), text.encode(), NOW, capture
    )


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        (answered(200, "User-agent: *\nDisallow: /kin\n"), True),
        (answered(200, "User-agent: *\nDisallow: /\n"), False),
        (answered(200, "User-agent: lamtheo\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
        (answered(404), True),
        (answered(403), True),
        (answered(500), False),
        (answered(503), False),
        (answered(429), False),
        (answered(0, failure="timeout: no whole answer in 30 s"), False),
    ],
)
def test_robots_as_rfc_9309_means_it(page: Page, allowed: bool) -> None:
    assert (robots.policy(page).refuses("https://mau.example/tin/a-1.html") == "") is allowed


def test_crawl_delay_does_not_split_a_group() -> None:
    text = "User-agent: a\nCrawl-delay: 7\nUser-agent: *\nDisallow: /\nCrawl-delay: 20\n"
    policy = robots.parse(text)
    assert policy.refuses("https://mau.example/x")
    assert policy.delay == 20.0


def test_a_robots_redirect_is_followed_five_times_at_most() -> None:
    asked: list[str] = []

    async def fetch(url: str) -> Page:
        asked.append(url)
        page = answered(302)
        location = (("Location", f"/r{len(asked)}"),)
        return robots.read_links(Page(url, "robots", SITE, 302, location, b"", NOW, page.capture))

    policy = asyncio.run(robots.obtain("https://mau.example", fetch))
    assert len(asked) == robots.MAX_HOPS + 1
    assert policy.refuses("https://mau.example/x") == ""


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_are_never_connected_to(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(ForbiddenAddress):
        guarded_socket({})((2, 1, 6, "", (address, 80)))


@pytest.mark.parametrize("address", ["8.8.8.8", "113.160.1.1", "2400:cb00::1"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_the_farm_names_the_only_loopback_address_allowed() -> None:
    farm = {"mau.example:443": ("127.0.0.1", 4123)}
    found = asyncio.run(Resolver(farm).resolve("mau.example", 443))
    assert (found[0]["host"], found[0]["port"]) == ("127.0.0.1", 4123)
    guarded_socket(farm)((2, 1, 6, "", ("127.0.0.1", 4123))).close()
    with pytest.raises(ForbiddenAddress):
        guarded_socket(farm)((2, 1, 6, "", ("127.0.0.1", 4124)))
