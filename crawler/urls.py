"""One page, one URL: the spelling differences that no site gives meaning to.

What a family or a site knows on top (aliases, identity parameters) is in
:mod:`crawler.site`; these rules hold everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

# Not courlan's list: that one also drops cid, eid and source, which number
# the articles of several Vietnamese portals.
_TRACKER = re.compile(
    r"^(?:utm_\w+|mc_[ce]id|pk_\w+|_ga\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|zarsrc"
    r"|zalo_\w+|gidzl|_gl|vero_\w+|spm|share)$",
    re.IGNORECASE,
)
_SESSION_PARAM = re.compile(r"^(?:jsessionid|phpsessid|asp\.net_sessionid)$", re.IGNORECASE)
# Java servers write it as a path parameter; w3lib keeps those. Percent-encoded
# semicolons are what a crawler before us may have made of it.
_SESSION_PATH = re.compile(r"(?:;|%3B)jsessionid=[^/?#;]*", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST = 2048
"""Characters of a URL once it is percent-encoded, as sitemaps.org allows: a title of 200 letters
with marks takes 1,800. Patterns of families take a second on hostile ones of 8,000."""


# A listing asks this of each of its links some four times: 20 ms a page without.
@lru_cache(maxsize=4096)
def clean(url: str) -> str:
    """``url`` without fragment, session id, tracking parameters, default port or
    doubled slashes, percent-encoded and sorted the usual way; "" when it is not a
    usable http(s) URL, or longer than :data:`LONGEST`. Idempotent."""
    if len(url) > 2 * LONGEST:  # trackers and all: what is left of it may be short
        return ""
    try:
        # Twice: w3lib resolves dot segments and we fold slashes, and either can
        # uncover work for the other ("/a//..").
        cleaned = _clean_once(_clean_once(url))
    except (ValueError, UnicodeError):
        return ""
    return cleaned if len(cleaned) <= LONGEST else ""


def _clean_once(url: str) -> str:
    parts = urlsplit(canonicalize_url(_SESSION_PATH.sub("", url.strip())))
    scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    if scheme not in _DEFAULT_PORTS or not host or parts.username is not None:
        return ""
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _SLASHES.sub("/", parts.path) or "/"
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKER.match(name) and not _SESSION_PARAM.match(name)
    ]
    return urlunsplit((scheme, netloc, path, urlencode(sorted(kept)), ""))


def keep_params(url: str, wanted: Callable[[str], bool]) -> str:
    """``url`` with only the query parameters whose name is ``wanted``."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if wanted(pair[0])]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def set_param(url: str, name: str, value: str) -> str:
    """``url`` with the query parameter ``name`` set, or taken out where ``value`` is ""."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    if value:
        kept.append((name, value))
    return urlunsplit(parts._replace(query=urlencode(sorted(kept))))


def params(url: str) -> dict[str, str]:
    """The query parameters of ``url``; the last of a repeated name wins."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def path_of(url: str) -> str:
    return urlsplit(url).path


def absolute(base: str, href: str) -> str:
    """``href`` as written on the page at ``base``, made absolute; "" when it leads nowhere.

    Line breaks inside an href are dropped, as browsers do (WHATWG URL, basic parser).
    """
    href = re.sub(r"[\t\r\n]", "", href).strip()
    if not href or href.startswith("#") or re.match(r"(?i)(?!https?:)[a-z][a-z0-9+.-]*:", href):
        return ""
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


_FRONT_PAGES = frozenset({"trang-chu", "trangchu", "home", "index", "default", "main"})


@lru_cache(maxsize=512)
def front_folder(path: str) -> str:
    """The folder that is a whole site, from the path of its front page: "/web/quevo/" of
    "/web/quevo", where a portal's host serves many units; "" where the host is the site.
    One folder alone ("/vi/", "/portal/default.aspx") is a language or a system's."""
    parts = [part for part in path.split("/") if part]
    if parts and ("." in parts[-1] or parts[-1].lower() in _FRONT_PAGES):
        parts.pop()
    return f"/{'/'.join(parts)}/" if len(parts) > 1 else ""


def shape(url: str) -> str:
    """What URLs of one kind have in common: how deep they lie, how they end, which parameters
    they take, and the folder they are in; titles and numbers left out."""
    parts = urlsplit(url)
    *folders, last = parts.path.strip("/").split("/")
    ending = last.rpartition(".")[2] if "." in last[-6:] else ""
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    top = re.sub(r"\d+", "0", folders[0]) if folders else ""
    kind = "0" if re.fullmatch(r"\d+", last.partition(".")[0]) else "a" if last else ""
    number = "-0" if kind == "a" and re.search(r"\d{2,}", last) else ""
    return f"{top}/{len(folders)}/{kind}{number}.{ending.lower()}?{'&'.join(names)}"
