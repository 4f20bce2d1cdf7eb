"""Named faults: how a site misbehaves. ``NAME`` for every site, ``NAME:site`` for one.

A fault is one row of ``FAULTS``; a new one is a new row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.farm import spoiling

Act = Literal["answer", "silent", "refuse", "drip", "truncate", "expired"]
Role = Literal["robots", "listing", "article", "other"]

CHALLENGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Just a moment...</title></head><body>"
    "<div id='challenge-error-text'>Enable JavaScript and cookies to continue</div>"
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>"
)
LOGIN = (
    "<!DOCTYPE html><html lang='vi'><head><title>Đăng nhập</title></head><body><h1>Đăng nhập</h1>"
    "<form method='post'><label>Tài khoản <input name='u'></label><label>Mật khẩu"
    " <input type='password' name='p'></label><button>Vào</button></form></body></html>"
)
CASINO = (
    "<!DOCTYPE html><html lang='vi'><head><title>Nhà cái số 1</title></head><body>"
    "<h1>Casino trực tuyến, cá cược thể thao</h1><p>Nổ hũ, tài xỉu, baccarat: nạp đầu tặng ngay."
    "</p><ul><li><a href='/tai-app-123.html'>Tải app</a></li></ul></body></html>"
)
PARKED = (
    "<!DOCTYPE html><html><head><title>Domain</title></head><body><h1>This domain is for sale</h1>"
    "<p>The owner offers it at auction. Make an offer today.</p></body></html>"
)
FOREIGN = (
    "<!DOCTYPE html><html><head><title>Garden tips</title></head><body><h1>Garden tips</h1>"
    "<p>How to keep your lawn green all summer long, and which tools a beginner should buy.</p>"
    "<p><a href='/lawn'>Lawn care</a> <a href='/tools'>Tools we like</a></p></body></html>"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a request: the roles it strikes, how the answer goes out, and the
    answer itself (None: the page's own, through ``spoil``). ``first`` limits it to so
    many requests, ``page`` to further pages of a listing from that number on."""

    about: str
    act: Act = "answer"
    roles: tuple[Role, ...] = ("robots", "listing", "article", "other")
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    first: int = 0
    empties: bool = False
    page: int = 0
    location: str = ""
    spoil: Callable[[str], str] | None = None


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
    "error503": Fault(
        "every page is a 503 that may be asked again at once",
        roles=_PAGES,
        status=503,
        headers=(("Retry-After", "0"),),
        body="<h1>Service Unavailable</h1>",
    ),
    "expired": Fault("its certificate expired yesterday", act="expired"),
    "empty-page": Fault(
        "the second page of each section lists nothing", roles=("listing",), empties=True, page=2
    ),
    "paging404": Fault(
        "the sections have no second page any more",
        roles=("listing",),
        status=404,
        body="<h1>404</h1>",
        page=2,
    ),
    "half-listing": Fault(
        "most of each section is missing", roles=("listing",), spoil=spoiling.most_items_missing
    ),
    "by-script": Fault("articles come by script", roles=("article",), spoil=spoiling.by_script),
    "frozen-feed": Fault("feeds lack what is new", roles=("other",), spoil=spoiling.newest_missing),
    "undated": Fault(
        "no page or listing prints a date", roles=("listing", "article"), spoil=spoiling.undated
    ),
    "letters-lost": Fault(
        "Vietnamese letters are question marks",
        roles=("listing", "article"),
        spoil=spoiling.letters_lost,
    ),
    "front-page": Fault(
        "sections lead to the front page",
        roles=("listing",),
        status=302,
        location="/",
        body="",
    ),
    "articles-front": Fault(
        "articles lead to the front page", roles=("article",), status=302, location="/", body=""
    ),
    "articles404": Fault("articles are gone", roles=("article",), status=404, body="<h1>404</h1>"),
    "moved-host": Fault(
        "sections and articles have moved to another host",
        roles=("listing", "article"),
        status=301,
        location="https://cong-moi.example",
        body="",
    ),
    "login-wall": Fault(
        "200 with a login form", roles=("listing", "article"), status=200, body=LOGIN
    ),
    "login-redirect": Fault(
        "a redirect to a login form",
        roles=("listing", "article"),
        status=302,
        location="/dang-nhap?url=",
        body="",
    ),
    "casino": Fault("a casino answers instead", roles=_PAGES, status=200, body=CASINO),
    "parked": Fault("a broker of domains answers", roles=_PAGES, status=200, body=PARKED),
    "foreign": Fault("a site of another country answers", roles=_PAGES, status=200, body=FOREIGN),
    "section-moved": Fault(
        "sections lead to a page elsewhere on the site",
        roles=("listing",),
        status=301,
        location="/chuyen-muc-moi",
        body="",
    ),
    "bad-gzip": Fault(
        "what says it is gzip is none",
        roles=("listing",),
        status=200,
        headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")),
        body="<h1>gzip</h1>",
    ),
    "keep-off": Fault(
        "429 with a Retry-After of a day",
        roles=_PAGES,
        status=429,
        headers=(("Retry-After", "86400"),),
        body="<h1>Too Many Requests</h1>",
    ),
    "crawl-delay": Fault(
        "robots.txt asks for a day between requests",
        roles=("robots",),
        status=200,
        headers=(("Content-Type", "text/plain"),),
        body="User-agent: *\nCrawl-delay: 86400\n",
    ),
    "slow-robots": Fault(
        "robots.txt asks for a second between requests",
        roles=("robots",),
        status=200,
        headers=(("Content-Type", "text/plain"),),
        body="User-agent: *\nCrawl-delay: 1\n",
    ),
    "redirect-loop": Fault(
        "every article redirects to itself", roles=("article",), status=302, body=""
    ),
}


class Faults:
    """The faults in force, by site; counts the ones that end after a few requests."""

    def __init__(self, names: Sequence[str], sites: Sequence[str]) -> None:
        self._sites = sites
        self.put(names)

    def put(self, names: Sequence[str]) -> None:
        """Have these faults in force instead of those before."""
        rows = []
        for name in names:
            kind, _, site = name.partition(":")
            if kind not in FAULTS:
                raise ValueError(f"no fault {kind!r}; there are: {', '.join(FAULTS)}")
            if site and site not in self._sites:
                raise ValueError(f"no site {site!r}; there are: {', '.join(self._sites)}")
            rows.append((FAULTS[kind], site))
        self._rows: list[tuple[Fault, str]] = rows
        self._struck: dict[tuple[str, str], int] = {}

    def expired(self) -> set[str]:
        """The sites whose certificate has expired; "" is every site."""
        return {where for fault, where in self._rows if fault.act == "expired"}

    def strike(self, sites: Sequence[str], role: Role, page: int = 1) -> Fault | None:
        """The fault a request meets, if any; ``sites`` are those the URL speaks for,
        ``page`` counts a listing's pages."""
        for fault, where in self._rows:
            if (where and where not in sites) or role not in fault.roles:
                continue
            if fault.act == "expired" or page < fault.page:
                continue
            if fault.first:
                key = (fault.about, sites[0])
                self._struck[key] = self._struck.get(key, 0) + 1
                if self._struck[key] > fault.first:
                    continue
            return fault
        return None
