"""robots.txt as RFC 9309 means it, which Scrapy's own middleware does not.

2xx: its rules, from the first 500 KiB. 4xx: no rules. 5xx, 429, an answer that
broke off or cannot be unpacked, a challenge, and no answer at all: everything is
refused until it answers (§2.3.1.4).

Lines and groups are read as Google's parser reads them. Protego, which Scrapy
brings, splits a group at Crawl-delay, knows no misspelt key and breaks lines where
Unicode does: it let us fetch what Google's parser refuses. Percent-encoding follows
the RFC, which Google's parser does not: an escaped letter is the letter (§2.2.2).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from archive.challenges import challenge
from archive.records import Link, Page
from crawler.urls import absolute, clean

TOKEN = "lamtheo"  # noqa: S105
"""The product token that robots.txt groups are matched against."""

MAX_BYTES = 500 * 1024
MAX_HOPS = 5
MAX_SITEMAPS = 20
"""Sitemaps taken from one robots.txt; who has more keeps an index of them."""

MAX_DELAY = 7200.0
"""Seconds. A longer Crawl-delay leaves no room in a night for a section and two of its
articles (see ``crawler.wire.NIGHT``): who asks for so much is asked for nothing, rather than
sooner. Any other is kept to the second; what a night has no room for waits for the next."""

LIFETIME = 24 * 3600.0
"""Seconds that an answer may be used for (§2.4). A new run always asks anew: one request
a host, and what it says is captured beside the pages that it allowed."""

_SPACE = " \t\v\f"
_AGENT = ("user-agent", "useragent", "user agent")
_DISALLOW = ("disallow", "dissallow", "dissalow", "disalow", "diaslow", "diasllow", "disallaw")
_DELAY = ("crawl-delay", "crawldelay", "crawl delay")
_SECONDS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:s(?:ec(?:ond)?s?)?)?", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A path pattern: ``*`` is anything, a last ``$`` the end (§2.2.3)."""

    pattern: str
    allow: bool

    def matches(self, path: str) -> bool:
        # Leftmost finds suffice, and no pattern can make them slow as it could a regex.
        pattern, ends = self.pattern.removesuffix("$"), self.pattern.endswith("$")
        first, *rest = pattern.split("*")
        if not path.startswith(first):
            return False
        if not rest:
            return not ends or path == first
        at = len(first)
        for part in rest[:-1]:
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        if ends:
            return path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= at
        return path.find(rest[-1], at) >= 0


@dataclass(frozen=True, slots=True)
class Policy:
    """What one origin's robots.txt says to us.

    ``rules`` stand in the order they are tried in. ``refusal`` is why everything is
    refused, "" when the rules decide. ``delay`` is its Crawl-delay in seconds, 0 when
    it states none. ``source`` is the URL that said so, ``digest`` the payload's it said so in.
    """

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0
    refusal: str = ""
    source: str = ""
    digest: str = ""

    def refuses(self, url: str) -> str:
        """Why a URL may not be asked for; "" when it may."""
        if self.refusal:
            return self.refusal
        parts = urlsplit(url)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        rule = next((rule for rule in self.rules if rule.matches(path)), None)
        if rule is None or rule.allow or parts.path == "/robots.txt":
            return ""
        return f"robots.txt disallows {parts.path or '/'}"


@dataclass(slots=True)
class _Groups:
    """What all groups for one user agent say, merged (§2.2.1)."""

    named: bool = False
    rules: dict[Rule, None] | None = None
    delay: float = 0.0


def parse(body: bytes) -> Policy:
    """A policy from the bytes of a robots.txt."""
    ours, everyones = _Groups(), _Groups()
    current: list[_Groups] = []
    ruled = False  # the group being read has rules: the next User-agent begins another
    for key, value in _lines(body):
        if key.startswith(_AGENT):
            if ruled:
                current, ruled = [], False
            agent = _agent(value)
            if agent in (TOKEN, "*"):
                current.append(ours if agent == TOKEN else everyones)
                current[-1].named = True
        elif key in _DELAY or key == "request-rate":
            for groups in current:
                groups.delay = max(groups.delay, _delay(key, value))
        elif key.startswith(("allow", *_DISALLOW)):
            ruled = True
            for groups in current:
                if pattern := _normal(value):
                    groups.rules = groups.rules or {}
                    groups.rules[Rule(pattern, key.startswith("allow"))] = None
    said = ours if ours.named else everyones
    if said.delay > MAX_DELAY:
        return Policy(refusal=f"robots.txt asks for {said.delay:g} s between requests")
    # The longest pattern decides, and Allow between equals (§2.2.2).
    rules = sorted(said.rules or (), key=lambda rule: (-len(rule.pattern), not rule.allow))
    return Policy(tuple(rules), said.delay)


def policy(page: Page) -> Policy:
    """What a captured answer for robots.txt means; a redirect is not one (see :func:`obtain`)."""
    if page.status == 0:
        why = page.capture.failure if page.capture else "no answer"
        return Policy(refusal=f"robots.txt unreachable: {why}")
    if page.status == 429 or page.status >= 500:
        return Policy(refusal=f"robots.txt answered {page.status}")
    if not 200 <= page.status < 300:
        return Policy()
    if name := challenge(page):
        return Policy(refusal=f"robots.txt unreachable: {name}")
    if page.trouble and not (page.trouble == "cut short (length)" and page.body):
        return Policy(refusal=f"robots.txt unreachable: {page.trouble}")
    body = page.body
    if len(body) > MAX_BYTES or page.trouble:
        # What is left of a line that was cut could say more than the line did.
        body = body[:MAX_BYTES]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    return parse(body)


def read_links(page: Page) -> Page:
    """A robots.txt page with where it redirects to, on whatever host, or with the sitemaps
    it names, where its site's listings are left to be found."""
    if page.status in (301, 302, 303, 307, 308):
        target = clean(absolute(page.url, page.header("location")))
        return replace(page, links=(Link(target, "robots"),)) if target else page
    if page.status != 200 or not page.site.discovered or page.trouble:
        return page
    ours = (page.site.host, *page.site.aliases)
    named = [url for url in sitemaps(page.body, page.url) if urlsplit(url).hostname in ours]
    return replace(page, links=tuple(Link(url, "sitemap") for url in named[:MAX_SITEMAPS]))


def sitemaps(body: bytes, page_url: str) -> tuple[str, ...]:
    """The sitemaps a robots.txt names, clean and once each."""
    named = (absolute(page_url, value) for key, value in _lines(body) if key == "sitemap")
    return tuple(dict.fromkeys(filter(None, map(clean, named))))


async def obtain(origin: str, fetch: Callable[[str], Awaitable[Page]]) -> Policy:
    """Fetch an origin's robots.txt, following at most five redirects, on any host.

    ``fetch`` returns its pages through :func:`read_links`.
    """
    url = origin + "/robots.txt"
    for _ in range(MAX_HOPS + 1):
        page = await fetch(url)
        onward = next((link.url for link in page.links if link.role == "robots"), "")
        if not onward:
            digest = page.capture.digest if page.capture else ""
            return replace(policy(page), source=url, digest=digest)
        url = onward
    # §2.3.1.2: beyond five hops it may be taken as unavailable, that is, without rules.
    return Policy()


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Each line that says something: its key in lower case, its value."""
    text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    for line in re.split(r"[\r\n]+", text):
        said = line.partition("#")[0].strip(_SPACE)
        key, colon, value = said.partition(":")
        if not colon:
            # Some forget the colon: two words are taken as key and value.
            words = said.split()
            if len(words) != 2:
                continue
            key, value = words
        yield key.strip(_SPACE).lower(), value.strip(_SPACE)


def _agent(value: str) -> str:
    """The product token that a User-agent line names, in lower case; "*" for everybody."""
    if value[:1] == "*" and not value[1:2].strip(_SPACE):
        return "*"
    found = re.match(r"[A-Za-z_-]*", value)
    return found[0].lower() if found else ""


def _delay(key: str, value: str) -> float:
    """Seconds between requests, 0 where nothing can be understood."""
    if key == "request-rate":  # "1/10s": one document in ten seconds
        found = re.match(r"(\d{1,9})\s*/\s*(\d{1,9})\s*([smh]?)", value, re.IGNORECASE)
        if not found or not int(found[1]):
            return 0.0
        return int(found[2]) * {"m": 60.0, "h": 3600.0}.get(found[3].lower(), 1.0) / int(found[1])
    seconds = _SECONDS.fullmatch(value)
    return float(seconds[1].replace(",", ".")[:12]) if seconds else 0.0


def _normal(text: str) -> str:
    """Path or pattern as they are compared: escapes in upper case and only where needed."""
    text = _ESCAPE.sub(_unescaped, text)
    return quote(text, safe="%:/?#[]@!$&'()*+,;=", errors="surrogateescape")


def _unescaped(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if _UNRESERVED.fullmatch(letter) else found[0].upper()
