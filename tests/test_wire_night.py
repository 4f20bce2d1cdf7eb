"""A night of thirty hosts on seven addresses, over real sockets: who was asked what, and when.

Gaps are measured twice, by one monotonic clock: where requests are sent, as their
headers leave, and where they arrive. No tolerance is given on either side.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from archive.records import Page
from archive.writer import Archive
from crawler.config import Config, ConfigError
from crawler.politeness import NoTurn
from crawler.run import run
from crawler.wire import Wire
from tests.pages import SITE

pytestmark = pytest.mark.long

HOSTS, ADDRESSES, PAGES = 30, 7, 5
DELAY = 0.1
CONFIG = Config(organisation="Kho lưu trữ", contact="https://example.org/lamtheo")


@dataclass
class Seen:
    """Requests by host: monotonic seconds when sent, when they came, when their answer ended."""

    sent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    came: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    flying: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most: int = 0
    agents: set[str] = field(default_factory=set)
    asked_rest: dict[str, list[tuple[float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By address: when an answer asked to be left alone, and for how many seconds."""


def address(number: int) -> str:
    return f"127.0.0.{2 + number % ADDRESSES}"


def crawl_delay(number: int) -> float:
    return (0.0, 0.0, 0.35, 0.8, 1.2)[number % 5]


def answer(number: int, path: str, times: int, seen: Seen) -> bytes:
    """What a host says: robots.txt, pages, and on four hosts a plea for rest, in each form."""
    now = datetime.now(UTC)
    date = f"Date: {format_datetime(now, usegmt=True)}\r\n"
    status, more, body = "200 OK", "", b"<html>mau</html>"
    if path == "/robots.txt":
        body = f"User-agent: *\nCrawl-delay: {crawl_delay(number)}\nDisallow: /kin\n".encode()
    elif path == "/p2" and times == 1 and number in (3, 11, 19, 27):
        rest = {3: 1.0, 11: 2.0, 19: 2 * DELAY, 27: 2 * DELAY}[number]
        until = format_datetime(now + timedelta(seconds=2), usegmt=True)
        status, more = {
            3: ("429 Too Many Requests", "Retry-After: 1\r\n"),
            11: ("503 Service Unavailable", f"Retry-After: {until}\r\n"),
            19: ("503 Service Unavailable", ""),
            27: ("429 Too Many Requests", "Retry-After: later\r\n"),
        }[number]
        seen.asked_rest[address(number)].append((time.monotonic(), rest))
    head = f"HTTP/1.1 {status}\r\n{date}{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve(seen: Seen, dice: random.Random) -> tuple[list[asyncio.Server], dict[str, Any]]:
    asked: dict[tuple[str, str], int] = defaultdict(int)

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        where = writer.get_extra_info("sockname")[0]
        try:
            while True:
                text = (await reader.readuntil(b"\r\n\r\n")).decode()
                came = time.monotonic()
                seen.flying[where] += 1
                seen.most = max(seen.most, seen.flying[where])
                headers = dict(line.split(": ", 1) for line in text.split("\r\n")[1:] if line)
                host, path = headers["Host"], text.split()[1]
                seen.came[host].append(came)
                seen.agents.add(headers["User-Agent"])
                assert "Cookie" not in headers
                asked[host, path] += 1
                await asyncio.sleep(dice.choice((0, 0, 0.02, 0.15)))
                seen.flying[where] -= 1
                writer.write(answer(int(host[1:3]), path, asked[host, path], seen))
                await writer.drain()
                if dice.random() < 0.3:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    servers = [await asyncio.start_server(one, address(number), 0) for number in range(ADDRESSES)]
    places = [server.sockets[0].getsockname()[:2] for server in servers]
    return servers, {f"h{n:02}.example:80": places[n % ADDRESSES] for n in range(HOSTS)}


def trace(seen: Seen) -> aiohttp.TraceConfig:
    async def sent(_session: object, _context: object, what: Any) -> None:
        seen.sent[what.url.host].append(time.monotonic())

    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(sent)
    config.freeze()
    return config


async def visit(wire: Wire, number: int) -> list[Page]:
    pages = []
    for n in range(PAGES):
        url = f"http://h{number:02}.example/p{n}"
        page = await wire.fetch(url, SITE, "article")
        if page.status in (429, 503):
            page = await wire.fetch(url, SITE, "article")
        pages.append(page)
    return pages


def night(folder: Path, **settings: Any) -> tuple[Seen, list[list[Page]]]:
    seen, dice = Seen(), random.Random(4)

    async def crawl() -> list[list[Page]]:
        servers, farm = await serve(seen, dice)
        with Archive(folder) as archive:
            archive.begin_run([SITE], [])
            wire = Wire(archive, CONFIG.user_agent, lambda _: DELAY, farm=farm, **settings)
            wire._open()._trace_configs.append(trace(seen))
            found = await asyncio.gather(*(visit(wire, number) for number in range(HOSTS)))
            await wire.close()
        for server in servers:
            server.close()
        return found

    return seen, asyncio.run(crawl())


def gaps(times: list[float]) -> list[float]:
    return [b - a for a, b in pairwise(sorted(times))]


def test_a_night_of_thirty_hosts_on_seven_addresses(tmp_path: Path) -> None:
    began = time.monotonic()
    seen, pages = night(tmp_path)
    # Long delays pass side by side: one after another they would take twice that.
    assert time.monotonic() - began < 20
    assert all(page.status == 200 for host in pages for page in host)
    assert seen.most == 1  # one at a time on each address
    assert seen.agents == {"lamtheo/0.1.0 (+https://example.org/lamtheo; Kho luu tru)"}
    requests = HOSTS * (PAGES + 1) + 4
    for times in (seen.sent, seen.came):
        assert sum(map(len, times.values())) == requests
        by_address: dict[str, list[float]] = defaultdict(list)
        for number in range(HOSTS):
            own = times[f"h{number:02}.example"]
            by_address[address(number)] += own
            assert min(gaps(own)) >= max(DELAY, crawl_delay(number)), number
        for where, all_of_it in by_address.items():
            assert min(gaps(all_of_it)) >= DELAY, where
            for asked, rest in seen.asked_rest[where]:
                after = min(moment for moment in all_of_it if moment > asked)
                assert after - asked >= rest, where
    assert sum(map(len, seen.asked_rest.values())) == 4


def asked(folder: Path, talk: Callable[[Wire], Any], **settings: Any) -> list[str]:
    """The paths that came to one local host while ``talk`` used the wire."""
    paths: list[str] = []

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        paths.append(path)
        body = b"User-agent: *\nDisallow: /kin\n"
        moved = (
            b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:22/x\r\nContent-Length: 0\r\n\r\n"
        )
        plain = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        writer.write(moved if path == settings.get("moved") else plain)
        await writer.drain()
        writer.close()

    async def all_of_it() -> None:
        server = await asyncio.start_server(one, "127.0.0.1", 0)
        farm = {f"{SITE.host}:80": server.sockets[0].getsockname()[:2]}
        rest = {key: value for key, value in settings.items() if key != "moved"}
        with Archive(folder) as archive:
            archive.begin_run([SITE], [])
            wire = Wire(archive, "lamtheo/0", lambda _: 0.0, farm=farm, **rest)
            await talk(wire)
            await wire.close()
        server.close()

    asyncio.run(all_of_it())
    return paths


class Wall:
    """A time of day that tests move."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("step", "again"),
    [(60.0, False), (86_399.0, False), (86_400.0, True), (-60.0, True), (4e8, True)],
)
def test_robots_txt_is_asked_for_again_after_a_day_or_a_jump(
    tmp_path: Path, step: float, again: bool
) -> None:
    wall = Wall()

    async def talk(wire: Wire) -> None:
        for path in ("/a", "/b"):
            page = await wire.fetch(f"http://{SITE.host}{path}", SITE, "article")
            assert page.status == 200
            wall.now += step

    paths = asked(tmp_path, talk, wall=wall)
    assert paths == ["/robots.txt", "/a", *(["/robots.txt"] if again else []), "/b"]


def test_many_who_ask_at_once_share_one_robots_txt(tmp_path: Path) -> None:
    async def talk(wire: Wire) -> None:
        urls = [f"http://{SITE.host}/{n}" for n in range(5)]
        await asyncio.gather(*(wire.fetch(url, SITE, "article") for url in urls))

    assert asked(tmp_path, talk).count("/robots.txt") == 1


@pytest.mark.parametrize("moved", ["/robots.txt", "/a"])
def test_a_redirect_to_a_private_address_is_a_dead_end(tmp_path: Path, moved: str) -> None:
    async def talk(wire: Wire) -> None:
        page = await wire.fetch(f"http://{SITE.host}/a", SITE, "article")
        if moved == "/a":
            assert page.status == 302
            page = await wire.fetch(page.header("location"), SITE, "article")
        assert page.capture is not None
        assert page.capture.failure.startswith("refused: ")
        assert "127.0.0.1 is not an address of the public internet" in page.capture.failure

    assert asked(tmp_path, talk, moved=moved) == ["/robots.txt", "/a"][: 1 + (moved == "/a")]


def test_quiet_hours_that_begin_while_a_request_waits_keep_it(tmp_path: Path) -> None:
    quiet = [False]

    async def talk(wire: Wire) -> None:
        await wire.fetch(f"http://{SITE.host}/a", SITE, "article")
        quiet[0] = True
        with pytest.raises(NoTurn):
            await wire.fetch(f"http://{SITE.host}/b", SITE, "article")
        wire._policies.clear()
        with pytest.raises(NoTurn):
            await wire.fetch(f"http://{SITE.host}/b", SITE, "article")
        quiet[0] = False  # a robots.txt that was never asked for is asked for now
        assert (await wire.fetch(f"http://{SITE.host}/c", SITE, "article")).status == 200
        assert wire.archive.db.execute("SELECT count(*) FROM visits").fetchone() == (2,)

    assert asked(tmp_path, talk, quiet=lambda _: quiet[0]) == [
        "/robots.txt", "/a", "/robots.txt", "/c",
    ]  # fmt: skip


def test_proxies_of_the_environment_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would see what we ask, and answer for addresses that the guard refuses."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")

    async def talk(wire: Wire) -> None:
        assert (await wire.fetch(f"http://{SITE.host}/a", SITE, "article")).status == 200

    assert asked(tmp_path, talk) == ["/robots.txt", "/a"]


def test_nobody_is_asked_anonymously(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="contact"):
        run(Config(data=tmp_path / "data"), ["quevo"])
    assert not (tmp_path / "data" / "archive.db").exists()
