"""Our reading of robots.txt beside a port of Google's parser, on generated files.

Where the two differ, each difference has a name and a reason (``KINDS``); one that
has none fails the test.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote

import pytest
from gpyrobotstxt.robots_cc import RobotsMatcher

from crawler import robots
from crawler.urls import clean

pytestmark = pytest.mark.long

CHECKS = 24_000
AGENTS = (
    "*", "*", "*", "lamtheo", "Lamtheo", "LAMTHEO/2.1", "lamtheo/0.1 (+a)", "lamtheo-news", "lam",
    "Googlebot", "Mozilla/5.0 (compatible; lamtheo)", "* lamtheo", "*x", "", "bingbot",
)  # fmt: skip
AGENT_KEYS = ("User-agent",) * 8 + ("user-agent", "USER-AGENT", "useragent", "User agent")
RULE_KEYS = ("Disallow",) * 9 + ("Allow",) * 7 + (
    "disallow", "ALLOW", "dissallow", "Disalow", "diasllow", "allowed",
)  # fmt: skip
OTHER = (
    "Crawl-delay: 10", "Crawl-delay: 0.5", "Sitemap: https://h.vn/sitemap.xml", "Noindex: /a",
    "Request-rate: 1/5", "Host: h.vn", "Clean-param: ref /a", "# said", "", "   ", "nothing",
    "<html><body>Not found", "Content-signal: ai-train=no",
)  # fmt: skip
WORDS = (
    "a", "b", "ab", "tin-tuc", "van-ban", "index.php", "news.aspx", "q", "1", "x.pdf", "A",
    "tin-tức", "Đảng", "%C4%90%E1%BA%A3ng", "%c4%90", "%2F", "%2f", "%3D", "a=b", "a;b", "a+b",
    "a%20b", "~a", "(a)", ".", "..",
)  # fmt: skip
RARE = ("%7Ea", "%61b", "a b", "{a}", "index.html")
ENDS = ("", "", "", "/", "$", "*", "/*", "*$", "?", "?q=", "/$", "$a")


def path(dice: random.Random, words: tuple[str, ...]) -> str:
    return "/" + "/".join(dice.choice(words) for _ in range(dice.randint(0, 3)))


def pattern(dice: random.Random, words: tuple[str, ...]) -> str:
    made = path(dice, words)
    for _ in range(dice.choice((0, 0, 0, 1, 2))):
        at = dice.randrange(len(made) + 1)
        made = made[:at] + "*" + made[at:]
    made += dice.choice(ENDS)
    return dice.choice((made,) * 12 + ("", "/", "*", made[1:]))


def file(dice: random.Random, words: tuple[str, ...]) -> bytes:
    lines = []
    for _ in range(dice.randint(1, 4)):
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            lines.append(f"{dice.choice(AGENT_KEYS)}: {dice.choice(AGENTS)}")
            if dice.random() < 0.1:
                lines.append(dice.choice(OTHER))
        for _ in range(dice.randint(0, 6)):
            colon = dice.choice((": ",) * 9 + (":", " : ", "\t:\t", " "))
            end = dice.choice(("",) * 9 + (" ", "\t", " # why", "#"))
            lines.append(f"{dice.choice(RULE_KEYS)}{colon}{pattern(dice, words)}{end}")
            if dice.random() < 0.15:
                lines.append(dice.choice(OTHER))
    bom = dice.choice((b"",) * 9 + (b"\xef\xbb\xbf",))
    return bom + dice.choice(("\n", "\n", "\r\n", "\r")).join(lines).encode()


def address(dice: random.Random, text: bytes, words: tuple[str, ...]) -> str:
    """A URL as the wire asks for it: sometimes one that a pattern of the file speaks of."""
    spoken = re.findall(r"(?i)allow\w*\s*:\s*(/[^\s#]*)", text.decode("utf-8-sig"))
    made = path(dice, words)
    if spoken and dice.random() < 0.7:
        made = dice.choice(spoken).rstrip("$").replace("*", dice.choice(("", "x", "/a/", "ab")))
        made += dice.choice(("", "", "a", "/b", "?q=1", ".pdf"))
    return clean("https://h.vn" + quote(made, safe="/%?=;+~()&*$.,"))


def google(text: bytes, url: str) -> bool:
    # The port stumbles over a line of one word, which Google's parser passes over.
    said = re.sub(rb"((?<=[\r\n])|\A)[ \t]*[^\s:#]+[ \t]*(?=[\r\n#]|\Z)", b"", text)
    return bool(RobotsMatcher().one_agent_allowed_by_robots(said, "lamtheo", url))


def ours(text: bytes, url: str) -> bool:
    return robots.parse(text).refuses(url) == ""


def _decoded(text: str) -> str:
    text = re.sub(
        r"%([0-9A-Fa-f]{2})",
        lambda m: c if re.fullmatch(r"[\w.~-]", c := chr(int(m[1], 16)), re.ASCII) else m[0],
        text,
    )
    return re.sub(r"[ {}]", lambda m: quote(m[0]), text)


KINDS: dict[str, Callable[[bytes, str], bool]] = {
    # RFC 9309 §2.2.2: an escaped unreserved character is that character, and one that no
    # URL may hold is escaped before it is compared. Google's parser compares as written.
    "percent-encoding, RFC with us": lambda text, url: (
        google(
            re.sub(
                rb"(?im)^(\w*al[lo]\w+[ \t]*[: \t][ \t]*)([^#\n]+?)[ \t]*(?=#|$)",
                lambda m: m[1] + _decoded(m[2].decode()).encode(),
                text.replace(b"\r", b"\n"),
            ),
            _decoded(url),
        )
        == ours(text, url)
    ),
    # "Allow: /a/index.html" lets Google fetch /a/ as well; no such thing in the RFC.
    "Allow of index.html, RFC with us": lambda text, url: (
        google(text.replace(b"/index.htm", b"/indexx"), url) == ours(text, url)
    ),
}


def compare(seed: int, count: int, words: tuple[str, ...]) -> tuple[int, Counter[str]]:
    """How many of so many checks were refused by us, and the differences by kind."""
    dice, kinds, refused, done = random.Random(seed), Counter[str](), 0, 0
    while done < count:
        text = file(dice, words)
        for _ in range(8):
            url = address(dice, text, words)
            done += 1
            mine = ours(text, url)
            refused += not mine
            if mine != google(text, url):
                why = [kind for kind, explains in KINDS.items() if explains(text, url)]
                assert why, (text, url, mine)
                kinds[why[0]] += 1
    return refused, kinds


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_google_s_parser(seed: int) -> None:
    count = CHECKS // 4
    refused, kinds = compare(seed, count, WORDS)
    assert 0.15 < refused / count < 0.85  # the files say something
    assert kinds.total() / count <= 0.0002, kinds


def test_where_the_two_differ_the_rfc_is_with_us() -> None:
    _, kinds = compare(9, 4_000, WORDS + RARE)
    assert set(kinds) == set(KINDS)
