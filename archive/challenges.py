"""Refusals that answer 200, or lead to a form: never the page asked for, and never got around."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from archive import vitals
from archive.records import Page

# Each mark stands in the page a protection service sends instead of the page asked
# for, and nowhere in articles. Only small answers are looked at: no challenge page
# seen is larger than 60 KB, and articles quote such words at most in passing.
# Cloudflare also injects /cdn-cgi/challenge-platform/scripts/ into pages it lets
# through: only its orchestrated page is a challenge.
_MARKS = (
    (re.compile(rb"/cdn-cgi/challenge-platform/[a-z0-9/]*orchestrate/"), "Cloudflare challenge"),
    (re.compile(rb"_cf_chl_opt\b"), "Cloudflare challenge"),
    (re.compile(rb"cf-browser-verification"), "Cloudflare challenge"),
    (re.compile(rb"_Incapsula_Resource"), "Imperva challenge"),
    (re.compile(rb"ddos-guard/js-challenge"), "DDoS-Guard challenge"),
    (re.compile(rb"sucuri_cloudproxy_js"), "Sucuri challenge"),
    (re.compile(rb"document\.cookie=[\"']D1N="), "cookie challenge"),
)
_LARGEST = 60_000

LOGIN = "login wall"
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|dang-?nhap|sso|cas|account/log-?on|_layouts/15/authenticate)(?:[/.]|$)"
    r"|/c/portal/login$",
    re.IGNORECASE,
)
_PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
# Portals carry a login box beside every article; a wall has little else on it. The
# shortest article page measured has 480 letters outside its links.
_WALL_LETTERS = 300

# What stands on a lapsed domain: its broker, or whoever bought it for its links. Only a
# section that lists no article of its own is looked at, since articles report on
# betting rings, and two such words may stand in an advertisement.
REPLACED = "replaced"
_STRANGE = re.compile(
    rb"casino|c\xc3\xa1 c\xc6\xb0\xe1\xbb\xa3c|nh\xc3\xa0 c\xc3\xa1i"
    rb"|n\xe1\xbb\x95 h\xc5\xa9|baccarat|jackpot|poker|slot ?gacor|judi|togel"
    rb"|t\xc3\xa0i x\xe1\xbb\x89u"
    rb"|domain is for sale|buy this domain|sedoparking|parkingcrew|hugedomains|bodis\.com",
    re.IGNORECASE,
)
_BROKER = re.compile(rb"for sale|buy this|parking|hugedomains|bodis", re.IGNORECASE)


def challenge(page: Page) -> str:
    """Which refusal a page is; "" when it is none."""
    if page.status in (301, 302, 303, 307, 308):
        return LOGIN if leads_to_login(page.header("location")) else ""
    if page.header("cf-mitigated") == "challenge":
        return "Cloudflare challenge"
    if page.role == "listing" and not any(link.role == "article" for link in page.links):
        strange = {word.lower() for word in _STRANGE.findall(page.body)}
        if len(strange) > 2 or any(map(_BROKER.search, strange)):
            return REPLACED
    if len(page.body) > _LARGEST:
        return ""
    if found := next((name for mark, name in _MARKS if mark.search(page.body)), ""):
        return found
    if page.role in ("article", "listing") and not page.links and _PASSWORD.search(page.body):
        letters = vitals.take(page).prose
        return LOGIN if letters is not None and letters < _WALL_LETTERS else ""
    return ""


def leads_to_login(location: str) -> bool:
    """Whether a Location is that of a login form."""
    try:
        return bool(_LOGIN_PATH.search(urlsplit(location).path))
    except ValueError:
        return False
