"""robots.txt, policy by policy: what RFC 9309 says, and what it leaves open, decided."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.records import Capture, Page, Section, Site
from crawler import robots, wire
from crawler.causes import cause_of
from crawler.run import project_settings
from crawler.sites import Sites

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SITE = Site("mau", "Mẫu", "huyen", "mau.example", "generic")
URL = "https://mau.example/tin/a-1.html"
NO = b"User-agent: *\nDisallow: /\n"


def answered(status: int, body: bytes = b"", failure: str = "", **more: object) -> Page:
    kind = "metadata" if failure else "response"
    capture = Capture(
        "x", "u", "f", 0, 1, kind, status, "", NOW, "r", "mau", failure=failure  # type: ignore[arg-type]
    )  # fmt: skip
    page = Page("https://mau.example/robots.txt", "robots", SITE, status, (), body, NOW, capture)
    for name, value in more.items():
        object.__setattr__(page, name, value)
    return page


def refused(text: str | bytes, path: str = "/tin/a-1.html") -> bool:
    body = text.encode() if isinstance(text, str) else text
    return bool(robots.parse(body).refuses("https://mau.example" + path))


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        (answered(200, b"User-agent: *\nDisallow: /kin\n"), True),
        (answered(200, NO), False),
        (answered(206, NO), False),
        (answered(200, b"User-agent: lamtheo\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
        (answered(200), True),
        (answered(204), True),
        # HTML where robots.txt should be says nothing; a challenge is a closed door.
        (answered(200, b"<!DOCTYPE html><html><body>404: Not found</body></html>"), True),
        (answered(200, b"<script>window._cf_chl_opt={}</script>"), False),
        (answered(200, headers=(("cf-mitigated", "challenge"),)), False),
        *((answered(status), True) for status in (400, 401, 403, 404, 410, 418, 451)),
        (answered(429), False),
        *((answered(status), False) for status in (500, 501, 502, 503, 504, 520, 599)),
        # A redirect that leads nowhere, or one too many: unavailable, as §2.3.1.2 lets us.
        *((answered(status), True) for status in (300, 301, 302, 304, 307, 308)),
        (answered(0, failure="timeout: no answer in 30 s"), False),
        (answered(0, failure="dns: mau.example does not resolve"), False),
        (answered(0, failure="certificate: expired"), False),
        (answered(0, failure="refused: 10.0.0.1 is not an address of the public internet"), False),
        # Half of a robots.txt, or one that cannot be unpacked, is none that allows.
        (answered(200, b"User-agent: *\nAllow: /\n", trouble="cut short (disconnect)"), False),
        (answered(200, b"User-agent: *\nAllow: /\n", trouble="cut short (time)"), False),
        (answered(200, b"", trouble="payload: gzip data ends too early"), False),
        (answered(200, b"", trouble="payload: more than 16777216 bytes to read"), False),
        # Longer than we read: what was read counts.
        (answered(200, b"User-agent: *\nDisallow: /kin\n", trouble="cut short (length)"), True),
        (answered(200, NO + b"Allow: /ti", trouble="cut short (length)"), False),
    ],
)
def test_each_answer_has_one_meaning(page: Page, allowed: bool) -> None:
    assert (robots.policy(page).refuses(URL) == "") is allowed


@pytest.mark.parametrize(
    ("text", "path", "no"),
    [
        # The table of §2.2.2, and what reserved characters do.
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", False),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/foo/bar/baz", "/foo/bar/%62%61%7A", True),
        ("/a%2fb", "/a%2Fb", True),
        ("/a%2Fb", "/a/b", False),
        ("/tìm kiếm", "/t%C3%ACm%20ki%E1%BA%BFm", True),
        # §2.2.3: * and $
        ("*", "/", True),
        ("/*.pdf$", "/a/b.pdf", True),
        ("/*.pdf$", "/a/b.pdf?x=1", False),
        ("/*.pdf", "/a/b.pdf?x=1", True),
        ("/a*b*c$", "/abcbc", True),
        ("/a*b*c$", "/abcb", False),
        ("/$", "/", True),
        ("/$", "/a", False),
        ("/a$b", "/a$b", True),
        ("/a$b", "/a", False),
        ("/**/x", "/y/x", True),
        ("/a*$", "/abc", True),
        ("/Tin", "/tin", False),
        ("tin", "/tin", False),
        ("*tin", "/tin", True),
        ("/?", "/?q=1", True),
        ("", "/a", False),
        ("/", "/robots.txt", False),  # always to be had, §2.2.2
    ],
)
def test_patterns(text: str, path: str, no: bool) -> None:
    assert refused(f"User-agent: *\nDisallow: {text}\n", path) is no


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("User-agent: *\nDisallow: /\nAllow: /tin/", False),
        ("User-agent: *\nAllow: /tin/\nDisallow: /tin/a", True),
        ("User-agent: *\nDisallow: /tin/\nAllow: /tin/", False),  # a tie
        ("User-agent: *\nDisallow: /*.html\nAllow: /tin/a-1", False),
        # user agents: the token, whatever its case and version, and nothing like it
        ("User-agent: LamTheo/3.1\nDisallow: /", True),
        ("User-agent: lamtheo (any)\nDisallow: /", True),
        ("User-agent: lamtheo-news\nDisallow: /", False),
        ("User-agent: lam\nDisallow: /", False),
        ("User-agent: Mozilla/5.0 lamtheo\nDisallow: /", False),
        ("User-agent: * everybody\nDisallow: /", True),
        ("User-agent: *bot\nDisallow: /", False),
        ("User-agent:\nDisallow: /", False),
        # groups: ours instead of everybody's, all of ours together, wherever they stand
        ("User-agent: *\nDisallow: /\n\nUser-agent: lamtheo\nDisallow: /x", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: lamtheo\n", False),
        ("User-agent: lamtheo\nDisallow: /x\n\nUser-agent: lamtheo\nDisallow: /tin", True),
        ("User-agent: *\nDisallow: /x\nUser-agent: bingbot\nUser-agent: *\nDisallow: /", True),
        ("User-agent: bingbot\nUser-agent: lamtheo\nDisallow: /", True),
        ("User-agent: lamtheo\n\n# two\n\nUser-agent: bingbot\nDisallow: /", True),
        # no group is split by what is no rule
        ("User-agent: lamtheo\nCrawl-delay: 7\nUser-agent: *\nDisallow: /", True),
        ("User-agent: lamtheo\nSitemap: /s.xml\nUser-agent: bingbot\nDisallow: /", True),
        ("User-agent: lamtheo\nNoindex: /\nDisallow: /", True),
        # lines
        ("Disallow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /", True),
        ("User-agent: *\rDisallow: /", True),
        ("User-agent: *\r\nDisallow: /\r\n", True),
        ("User-agent: * # we\nDisallow: / # no", True),
        ("  User-agent\t:\t*\n\tDISALLOW : /", True),
        ("User agent *\nDisallow /", False),
        ("User-agent *\nDisallow /", True),
        ("User-agent: *\nDisalow: /\n", True),
        ("User-agent: *\nDisallow: /kin\x85Disallow: /", False),  # no line break in robots.txt
        ("User-agent: *\nDisallow: /kin\u2028Disallow: /", False),
    ],
)
def test_groups_and_lines(text: str, no: bool) -> None:
    assert refused(text) is no


def test_bytes_that_are_no_utf_8_match_themselves() -> None:
    assert refused(b"User-agent: *\nDisallow: /tin-t\xfac\n", "/tin-t%FAc")
    assert refused(b"User-agent: \xff\n\xfe\nUser-agent: *\nDisallow: /\n")


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("Crawl-delay: 10", 10.0), ("crawl-delay:10 # s", 10.0), ("Crawl-Delay: 0.5", 0.5),
        ("Crawl-delay: 1,5", 1.5), ("Crawl-delay: 10s", 10.0), ("Crawl-delay: 20 seconds", 20.0),
        ("Crawl-delay 10", 10.0), ("Crawl-delay: 0", 0.0), ("Crawl-delay: -5", 0.0),
        ("Crawl-delay: soon", 0.0), ("Crawl-delay:", 0.0), ("Crawl-delay: nan", 0.0),
        ("Crawl-delay: inf", 0.0), ("Crawl-delay: 1e9", 0.0), ("Crawl-delay: 600", 600.0),
        ("Crawl-delay: 5\nCrawl-delay: 30", 30.0), ("Request-rate: 1/20", 20.0),
        ("Request-rate: 2/1m 0600-0845", 30.0), ("Request-rate: 0/5", 0.0),
    ],
)  # fmt: skip
def test_crawl_delay_in_all_its_forms(line: str, seconds: float) -> None:
    assert robots.parse(f"User-agent: *\n{line}\n".encode()).delay == seconds
    assert robots.parse(f"User-agent: bingbot\n{line}\n".encode()).delay == 0.0
    mine = f"User-agent: *\n{line}\n\nUser-agent: lamtheo\nCrawl-delay: 3\nDisallow: /x"
    assert robots.parse(mine.encode()).delay == 3.0


@pytest.mark.parametrize("seconds", [601, 3600, 7200])
def test_a_long_crawl_delay_is_kept_and_refuses_nothing(seconds: int) -> None:
    policy = robots.parse(b"User-agent: *\nDisallow: /kin\nCrawl-delay: %d\n" % seconds)
    assert (policy.delay, policy.refuses(URL)) == (seconds, "")
    assert policy.refuses("https://mau.example/kin")


@pytest.mark.parametrize("line", ["Crawl-delay: 7201", "Crawl-delay: 86400", "Request-rate: 1/3h"])
def test_who_leaves_no_room_for_three_pages_a_night_is_asked_nothing(line: str) -> None:
    policy = robots.parse(f"User-agent: *\n{line}\n".encode())
    refusal = policy.refuses(URL)
    assert refusal.startswith("robots.txt asks for ")
    assert refusal.endswith(" s between requests")
    assert cause_of("refused", f"refused: {refusal}") == "crawl-delay"
    # Three pages of a section and its articles, after robots.txt: that is what the limit says.
    assert wire.NIGHT // robots.MAX_DELAY == 3


def test_crawl_delay_does_not_split_a_group() -> None:
    text = b"User-agent: a\nCrawl-delay: 7\nUser-agent: *\nDisallow: /\nCrawl-delay: 20\n"
    policy = robots.parse(text)
    assert policy.refuses("https://mau.example/x")
    assert policy.delay == 20.0


def test_half_a_megabyte_is_read_and_no_torn_line() -> None:
    filler = b"#" + b"x" * 98 + b"\n"
    head = b"User-agent: *\nDisallow: /\n"
    padding = filler * ((robots.MAX_BYTES - len(head)) // len(filler))
    room = robots.MAX_BYTES - len(head) - len(padding)
    last = b"Allow: /tin"  # would allow, were it read to its end
    torn = head + padding + b"\n" * (room - 8) + last
    assert len(torn) > robots.MAX_BYTES
    assert robots.policy(answered(200, torn)).refuses(URL)
    within = head + last + b"\n" + filler * 6000
    assert robots.policy(answered(200, within)).refuses(URL) == ""
    beyond = b"User-agent: *\nAllow: /\n" + filler * 6000 + b"Disallow: /tin\n"
    assert robots.policy(answered(200, beyond)).refuses(URL) == ""


@pytest.mark.parametrize(
    "line",
    ["Disallow: /" + "*a" * 8_000 + "*b$", "Disallow: /" + "a*" * 100_000, "Disallow: /" * 40_000],
)
def test_no_file_makes_us_slow(line: str) -> None:
    """Twenty-five thousand rules, and a rule of thousands of stars."""
    many = b"".join(b"Disallow: /*x%d*y\n" % n for n in range(25_000))
    body = b"User-agent: *\n" + line.encode() + b"\n" + many
    started = time.process_time()
    policy = robots.policy(answered(200, body))
    for _ in range(10):
        policy.refuses("https://mau.example/" + "a" * 2_000)
    assert time.process_time() - started < 5.0


def fetched(location: str, asked: list[str]) -> robots.Policy:
    async def fetch(url: str) -> Page:
        asked.append(url)
        page = answered(302)
        to = (("Location", location.replace("#", str(len(asked)))),)
        return robots.read_links(Page(url, "robots", SITE, 302, to, b"", NOW, page.capture))

    return asyncio.run(robots.obtain("https://mau.example", fetch))


def test_a_robots_redirect_is_followed_five_times_at_most() -> None:
    asked: list[str] = []
    assert fetched("/r#", asked).refuses(URL) == ""
    assert len(asked) == robots.MAX_HOPS + 1


@pytest.mark.parametrize("to", ["", "file:///etc/passwd", "ftp://h.vn/r", "http://[bad/", "data:,"])
def test_a_robots_redirect_to_no_url_ends_there(to: str) -> None:
    asked: list[str] = []
    assert fetched(to, asked).refuses(URL) == ""
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("last", "no"), [(answered(200, NO), True), (answered(404), False), (answered(503), True)]
)
def test_the_answer_at_the_end_of_a_chain_decides(last: Page, no: bool) -> None:
    asked: list[str] = []

    async def fetch(url: str) -> Page:
        asked.append(url)
        if len(asked) == 4:
            return robots.read_links(last)
        to = (("Location", f"https://www{len(asked)}.mau.example/robots.txt"),)
        return robots.read_links(Page(url, "robots", SITE, 301, to, b"", NOW, last.capture))

    policy = asyncio.run(robots.obtain("https://mau.example", fetch))
    assert bool(policy.refuses(URL)) is no
    assert asked[-1] == "https://www3.mau.example/robots.txt"


def test_a_site_with_more_sections_than_its_file_names_has_its_sitemaps_read() -> None:
    named = b"User-agent: *\nSitemap: https://mau.example/tat-ca.xml\n"
    told = (Section("https://mau.example/tin", "Tin"),)
    for sections, more, found in ((told, True, 1), (told, False, 0), ((), False, 1)):
        site = replace(SITE, sections=sections, more_sections=more)
        page = Page("https://mau.example/robots.txt", "robots", site, 200, (), named, NOW)
        assert len(robots.read_links(page).links) == found


def test_a_site_and_its_facts_are_of_one_mind_whether_it_is_discovered() -> None:
    sites = Sites.from_settings(project_settings()).by_name.values()
    assert sum(one.more_sections for one in sites) > 40
    for one in sites:
        assert one.discovers() is one.facts().discovered
        assert one.discovers() is (one.entrances() != one.sections)
