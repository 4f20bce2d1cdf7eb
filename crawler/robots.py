"""robots.txt as RFC 9309 means it, which Scrapy's own middleware does not.

2xx: its rules, from the first 500 KiB. 4xx: no rules. 5xx, 429, and no answer
at all: everything is refused until it answers (§2.3.1.4).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from protego import Protego

from archive.records import Link, Page
from crawler.urls import absolute, clean

TOKEN = "lamtheo"  # noqa: S105
"""The product token that robots.txt groups are matched against."""

MAX_BYTES = 500 * 1024
MAX_HOPS = 5
MAX_DELAY = 120.0
"""Seconds; a Crawl-delay above it would make a night of one site last longer than the night."""

# Protego lets Crawl-delay and Noindex lines split a user-agent group, which Google's
# parser does not: 0.71 % of 224,464 checks differ with such lines, 0.014 % without.
_RULE = re.compile(r"\s*(user-agent|allow|disallow|sitemap)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Policy:
    """What one origin's robots.txt says to us.

    ``refusal`` is why everything is refused, "" when the rules decide.
    ``delay`` is its Crawl-delay in seconds, 0 when it states none.
    """

    rules: Protego | None = None
    delay: float = 0.0
    refusal: str = ""

    def refuses(self, url: str) -> str:
        """Why a URL may not be asked for; "" when it may."""
        if self.refusal:
            return self.refusal
        if self.rules is not None and not self.rules.can_fetch(url, TOKEN):
            return f"robots.txt disallows {urlsplit(url).path or '/'}"
        return ""


def parse(text: str) -> Policy:
    """A policy from the text of a robots.txt."""
    rules = Protego.parse("\n".join(line for line in text.splitlines() if _RULE.match(line)))
    stated = Protego.parse(text).crawl_delay(TOKEN)
    return Policy(rules, min(float(stated or 0.0), MAX_DELAY))


def policy(page: Page) -> Policy:
    """What a captured answer for robots.txt means; a redirect is not one (see :func:`obtain`)."""
    if page.status == 0:
        return Policy(
            refusal=f"robots.txt unreachable: {page.capture.failure}"
            if page.capture
            else "robots.txt unreachable"
        )
    if page.status == 429 or page.status >= 500:
        return Policy(refusal=f"robots.txt answered {page.status}")
    if 200 <= page.status < 300:
        return parse(page.body[:MAX_BYTES].decode("utf-8-sig", "replace"))
    return Policy()


def read_links(page: Page) -> Page:
    """A robots.txt page with where it redirects to, on whatever host; as it is otherwise."""
    if page.status not in (301, 302, 303, 307, 308):
        return page
    target = clean(absolute(page.url, page.header("location")))
    return replace(page, links=(Link(target, "robots"),)) if target else page


async def obtain(origin: str, fetch: Callable[[str], Awaitable[Page]]) -> Policy:
    """Fetch an origin's robots.txt, following at most five redirects, on any host.

    ``fetch`` returns its pages through :func:`read_links`.
    """
    url = origin + "/robots.txt"
    for _ in range(MAX_HOPS + 1):
        page = await fetch(url)
        if not page.links:
            return policy(page)
        url = page.links[0].url
    # §2.3.1.2: beyond five hops it may be taken as unavailable, that is, without rules.
    return Policy()
