"""Named faults: how a site misbehaves. ``NAME`` for every site, ``NAME:site`` for one.

A fault is one row of ``FAULTS``; a new one is a new row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Act = Literal["answer", "silent", "refuse", "drip", "truncate"]
Role = Literal["robots", "listing", "article", "other"]

CHALLENGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Just a moment...</title></head><body>"
    "<div id='challenge-error-text'>Enable JavaScript and cookies to continue</div>"
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a request: the roles it strikes, how the answer goes out, and the
    answer itself (None: the page's own). ``first`` limits it to so many requests."""

    about: str
    act: Act = "answer"
    roles: tuple[Role, ...] = ("robots", "listing", "article", "other")
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    first: int = 0
    empties: bool = False


_PAGES: tuple[Role, ...] = ("listing", "article", "other")

FAULTS: dict[str, Fault] = {
    "silent": Fault("accepts the request and never answers", act="silent"),
    "refuse": Fault("closes the connection without an answer", act="refuse"),
    "error500": Fault(
        "every page is a 500", roles=_PAGES, status=500, body="<h1>Server Error</h1>"
    ),
    "empty-listing": Fault(
        "the sections answer 200 and list nothing", roles=("listing",), empties=True
    ),
    "empty-once": Fault(
        "the first section asked for answers 200 and lists nothing",
        roles=("listing",),
        empties=True,
        first=1,
    ),
    "listing404": Fault(
        "the sections are gone", roles=("listing",), status=404, body="<h1>404</h1>"
    ),
    "robots500": Fault("robots.txt is a 500", roles=("robots",), status=500, body="Error"),
    "robots-forbid": Fault(
        "robots.txt forbids everything",
        roles=("robots",),
        status=200,
        headers=(("Content-Type", "text/plain"),),
        body="User-agent: *\nDisallow: /\n",
    ),
    "slow-drip": Fault("the body comes a few bytes at a time", act="drip", roles=_PAGES),
    "challenge": Fault(
        "200 with a bot challenge instead of the page",
        roles=_PAGES,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("cf-mitigated", "challenge")),
        body=CHALLENGE,
    ),
    "retry-after": Fault(
        "429 with Retry-After: 2 for the first two pages asked for",
        roles=_PAGES,
        status=429,
        headers=(("Retry-After", "2"),),
        body="<h1>Too Many Requests</h1>",
        first=2,
    ),
    "truncated": Fault(
        "Content-Length promises more than is sent", act="truncate", roles=("article",)
    ),
    "redirect-loop": Fault(
        "every article redirects to itself", roles=("article",), status=302, body=""
    ),
}


class Faults:
    """The faults in force, by site; counts the ones that end after a few requests."""

    def __init__(self, names: Sequence[str], sites: Sequence[str]) -> None:
        self._rows: list[tuple[Fault, str]] = []
        self._struck: dict[tuple[str, str], int] = {}
        for name in names:
            kind, _, site = name.partition(":")
            if kind not in FAULTS:
                raise ValueError(f"no fault {kind!r}; there are: {', '.join(FAULTS)}")
            if site and site not in sites:
                raise ValueError(f"no site {site!r}; there are: {', '.join(sites)}")
            self._rows.append((FAULTS[kind], site))

    def strike(self, sites: Sequence[str], role: Role) -> Fault | None:
        """The fault a request meets, if any; ``sites`` are those the URL speaks for."""
        for fault, where in self._rows:
            if (where and where not in sites) or role not in fault.roles:
                continue
            if fault.first:
                key = (fault.about, sites[0])
                self._struck[key] = self._struck.get(key, 0) + 1
                if self._struck[key] > fault.first:
                    continue
            return fault
        return None
